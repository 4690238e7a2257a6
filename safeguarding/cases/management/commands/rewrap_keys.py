"""`safeguarding rewrap-keys`: wraps the key of every sealed file and letter template under the newest master key, so
that an older one can be taken out of SAFEGUARDING_FILE_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand

from safeguarding.cases.template_store import rewrap_template_keys
from safeguarding.files.actions import rewrap_keys


class Command(BaseCommand):
    help = "Wraps every file's key under the newest master key. Twice is as once."

    def handle(self, **options: Any) -> None:
        files, templates = rewrap_keys(), rewrap_template_keys()
        self.stdout.write(f"{files} keys of files and {templates} of letter templates were wrapped anew.")

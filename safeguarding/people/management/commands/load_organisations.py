"""`safeguarding load-organisations`: the register of authorities and the bodies around them, from reference files."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from safeguarding.people.loading import load_organisations
from safeguarding.people.reference_files import NATIONS, BadReference


class Command(BaseCommand):
    help = "Load the register of local authorities and the bodies around them. Loading again doubles nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--nation",
            action="append",
            choices=NATIONS,
            help="whose authorities; may be given several times (England's alone unless told)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_organisations(nations=options["nation"] or ("england",))
        except BadReference as bad:
            raise CommandError(str(bad)) from None
        self.stdout.write(f"{len(loaded.added)} added, {len(loaded.changed)} changed, {len(loaded.same)} as they were.")

"""`safeguarding verify-audit`: computes every chain of the audit again and says whether it holds."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from safeguarding.ground.verify_audit import faults, heads


class Command(BaseCommand):
    help = "Proves that no entry of the audit was changed, added or removed. Exits with 1 when one was."

    def handle(self, **options: Any) -> None:
        found = faults()
        for fault in found[:50]:
            self.stderr.write(str(fault))
        if found:
            raise CommandError(
                f"The audit does not hold: {len(found)} faults. Keep the database as it is and ask who wrote to it."
            )
        whole = heads()
        self.stdout.write(f"The audit holds: {whole.entries} entries in {whole.chains} chains.")
        self.stdout.write(f"Digest of their ends, to keep elsewhere: {whole.digest}")

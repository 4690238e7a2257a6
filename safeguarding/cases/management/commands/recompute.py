"""`safeguarding recompute [--dry-run]`: which dates a change of the law moves, relaxes or switches on, and doing it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from safeguarding.cases.recount import NobodySees, recount


class Command(BaseCommand):
    help = "Counts the dates of every case anew. With --dry-run it only says what would change."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="change nothing")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        changed = unseen = 0
        for one in recount(dry_run=dry_run):
            if isinstance(one, NobodySees):
                unseen += 1
                self.stderr.write(
                    f"Case {one.reference_key}: nobody who runs it sees it today. Give somebody the role."
                )
                continue
            changed += 1
            self.stdout.write(f"{one.reference}  {one.duty}  {one.words}")
        would = "would change" if dry_run else "changed"
        self.stdout.write(f"{changed} dates {would}." + (f" {unseen} cases could not be counted." if unseen else ""))

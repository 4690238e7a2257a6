"""`safeguarding recompute [--dry-run]`: which dates a change of the law moves, and moving them."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from safeguarding.cases.recount import NobodySees, recount


class Command(BaseCommand):
    help = "Counts the dates of every case anew. With --dry-run it only says what would move."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="change nothing")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        moved = unseen = 0
        for one in recount(dry_run=dry_run):
            if isinstance(one, NobodySees):
                unseen += 1
                self.stderr.write(
                    f"Case {one.reference_key}: nobody who runs it sees it today. Give somebody the role."
                )
                continue
            moved += 1
            self.stdout.write(f"{one.reference}  {one.duty}  {_day(one.was_on)} -> {_day(one.is_on)}")
        would = "would move" if dry_run else "moved"
        self.stdout.write(f"{moved} dates {would}." + (f" {unseen} cases could not be counted." if unseen else ""))


def _day(day: date | None) -> str:
    return day.isoformat() if day else "no date"

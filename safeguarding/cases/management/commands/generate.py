"""`safeguarding generate --cases N --yes-invented`: invented incidents for benchmarks, the same for the same seed and
last day, whenever they are written."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from safeguarding.cases.generation import FIRST_DAY, LAST_DAY, generate


class Command(BaseCommand):
    help = "Writes invented incidents over all English areas. Never in production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, required=True, help="how many")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same incidents")
        parser.add_argument(
            "--until", type=date.fromisoformat, default=LAST_DAY, help="the last day on which anything happened"
        )
        parser.add_argument("--yes-invented", action="store_true", help="say that this database may hold them")

    def handle(self, *, cases: int, seed: int, until: date, yes_invented: bool, **options: Any) -> None:
        if not (settings.DEMONSTRATION or settings.DEBUG):
            raise CommandError("Invented incidents are never written in production.")
        if not yes_invented:
            raise CommandError("Add --yes-invented to say that this database may hold invented incidents.")
        if cases < 1:
            raise CommandError("--cases takes a whole number from 1.")
        if until <= FIRST_DAY:
            raise CommandError(f"--until takes a day after {FIRST_DAY}.")
        for made in generate(cases, seed=seed, until=until):
            self.stdout.write(f"{made} incidents")

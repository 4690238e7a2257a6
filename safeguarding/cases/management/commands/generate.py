"""`safeguarding generate --cases N --yes-invented`: invented incidents for benchmarks, the same for the same seed."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from safeguarding.cases.generation import generate


class Command(BaseCommand):
    help = "Writes invented incidents over all English areas. Never in production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, required=True, help="how many")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same incidents")
        parser.add_argument("--yes-invented", action="store_true", help="say that this database may hold them")

    def handle(self, *, cases: int, seed: int, yes_invented: bool, **options: Any) -> None:
        if not (settings.DEMONSTRATION or settings.DEBUG):
            raise CommandError("Invented incidents are never written in production.")
        if not yes_invented:
            raise CommandError("Add --yes-invented to say that this database may hold invented incidents.")
        if cases < 1:
            raise CommandError("--cases takes a whole number from 1.")
        for made in generate(cases, seed=seed):
            self.stdout.write(f"{made} incidents")

"""`safeguarding demonstration [--list]`: invented people and incidents to try the system with, and who can sign in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from safeguarding.people.demonstration import OnlyForDemonstration, who_can_sign_in
from safeguarding.web.demonstration import tell_demonstration


class Command(BaseCommand):
    help = "Makes the demonstration's people and incidents, once. Never in production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--list", action="store_true", help="only say who can sign in as what")

    def handle(self, *, list: bool, **options: Any) -> None:
        try:
            if not list:
                self._make()
            self._say_who_can_sign_in()
        except OnlyForDemonstration as refused:
            raise CommandError(str(refused)) from None

    def _make(self) -> None:
        cases = tell_demonstration()
        if cases:
            self.stdout.write(f"{len(cases)} invented incidents are in place.")
        else:
            self.stdout.write("The demonstration's incidents stand already.")

    def _say_who_can_sign_in(self) -> None:
        people = who_can_sign_in()
        if not people:
            self.stdout.write("Nobody can sign in yet. Run: safeguarding demonstration")
            return
        self.stdout.write(f"\nWho can sign in (password: {people[0].password}; the code is shown on the page):")
        wide = max(len(one.email) for one in people)
        for one in people:
            self.stdout.write(f"  {one.email:<{wide}}  {one.role}{', ' + one.organisation if one.organisation else ''}")

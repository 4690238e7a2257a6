"""`migrate`, as the owner of the tables unless told otherwise: the application's login may not."""

from typing import Any

from django.core.management import CommandParser, call_command
from django.core.management.commands.migrate import Command as Migrate


class Command(Migrate):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> str | None:
        done = super().handle(*args, **options)
        if options["database"] == "owner" and not options["plan"] and not options["check_unapplied"]:
            call_command("createcachetable", database="owner", verbosity=0)
        return done

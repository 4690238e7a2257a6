"""Django's management commands, under our own name: `safeguarding migrate`, `safeguarding verify-audit`.

The commands that are not Django's have modules of their own beside this one.
"""

import os
from collections.abc import Sequence

from safeguarding.commands.plainly import plainly

SETTINGS = "safeguarding.web.settings"
# These neither ask nor tell the database anything.
NEED_NO_DATABASE = frozenset(
    ("help", "version", "check", "collectstatic", "findstatic", "diffsettings", "makemessages", "compilemessages")
)


def main(arguments: Sequence[str]) -> int:
    """Start the embedded database where the command needs it, and let Django find the command."""
    return plainly(lambda: _run(arguments))


def _run(words: Sequence[str]) -> int:
    set_up_django()
    from django.core.management import execute_from_command_line, get_commands

    from safeguarding.ground.starting import start_when_embedded

    known = get_commands()
    name = words[0] if words[0] in known else words[0].replace("-", "_")
    if name in known and name not in NEED_NO_DATABASE and not {"-h", "--help"} & set(words):
        start_when_embedded()
    execute_from_command_line(["safeguarding", name, *words[1:]])
    return 0


def set_up_django() -> None:
    """For the parts that use Django's models or settings themselves."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()

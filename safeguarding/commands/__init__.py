"""The `safeguarding` command: finds the part that was asked for and hands it the rest of the words.

Each part is a module here with `main(arguments) -> int`, imported only when asked for, so that `law` and `clock`
never load Django. What is not named here is one of Django's management commands.
"""

import sys
from collections.abc import Sequence
from importlib import import_module

PARTS = {
    "run": "set up what is missing, serve, and keep everything running, with demonstration data",
    "serve": "the web server alone",
    "worker": "the worker alone: sends what is owed and keeps the clock",
    "database": "start, stop, status, destroy: the embedded database; logins: the SQL for a server of yours",
    "setup-check": "say what is missing before this installation can serve",
    "law": "list, check and compare the law",
    "clock": "what is owed, by whom and why, for facts given as JSON",
}

MANAGED = {
    "migrate": "bring the database up to date with the code",
    "load-organisations": "load the register of authorities and the bodies around them; again doubles nothing",
    "add-administrator": "add the first administrator, and print the link with which they choose a password",
    "verify-audit": "prove that no entry of the audit was changed, added or removed",
    "recompute": "count every date anew; with --dry-run only say what would move",
    "record-bounce": "record a message that came back, from the mail server's report",
    "rewrap-keys": "wrap the key of every file under the newest master key",
    "demonstration": "make invented people and incidents, once, and say who can sign in; never in production",
    "generate": "write many invented incidents, for benchmarks; never in production",
}
"""Our own among Django's management commands, which are found in the apps."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and answer the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in ("-h", "--help"):
        print(_overview())
        return 0
    part = words[0].replace("-", "_") if words[0] in PARTS else "management"
    module = import_module(f"safeguarding.commands.{part}")
    status: int = module.main(words[1:] if words[0] in PARTS else words)
    return status


def _overview() -> str:
    width = max(map(len, (*PARTS, *MANAGED))) + 2
    parts, managed = (
        [f"  safeguarding {name:<{width}}{meaning}" for name, meaning in table.items()] for table in (PARTS, MANAGED)
    )
    return "\n".join([*parts, "", *managed, "", "Every other command: safeguarding help"])

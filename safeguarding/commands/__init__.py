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
    width = max(map(len, PARTS)) + 2
    lines = [f"  safeguarding {name:<{width}}{meaning}" for name, meaning in PARTS.items()]
    return "\n".join([*lines, "", "Every other command: safeguarding help"])

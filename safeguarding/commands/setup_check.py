"""`safeguarding setup-check`: says, line by line, what is missing before this installation can serve."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from safeguarding.commands.management import set_up_django
from safeguarding.commands.plainly import CannotRun, plainly
from safeguarding.commands.readiness import refuse_a_database_behind
from safeguarding.ground.starting import start_when_embedded

OLDEST_PYTHON = (3, 11)


def main(arguments: Sequence[str]) -> int:
    """Print every check; 0 when all are met."""
    parser = argparse.ArgumentParser(prog="safeguarding setup-check", description=__doc__)
    parser.parse_args(arguments)
    return max(plainly(partial(_say, what, met)) for what, met in _checks())


def _say(what: str, met: Callable[[], None]) -> int:
    try:
        met()
    except Exception:
        print(f"no   {what}")
        raise
    print(f"yes  {what}")
    return 0


def _checks() -> Iterator[tuple[str, Callable[[], None]]]:
    yield f"Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or newer", _python
    yield "the database answers", start_when_embedded
    yield "the settings can be read", set_up_django
    yield "the database is in step with the code", refuse_a_database_behind
    yield "the look is built and collected", _static
    yield "the start is safe", _safe


def _python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        raise CannotRun(f"This is Python {sys.version.split()[0]}. Install a newer one and run: make setup")


def _static() -> None:
    from django.conf import settings

    missing = [folder for folder in (*settings.STATICFILES_DIRS, settings.STATIC_ROOT) if not Path(folder).is_dir()]
    if missing:
        raise CannotRun(f"{missing[0]} is missing. Run: make setup")


def _safe() -> None:
    from safeguarding.ground.start_up import RefusesToStart, refuse_unsafe_start
    from safeguarding.web.settings import env

    try:
        refuse_unsafe_start(env)
    except RefusesToStart as refusal:
        raise CannotRun(str(refusal)) from None

"""`safeguarding worker`: the worker alone, which runs the jobs and the tick. The jobs themselves live in the apps."""

import argparse
from collections.abc import Sequence

from safeguarding.commands.plainly import plainly

CONCURRENCY = 2
SECONDS_TO_FINISH = 3


def main(arguments: Sequence[str]) -> int:
    """Work until told to stop; then finish what is under way, for a few seconds at most."""
    parser = argparse.ArgumentParser(prog="safeguarding worker", description="Run the jobs and the tick.")
    parser.add_argument("--concurrency", type=int, default=CONCURRENCY, help=f"jobs at a time ({CONCURRENCY})")
    given = parser.parse_args(arguments)
    return plainly(lambda: _work(given.concurrency))


def _work(concurrency: int) -> int:
    from safeguarding.commands.readiness import refuse_to_start_unready

    refuse_to_start_unready()
    from django.core.management import call_command

    # Jobs and the tick alike: what a killed worker left is taken again, what is owed by now is written.
    call_command("run_worker", concurrency=concurrency, grace=SECONDS_TO_FINISH)
    return 0

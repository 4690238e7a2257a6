"""`make bench`, or python -m benchmarks [--quick] [--keep]: measures every budget in one run and writes the page.

The database is the benchmark's own, made for the run and deleted with it, unless it is to be kept for the next.
"""

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from types import FrameType

from benchmarks import own_ground, report
from benchmarks.figures import Line, Part

LARGE, SMALL = 20_000, 100
REFUSED, INTERRUPTED = 2, 130
LOAD: list[tuple[float, float, float]] = []
"""How busy the machine was at the start and after each part."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long each part goes on."""

    cases: int
    seconds: float
    rounds: int
    each: int
    runs: int


WHOLE = Length(cases=LARGE, seconds=5, rounds=4, each=6, runs=3)
QUICK = Length(cases=2_000, seconds=2, rounds=2, each=3, runs=1)


def main(words: Sequence[str] | None = None) -> int:
    """Measure, say what was found line by line, and write the page. A missed budget is told and fails nothing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small database and few looks; writes no page")
    parser.add_argument("--keep", action="store_true", help="keep the database for the next run, or use the one kept")
    given = parser.parse_args(words)
    signal.signal(signal.SIGTERM, _end)
    try:
        own_ground.refuse_production()
        with own_ground.alone():
            _measured(QUICK if given.quick else WHOLE, is_quick=given.quick, keep=given.keep)
    except own_ground.RefusesToMeasure as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("Ended early: no page is written.", file=sys.stderr)
        return INTERRUPTED
    return 0


def _measured(length: Length, *, is_quick: bool, keep: bool) -> None:
    begun = time.monotonic()
    LOAD.append(os.getloadavg())
    if not keep:
        own_ground.leave(own_ground.MANY)
    own_ground.enter(own_ground.MANY)
    from safeguarding import today

    try:
        parts = _all_parts(length)
        minutes = (time.monotonic() - begun) / 60
        told = report.conditions(on=today.today(), load=LOAD, minutes=minutes, server=report.database())
        if not is_quick:
            report.write(parts, told)
    finally:
        own_ground.leave(own_ground.MANY, keep=keep)


def _all_parts(length: Length) -> list[Part]:
    """In this order: what needs no database, the small database, the large one, starting."""
    from benchmarks import counting, obligations, starting

    parts = [_said(counting.measure(runs=length.runs + 2)), _said(obligations.measure(runs=length.runs))]
    parts += _on_databases(length)
    return [*parts, _said(starting.measure(own_ground.STARTS, runs=length.runs))]


def _on_databases(length: Length) -> list[Part]:
    from django.conf import settings

    from benchmarks import filling, pressing, queries, trail, wall
    from benchmarks.browser import Browsers
    from benchmarks.server import serving
    from benchmarks.signing_in import Somebody, everybody, sessions

    with own_ground.a_second_database():
        filling.load_register()
        filling.fill(SMALL, seed=1)
        people = everybody()
        few = queries.see_all(people)
        audit = _said(trail.measure(people[1], rounds=length.rounds, each=length.each))
    loading = _said(_load(length.cases))
    cases = filling.number_of_cases()
    people = everybody()
    many = queries.see_all(people)
    asked = _said(queries.compare(few, many, sizes=(SMALL, cases)))
    cookie = str(settings.SESSION_COOKIE_NAME)
    with serving(own_ground.MANY) as server:
        known = {somebody.what: Browsers(server.port, cookie, sessions(somebody)) for somebody in people}

        def browsers(somebody: Somebody) -> Browsers:
            return known[somebody.what]

        looks = pressing.looks(people, browsers)
        pressed = _said(pressing.measure(looks, browsers, server.used, seconds=length.seconds, cases=cases))
        walls = _said(wall.measure(looks, browsers, rounds=length.rounds, each=length.each))
    return [pressed, asked, walls, audit, loading]


def _load(cases: int) -> Part:
    """Bring the large database up to date and to its number of incidents, unless one that was kept has them."""
    from django.core.management import call_command

    from benchmarks import filling, wall

    begun = time.monotonic()
    call_command("migrate", interactive=False, verbosity=0, stdout=StringIO())
    wall.put_up()
    filling.load_register()
    lacking = cases - filling.number_of_cases()
    if lacking > 0:
        filling.fill(lacking, seed=2)
    took = time.monotonic() - begun
    part = Part("Loading", "The register, the invented incidents with their audit, what was sent, and letters.")
    what = f"Loading {lacking:,} invented incidents, audited"
    if lacking > 0:
        part.lines.append(Line(what, "–", f"{took:.0f} s", None, None))
    else:
        part.remarks.append("The database was kept from an earlier run.")
    return part


def _said(part: Part) -> Part:
    LOAD.append(os.getloadavg())
    print(f"\n{part.title}", flush=True)
    for line in part.lines:
        print("  " + report.said(line), flush=True)
    for remark in part.remarks:
        print(f"  {remark}", flush=True)
    return part


def _end(number: int, frame: FrameType | None) -> None:
    """An end from outside is an orderly one: servers stop, data goes."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

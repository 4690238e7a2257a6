"""`safeguarding law list|check|diff|picture|docs`: the law files read, checked, compared and drawn.

What a law file means is in rules/procedure.py; how a date is counted, in rules/clock.py.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from safeguarding.commands.printing import Words, as_json, to_the_end
from safeguarding.rules.clock import Fact
from safeguarding.rules.differences import differences
from safeguarding.rules.echo import LONGEST_PATH, echoed
from safeguarding.rules.examples import broken_examples
from safeguarding.rules.forms.differences import form_differences
from safeguarding.rules.forms.loading import forms
from safeguarding.rules.lawbook import pages
from safeguarding.rules.lawfile import LawFault
from safeguarding.rules.phases import phase
from safeguarding.rules.picture import picture
from safeguarding.rules.procedure import Duty, Procedure, load, procedures

DOCS = Path("docs/reference/law")


def main(argv: Sequence[str]) -> int:
    """Do what is asked; 0 when all is well, 1 when a check failed, 2 when the asking or a file is wrong."""
    chosen = _parser().parse_args(argv)
    return to_the_end(lambda: _run(chosen))


def _run(chosen: argparse.Namespace) -> int:
    try:
        return int(chosen.run(chosen))
    except LawFault as fault:
        print(fault, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = Words(prog="safeguarding law", description="The law as data.")
    kinds = parser.add_subparsers(required=True, metavar="list|check|diff|picture|docs")
    listing = kinds.add_parser("list", help="every duty of every procedure")
    listing.add_argument("--json", action="store_true", help="as JSON, with sources and examples")
    listing.add_argument("--on", type=_day, help="only the duties in force on a day")
    listing.set_defaults(run=_list)
    kinds.add_parser("check", help="load every file, the forms too, and run every worked example").set_defaults(
        run=_check
    )
    diff = kinds.add_parser("diff", help="what changed in the law between two days")
    diff.add_argument("first", type=_day, metavar="DATE")
    diff.add_argument("second", type=_day, metavar="DATE")
    diff.set_defaults(run=_diff)
    drawing = kinds.add_parser("picture", help="one procedure as an SVG picture")
    drawing.add_argument("procedure", metavar="PROCEDURE")
    drawing.add_argument("--reached", metavar="EVENT", help="mark the place that an event reaches")
    drawing.set_defaults(run=_picture)
    docs = kinds.add_parser("docs", help="write the reference pages and pictures")
    docs.add_argument("folder", nargs="?", type=Path, default=DOCS)
    docs.set_defaults(run=_docs)
    return parser


def _day(words: str) -> date:
    try:
        if len(words) == len("2026-03-13"):
            return date.fromisoformat(words)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"'{echoed(words)}' is not a date; write year-month-day, like 2026-03-13")


def _list(chosen: argparse.Namespace) -> int:
    whole = [load(name) for name in procedures()]
    if chosen.json:
        print(as_json([_duties_of(procedure, chosen.on) for procedure in whole]))
        return 0
    for procedure in whole:
        print(f"{procedure.id}: {procedure.title.en}")
        for duty in _in_force(procedure, chosen.on):
            runs = "" if duty.runs else "; unconfirmed"
            print(f"  {duty.id}: {duty.title.en}")
            print(f"    {duty.owed_by}; {duty.due}; {duty.force}, {duty.seen}{runs}; from {duty.from_on}")
            print(f"    {duty.cite}")
    return 0


def _in_force(procedure: Procedure, on: date | None) -> tuple[Duty, ...]:
    return tuple(duty for duty in procedure.duties if on is None or duty.in_force(on))


def _duties_of(procedure: Procedure, on: date | None) -> dict[str, Any]:
    return {
        "procedure": procedure.id,
        "title": procedure.title.en,
        "duties": [
            {**duty.model_dump(mode="json", by_alias=True), "runs": duty.runs, "judged_as": duty.judged_as}
            for duty in _in_force(procedure, on)
        ],
    }


def _check(_chosen: argparse.Namespace) -> int:
    faults: list[str] = []
    for name in procedures():
        try:
            procedure, asked = load(name), forms(name)
        except LawFault as fault:
            faults.append(str(fault))
            continue
        broken = broken_examples(procedure)
        faults.extend(broken)
        if not broken:
            examples = sum(len(duty.example) for duty in procedure.duties)
            counted = f"{len(procedure.duties)} duties, {examples} worked examples, {len(asked)} forms"
            print(f"{name}: {counted}, all as written.")
    for sentence in faults:
        print(sentence, file=sys.stderr)
    return 1 if faults else 0


def _diff(chosen: argparse.Namespace) -> int:
    for name in procedures():
        between = chosen.first, chosen.second
        lines = (*differences(load(name), *between), *form_differences(forms(name), *between))
        print(f"{name}: {'no change' if not lines else ''}".rstrip())
        for line in lines:
            print(f"  {line}")
    return 0


def _picture(chosen: argparse.Namespace) -> int:
    procedure = load(chosen.procedure)
    if chosen.reached is None:
        print(picture(procedure), end="")
        return 0
    try:
        procedure.event(chosen.reached)
    except KeyError as unknown:
        raise LawFault(str(unknown.args[0])) from None
    print(picture(procedure, phase(procedure, [Fact(chosen.reached, procedure.header.from_on)])), end="")
    return 0


def _docs(chosen: argparse.Namespace) -> int:
    for name, text in pages().items():
        _write(chosen.folder / name, text)
        print(f"wrote {chosen.folder / name}")
    return 0


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise LawFault(
            f"cannot be written ({reason}); name a folder that you may write to.", file=echoed(str(path), LONGEST_PATH)
        ) from None

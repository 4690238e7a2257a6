"""The demonstration's part about asking agencies: of an incident that was sent, three bodies are asked; one has signed,
one is part-way, one is past its date. Told by real verbs; the demonstration calls it (`cases/demonstration`)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from safeguarding.cases.demonstration.teller import Teller
from safeguarding.cases.models import Case
from safeguarding.gathering.actions.answering import open_request, save_answers, sign_answers
from safeguarding.gathering.actions.asking import Asked, add_agency, ask_agencies
from safeguarding.gathering.actions.following_up import log_call, remind_agency
from safeguarding.gathering.actions.scope import set_scope
from safeguarding.gathering.models import InformationRequest

ANSWERED: Mapping[str, Mapping[str, Any]] = {
    "author": {
        "services": "Emergency department\nChildren's ward",
        "author-name": "The named nurse for safeguarding",
        "author-role": "Named nurse",
        "line-independent": "no-part",
    },
    "period": {"gaps": "The notes of one clinic visit are on paper and were sent for."},
    "contact": {
        "contact-summary": "Seen twice in the emergency department. The second time a consultant was called, and the "
        "duty social worker was rung within the hour.",
    },
    "household": {
        "household-known": "A mother, and her partner at weekends.",
        "fathers-known": "The partner was in the waiting room. Nobody asked him anything.",
    },
    "child": {"child-seen": "Seen by two doctors, with the mother in the room."},
    "decisions": {
        "decisions": "Sent home after the first visit, with a letter to the GP. The guidance asks for a consultant.",
        "decisions-why": "The department was full, and the consultant was at another hospital.",
    },
    "equality": {"good-practice": "A nurse noticed that the account had changed, and wrote both down."},
    "learning": {"immediate-learning": "Every child under two is now seen by a consultant before going home."},
    "records": {"handling": "health-record"},
}
"""What the hospital has signed; the school has answered its first pages of the same."""


def tell_gathering(teller: Teller, case: Case, *, ago: int = 8) -> list[InformationRequest]:
    """Set the scope and ask, so many working days ago; then answers as far as they came. `case` is one of Northvale's
    that was sent at least a day before."""
    surgery, hospital, school = _ask(teller, case, ago)
    _sign(teller, hospital, max(ago - 4, 1))
    _begin(teller, school, max(ago - 5, 1))
    with teller.as_of("manager", 1) as (by, on):
        remind_agency(case=case, asked=school, by=by, on=on)
        log_call(
            case=case, asked=surgery, called_on=on, whom="The practice manager",
            said="The doctor who knows the family is back on Monday. They will answer then.", by=by, on=on,
        )  # fmt: skip
    return [surgery, hospital, school]


def _ask(teller: Teller, case: Case, ago: int) -> list[InformationRequest]:
    """The surgery by letter, with a date that has passed; hospital and school by message."""
    with teller.as_of("manager", ago) as (by, on):
        set_scope(
            case=case, from_on=_years_before(on, 2), until_on=on, by=by, on=on, seen=0,
            why="From the pregnancy on: services first knew the family then.",
        )  # fmt: skip
        surgery = add_agency(
            case=case, name="Mill Lane Surgery (demonstration)", kind="gp-practice", email="", phone="01632 960004",
            by=by, on=on,
        )  # fmt: skip
        passed, later = teller.before(max(ago - 7, 1)), on + timedelta(days=14)
        chosen = (
            (surgery, "gp-practice", passed),
            (teller.made.bodies["northvale-hospital"], "nhs-trust", later),
            (teller.made.bodies["millbrook-school"], "maintained-school", later),
        )
        names = "\n".join(child.name for child in case.children.order_by("number") if child.name)
        return [
            request
            for body, kind, wanted_by in chosen
            for request in ask_agencies(
                case=case, bodies=[(body, kind)], asked=_asked(names, wanted_by, by.name), by=by, on=on
            )
        ]


def _asked(names: str, wanted_by: date, signed_by: str) -> Asked:
    return Asked(
        power="section-16h",
        about=names or "The child of this incident. Ring us for the name.",
        purpose="To learn how services worked together, for the rapid review.",
        questions="What did you know of the family, and from when?\n"
        "Who saw the child, and what did the child say or show?\n"
        "What did you do, and what would you do now?",
        wanted_by=wanted_by,
        signed_by=f"{signed_by}, partnership business manager",
    )


def _sign(teller: Teller, request: InformationRequest, ago: int) -> None:
    with teller.as_of("hospital", ago) as (by, on):
        open_request(asked=request, by=by, on=on)
        days = {"covers-from": request.from_on.isoformat(), "covers-until": request.until_on.isoformat()}
        for page, given in ANSWERED.items():
            answers = {**given, **days} if page == "period" else given
            save_answers(asked=request, page=page, answers=answers, seen=0, by=by, on=on)
        sign_answers(asked=request, seen=0, by=by, on=on)


def _begin(teller: Teller, request: InformationRequest, ago: int) -> None:
    with teller.as_of("school", ago) as (by, on):
        open_request(asked=request, by=by, on=on)
        author = {
            "services": "Nursery class\nPastoral team", "author-name": "The designated safeguarding lead",
            "author-role": "Designated safeguarding lead", "line-independent": "had-part",
        }  # fmt: skip
        save_answers(asked=request, page="author", answers=author, seen=0, by=by, on=on)


def _years_before(day: date, years: int) -> date:
    """The same day some years before; of 29 February the day before."""
    return day.replace(year=day.year - years, day=min(day.day, 28))

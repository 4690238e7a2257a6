"""A sent incident with its scope, and bodies asked about it, for tests about what comes after."""

from datetime import date, timedelta
from typing import Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case
from safeguarding.gathering.actions.answering import save_answers
from safeguarding.gathering.actions.asking import Asked, ask_agencies
from safeguarding.gathering.actions.scope import set_scope
from safeguarding.gathering.models import InformationRequest, ReturnDraft
from safeguarding.gathering.scope import scope_of
from tests.cast import Cast
from tests.making import make_incident

FROM, UNTIL = date(2024, 11, 1), date(2026, 11, 12)
MARKER = "Quillfeather"

ANSWERS: dict[str, dict[str, Any]] = {
    "author": {
        "services": "Emergency department\nPaediatrics",
        "author-name": "Kit K.",
        "author-role": "Named nurse",
        "line-independent": "no-part",
    },
    "period": {"covers-from": "2024-11-01", "covers-until": "2026-11-12"},
    "contact": {"contact-summary": f"{MARKER} came to the ward twice."},
    "household": {"household-known": "A mother and two children.", "fathers-known": "Not asked about."},
    "child": {"child-seen": "Seen alone by the doctor."},
    "decisions": {"decisions": "Sent home on the first day.", "decisions-why": "The ward was full."},
    "learning": {"immediate-learning": "Every child under two is seen by a consultant."},
    "records": {"handling": "official-sensitive"},
}


def sent_incident(cast: Cast) -> Case:
    """Recorded as notified, so that a rapid review follows."""
    case = make_incident(cast)
    with acting_as(cast.ada.pk):
        record_event(case, "notification_submitted", on=today.today(), by=cast.actor("ada"))
        refresh_dues(case, by=cast.ada.pk)
    return case


def scoped(cast: Cast, case: Case | None = None) -> Case:
    """With the period that is looked at."""
    case = case or sent_incident(cast)
    with acting_as(cast.ben.pk):
        if scope_of(case) is None:
            set_scope(
                case=case, from_on=FROM, until_on=UNTIL, why="From the birth on", seen=0, by=cast.actor("ben"),
                on=today.today(),
            )  # fmt: skip
    return case


def asked(**given: Any) -> Asked:
    return Asked(
        **{
            "power": "section-16h",
            "about": f"{MARKER}, born 3 June 2019",
            "purpose": "To learn how services worked together.",
            "questions": "What did you know of the family?\nWhat did you do?",
            "wanted_by": today.today() + timedelta(days=7),
            "signed_by": "Ben B., business manager",
            **given,
        }
    )


def ask(cast: Cast, case: Case | None = None, *bodies: tuple[str, str], **given: Any) -> list[InformationRequest]:
    """The hospital, unless others are named, is asked."""
    case = scoped(cast, case)
    chosen = [(cast[code], kind) for code, kind in bodies or (("ashmere-hospital", "nhs-trust"),)]
    with acting_as(cast.ben.pk):
        return ask_agencies(case=case, bodies=chosen, asked=asked(**given), by=cast.actor("ben"), on=today.today())


def write_whole(cast: Cast, request: InformationRequest, *, by: str = "kit") -> ReturnDraft:
    """Every answer that is required, page by page."""
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        for page, answers in ANSWERS.items():
            draft = save_answers(asked=request, page=page, answers=answers, seen=0, by=actor, on=today.today())
    return draft

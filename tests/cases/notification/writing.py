"""A notification as people would write it, decided and sent, for tests about one of these steps."""

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.assessment import set_nature
from safeguarding.cases.actions.notification import (
    Writing,
    begin_notification,
    choose_nature,
    form_of,
    page_of,
    save_page,
)
from safeguarding.cases.actions.submission import FileCopy, record_submission, submit_here, tick_fields
from safeguarding.cases.answers import answered
from safeguarding.cases.models import Answers, Case, Submission
from safeguarding.cases.sending import fields_of, fingerprint, frozen, whole_notification
from safeguarding.people.models import Organisation
from tests.cases.threshold.weighing import answer_all, everybody_says, settle
from tests.cast import Cast
from tests.making import open_incident

FRI_13_NOV, MON_16_NOV, TUE_17_NOV, WED_18_NOV = (date(2026, 11, day) for day in (13, 16, 17, 18))
MARKER = "Quillfeather"
"""A text that stands in the answers and may stand in no title, message, address or log."""

INCIDENT: dict[str, Any] = {
    "notifying-authority": "ashmere",
    "notifier-name": "Ada A.",
    "notifier-role": "Head of safeguarding",
    "notifier-phone": "01632 960 001",
    "notifier-email": "ada@example.invalid",
    "incident-date": {"precision": "exact", "on": "2026-11-12"},
    "incident-place": f"12 {MARKER} Street",
    "incident-area": "ashmere",
    "what-happened": f"{MARKER} was brought to the ward.",
    "harm-kinds": ["physical"],
    "abuse-or-neglect": "suspected",
    "abuse-or-neglect-why": "The hospital reported it.",
    "immediate-steps": "The children stay with an aunt.",
}
CHILD: dict[str, Any] = {
    "surname": MARKER,
    "forenames": "Rowan",
    "date-of-birth": {"precision": "exact", "on": "2019-06-03"},
    "sex": "female",
    "ethnicity": "not-known",
    "disability": "no",
    "address": f"12 {MARKER} Street",
    "home-area": "ashmere",
    "looked-after": "no",
    "child-in-need-plan": "not-known",
    "child-protection-plan": "no",
    "known-to-agencies": "no",
    "parents": [{"name": f"Sam {MARKER}", "relation": "mother", "living-with": "yes"}],
}
SHOT = b"reference NTF-77 confirmed"


def incident(cast: Cast, **given: Any) -> Case:
    """An incident of Ashmere, known on Friday the 13th."""
    return open_incident(cast, known_on=FRI_13_NOV, **given)


def begin(cast: Cast, case: Case, *, by: str = "ada") -> None:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        begin_notification(case=case, by=actor, on=today.today())


def save(
    cast: Cast, case: Case, page: str, values: Mapping[str, Any], *, by: str = "ada", subject: int = 0, **given: Any
) -> Answers:
    """One page saved by somebody who has seen what is stored, unless told otherwise."""
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        whole = answered(case, form_of(case))
        writing = Writing(given.get("seen", whole.version(subject, page)), given.get("token", ""))
        return save_page(
            case=case, page=page, subject=subject, values=values, writing=writing, by=actor, on=today.today()
        )


def write_whole(cast: Cast, case: Case, *, nature: str = "serious-harm", child: Mapping[str, Any] = CHILD) -> None:
    """Answer everything that is required, about the incident and every child."""
    begin(cast, case)
    actor = cast.actor("ada")
    with acting_as(actor.person_id):
        was = case.incident.nature
        choose_nature(case=case, nature=nature, seen=was, by=actor, on=today.today())
        form, places = answered(case, "notification").form, list(case.children.values_list("number", flat=True))
    for subject, answers in [(0, INCIDENT), *((number, child) for number in places)]:
        by_page: dict[str, dict[str, Any]] = {}
        for question, value in answers.items():
            by_page.setdefault(page_of(form, question)[1].id, {})[question] = value
        for page, values in by_page.items():
            save(cast, case, page, values, subject=subject)


def decided(cast: Cast, case: Case) -> None:
    """All three bodies agree, and it is decided to notify."""
    with acting_as(cast.ada.pk):
        if not case.incident.nature:
            set_nature(case=case, nature="serious-harm", by=cast.actor("ada"), on=today.today())
    answer_all(cast, case)
    everybody_says(cast, case)
    settle(cast, case)


def at(day: date, clock: str = "10:30") -> datetime:
    """A moment in London."""
    return today.london_moment(day, time.fromisoformat(clock))


def record(cast: Cast, case: Case, *, by: str = "ada", to: str = "panel", **given: Any) -> Submission:
    """Record that it was sent elsewhere."""
    actor = cast.actor(by)
    asked: dict[str, Any] = {
        "recipient": cast[to],
        "reference": "NTF-77",
        "sent_at": at(MON_16_NOV, "00:00"),
        "sender": "Ada A.",
        "copy": FileCopy("confirmation.txt", io.BytesIO(SHOT)),
    }
    with acting_as(actor.person_id):
        return record_submission(case=case, by=actor, on=today.today(), **{**asked, **given})


def send(cast: Cast, case: Case, *, by: str = "ada", to: str = "panel", seen: str | None = None) -> Submission:
    """Send it to a body that receives here."""
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        preview = fingerprint(frozen(whole_notification(case, on=today.today())))
        return submit_here(
            case=case, recipient=cast[to], seen=preview if seen is None else seen, by=actor, on=today.today()
        )


def tick_every_field(cast: Cast, case: Case) -> None:
    """Everything on the sheet was entered in the outside service."""
    actor = cast.actor("ada")
    with acting_as(actor.person_id):
        keys = [field.key for field in fields_of(whole_notification(case, on=today.today()))]
        tick_fields(case=case, entered=keys, shown_ticked=(), by=actor, on=today.today())


def receives_elsewhere(cast: Cast, code: str = "panel") -> None:
    Organisation.objects.filter(code=code).update(receives_here=False)
    cast[code].receives_here = False


def national(cast: Cast, code: str, *, receives_here: bool = False) -> Organisation:
    """One more national body on the register."""
    made = Organisation.objects.create(
        code=code,
        kind=Organisation.Kind.NATIONAL,
        name=code.replace("-", " ").capitalize(),
        receives_here=receives_here,
    )
    cast.organisations[code] = made
    return made

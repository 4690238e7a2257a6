"""Answering the tests of the law item by item, and saying what kind of incident it is. What the answers amount to is
`rules/weighing.py`'s; the decision is in `decisions.py`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import procedure_of, record_event
from safeguarding.cases.models import Assessment, Case, Event, Incident
from safeguarding.look.languages import spoken
from safeguarding.rules.facts import WITHDRAWN
from safeguarding.rules.forms.loading import load_form
from safeguarding.rules.procedure import Item, Test
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission
from safeguarding.rules.weighing import Answer, Outcome, outcome

TEST_A = "notification"
WITHOUT_TEST_A = "also-notifiable"

LOOKED_AFTER = frozenset({"looked-after-death-abuse", "looked-after-death-no-abuse"})
CARE_LEAVER = frozenset({"care-leaver-death"})
OUTSIDE_TEST_A = LOOKED_AFTER | CARE_LEAVER
NO_RAPID_REVIEW = frozenset({"looked-after-death-no-abuse", "care-leaver-death"})
"""Kinds of incident, by the codes of the notification's own question."""

EVENTS_OF_NATURE: dict[str, frozenset[str]] = {
    "death_known_to_la": OUTSIDE_TEST_A,
    "death_was_of_looked_after_child": LOOKED_AFTER,
    "death_was_of_care_leaver": CARE_LEAVER,
    "no_rapid_review_owed": NO_RAPID_REVIEW,
}
"""Which kinds of incident each of these events belongs to."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One item of a test with its answers, the latest first."""

    item: Item
    answers: tuple[Assessment, ...]

    @property
    def latest(self) -> Assessment | None:
        return self.answers[0] if self.answers else None


@transaction.atomic
def answer_item(
    *,
    case: Case,
    test: str,
    item: str,
    answer: str,
    evidence: str,
    seen: int,
    by: Actor,
    on: date,
) -> Assessment:
    """Answer one item of a test, with the evidence. `seen` is the key of the answer the person saw, 0 for none. What
    was answered before stays beneath it."""
    case = hold(case, by=by, to=Permission.ASSESS)
    _refuse_unknown(case, test, item)
    if answer not in Assessment.Answer.values:
        raise Refused(Refusal(_("Select yes, no or not known."), "answer"))
    if not evidence.strip():
        raise Refused(Refusal(_("Write what this rests on: who said it, or which record shows it."), "evidence"))
    latest = case.assessments.filter(test=test, item=item).order_by("id").last()
    if (latest.pk if latest else 0) != seen:
        raise ChangedMeanwhile(Refusal(_("Somebody else has answered this since you opened the page."), "answer"))
    return Assessment.objects.create(
        case=case,
        test=test,
        item=item,
        answer=answer,
        evidence=evidence.strip(),
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )


def weighed(case: Case, test_id: str) -> list[Weighed]:
    """Every item of a test with what was answered, in the order of the law."""
    test = procedure_of(case).test(test_id)
    rows = list(case.assessments.filter(test=test_id).select_related("recorded_by").order_by("-id"))
    return [Weighed(item, tuple(row for row in rows if row.item == item.id)) for item in test.item]


def outcome_of(test: Test, items: Iterable[Weighed]) -> Outcome:
    """What the latest answers amount to."""
    answers = {one.item.id: cast(Answer, one.latest.answer) for one in items if one.latest}
    return outcome(test, answers)


def unanswered(items: Iterable[Weighed]) -> list[Item]:
    """The items that decide something and that nobody has answered yet."""
    return [one.item for one in items if one.item.joins != "aid" and one.latest is None]


@transaction.atomic
def set_nature(
    *, case: Case, nature: str, death_known_on: date | None = None, seen: str | None = None, by: Actor, on: date
) -> Incident:
    """Say what kind of incident it is. A looked-after child's or a care leaver's death is notifiable without test A:
    its own events are then recorded, or withdrawn when it turns out to be another kind. `death_known_on` is the day
    the authority came to know of the death: the day it knew of the incident, unless told. `seen` is the kind that the
    person saw; None asks for no comparison."""
    case = hold(case, by=by, to=Permission.ASSESS)
    incident = Incident.objects.select_for_update().get(pk=case.pk)
    if nature not in natures(case):
        raise Refused(Refusal(_("Select what kind of incident it is."), "nature"))
    if seen is not None and seen != incident.nature:
        raise ChangedMeanwhile(Refusal(_("Somebody else has changed this since you opened the page."), "nature"))
    if death_known_on is not None and death_known_on > today.today():
        raise Refused(Refusal(_("The day on which the authority knew of the death lies ahead. Correct it."), "known"))
    incident.nature = nature
    incident.save(update_fields=["nature"])
    _record_what_follows(case, nature, death_known_on, by=by, on=on)
    refresh_dues(case, by=by.person_id, reason=_("The kind of incident was changed."))
    return incident


def natures(case: Case) -> dict[str, str]:
    """The kinds of incident, code by code, as the notification asks for them."""
    options = load_form(case.procedure, "notification").question("nature").options
    return {option.code: option.label.in_(spoken()) for option in options}


Path = Literal["test-a", "looked-after-death", "care-leaver-death"]


def path_of(nature: str) -> Path:
    """By which path of the law an incident of this kind is notified."""
    if nature in LOOKED_AFTER:
        return "looked-after-death"
    return "care-leaver-death" if nature in CARE_LEAVER else "test-a"


def _record_what_follows(case: Case, nature: str, death_known_on: date | None, *, by: Actor, on: date) -> None:
    recorded = {row.event: row for row in _that_hold(case, (*EVENTS_OF_NATURE, "incident_known_to_la"))}
    known = recorded.get("incident_known_to_la")
    known_on = death_known_on or (known.on if known else on)
    for event, belongs_to in EVENTS_OF_NATURE.items():
        row, is_wanted = recorded.get(event), nature in belongs_to
        day = known_on if event == "death_known_to_la" else on
        if is_wanted and row is None:
            record_event(case, event, on=day, by=by)
        elif is_wanted and row is not None and event == "death_known_to_la" and death_known_on not in (None, row.on):
            record_event(case, event, on=day, by=by, supersedes=row, reason=_("The day was corrected."))
        elif not is_wanted and row is not None:
            record_event(case, WITHDRAWN, on=on, by=by, supersedes=row, reason=_("It is another kind of incident."))


def _that_hold(case: Case, names: Iterable[str]) -> Iterable[Event]:
    return case.events.filter(event__in=list(names), superseded_by__isnull=True).order_by("id")


def _refuse_unknown(case: Case, test: str, item: str) -> None:
    known = {one.id: {each.id for each in one.item} for one in procedure_of(case).tests}
    if item not in known.get(test, ()):
        raise Refused(Refusal(_("The law knows no such item. Open the page again."), "item"))

"""Answers and positions as people would give them, for tests about something else than one of them."""

from typing import Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.assessment import TEST_A, answer_item, weighed
from safeguarding.cases.actions.decisions import basis_of, decide
from safeguarding.cases.actions.positions import give_position
from safeguarding.cases.models import Assessment, Case, Decision, Position
from tests.cast import Cast

HOLDS = {"pia": "ashmere", "hal": "board", "joe": "ashmere-police"}


def answer(cast: Cast, case: Case, item: str, said: str, *, by: str = "ada", **given: Any) -> Assessment:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        latest = case.assessments.filter(test=TEST_A, item=item).order_by("id").last()
        asked: dict[str, Any] = {"evidence": "Ward 3 said so", "seen": latest.pk if latest else 0, "test": TEST_A}
        return answer_item(case=case, item=item, answer=said, by=actor, on=today.today(), **{**asked, **given})


def answer_all(cast: Cast, case: Case, said: str = "yes") -> None:
    with acting_as(cast.ada.pk):
        items = [one.item.id for one in weighed(case, TEST_A) if one.item.joins != "aid"]
    for item in items:
        answer(cast, case, item, said)


def say(cast: Cast, case: Case, name: str, view: str = "agree", *, question: str = "notify", **given: Any) -> Position:
    actor, body = cast.actor(name), given.pop("body", None) or cast[HOLDS[name]]
    with acting_as(actor.person_id):
        latest = case.positions.filter(question=question, body=body).order_by("id").last()
        asked: dict[str, Any] = {"reasons": "As the record shows.", "seen": latest.pk if latest else 0}
        return give_position(
            case=case, question=question, body=body, view=view, by=actor, on=today.today(), **{**asked, **given}
        )


def everybody_says(cast: Cast, case: Case, view: str = "agree") -> None:
    for name in HOLDS:
        say(cast, case, name, view)


def settle(cast: Cast, case: Case, outcome: str = "notify", *, by: str = "ada", **given: Any) -> Decision:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        if "seen" not in given:
            given["seen"] = basis_of(case, on=today.today()).seen
        reasons = given.pop("reasons", "All three see it alike.")
        return decide(case=case, outcome=outcome, reasons=reasons, by=actor, on=today.today(), **given)

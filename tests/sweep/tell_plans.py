"""The part of the story about what is to change, and whether it did.
Every table of the app is filled, and each text is a marker."""

import io
from datetime import date
from typing import TYPE_CHECKING, Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from safeguarding.plans.actions.acting import Task, add_action, change_action
from safeguarding.plans.actions.answering import Shown, send_evidence, write_update
from safeguarding.plans.actions.findings import (
    Wording,
    add_finding,
    add_recommendation,
    answer_recommendation,
    change_finding,
    change_recommendation,
)
from safeguarding.plans.actions.judging import accept_evidence, finish_action, recheck_effect
from safeguarding.plans.actions.running import agree_actions, set_steps, stop_reminders
from safeguarding.plans.models import Action, Evidence, Finding, Recommendation
from safeguarding.rules.past_date import Steps
from tests.files.samples import word
from tests.sweep.markers import marker

if TYPE_CHECKING:
    from tests.sweep.story import Story

MON_30_NOV, THU_31_DEC = date(2026, 11, 30), date(2026, 12, 31)
LED = "sent: action "
"""So begin the texts that who leads an action may read: the action, what was recommended, what was said of it."""


def tell(story: "Story") -> None:
    """Told after everything else of the story, by the real verbs. The hospital leads in `sent`; the police in `early`
    and across, so that nobody reads more than their own."""
    _plan(story, "sent", story.cast["ashmere-hospital"], by_lead="kit")
    for name in ("early", "across"):
        _plan(story, name, story.cast["ashmere-police"], by_lead="joe")


def rows(story: "Story", case: str) -> dict[str, list[Any]]:
    """Keys for addresses, by the word of the address that stands before them: newest first, none that was replaced."""
    of = story[case]
    return {
        "findings": _keys(Finding.objects.filter(case=of, replaced_by__isnull=True)),
        "recommendations": _keys(Recommendation.objects.filter(case=of, replaced_by__isnull=True)),
        "actions": list(_standing(of).values_list("reference", flat=True)),
        "our-actions": list(_standing(story["sent"]).values_list("reference", flat=True)),
        "evidence": _keys(Evidence.objects.filter(case=of)),
        "documents": _keys(Evidence.objects.filter(case=of, file__isnull=False)),
        "year": [today.today().year - 1],
    }


def _keys(found: Any) -> list[int]:
    return list(found.order_by("-pk").values_list("pk", flat=True))


def _standing(case: Case) -> Any:
    return Action.objects.filter(case=case, replaced_by__isnull=True).order_by("pk")


def _plan(story: "Story", name: str, lead: Any, *, by_lead: str) -> None:
    """One action that was finished, shown to help and holds; one that another replaced."""
    cast, case, on = story.cast, story[name], today.today()
    ben, led = cast.actor("ben"), cast.actor(by_lead)
    with acting_as(ben.person_id):
        finding = _found(name, case, by=ben, on=on)
        recommendation = _recommended(name, finding, lead, by=ben, on=on)
        first, second = (_acted(name, recommendation, lead, number, by=ben, on=on) for number in (1, 2))
        _agree(story, name, first, second, by=ben, on=on)
        reason = marker(f"{name}: action replaced why")
        changed = _task(name, lead, 3)
        change_action(action=second, task=changed, seen=1, reason=reason, by=ben, on=on)
        stop_reminders(action=first, until_on=MON_30_NOV, reason=marker(f"{name}: why no reminders"), by=ben, on=on)
    with acting_as(led.person_id):
        write_update(action=first, text=marker(f"{name}: action update"), by=led, on=on)
        sent = send_evidence(action=first, shown=_shown(name), by=led, on=on)
        send_evidence(action=first, shown=_shown(name, again=True), by=led, on=on)
    with acting_as(ben.person_id):
        accept_evidence(
            evidence=sent, is_accepted=True, made_a_difference=True, recheck_on=MON_30_NOV,
            reason=marker(f"{name}: action accepted why"), by=ben, on=on,
        )  # fmt: skip
        finish_action(action=first, words=marker(f"{name}: action finished"), by=ben, on=on)
        words = marker(f"{name}: action looked at again")
        recheck_effect(action=first, holds=True, words=words, again_on=THU_31_DEC, by=ben, on=on)


def _found(name: str, case: Case, *, by: Any, on: date) -> Finding:
    given = {"source": "agency", "source_name": marker(f"{name}: source of a finding")}
    text = marker(f"{name}: finding")
    made = add_finding(partnership=case.partnership, case=case, text=text, **given, by=by, on=on)
    return change_finding(finding=made, text=text, seen=1, **given, by=by, on=on)


def _recommended(name: str, finding: Finding, lead: Any, *, by: Any, on: date) -> Recommendation:
    said = {
        "text": f"{marker(f'{name}: action recommended')} recommended",
        "outcome": marker(f"{name}: outcome of a recommendation"),
        "strength": marker(f"{name}: strength"),
        "to": [lead],
        "kind": "training",
    }
    earlier = add_recommendation(finding=finding, wording=Wording(**said), by=by, on=on)  # type: ignore[arg-type]
    came = {"made_before": earlier, "came_of_it": marker(f"{name}: what came of it")}
    again = {**said, "text": f"{said['text']} again"}
    made = add_recommendation(finding=finding, wording=Wording(**again, **came), by=by, on=on)  # type: ignore[arg-type]
    reason = marker(f"{name}: why not accepted")
    answer_recommendation(recommendation=made, answer="partly", reason=reason, by=by, on=on)
    return made


def _task(name: str, lead: Any, number: int) -> Task:
    return Task(
        text=marker(f"{name}: action {number}"),
        lead=lead,
        due_on=MON_30_NOV,
        outcome=marker(f"{name}: action outcome"),
        measure=marker(f"{name}: action measure"),
        baseline=marker(f"{name}: action baseline"),
        lead_post=marker(f"{name}: action post"),
    )


def _acted(name: str, made: Recommendation, lead: Any, number: int, *, by: Any, on: date) -> Action:
    task = _task(name, lead, number)
    return add_action(partnership=made.partnership, case=made.case, recommendation=made, task=task, by=by, on=on)


def _agree(story: "Story", name: str, first: Action, second: Action, *, by: Any, on: date) -> None:
    """Agreed, and what was agreed is put in its place by another: the finding and the recommendation too."""
    shown = [(first.pk, 1), (second.pk, 1)]
    partnership = story[name].partnership
    agree_actions(partnership=partnership, shown=shown, who="The case review group", by=by, on=on)
    set_steps(partnership=partnership, steps=Steps(4, 9, 12 + len(name)), by=by, on=on)
    held = Recommendation.objects.get(pk=first.recommendation_id)
    to = [one.body for one in held.made_to.all()]
    wording = Wording(
        text=f"{marker(f'{name}: action recommended anew')} anew", to=to, outcome=held.outcome, kind=held.kind
    )
    reason = marker(f"{name}: why it changes")
    change_recommendation(recommendation=held, wording=wording, seen=1, reason=reason, by=by, on=on)
    finding = held.finding
    change_finding(
        finding=finding, source=finding.source, source_name=finding.source_name, text=finding.text,
        seen=finding.version, reason=reason, by=by, on=on,
    )  # fmt: skip


def _shown(name: str, *, again: bool = False) -> Shown:
    file = {} if again else {
        "file": io.BytesIO(word(marker(f"{name}: action document"))),
        "file_name": f"{marker(f'{name}: action file name')}.docx",
    }  # fmt: skip
    return Shown(
        kind="families" if again else "audit",
        measured=marker(f"{name}: action measured"),
        before=marker(f"{name}: action before"),
        after=marker(f"{name}: action after"),
        looked_at=20,
        looked_by=marker(f"{name}: action looked at by"),
        looked_on=today.today(),
        words=marker(f"{name}: action evidence"),
        **file,  # type: ignore[arg-type]
    )

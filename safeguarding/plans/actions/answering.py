"""Saying how an action goes, and sending evidence of what it changed: by who leads it, or written down by who runs the
plan for them. Whether the evidence is enough is `judging.py`'s."""

from dataclasses import dataclass
from datetime import date
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding.actor import Actor
from safeguarding.files.actions import keep
from safeguarding.files.models import StoredFile
from safeguarding.messages.kinds import Kind
from safeguarding.plans.actions.holding import (
    hold_to_lead,
    hold_to_run,
    needed,
    pressed_before,
    refuse_replaced,
    told,
)
from safeguarding.plans.how_it_goes import ActionNow
from safeguarding.plans.models import Action, ActionUpdate, Evidence
from safeguarding.plans.telling import PLAN_PATH, tell
from safeguarding.plans.whose import who_run
from safeguarding.rules.refusal import Refusal, Refused


@dataclass(frozen=True, slots=True)
class Shown:
    """Evidence as somebody gives it: what was measured, before and after, how many were looked at, by whom, when."""

    kind: str
    looked_by: str
    looked_on: date
    measured: str = ""
    before: str = ""
    after: str = ""
    looked_at: int | None = None
    words: str = ""
    file_name: str = ""
    file: IO[bytes] | None = None


@transaction.atomic
def write_update(*, action: Action, text: str, by: Actor, on: date) -> ActionUpdate:
    """Who leads an action says how it goes; who runs the plan is told that there is news."""
    return _say(hold_to_lead(action, by=by), text, by=by, on=on)


@transaction.atomic
def record_update(*, action: Action, text: str, by: Actor, on: date) -> ActionUpdate:
    """Who runs the plan writes down what the lead said, at a meeting or on the telephone."""
    return _say(hold_to_run(action, by=by), text, by=by, on=on)


@transaction.atomic
def send_evidence(*, action: Action, shown: Shown, by: Actor, on: date) -> Evidence:
    """Who leads an action sends what shows what it changed."""
    return _show(hold_to_lead(action, by=by), shown, by=by, on=on)


@transaction.atomic
def record_evidence(*, action: Action, shown: Shown, by: Actor, on: date) -> Evidence:
    """Who runs the plan puts in what they were given. Somebody else then says whether it is enough."""
    return _show(hold_to_run(action, by=by), shown, by=by, on=on)


def _say(now: ActionNow, text: str, *, by: Actor, on: date) -> ActionUpdate:
    refuse_replaced(now)
    words = needed(text, _("Write how it goes."), "text")
    pressed = pressed_before(ActionUpdate, by=by, action=now.action, text=words)
    if pressed is not None:
        return pressed
    made = ActionUpdate.objects.create(
        action=now.action, partnership=now.action.partnership, case_id=now.action.case_id, text=words,
        **told(by=by, on=on),
    )  # fmt: skip
    _tell_who_runs(now.action, "action-has-news", f"news-{made.pk}", by=by, on=on)
    return made


def _show(now: ActionNow, shown: Shown, *, by: Actor, on: date) -> Evidence:
    refuse_replaced(now)
    columns = _columns(shown, on=on)
    pressed = pressed_before(Evidence, by=by, action=now.action, **columns)
    if pressed is not None:
        return pressed
    kept = _keep(now.action, shown, by=by, on=on)
    made = Evidence.objects.create(
        action=now.action, partnership=now.action.partnership, case_id=now.action.case_id, file=kept,
        file_name=kept.name if kept else "", **columns, **told(by=by, on=on),
    )  # fmt: skip
    _tell_who_runs(now.action, "evidence-waits", f"evidence-{made.pk}", by=by, on=on)
    return made


def _columns(shown: Shown, *, on: date) -> dict[str, object]:
    if shown.kind not in Evidence.Kind.values:
        raise Refused(Refusal(_("Choose what kind of evidence it is."), "kind"))
    if shown.looked_on > on:
        raise Refused(Refusal(_("The day lies ahead. Give the day on which it was looked at."), "looked_on"))
    said = [shown.measured, shown.before, shown.after, shown.words]
    if not any(text.strip() for text in said) and shown.file is None:
        raise Refused(Refusal(_("Write what was found, or attach a document that says it."), "words"))
    return {
        "kind": shown.kind,
        "measured": shown.measured.strip(),
        "before": shown.before.strip(),
        "after": shown.after.strip(),
        "looked_at": shown.looked_at,
        "looked_by": needed(shown.looked_by, _("Write who looked at it."), "looked_by")[:200],
        "looked_on": shown.looked_on,
        "words": shown.words.strip(),
    }


def _keep(action: Action, shown: Shown, *, by: Actor, on: date) -> StoredFile | None:
    if shown.file is None:
        return None
    if action.case_id is None:
        sentence = _("A file is kept with an incident, and this action has none. Write where the document is kept.")
        raise Refused(Refusal(sentence, "file"))
    kept = keep(case_id=action.case_id, name=shown.file_name, stream=shown.file, by=by, on=on)
    if isinstance(kept, Refusal):
        raise Refused(Refusal(kept.sentence, "file"))
    return kept


def _tell_who_runs(action: Action, what: str, key: str, *, by: Actor, on: date) -> None:
    to = who_run(action.partnership_id, on=on)
    tell(action, kind=Kind.ACTION_ANSWERED, what=what, to=to, key=key, path=PLAN_PATH, by=by, on=on)

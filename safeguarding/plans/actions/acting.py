"""Giving an action to a body that leads it, and changing it. A meeting that types an action calls `add_action` too:
without a recommendation the action is the meeting's own."""

from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.models import Case
from safeguarding.look.languages import day
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import HeldRole, Organisation, Person
from safeguarding.plans.actions.holding import hold_plan, needed, pressed_before, refuse_replaced, told
from safeguarding.plans.how_it_goes import ActionNow, action_now
from safeguarding.plans.models import Action, Recommendation, Source
from safeguarding.plans.telling import OWN_PATH, tell
from safeguarding.plans.whose import who_lead
from safeguarding.rules.refusal import Refusal, Refused


@dataclass(frozen=True, slots=True)
class Task:
    """An action as somebody writes it: what is done, by whom, until when, and how anybody will know that it helped."""

    text: str
    lead: Organisation
    due_on: date
    outcome: str
    measure: str
    baseline: str = ""
    lead_person: Person | None = None
    lead_post: str = ""


@transaction.atomic
def add_action(
    *,
    partnership: Organisation,
    case: Case | None,
    recommendation: Recommendation | None,
    task: Task,
    by: Actor,
    on: date,
) -> Action:
    """Put an action into the plan and tell who leads it. Without a recommendation it is a meeting's own."""
    hold_plan(partnership, case, by=by)
    _refuse_elsewhere(recommendation, partnership, case)
    columns = _columns(task, on=on)
    if task.due_on < on:
        raise Refused(Refusal(_("The date lies in the past. Choose a later one."), "due_on"))
    pressed = pressed_before(
        Action, by=by, partnership=partnership, case=case, recommendation=recommendation, **columns
    )
    if pressed is not None:
        return pressed
    action = Action.objects.create(
        partnership=partnership,
        case=case,
        recommendation=recommendation,
        source=recommendation.finding.source if recommendation else Source.MEETING,
        recommended=recommendation.text if recommendation else "",
        reference=_reference(on),
        **columns,
        **told(by=by, on=on),
    )
    _give(action, by=by, on=on)
    return action


@transaction.atomic
def change_action(*, action: Action, task: Task, seen: int, reason: str = "", by: Actor, on: date) -> Action:
    """Change an action that nobody agreed yet; once agreed, another takes its place and says why. `seen` is the version
    that the person saw. A new lead is told."""
    hold_plan(action.partnership, action.case, by=by)
    now = action_now(Action.objects.get(pk=action.pk))
    held = now.action
    refuse_replaced(now)
    if held.version != seen:
        raise ChangedMeanwhile(
            Refusal(_("Somebody else changed this since you opened the page. Read it below, then save yours again."))
        )
    columns = _columns(task, on=on)
    changed = (
        _put_right(held, columns)
        if now.agreed_on is None
        else _in_its_place(held, columns, _why(now, now.agreed_on, reason), by=by, on=on)
    )
    _give(changed, by=by, on=on)
    return changed


def _put_right(held: Action, columns: dict[str, object]) -> Action:
    for column, value in columns.items():
        setattr(held, column, value)
    held.version += 1
    held.save(update_fields=[*columns, "version"])
    return held


def _why(now: ActionNow, agreed_on: date, reason: str) -> str:
    if now.is_done:
        raise Refused(Refusal(_("It is done. Write another action for what is still to be done.")))
    sentence = _(
        "This was agreed on {day}, so it stays as it is. Say why it changes: the new words then stand in its place."
    ).format(day=day(agreed_on))
    return needed(reason, sentence, "reason")[:400]


def _in_its_place(held: Action, columns: dict[str, object], why: str, *, by: Actor, on: date) -> Action:
    return Action.objects.create(
        partnership=held.partnership,
        case=held.case,
        recommendation=held.recommendation,
        source=held.source,
        recommended=held.recommended,
        reference=_reference(on),
        replaces=held,
        replaced_why=why,
        **columns,
        **told(by=by, on=on),
    )


def _columns(task: Task, *, on: date) -> dict[str, object]:
    person = task.lead_person
    if person is not None and not HeldRole.objects.on(on).filter(person=person, organisation=task.lead).exists():
        raise Refused(
            Refusal(
                _("{person} holds no role at {body}. Choose somebody of that body, or name the post.").format(
                    person=person, body=task.lead
                ),
                "lead_person",
            )
        )
    return {
        "text": needed(task.text, _("Write what is to be done."), "text"),
        "lead": task.lead,
        "lead_person": person,
        "lead_post": task.lead_post.strip()[:160],
        "due_on": task.due_on,
        "outcome": needed(task.outcome, _("Write what should be better for children."), "outcome"),
        "measure": needed(task.measure, _("Write how anybody will know that it helped."), "measure"),
        "baseline": task.baseline.strip(),
    }


def _refuse_elsewhere(recommendation: Recommendation | None, partnership: Organisation, case: Case | None) -> None:
    if recommendation is None:
        return
    here = (partnership.pk, case.pk if case else None)
    if (recommendation.partnership_id, recommendation.case_id) != here:
        raise Refused(Refusal(_("The recommendation belongs elsewhere."), "recommendation"))
    if Recommendation.objects.filter(replaces=recommendation).exists():
        raise Refused(Refusal(_("Another recommendation stands in the place of this one. Write the action there.")))


def _give(action: Action, *, by: Actor, on: date) -> None:
    tell(
        action,
        kind=Kind.ACTION_GIVEN,
        what="action-yours",
        to=who_lead(action, on=on),
        key=f"given-{action.lead_id}",
        named_on=action.due_on,
        path=OWN_PATH,
        by=by,
        on=on,
    )


def _reference(on: date) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('action_reference')")
        return f"P-{on.year}-{cursor.fetchone()[0]:03}"

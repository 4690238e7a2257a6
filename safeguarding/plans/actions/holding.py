"""What every verb of a plan begins with: who may, and nobody else at the same moment. An action is held by its key,
since who leads it may not change its row."""

from datetime import date, timedelta
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import hold
from safeguarding.cases.models import Case
from safeguarding.people.models import Organisation
from safeguarding.plans.how_it_goes import ActionNow, action_now
from safeguarding.plans.models import Action
from safeguarding.plans.whose import leads, runs
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission as P

PRESSED_TWICE = timedelta(minutes=2)
"""The same words again from the same person within this time are the same press."""
Row = TypeVar("Row", bound=Model)


def hold_plan(partnership: Organisation, case: Case | None, *, by: Actor) -> None:
    """Nobody else plans here until the transaction ends. Raises `Refused` for whoever does not run this plan."""
    if case is not None:
        held = hold(case, by=by, to=P.PLAN_ACTIONS)
        if held.partnership_id != partnership.pk:
            raise Refused(Refusal(_("This incident is in another partnership's plan.")))
        return
    if not runs(partnership, by):
        raise Refused(Refusal(_("You cannot change this plan. Ask who runs it.")))
    _alone(f"plan {partnership.pk}")


def hold_to_run(action: Action, *, by: Actor) -> ActionNow:
    """The action as it stands, for who runs the plan."""
    found = hold_action(action)
    if not runs(found.action.partnership_id, by):
        raise Refused(Refusal(_("You cannot do this with this action. Ask who runs the plan.")))
    return found


def hold_to_lead(action: Action, *, by: Actor) -> ActionNow:
    """The action as it stands, for who leads it."""
    found = hold_action(action)
    if not leads(found.action, by):
        raise Refused(Refusal(_("Your organisation does not lead this action.")))
    return found


def hold_action(action: Action) -> ActionNow:
    """The action as it stands, held until the transaction ends. Raises `DoesNotExist` where it is hidden."""
    _alone(f"action {action.pk}")
    return action_now(Action.objects.get(pk=action.pk))


def refuse_replaced(now: ActionNow) -> None:
    if now.is_replaced:
        raise Refused(Refusal(_("Another action stands in the place of this one. Open that one.")))


def told(by: Actor, on: date) -> dict[str, Any]:
    """The columns that say when and by whom."""
    return {"on": on, "recorded_at": today.now(), "recorded_by_id": by.person_id}


def pressed_before(model: type[Row], *, by: Actor, **same: Any) -> Row | None:
    """The row that this very press, sent before, has made."""
    recent = {"recorded_by_id": by.person_id, "recorded_at__gt": today.now() - PRESSED_TWICE}
    return model._default_manager.filter(**recent, **same).order_by("pk").last()


def needed(text: str, sentence: str, place: str) -> str:
    """The text without the space around it; or a no, where there is none."""
    if not text.strip():
        raise Refused(Refusal(sentence, place))
    return text.strip()


def _alone(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])

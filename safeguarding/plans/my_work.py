"""What of the plan waits for a person on the page after signing in: for who leads an action, what is past its date or
has no evidence; for who judges, evidence to look at and effects to look at again. No words of an action stand there."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import BooleanField, Case, DateField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, When
from django.db.models import Value as V
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from safeguarding.actor import Actor
from safeguarding.cases.mine import IsMine
from safeguarding.cases.waiting import A_MONTH, MOST, Item, Where, ahead, by_its_date
from safeguarding.plans.how_it_goes import IS_REPLACED
from safeguarding.plans.models import Acceptance, Action, Evidence, Finishing, Recheck
from safeguarding.plans.whose import LEADING, plans_read
from safeguarding.rules.clock import standing
from safeguarding.rules.roles import Permission as P
from safeguarding.rules.roles import Role

LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
"""Before anything was recorded: since when an action counts that was never opened again."""


def our_actions(actor: Actor, on: date) -> Iterator[tuple[Where, Item]]:
    """Open actions of the bodies that the person answers for: past their date, or due within a month with no evidence.
    Its people see no case, so no case is asked for."""
    mine = _open().filter(lead_id__in=actor.organisations_as(*LEADING), due_on__lte=on + A_MONTH)
    for action in mine.filter(Q(due_on__lt=on) | Q(has_evidence=False))[:MOST]:
        words = _("Say how your action goes") if action.has_evidence else _("Send evidence of what was changed")
        path = reverse("plans:answer", args=[action.reference])
        yield by_its_date(_item(action.reference, words, path, action.due_on, on), on)


def evidence_to_look_at(actor: Actor, on: date) -> Iterator[tuple[Where, Item]]:
    """Evidence that nobody has looked at, for who may judge it: nobody of the body that leads."""
    if not actor.may(P.ACCEPT_EVIDENCE):
        return
    waits = Evidence.objects.filter(_seen(), acceptance__isnull=True, partnership__in=plans_read(actor, on=on))
    waits = waits.exclude(action__lead_id__in={at for _role, at in actor.roles})
    waits = waits.annotate(is_replaced=_is_replaced("action_id")).filter(is_replaced=False)
    for one in waits.select_related("action").order_by("pk")[:MOST]:
        reference = one.action.reference
        path = reverse("plans:judge", args=[reference, one.pk])
        yield "today", Item(reference, _("Look at evidence of an action"), path)


def rechecks_due(actor: Actor, on: date) -> Iterator[tuple[Where, Item]]:
    """Effects that are to be looked at again, for who runs the plan."""
    shown = _shown().filter(_seen(), partnership_id__in=actor.organisations_as(Role.MANAGER))
    shown = shown.exclude(action__lead_id__in={at for _role, at in actor.roles})
    for one in shown.filter(look_on__lte=on + ahead(actor)).select_related("action")[:MOST]:
        look_on: date = one.look_on
        reference = one.action.reference
        path = reverse("plans:recheck", args=[reference])
        yield by_its_date(_item(reference, _("Look again at what an action changed"), path, look_on, on), on)


def _item(reference: str, what: str, path: str, due_on: date, on: date) -> Item:
    return Item(reference, what, path, due_on, standing(due_on, None, on))


def _seen() -> Q:
    """Of no case, or of one that the person sees."""
    return Q(case__isnull=True) | Q(IsMine())


def _is_replaced(key: str) -> Func:
    return Func(F(key), function="action_is_replaced", output_field=BooleanField())


def _opened_again(key: str) -> Coalesce:
    """When an action was last opened again, as `how_it_goes.py` says."""
    failed = Recheck.objects.filter(action=OuterRef(key), holds=False).order_by("-recorded_at")
    return Coalesce(Subquery(failed.values("recorded_at")[:1]), V(LONG_AGO))


def _open() -> "QuerySet[Any]":
    """Actions that are neither done nor replaced, and whether evidence was sent since they were opened."""
    since = {"action": OuterRef("pk"), "recorded_at__gt": OuterRef("opened_at")}
    found = Action.objects.annotate(opened_at=_opened_again("pk"), is_replaced=IS_REPLACED)
    found = found.annotate(has_evidence=Exists(Evidence.objects.filter(**since)))
    return found.filter(~Exists(Finishing.objects.filter(**since)), is_replaced=False).order_by("due_on", "pk")


def _shown() -> "QuerySet[Any]":
    """What says last of each action that it made a difference, and holds; `look_on` is when to look again, none once
    somebody said that it need not be."""
    later = Acceptance.objects.filter(action=OuterRef("action"), made_a_difference=True, pk__gt=OuterRef("pk"))
    looked = Recheck.objects.filter(acceptance=OuterRef("pk")).order_by("-pk")
    found = Acceptance.objects.filter(~Exists(later), made_a_difference=True)
    found = found.annotate(opened_at=_opened_again("action"), is_replaced=_is_replaced("action_id"))
    look_on = Case(
        When(Exists(looked), then=Subquery(looked.values("again_on")[:1])),
        default=F("recheck_on"),
        output_field=DateField(),
    )
    found = found.filter(recorded_at__gt=F("opened_at"), is_replaced=False).annotate(look_on=look_on)
    return found.order_by("look_on", "pk")

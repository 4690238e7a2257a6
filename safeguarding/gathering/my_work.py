"""What of the requests waits for a person on the page after signing in: what their own body still has to answer, and
whose answer is past its date."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from safeguarding.actor import Actor
from safeguarding.cases.mine import IsMine
from safeguarding.cases.waiting import MOST, Item, Where, ahead, by_its_date
from safeguarding.gathering.actions.answering import bodies_answered_for
from safeguarding.gathering.models import AgencyReturn, InformationRequest, RequestStep
from safeguarding.rules.clock import standing
from safeguarding.rules.roles import Role

W = RequestStep.What


def asked_of_us(actor: Actor, on: date) -> Iterator[tuple[Where, Item]]:
    """Open requests of the bodies that the person answers for. Its people see no case, so no case is asked for."""
    mine = _open().filter(body_id__in=bodies_answered_for(actor), stands_until__lte=on + ahead(actor))
    for asked in mine[:MOST]:
        path = reverse("gathering:own_request", args=[asked.reference])
        yield by_its_date(_item(asked, _("Answer what your organisation is asked"), path, on), on)


def answers_past_their_date(actor: Actor, on: date) -> Iterator[tuple[Where, Item]]:
    """For who asked: each answer that is past its date, and whose it is."""
    asked_by_us = _open().filter(IsMine(), asked_by_id__in=actor.organisations_as(Role.MANAGER), stands_until__lt=on)
    for asked in asked_by_us.select_related("body")[:MOST]:
        path = reverse("gathering:request", args=[asked.case_reference, asked.number])
        yield "waiting", _item(asked, _("Answer of an agency"), path, on, who=asked.body.name)


def _item(asked: Any, what: str, path: str, on: date, who: str = "") -> Item:
    until: date = asked.stands_until
    return Item(asked.reference, what, path, until, standing(until, None, on), who=who)


def _open() -> "QuerySet[Any]":
    """Those that are neither signed, declined nor withdrawn, as `requests.py` says of one; `stands_until` is the date
    last asked for. All in one query, so that many cost what few do."""
    steps = RequestStep.objects.filter(request=OuterRef("pk")).order_by("-id")
    again = steps.filter(what=W.AGAIN, wanted_by__isnull=False).values("wanted_by")[:1]
    found = InformationRequest.objects.annotate(
        last_turn=Subquery(steps.filter(what__in=(W.DECLINED, W.AGAIN)).values("what")[:1]),
        stands_until=Coalesce(Subquery(again), F("wanted_by"), output_field=DateField()),
    )
    signed = AgencyReturn.objects.filter(request=OuterRef("pk"))
    is_open = Q(last_turn__isnull=True) | Q(last_turn=W.AGAIN)
    found = found.filter(is_open, ~Exists(signed), ~Exists(steps.filter(what=W.WITHDRAWN)))
    return found.order_by("stands_until", "pk")

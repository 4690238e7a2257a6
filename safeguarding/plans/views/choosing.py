"""Which partnership's plan a page is about: the one that the address names, among those that the person reads."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from safeguarding.actor import Actor
from safeguarding.doors import actor_of
from safeguarding.people.models import Organisation
from safeguarding.plans.whose import plans_read, runs


def plan_read(request: HttpRequest, *, on: date) -> tuple[Organisation, list[Organisation]]:
    """The plan to show, and all that this person reads. Whoever reads none is turned away."""
    readable = plans_read(actor_of(request), on=on)
    if not readable:
        raise PermissionDenied
    asked = request.GET.get("of", "")
    return next((one for one in readable if one.code == asked), readable[0]), readable


def plan_run(by: Actor, *, on: date, asked: str = "") -> Organisation:
    """The plan that this person runs: the one asked for, else the first."""
    run = [one for one in plans_read(by, on=on) if runs(one, by)]
    if not run:
        raise PermissionDenied
    return next((one for one in run if one.code == asked), run[0])

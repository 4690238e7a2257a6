"""Withdrawing a notification because the criteria were never met: what each body says, what would stop, and the
decision. The verbs are in `actions/withdrawal.py`; a body's own answer is given on the page of `positions.py`."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile, set_aside
from safeguarding.cases.actions.submission import people_who_receive
from safeguarding.cases.actions.withdrawal import (
    bodies_told_of_withdrawal,
    let_it_stand,
    told_of_withdrawal,
    withdraw_notification,
    withdrawing,
)
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.models import Case, Question, Told
from safeguarding.cases.sending import Outside, outside_bodies
from safeguarding.cases.views.asking import SeeOther, ask, attempt, page_of
from safeguarding.cases.views.notification_forms import Withdrawing
from safeguarding.cases.views.previews import would_be_sent
from safeguarding.doors import actor_of
from safeguarding.look.languages import spoken
from safeguarding.messages.kinds import Kind
from safeguarding.messages.writing import Preview
from safeguarding.people.pages import page
from safeguarding.rules.roles import Permission

ASIDE = "withdrawal"


@open_case_to(Permission.READ_CASE)
def withdrawal(request: HttpRequest, case: Case) -> HttpResponse:
    """Where a withdrawal stands: what each partner body says, what would stop, who would be told."""
    on = today.today()
    now = withdrawing(case, on=on)
    return page(
        request,
        "cases/withdrawal.html",
        case=case,
        now=now,
        question=Question.WITHDRAW.value,
        stops=[(one.duty.title.in_(spoken()), one.due) for one in now.stops],
        bodies_told=bodies_told_of_withdrawal(case, on=on),
        told=case.told.filter(what=Told.What.WITHDRAWAL).select_related("body"),
        outside=[one for one in outside_bodies(case) if one.notification],
        may={permission.name for permission in may_here(request)},
        aside=case.set_aside.filter(what=ASIDE).select_related("typed_by").order_by("id"),
    )


@open_case_to(Permission.WITHDRAW)
def withdraw(request: HttpRequest, case: Case) -> HttpResponse:
    """What stops and who is told, by name, before the press."""
    on = today.today()
    now = withdrawing(case, on=on)
    form = Withdrawing(request.POST if request.method == "POST" else None, initial={"seen": now.seen})
    if request.method == "POST" and attempt(form, _keeping(request, case, withdraw_notification)):
        return SeeOther(page_of("withdrawal", case))
    stops = "; ".join(one.duty.title.in_(spoken()) for one in now.stops)
    bodies = ", ".join(str(body) for body in bodies_told_of_withdrawal(case, on=on))
    had_it = [one for one in outside_bodies(case) if one.notification]
    at_once = ", ".join(one.title for one in had_it if one.receives_here)
    by_hand = ", ".join(one.title for one in had_it if not one.receives_here)
    return ask(
        request,
        form,
        heading=_("Withdraw the notification"),
        press=_("Withdraw the notification"),
        back=page_of("withdrawal", case),
        case=case,
        intro=(
            _("This says that the criteria were never met. Every partner body must have said so."),
            _("What stops: %(stops)s.") % {"stops": stops}
            if stops
            else _("Nothing is owed any more, so nothing stops."),
            _("Who is told: %(bodies)s. Whoever is written to is named below.") % {"bodies": bodies},
            *([_("Sent the reasons at once: %(outside)s.") % {"outside": at_once}] if at_once else []),
            *([_("To be sent them by you, and recorded here: %(outside)s.") % {"outside": by_hand}] if by_hand else []),
        ),
        warning=_("It cannot be undone. What was sent stays on record."),
        is_grave=True,
        previews=_told_of_it(case, had_it, by=actor_of(request), on=on),
    )


@open_case_to(Permission.WITHDRAW)
def stands(request: HttpRequest, case: Case) -> HttpResponse:
    """Record that the notification stands after all, with reasons."""
    now = withdrawing(case, on=today.today())
    form = Withdrawing(request.POST if request.method == "POST" else None, initial={"seen": now.seen})
    form.fields["reasons"].help_text = _("They are kept with the incident.")
    if request.method == "POST" and attempt(form, _keeping(request, case, let_it_stand)):
        return SeeOther(page_of("withdrawal", case))
    return ask(
        request,
        form,
        heading=_("Record that the notification stands"),
        press=_("Record that it stands"),
        back=page_of("withdrawal", case),
        case=case,
    )


def _told_of_it(case: Case, had_it: Iterable[Outside], *, by: Actor, on: date) -> list[Preview]:
    """The areas' own people, then those of each body that receives here."""
    at = [one.body for one in had_it if one.body is not None and one.receives_here]
    people = [*told_of_withdrawal(case, on=on), *(person for body in at for person in people_who_receive(body, on=on))]
    return would_be_sent(case, kind=Kind.WITHDRAWN, what="notification-withdrawn", to=people, by=by, on=on)


def _keeping(request: HttpRequest, case: Case, verb: Any) -> Any:
    """The verb, with what was typed kept beside when somebody else was first."""

    def act(given: dict[str, Any]) -> None:
        try:
            verb(case=case, reasons=given["reasons"], seen=given["seen"] or 0, by=actor_of(request), on=today.today())
        except ChangedMeanwhile:
            set_aside(case, what=ASIDE, text={"reasons": given["reasons"]}, by=actor_of(request))
            raise

    return act


_CASE = "cases/<str:reference>/withdrawal/"
urlpatterns: list[URLPattern] = [
    path(_CASE, withdrawal, name="withdrawal"),
    path(f"{_CASE}withdraw/", withdraw, name="withdraw"),
    path(f"{_CASE}stands/", stands, name="notification_stands"),
]

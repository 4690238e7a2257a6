"""Everything that happened in a case, corrected facts included; and the pages that correct or take back one of them."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.corrections import correct_event, withdraw_event
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.facts import procedure_of
from safeguarding.cases.forms import Correction, Reason
from safeguarding.cases.models import Case, Event
from safeguarding.cases.views.asking import SeeOther, ask, attempt, page_of, posted
from safeguarding.doors import actor_of
from safeguarding.look.languages import day, spoken
from safeguarding.rules.facts import EXTENDED, PAUSED, RESUMED, WITHDRAWN
from safeguarding.rules.roles import Permission

KEPT_AS_THEY_ARE = frozenset({WITHDRAWN, EXTENDED, PAUSED, RESUMED})
"""What is itself a change: it is answered by another change, not corrected."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One event with its words, what it replaced, and what replaced it."""

    event: Event
    title: str
    replaced: Event | None
    replaced_by: Event | None
    may_correct: bool

    @property
    def is_taken_back(self) -> bool:
        return self.replaced_by is not None and self.replaced_by.event == WITHDRAWN


@open_case_to(Permission.READ_CASE)
def events(request: HttpRequest, case: Case) -> HttpResponse:
    """The newest day first; on one day, the last recorded first."""
    every = list(case.events.select_related("body", "recorded_by").order_by("id"))
    by_key = {event.pk: event for event in every}
    replaced_by = {event.supersedes_id: event for event in every if event.supersedes_id}
    may_correct = Permission.CORRECT_CLOCK in may_here(request)
    shown = [
        Shown(
            event,
            title_of(case, event, by_key),
            by_key.get(event.supersedes_id or 0),
            replaced_by.get(event.pk),
            may_correct and event.pk not in replaced_by and event.event not in KEPT_AS_THEY_ARE,
        )
        for event in sorted(every, key=_newest_first, reverse=True)
    ]
    return TemplateResponse(request, "cases/events.html", {"case": case, "shown": shown})


def title_of(case: Case, event: Event, by_key: dict[int, Event]) -> str:
    """The event as the law files word it; of one that takes another back, both."""
    procedure = procedure_of(case)
    title = procedure.event(event.event).title.in_(spoken())
    taken_back = by_key.get(event.supersedes_id or 0) if event.event == WITHDRAWN else None
    if taken_back is None:
        return title
    what = procedure.event(taken_back.event).title.in_(spoken())
    return _("%(title)s: %(what)s") % {"title": title, "what": what}


def _newest_first(event: Event) -> tuple[date, int]:
    return event.on, event.pk


@open_case_to(Permission.CORRECT_CLOCK)
def correct(request: HttpRequest, case: Case, key: int) -> HttpResponse:
    event = _standing(case, key)
    form = Correction(posted(request), initial={"happened_on": event.on, "happened_at": event.at})
    if request.method == "POST" and attempt(
        form,
        lambda given: correct_event(
            case=case,
            event=event,
            happened_on=given["happened_on"],
            happened_at=given["happened_at"],
            reason=given["reason"],
            by=actor_of(request),
            on=today.today(),
        ),
    ):
        messages.success(request, _("Corrected. The day before it stays on record, and dates were counted anew"))
        return SeeOther(page_of("events", case))
    return ask(
        request,
        form,
        case=case,
        heading=_("Correct a day"),
        press=_("Correct it"),
        back=page_of("events", case),
        intro=(
            _("%(what)s, recorded as %(day)s by %(who)s.") % _words(case, event),
            _("Nothing is overwritten: both days are kept, with your reason. Dates that follow are counted anew."),
        ),
    )


@open_case_to(Permission.CORRECT_CLOCK)
def take_back(request: HttpRequest, case: Case, key: int) -> HttpResponse:
    event = _standing(case, key)
    form = Reason(posted(request))
    if request.method == "POST" and attempt(
        form,
        lambda given: withdraw_event(
            case=case, event=event, reason=given["reason"], by=actor_of(request), on=today.today()
        ),
    ):
        messages.success(request, _("Taken back. It stays on record, and nothing follows from it any more"))
        return SeeOther(page_of("events", case))
    return ask(
        request,
        form,
        case=case,
        heading=_("Take back what was recorded"),
        press=_("Take it back"),
        back=page_of("events", case),
        is_grave=True,
        intro=(
            _("%(what)s, recorded as %(day)s by %(who)s.") % _words(case, event),
            _("Do this only when it did not happen. If only the day is wrong, correct the day instead."),
        ),
    )


def _standing(case: Case, key: int) -> Event:
    """The event, if it still stands and is one that can be corrected; else the page does not exist."""
    events = Event.objects.filter(case=case, superseded_by__isnull=True).exclude(event__in=KEPT_AS_THEY_ARE)
    return get_object_or_404(events.select_related("recorded_by"), pk=key)


def _words(case: Case, event: Event) -> dict[str, str]:
    return {
        "what": procedure_of(case).event(event.event).title.in_(spoken()),
        "day": day(event.on),
        "who": event.recorded_by.name,
    }


urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/events/", events, name="events"),
    path("cases/<str:reference>/events/<int:key>/correct/", correct, name="correct_event"),
    path("cases/<str:reference>/events/<int:key>/take-back/", take_back, name="take_back_event"),
]

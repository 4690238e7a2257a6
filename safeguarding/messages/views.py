"""Pages of messages that belong to no case: my messages, the jobs, my calendar, the feed itself, and the gallery of
every kind in development. The outbox of a case is a page of `cases`."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.doors import actor_of, open_to, open_to_anybody
from safeguarding.messages.feeds import (
    as_calendar,
    dates_of_the_acting_person,
    digest_of,
    end_feed,
    open_feed,
    person_of,
)
from safeguarding.messages.gallery import every_kind
from safeguarding.messages.jobs import how_jobs_stand
from safeguarding.messages.models import Feed
from safeguarding.messages.outbox import as_written, messages_to
from safeguarding.messages.rates import is_too_often
from safeguarding.people.actors import actor_for
from safeguarding.people.models import Person
from safeguarding.rules.roles import Permission

A_PAGE = 25


@require_GET
@open_to(Permission.SEE_OWN_WORK)
def my_messages(request: HttpRequest) -> HttpResponse:
    """What was written to the person who looks."""
    page = Paginator(messages_to(actor_of(request).person_id), A_PAGE).get_page(request.GET.get("page"))
    context = {"outbox": as_written(page.object_list), "page": page}
    return render(request, "outbox/my_messages.html", context)


@require_GET
@open_to(Permission.SEE_JOBS)
def jobs(request: HttpRequest) -> HttpResponse:
    """How the worker stands: jobs by state, what waits to be sent, when each daily round was last done."""
    return render(request, "outbox/jobs.html", {"stand": how_jobs_stand()})


@require_GET
@open_to(Permission.SEE_OWN_WORK)
def my_calendar(request: HttpRequest) -> HttpResponse:
    """Whether the person has a feed, and how to have one."""
    feed = Feed.objects.filter(person_id=actor_of(request).person_id).first()
    return render(request, "outbox/my_calendar.html", {"feed": feed})


@require_POST
@never_cache
@open_to(Permission.SEE_OWN_WORK)
def new_feed(request: HttpRequest) -> HttpResponse:
    """Make a feed or renew its address, and show the address, this once."""
    secret = open_feed(by=actor_of(request))
    address = f"{settings.SITE_ADDRESS}{reverse('outbox:feed', args=[secret])}"
    return render(request, "outbox/my_calendar.html", {"feed": True, "address": address})


@require_POST
@open_to(Permission.SEE_OWN_WORK)
def no_feed(request: HttpRequest) -> HttpResponse:
    """End the feed."""
    end_feed(by=actor_of(request))
    return render(request, "outbox/my_calendar.html", {"feed": None, "has_ended": True})


@require_safe
@never_cache
@open_to_anybody
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar whose secret address this is: the secret is the key, and what it shows is judged now."""
    person_id = person_of(secret)
    if person_id is None:
        if is_too_often(f"feed-missed:{request.META.get('REMOTE_ADDR', '')}", times=20, seconds=600):
            return _later()
        raise Http404
    if is_too_often(f"feed:{digest_of(secret)[:32]}", times=30, seconds=600):
        return _later()
    with acting_as(person_id):
        if not actor_for(Person.objects.get(pk=person_id)).may(Permission.SEE_OWN_WORK):
            raise Http404
        content = as_calendar(dates_of_the_acting_person(today.today()))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_GET
@open_to_anybody
def gallery(request: HttpRequest) -> HttpResponse:
    """Every kind of message as it would be sent, with invented lines. In development alone."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "outbox/gallery.html", {"letters": every_kind()})


def _later() -> HttpResponse:
    response = HttpResponse(status=429)
    response["Retry-After"] = "600"
    return response

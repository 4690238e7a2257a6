"""What the pages of every form that is saved as one goes share: reading what was posted, answering a page that saves
itself, and two texts for one page side by side. Each form's own pages say who may and what comes next."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from safeguarding import today
from safeguarding.cases.actions.saving_pages import Writing
from safeguarding.cases.models import SetAside
from safeguarding.cases.views.asking import SeeOther, attempt
from safeguarding.cases.views.notification_forms import Settling
from safeguarding.cases.views.notification_pages import OpenPage, in_words_of, is_script
from safeguarding.cases.views.posted_questions import posted
from safeguarding.look.languages import spoken
from safeguarding.look.questions import problems
from safeguarding.people.pages import page as draw
from safeguarding.rules.forms.pages import PageReading, read_page

TOGETHER = "together-"

Settle = Callable[[str, Mapping[str, Any], Writing], object]
"""Lets a text stand: which was chosen, the text put together, and the state that the person saw."""


def read_opened(request: HttpRequest, opened: OpenPage, prefix: str = "") -> PageReading:
    """What was posted, read against the page and everything answered so far."""
    whole, child = opened.whole, opened.whole.child(opened.subject)
    return read_page(whole.form, opened.page, posted(request), whole.incident, child, prefix, today=today.today())


def writing_of(request: HttpRequest) -> Writing:
    """On which state the page was opened, by its hidden fields."""
    return Writing(_number(request.POST.get("seen", "")), token_of(request))


def token_of(request: HttpRequest) -> str:
    """Which opening of the page this is."""
    return request.POST.get("token", "")[:40]


def answer_saved(version: int) -> HttpResponse:
    """What a page that saved itself is told."""
    return JsonResponse({"saved_at": today.now().isoformat(), "version": version})


def answer_two_texts(request: HttpRequest, fresh: OpenPage, values: Mapping[str, Any], kept: SetAside) -> HttpResponse:
    """Somebody else saved first: on to both texts, or both told to the page that saves itself."""
    address = fresh.settle_address(kept.pk)
    if is_script(request):
        saved, yours = in_words_of(fresh, fresh.stored), in_words_of(fresh, values)
        return JsonResponse({"saved": dict(saved), "yours": dict(yours), "settle": address}, status=409)
    return SeeOther(address)


def two_texts(request: HttpRequest, opened: OpenPage, aside: SetAside, settle: Settle, **more: Any) -> HttpResponse:
    """Both texts side by side, and which of them stands."""
    form = Settling(request.POST or None, initial={"seen": opened.version})
    reading = read_opened(request, opened, TOGETHER) if request.method == "POST" else None

    def act(given: dict[str, Any]) -> None:
        settle(given["choice"], reading.values if reading else {}, Writing(given["seen"] or 0))

    is_readable = reading is None or not reading.errors or request.POST.get("choice") != "together"
    if request.method == "POST" and is_readable and attempt(form, act):
        return SeeOther(opened.list_address())
    drawn = opened.drawn(reading.readings if reading else None)
    return draw(
        request,
        "cases/notification_both_texts.html",
        form,
        case=opened.case,
        aside=aside,
        opened=opened,
        title=opened.page.title.in_(spoken()),
        saved=in_words_of(opened, opened.stored),
        other=in_words_of(opened, aside.text["values"]),
        saved_by=opened.saved_by(),
        asked=drawn.asked,
        prefix=TOGETHER,
        typed_errors=problems(drawn.asked, TOGETHER) if reading and not is_readable else [],
        **more,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0

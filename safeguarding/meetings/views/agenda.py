"""The agenda on the screen: items added, worded anew and taken off, the papers of each, and all papers as one file."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safeguarding import today
from safeguarding.cases.models import Case
from safeguarding.cases.reach import permissions_on
from safeguarding.cases.views.asking import SeeOther, attempt, posted
from safeguarding.doors import actor_of
from safeguarding.meetings.actions.agenda import (
    add_case,
    add_item,
    change_item,
    choose_item_papers,
    papers_to_choose,
    take_off_item,
)
from safeguarding.meetings.agenda import open_about, open_in
from safeguarding.meetings.bundle import bundle_of
from safeguarding.meetings.doors import open_meeting, open_meeting_to, reads
from safeguarding.meetings.forms.agenda import Item, WhichCase, WhichPapers
from safeguarding.meetings.models import Meeting
from safeguarding.meetings.views.asking import ask_of, item_at, page_of, to_save
from safeguarding.meetings.views.meeting import items_of
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission


@open_meeting_to(Permission.RUN_MEETINGS)
def add(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """An item that is about no one case, with what is open in the partnership."""
    on = today.today()
    form = Item(posted(request), open_ones=open_in(meeting.partnership, on=on))

    def act(given: dict[str, Any]) -> None:
        add_item(meeting=meeting, title=given["title"], asked=form.asked_in_all(), by=actor_of(request), on=on)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("It is on the agenda"))
        return SeeOther(page_of("one", meeting))
    return ask_of(
        request,
        form,
        meeting,
        heading=_("Add an item"),
        press=_("Put it on the agenda"),
        warning=_(
            "Everybody who is invited reads an item that is about no incident. Add an incident as an item of its own."
        ),
    )


@open_meeting_to(Permission.RUN_MEETINGS)
def add_a_case(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """A case put on the agenda, with everything that is open about it to be asked."""
    actor, on = actor_of(request), today.today()
    taken = meeting.items.exclude(case=None).values("case_id")
    cases = Case.objects.filter(partnership=meeting.partnership).exclude(pk__in=taken).order_by("-pk")
    form = WhichCase(posted(request), cases=cases)

    def act(given: dict[str, Any]) -> None:
        case = given["case"]
        asked = "\n".join(open_about(case, on=on)) if Permission.HOLD_MEETING in permissions_on(actor, case) else ""
        add_case(meeting=meeting, case=case, asked=asked, by=actor, on=on)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("It is on the agenda, with everything that is open about it"))
        return SeeOther(page_of("one", meeting))
    return ask_of(
        request,
        form,
        meeting,
        heading=_("Add an incident"),
        press=_("Put it on the agenda"),
        intro=(_("Those who cannot open the incident are told only that an item is not shown to them."),),
    )


@open_meeting_to(Permission.RUN_MEETINGS)
def word(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """An item worded anew, or with more asked of the meeting."""
    on, item = today.today(), item_at(request, meeting, number)
    found = open_about(item.case, on=on) if item.case else open_in(meeting.partnership, on=on)
    open_ones = [one for one in found if one not in item.asked]
    begun = {"title": item.title, "asked": item.asked, "seen": item.version}
    form = Item(posted(request), open_ones=open_ones, initial=begun)

    def act(given: dict[str, Any]) -> None:
        change_item(
            item=item, title=given["title"], asked=form.asked_in_all(), seen=given["seen"] or 0, by=actor_of(request),
            on=on,
        )  # fmt: skip

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The item is changed"))
        return SeeOther(page_of("one", meeting))
    return ask_of(request, form, meeting, heading=_("Change item %(n)d") % {"n": number}, press=_("Change it"))


@require_POST
@open_meeting_to(Permission.RUN_MEETINGS)
def take_off(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    item = item_at(request, meeting, number)
    try:
        take_off_item(item=item, by=actor_of(request), on=today.today())
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
    else:
        messages.success(request, _("It is off the agenda"))
    return SeeOther(page_of("one", meeting))


@open_meeting_to(Permission.RUN_MEETINGS)
def papers(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """Which papers of the case file are read for an item."""
    item = item_at(request, meeting, number)
    if item.case is None:
        return SeeOther(page_of("one", meeting))
    chosen = list(item.papers.values_list("paper_id", flat=True))
    form = WhichPapers(posted(request), papers=papers_to_choose(item.case), initial={"papers": chosen})
    if request.method == "POST" and attempt(
        form,
        lambda given: choose_item_papers(item=item, papers=given["papers"], by=actor_of(request), on=today.today()),
    ):
        messages.success(request, _("These papers are read for the item"))
        return SeeOther(page_of("one", meeting))
    heading = _("Papers for item %(n)d") % {"n": number}
    return ask_of(request, form, meeting, heading=heading, press=_("Choose these"))


@open_meeting
def bundle(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The papers of every item that the person sees, as one PDF: each opening is on record."""
    items = reads(request, items_of(meeting))
    return to_save(bundle_of(meeting, items), kind="pdf", name=f"{meeting.reference}-papers")


_ITEM = "meetings/<str:meeting>/agenda/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("meetings/<str:meeting>/agenda/add/", add, name="add_item"),
    path("meetings/<str:meeting>/agenda/add-incident/", add_a_case, name="add_case"),
    path(f"{_ITEM}change/", word, name="change_item"),
    path(f"{_ITEM}off/", take_off, name="take_off_item"),
    path(f"{_ITEM}papers/", papers, name="item_papers"),
    path("meetings/<str:meeting>/papers/", bundle, name="papers"),
]

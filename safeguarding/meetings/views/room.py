"""The page that is kept open during a meeting: who is here and whether it is enough, and item by item what is noted,
decided and to be done. Each form works without a script; notes and decision save themselves where there is one."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safeguarding import today
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.views.asking import SeeOther, attempt, posted
from safeguarding.cases.views.notification_pages import is_script
from safeguarding.doors import actor_of
from safeguarding.meetings.actions.agenda import not_shown
from safeguarding.meetings.actions.inviting import bodies_of
from safeguarding.meetings.actions.live import (
    add_action,
    keep_beside,
    record_held,
    settle_beside,
    take_back_action,
    write_item,
)
from safeguarding.meetings.actions.room import arrive, back_in_room, declare_interest, leave
from safeguarding.meetings.actions.running import is_agreed
from safeguarding.meetings.doors import open_meeting_to, reads
from safeguarding.meetings.enough import enough
from safeguarding.meetings.forms.room import AnAction, AnInterest, Here, Typed
from safeguarding.meetings.into_plan import not_in_plan
from safeguarding.meetings.minutes import not_shown_in_words
from safeguarding.meetings.models import AgendaItem, Attendance, Interest, Meeting, MeetingAction, TypedBeside
from safeguarding.meetings.views.asking import ask_of, item_at, page_of
from safeguarding.meetings.views.meeting import items_of
from safeguarding.people.models import Person
from safeguarding.people.pages import problems
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission


@open_meeting_to(Permission.RUN_MEETINGS)
def now(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Who is here, is it enough, and the items with what is written already."""
    hidden = len(not_shown(meeting))
    context = {
        "meeting": meeting,
        "items": reads(request, items_of(meeting)),
        "hidden": not_shown_in_words(hidden) if hidden else "",
        "for_plan": meeting.called_off_on is None and bool(not_in_plan(meeting)),
        **who_is_here(meeting),
    }
    return TemplateResponse(request, "meetings/now.html", context)


def who_is_here(meeting: Meeting) -> dict[str, Any]:
    """Everybody who came, and how it stands with the bodies that are needed."""
    present = list(meeting.attendances.select_related("body"))
    is_over = meeting.held_on is not None
    return {"present": present, "enough": enough(meeting, present, on=meeting.on, is_over=is_over)}


@open_meeting_to(Permission.RUN_MEETINGS)
def item(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """One item: notes and decision, actions, interests, texts that were typed at the same time."""
    shown = item_at(request, meeting, number)
    is_action = request.POST.get("do") == "action"
    begun = {"notes": shown.notes, "decision": shown.decision, "seen": shown.version, "token": uuid.uuid4().hex}
    typed = Typed(None if is_action else posted(request), initial=begun)
    bodies = bodies_of(meeting, on=today.today())
    action = AnAction(request.POST if is_action else None, bodies=bodies, prefix="action")
    if request.method == "POST" and not is_action:
        answer = _typed(request, shown, typed)
        if answer is not None:
            return answer
    if is_action and _acted(request, shown, action):
        return SeeOther(page_of("item", meeting, number) + "#actions")
    return _drawn(request, shown, typed, action)


def _drawn(request: HttpRequest, item: AgendaItem, typed: Typed, action: AnAction) -> HttpResponse:
    meeting = item.meeting
    numbers = list(meeting.items.order_by("number").values_list("number", flat=True))
    place = numbers.index(item.number)
    context = {
        "meeting": meeting,
        "item": item,
        "typed": typed,
        "is_open": meeting.called_off_on is None and not is_agreed(meeting),
        "action": action,
        "errors": problems(typed, action),
        "autosave_url": page_of("item", meeting, item.number),
        "actions": item.actions.filter(taken_back_at=None).select_related("lead_body"),
        "interests": item.interests.select_related("attendance"),
        "beside": item.beside.filter(settled_at=None).select_related("typed_by"),
        "before": numbers[place - 1] if place else None,
        "after": numbers[place + 1] if place + 1 < len(numbers) else None,
        **who_is_here(meeting),
    }
    return TemplateResponse(request, "meetings/item.html", context)


def _typed(request: HttpRequest, item: AgendaItem, form: Typed) -> HttpResponse | None:
    """Save notes and decision; where somebody else saved meanwhile keep both. None to draw the page again."""
    if not form.is_valid():
        return JsonResponse({"refused": problems(form)}, status=422) if is_script(request) else None
    given, actor, on = form.cleaned_data, actor_of(request), today.today()
    texts = {"notes": given["notes"], "decision": given["decision"], "token": given["token"]}
    try:
        saved = write_item(item=item, **texts, seen=given["seen"] or 0, by=actor, on=on)
    except ChangedMeanwhile as changed:
        keep_beside(item=item, **texts, by=actor, on=on)
        if is_script(request):
            return JsonResponse({"refused": changed.refusal.sentence}, status=409)
        messages.error(request, changed.refusal.sentence)
        return SeeOther(page_of("item", item.meeting, item.number))
    except Refused as refused:
        if is_script(request):
            return JsonResponse({"refused": refused.refusal.sentence}, status=422)
        form.add_error(None, refused.refusal.sentence)
        return None
    if is_script(request):
        return JsonResponse({"saved_at": today.now().isoformat(), "version": saved.version})
    messages.success(request, _("Saved"))
    return SeeOther(page_of("item", item.meeting, item.number))


def _acted(request: HttpRequest, item: AgendaItem, form: AnAction) -> bool:
    return attempt(form, lambda given: add_action(item=item, **given, by=actor_of(request), on=today.today()))


@require_POST
@open_meeting_to(Permission.RUN_MEETINGS)
def take_back(request: HttpRequest, meeting: Meeting, key: int) -> HttpResponse:
    action = get_object_or_404(MeetingAction.objects.select_related("item__case", "item__meeting"), pk=key)
    return _then(request, meeting, action.item, lambda **by: take_back_action(action=action, **by))


@require_POST
@open_meeting_to(Permission.RUN_MEETINGS)
def settle(request: HttpRequest, meeting: Meeting, key: int) -> HttpResponse:
    """What becomes of a text that was kept beside: added, or left out."""
    beside = get_object_or_404(TypedBeside.objects.select_related("item__case", "item__meeting"), pk=key)
    is_added = "add" in request.POST
    return _then(request, meeting, beside.item, lambda **by: settle_beside(beside=beside, is_added=is_added, **by))


@require_POST
@open_meeting_to(Permission.RUN_MEETINGS)
def back_in(request: HttpRequest, meeting: Meeting, key: int) -> HttpResponse:
    interest = get_object_or_404(Interest.objects.select_related("item__case", "item__meeting"), pk=key)
    return _then(request, meeting, interest.item, lambda **by: back_in_room(interest=interest, **by))


def _then(request: HttpRequest, meeting: Meeting, item: AgendaItem, act: Any) -> HttpResponse:
    """Do it to something of an item, and go back to the item."""
    shown = item_at(request, meeting, item.number if item.meeting_id == meeting.pk else 0)
    try:
        act(by=actor_of(request), on=today.today())
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
    return SeeOther(page_of("item", meeting, shown.number))


@open_meeting_to(Permission.RUN_MEETINGS)
def here(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Somebody came."""
    on = today.today()
    people = Person.objects.filter(
        pk__in=meeting.invitations.filter(withdrawn_at=None).values("person_id"),
    ).exclude(pk__in=meeting.attendances.filter(left_at=None, person__isnull=False).values("person_id"))
    form = Here(posted(request), people=people, bodies=bodies_of(meeting, on=on))

    def act(given: dict[str, Any]) -> None:
        arrive(meeting=meeting, **given, by=actor_of(request), on=on)

    if request.method == "POST" and attempt(form, act):
        return SeeOther(page_of("now", meeting))
    heading, back = _("Who is here?"), page_of("now", meeting)
    return ask_of(request, form, meeting, heading=heading, press=_("They are here"), back=back)


@require_POST
@open_meeting_to(Permission.RUN_MEETINGS)
def gone(request: HttpRequest, meeting: Meeting, key: int) -> HttpResponse:
    one = get_object_or_404(Attendance.objects.select_related("meeting"), pk=key, meeting=meeting)
    try:
        leave(attendance=one, by=actor_of(request), on=today.today())
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
    return SeeOther(page_of("now", meeting))


@open_meeting_to(Permission.RUN_MEETINGS)
def interest(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """Somebody declares an interest in an item, and is out for it."""
    shown = item_at(request, meeting, number)
    form = AnInterest(posted(request), present=meeting.attendances.select_related("body"))

    def act(given: dict[str, Any]) -> None:
        declare_interest(item=shown, **given, by=actor_of(request), on=today.today())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("They are out for this item, and see nothing of it here"))
        return SeeOther(page_of("now", meeting))
    warning = _("They leave the room for this item. It may be yourself: then somebody else goes on with it.")
    of_case = _("They are kept out of the incident as well, whatever roles they hold, with this reason.")
    return ask_of(
        request,
        form,
        meeting,
        heading=_("An interest in item %(n)d") % {"n": number},
        press=_("They are out for this item"),
        back=page_of("item", meeting, number),
        warning=f"{warning} {of_case}" if shown.case else warning,
        is_grave=True,
    )


@require_POST
@open_meeting_to(Permission.RUN_MEETINGS)
def held(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The meeting was held."""
    try:
        record_held(meeting=meeting, by=actor_of(request), on=today.today())
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
        return SeeOther(page_of("now", meeting))
    messages.success(request, _("Recorded as held. Draw up the minutes now"))
    return SeeOther(page_of("minutes", meeting))


_NOW = "meetings/<str:meeting>/now/"
urlpatterns: list[URLPattern] = [
    path(_NOW, now, name="now"),
    path(f"{_NOW}here/", here, name="here"),
    path(f"{_NOW}present/<int:key>/gone/", gone, name="gone"),
    path(f"{_NOW}agenda/<int:number>/", item, name="item"),
    path(f"{_NOW}agenda/<int:number>/interest/", interest, name="interest"),
    path(f"{_NOW}out/<int:key>/back/", back_in, name="back_in"),
    path(f"{_NOW}to-do/<int:key>/back/", take_back, name="take_back"),
    path(f"{_NOW}kept-beside/<int:key>/", settle, name="settle"),
    path(f"{_NOW}held/", held, name="held"),
]

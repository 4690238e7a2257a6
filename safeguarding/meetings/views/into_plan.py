"""The actions of a meeting put into the plan of action: what the plan asks beside them, and who is told."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.views.asking import SeeOther, attempt, posted
from safeguarding.doors import actor_of
from safeguarding.meetings.actions.into_plan import put_into_plan
from safeguarding.meetings.doors import open_meeting_to, reads
from safeguarding.meetings.into_plan import actions_of
from safeguarding.meetings.into_plan_form import IntoPlan
from safeguarding.meetings.models import Meeting, MeetingAction
from safeguarding.meetings.views.asking import ask_of, page_of
from safeguarding.messages.kinds import Kind
from safeguarding.messages.writing import Preview
from safeguarding.plans.telling import OWN_PATH, would_be_told
from safeguarding.plans.whose import leads_of
from safeguarding.rules.roles import Permission

EXAMPLE = "P-2026-001"
"""Stands for a reference that is not given yet, where a message is shown beforehand."""


@open_meeting_to(Permission.RUN_MEETINGS)
def into_plan(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """What is not in the plan yet, with what the plan asks for each. Who leads it is told."""
    actor, on, of_meeting = actor_of(request), today.today(), actions_of(meeting)
    reads(request, [one.item for one in of_meeting])
    left = [one for one in of_meeting if not one.plan_reference]
    led = [one for one in left if one.lead_body is not None]
    # What somebody else put into the plan meanwhile stays in the form, so that what was typed comes back.
    form = IntoPlan(posted(request), actions=[one for one in of_meeting if one in led or _was_typed(request, one)])

    def act(_given: dict[str, Any]) -> None:
        made = put_into_plan(meeting=meeting, filled=form.filled(), by=actor, on=on)
        messages.success(request, _said(len(made)))

    if request.method == "POST" and attempt(form, act):
        return SeeOther(page_of("minutes" if meeting.held_on else "now", meeting))
    return ask_of(
        request,
        form,
        meeting,
        heading=_("Put actions into the plan"),
        press=_("Put them into the plan"),
        back=page_of("minutes" if meeting.held_on else "now", meeting),
        intro=_intro(len(led), len(left) - len(led)),
        template="meetings/into_plan.html",
        has_fields=bool(form.fields),
        previews=_given(led, actor),
    )


def _was_typed(request: HttpRequest, one: MeetingAction) -> bool:
    return bool(one.plan_reference) and f"outcome_{one.pk}" in request.POST


def _said(count: int) -> str:
    if not count:
        return _("They are in the plan already")
    words = ngettext("An action is in the plan.", "%(n)d actions are in the plan.", count) % {"n": count}
    return _("%(in_plan)s Who leads is told by reference") % {"in_plan": words}


def _intro(led: int, without: int) -> tuple[str, ...]:
    said = []
    if led:
        said.append(
            _(
                "The plan asks of each action what should be better for children, how anybody will know, and a day. An "
                "action that you leave empty stays out of the plan for now."
            )
        )
    else:
        said.append(_("No action waits to be put into the plan."))
    if without:
        said.append(
            ngettext(
                "An action is led by no body yet, so the plan cannot take it. Take it back, and add it with a body.",
                "%(n)d actions are led by no body yet, so the plan cannot take them. Take each back, and add it with a "
                "body.",
                without,
            )
            % {"n": without}
        )
    return tuple(said)


def _given(led: Iterable[MeetingAction], by: Actor) -> list[Preview]:
    """Whoever leads gets one message for each action, all in the same words: each of them is named once."""
    on, found = today.today(), dict[str, Preview]()
    for one in led:
        to = leads_of(one.lead_body, on=on) if one.lead_body else []
        told = would_be_told(
            EXAMPLE, kind=Kind.ACTION_GIVEN, what="action-yours", to=to, path=OWN_PATH, by=by, on=on,
            case_id=one.case_id,
        )  # fmt: skip
        found |= {preview.to.email: preview for preview in told}
    return list(found.values())


urlpatterns: list[URLPattern] = [
    path("meetings/<str:meeting>/plan/", into_plan, name="into_plan"),
]

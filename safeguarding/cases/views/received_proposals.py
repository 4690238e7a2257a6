"""Proposals made to an area, and its answer: taken up, which opens an incident after the search, or not, with reasons.
The agency's side is `proposals.py`; the verbs are in `actions/proposals.py`."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.first_call import look_for_child, say_none_is_the_child, told_of_call
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.proposals import (
    children_of,
    decline_proposal,
    set_aside_answer,
    take_up_proposal,
    told_of_answer,
)
from safeguarding.cases.models import Case, Proposal
from safeguarding.cases.search import Match, Terms, matches
from safeguarding.cases.views.asking import SeeOther, page_of
from safeguarding.cases.views.previews import would_be_sent_of_new
from safeguarding.cases.views.proposals import told
from safeguarding.cases.views.threshold_forms import words
from safeguarding.doors import actor_of, open_to
from safeguarding.messages.kinds import Kind
from safeguarding.people.days import DayField
from safeguarding.people.pages import page, refuse
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, Role

MOST = 50


class Answer(forms.Form):
    """What the area answers."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[
            (Proposal.Answer.TAKEN_UP.value, gettext_lazy("Take it up: an incident is opened")),
            (Proposal.Answer.DECLINED.value, gettext_lazy("Do not take it up, with reasons")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select your answer")},
    )
    reasons = words(
        gettext_lazy("What the agency reads"), hint=gettext_lazy("Needed when it is not taken up: say why.")
    )
    known_on = DayField(
        label=gettext_lazy("If you take it up: when did anybody in the authority first know?"),
        what=gettext_lazy("the day on which the authority first knew"),
        required=False,
    )
    none_of_these = forms.BooleanField(
        label=gettext_lazy("None of the incidents shown is about this child"), required=False
    )


@open_to(Permission.ANSWER_PROPOSAL)
def received(request: HttpRequest) -> HttpResponse:
    """Those that wait first, then the latest that were answered."""
    rows = _mine(actor_of(request)).order_by("-pk")
    return page(
        request,
        "cases/proposals_received.html",
        waiting=rows.filter(answer="")[:MOST],
        answered=rows.exclude(answer="")[:MOST],
    )


@open_to(Permission.ANSWER_PROPOSAL)
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """What was proposed, what the own area knows of the child, and the answer."""
    actor, on = actor_of(request), today.today()
    row = get_object_or_404(_mine(actor), reference=reference)
    terms = _terms(row)
    alike = matches(terms, by=actor, on=on)
    form = Answer(request.POST or None, initial={"known_on": row.proposed_on})
    if request.method == "POST" and form.is_valid():
        try:
            case = _do(row, form.cleaned_data, terms, alike, by=actor, on=on)
        except ChangedMeanwhile as changed:
            typed = {"answer": form.cleaned_data["answer"], "reasons": form.cleaned_data["reasons"]}
            row = set_aside_answer(proposal=row, text=typed, by=actor, on=on)
            refuse(form, changed)
            form.add_error(None, _("What you typed is kept beside the answer that was given."))
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Answered. The agency is told that there is an answer."))
            return SeeOther(page_of("call_taken", case) if case else reverse("cases:proposals_received"))
    row = get_object_or_404(_mine(actor), pk=row.pk)
    return page(
        request, "cases/proposal_answer.html", form, row=row, sections=told(row),
        matches=alike, case=row.case if row.case_id else None,
        previews=would_be_sent_of_new(
            row.reference, kind=Kind.PROPOSAL_ANSWERED, what="proposal-has-answer", to=told_of_answer(row, on=on), on=on
        ),
        previews_if_taken_up=would_be_sent_of_new(
            f"SR-{on.year}", kind=Kind.OPENED, what="call-recorded", on=on,
            to=[person for person in told_of_call(row.proposed_to, on=on) if person.pk != actor.person_id],
        ),
    )  # fmt: skip


def _do(row: Proposal, given: dict[str, Any], terms: Terms, alike: list[Match], *, by: Actor, on: date) -> Case | None:
    if given["answer"] == Proposal.Answer.DECLINED:
        decline_proposal(proposal=row, reasons=given["reasons"], by=by, on=on)
        return None
    if alike and not given["none_of_these"]:
        raise Refused(
            Refusal(
                _("Look at the incidents shown. If none is about this child, say so; if one is, do not take it up."),
                "none_of_these",
            )
        )
    search = look_for_child(terms=terms, by=by, on=on)
    search = say_none_is_the_child(search=search, by=by, on=on)
    return take_up_proposal(
        proposal=row,
        search=search,
        known_on=given["known_on"] or row.proposed_on,
        reasons=given["reasons"],
        by=by,
        on=on,
    )


def _terms(row: Proposal) -> Terms:
    """The first child of a proposal, to look for; a word that is in no name where nothing is known."""
    first = children_of(row)[0]
    terms = Terms(name=first.name, born_on=first.born_on, age=first.age)
    return Terms(name=row.reference) if terms.is_empty else terms


def _mine(actor: Actor):  # type: ignore[no-untyped-def]
    mine = Q(proposed_to_id__in=actor.organisations_as(Role.NOTIFIER)) | Q(
        partnership_id__in=actor.organisations_as(Role.MANAGER)
    )
    return Proposal.objects.filter(mine).select_related("proposed_by", "proposed_to", "answered_by", "case")


urlpatterns: list[URLPattern] = [
    path("proposals/received/", received, name="proposals_received"),
    path("proposals/received/<slug:reference>/", answer, name="received_proposal"),
]

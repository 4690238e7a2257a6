"""An agency's own proposals: drafted page by page, sent, and answered. The area's side is `received_proposals.py`; the
verbs are in `actions/proposals.py`."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.proposals import (
    MOST_CHILDREN,
    discard_draft,
    form_of,
    leave_child_out,
    missing_in,
    save_draft,
    send_proposal,
    start_proposal,
    told_of_draft,
)
from safeguarding.cases.authorities import authority_options
from safeguarding.cases.models import Proposal, ProposalDraft
from safeguarding.cases.views.asking import SeeOther
from safeguarding.cases.views.posted_questions import read_page, saved_page
from safeguarding.cases.views.previews import would_be_sent_of_new
from safeguarding.doors import actor_of, open_to
from safeguarding.look.languages import spoken
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import Organisation
from safeguarding.rules.forms.completeness import progress
from safeguarding.rules.forms.conditions import asked
from safeguarding.rules.forms.loading import offering
from safeguarding.rules.forms.questions import Form, Section
from safeguarding.rules.forms.questions import Page as FormPage
from safeguarding.rules.forms.wording import in_words
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission, Role


@open_to(Permission.PROPOSE_INCIDENT)
def proposals(request: HttpRequest) -> HttpResponse:
    """What the person's agencies have proposed, with the answers, and what is still being written."""
    actor = actor_of(request)
    mine = actor.organisations_as(Role.AGENCY_LEAD)
    agencies = Organisation.objects.filter(pk__in=mine)
    if request.method == "POST":
        agency = get_object_or_404(agencies, pk=_key(request.POST.get("agency", "")))
        draft = start_proposal(agency=agency, by=actor, on=today.today())
        return SeeOther(reverse("cases:proposal_draft", args=[draft.token]))
    sent = Proposal.objects.filter(proposed_by_id__in=mine).select_related("proposed_by", "proposed_to")
    drafts = ProposalDraft.objects.filter(proposed_by_id__in=mine).select_related("proposed_by", "author")
    context = {"agencies": agencies, "sent": sent[:50], "drafts": drafts[:20]}
    return render(request, "cases/proposals.html", context)


@open_to(Permission.PROPOSE_INCIDENT)
def draft(request: HttpRequest, token: UUID) -> HttpResponse:
    """The task list of a draft, and its sending."""
    row = ProposalDraft.objects.filter(token=token).select_related("proposed_by").first()
    sent = Proposal.objects.filter(draft_token=token).first()
    if sent is not None:
        return SeeOther(reverse("cases:proposal", args=[sent.reference]))
    if row is None:
        raise Http404
    actor, errors = actor_of(request), []
    if request.method == "POST":
        try:
            if "discard" in request.POST:
                discard_draft(draft=row, by=actor, on=today.today())
                messages.success(request, _("The draft is thrown away."))
                return SeeOther(reverse("cases:proposals"))
            if "leave-out" in request.POST:
                leave_child_out(draft=row, child=_key(request.POST["leave-out"]), by=actor, on=today.today())
                return SeeOther(reverse("cases:proposal_draft", args=[token]))
            proposal = send_proposal(token=str(token), by=actor, on=today.today())
        except Refused as refused:
            errors = _missing(row) or [{"text": refused.refusal.sentence}]
        else:
            messages.success(request, _("Sent. You are told here when there is an answer."))
            return SeeOther(reverse("cases:proposal", args=[proposal.reference]))
    previews = would_be_sent_of_new(
        f"PR-{today.today().year}", kind=Kind.PROPOSED, what="proposal-waits", to=told_of_draft(row, on=today.today()),
        on=today.today(),
    )  # fmt: skip
    return render(request, "cases/proposal_draft.html", {**_draft_context(row), "errors": errors, "previews": previews})


@open_to(Permission.PROPOSE_INCIDENT)
def draft_page(request: HttpRequest, token: UUID, section: str, page: str, child: int = 0) -> HttpResponse:
    """One page of the form; what is typed comes back whatever happens."""
    row = get_object_or_404(ProposalDraft.objects.select_related("proposed_by"), token=token)
    form = _form(row)
    part, sheet = _part(form, section, page, child, len(row.given["children"]))
    answers = row.given["incident"]
    of_child = row.given["children"][child - 1] if 0 < child <= len(row.given["children"]) else {}
    questions = list(sheet.questions)
    seen = row.version
    if request.method == "POST":
        shown = read_page(questions, request, today=today.today())
        if not shown.errors:
            try:
                empty: dict[str, Any] = dict.fromkeys(question.id for question in questions)
                kept = {key: value for key, value in {**empty, **shown.answers}.items() if value is not None}
                gone = [key for key in empty if key not in kept]
                save_draft(
                    draft=row, answers=kept, without=gone, child=child or None, seen=_key(request.POST.get("seen", "")),
                    by=actor_of(request), on=today.today(),
                )  # fmt: skip
            except ChangedMeanwhile as changed:
                row.refresh_from_db()
                seen = row.version
                shown.blame_refusal(changed.refusal)
            except Refused as refused:
                shown.blame_refusal(refused.refusal)
            else:
                return SeeOther(_next(form, row, part, sheet, child))
    else:
        shown = saved_page(questions, of_child if child else answers)
    context: dict[str, Any] = {"row": row, "seen": seen, "sheet": sheet, "part": part, "child": child, "shown": shown}
    return render(request, "cases/proposal_page.html", {**context, "errors": shown.errors})


@open_to(Permission.PROPOSE_INCIDENT)
def proposal(request: HttpRequest, reference: str) -> HttpResponse:
    """What was sent, and the answer. The incident that came of it is not the agency's to see."""
    mine = actor_of(request).organisations_as(Role.AGENCY_LEAD)
    rows = Proposal.objects.filter(proposed_by_id__in=mine).select_related("proposed_by", "proposed_to")
    row = get_object_or_404(rows, reference=reference)
    return render(request, "cases/proposal.html", {"row": row, "sections": told(row)})


def told(row: Proposal) -> list[dict[str, Any]]:
    """Every answer of a proposal in words, section by section, for reading."""
    form = offering(form_of(row.form_version), authority_options(on=row.proposed_on))
    return [
        {"title": _title(section, number), "rows": _rows(form, section, row.given, given)}
        for section in form.sections
        for number, given in _subjects(section, row.given)
    ]


def _rows(form: Form, section: Section, whole: dict[str, Any], given: dict[str, Any]) -> list[tuple[str, str]]:
    language = spoken()
    child = given if section.about == "child" else None
    return [
        (question.label.in_(language), in_words(question, given.get(question.id), language))
        for question in asked(form, section, whole["incident"], child, sent=True)
        if given.get(question.id) is not None
    ]


def _subjects(section: Section, whole: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    if section.about == "child":
        return list(enumerate(whole["children"], start=1))
    return [(0, whole["incident"])]


def _title(section: Section, number: int) -> str:
    title = section.title.in_(spoken())
    return _("Child %(n)d") % {"n": number} if number else title


def _draft_context(row: ProposalDraft) -> dict[str, Any]:
    form = _form(row)
    left = progress(form, row.given["incident"], row.given["children"])
    tasks = [
        {
            "title": _title(form_section, one.child or 0),
            "href": _address(row, form_section, form_section.pages[0], one.child or 0),
            "status": one.words.in_(spoken()),
            "is_done": one.status == "done",
            "child": one.child or 0,
        }
        for one in left
        for form_section in form.sections
        if form_section.id == one.section
    ]
    about_children = next(section for section in form.sections if section.about == "child")
    count = len(row.given["children"])
    return {
        "row": row,
        "form": form,
        "tasks": tasks,
        "left": len(missing_in(row)),
        "several": count > 1,
        "another": _address(row, about_children, about_children.pages[0], count + 1) if count < MOST_CHILDREN else "",
    }


def _missing(row: ProposalDraft) -> list[dict[str, str]]:
    """Every answer that is still missing, each with the way to its page."""
    form, language = _form(row), spoken()
    places = {(part.id, sheet.id): (part, sheet) for part in form.sections for sheet in part.pages}
    several = len(row.given["children"]) > 1
    listed = []
    for one in missing_in(row):
        text = one.sentence.in_(language)
        if one.child and several:
            text = _("Child %(n)d: %(text)s") % {"n": one.child, "text": text}
        listed.append({"text": text, "href": _address(row, *places[one.section, one.page], one.child or 0)})
    return listed


def _form(row: ProposalDraft) -> Form:
    return offering(form_of(row.form_version), authority_options(on=today.today()))


def _part(form: Form, section: str, page: str, child: int, children: int) -> tuple[Section, FormPage]:
    for part in form.sections:
        for sheet in part.pages:
            if (part.id, sheet.id) == (section, page):
                if (part.about == "child") != (0 < child <= min(children + 1, MOST_CHILDREN)) or child < 0:
                    raise Http404
                return part, sheet
    raise Http404


def _next(form: Form, row: ProposalDraft, part: Section, sheet: FormPage, child: int) -> str:
    """The next page of the same section, else the task list."""
    place = part.pages.index(sheet)
    if place + 1 < len(part.pages):
        return _address(row, part, part.pages[place + 1], child)
    return reverse("cases:proposal_draft", args=[row.token])


def _address(row: ProposalDraft, section: Section, page: FormPage, child: int) -> str:
    given = [row.token, section.id, page.id, *([child] if child else [])]
    return reverse("cases:proposal_child_page" if child else "cases:proposal_page", args=given)


def _key(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 19 else 0


urlpatterns: list[URLPattern] = [
    path("proposals/", proposals, name="proposals"),
    path("proposals/draft/<uuid:token>/", draft, name="proposal_draft"),
    path("proposals/draft/<uuid:token>/<slug:section>/<slug:page>/", draft_page, name="proposal_page"),
    path(
        "proposals/draft/<uuid:token>/<slug:section>/<slug:page>/<int:child>/", draft_page, name="proposal_child_page"
    ),
    path("proposals/<slug:reference>/", proposal, name="proposal"),
]

"""What a partner body says of the proposed decision: asking for it, the holder's own page, recording it from an email.
What these pages share with other questions is `cases/views/positions.py`'s."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.positions import ON_PROPOSAL_PATH, BodyView, bodies_held, views_of_bodies
from safeguarding.cases.doors import open_case_to
from safeguarding.cases.models import Case, PositionRequest, Question
from safeguarding.cases.position_words import views_on
from safeguarding.cases.views.asking import SeeOther
from safeguarding.cases.views.positions import (
    Asking,
    ask_bodies,
    keep_position,
    record_from_email,
    seen_of_body,
    told_of_position,
)
from safeguarding.cases.views.threshold_forms import GivePosition
from safeguarding.doors import actor_of
from safeguarding.people.models import Organisation
from safeguarding.people.pages import page, refuse
from safeguarding.reviews.actions.saying import ask_on_proposal, record_on_proposal, say_on_proposal
from safeguarding.reviews.basis import Basis, basis_of, latest_proposal
from safeguarding.reviews.views.deciding import address, bodies_in_words, in_words, tested
from safeguarding.reviews.views.section_pages import answered_here
from safeguarding.reviews.views.writing import owed_by
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission


@open_case_to(Permission.GIVE_POSITION)
def position(request: HttpRequest, case: Case) -> HttpResponse:
    """Readable in two minutes, answered on a phone: what is proposed and why, the tests, then the answer."""
    answered_here(case)
    actor, on = actor_of(request), today.today()
    held = bodies_held(case, by=actor, on=on)
    if not held:
        raise PermissionDenied
    form = GivePosition(request.POST or None, bodies=held, views=views_on(Question.REVIEW))
    if request.method == "POST" and form.is_valid() and _given(request, case, form, held):
        messages.success(request, _("Your position is recorded. You can change it here at any time."))
        return SeeOther(reverse("reviews:position", args=[case.reference]))
    now = basis_of(case, on=on)
    mine = [one for one in bodies_in_words(now, dict(views_on(Question.REVIEW))) if one["view"].body in held]
    return page(
        request,
        "reviews/position.html",
        form,
        case=case,
        now=now,
        put=in_words(case, now.proposal),
        mine=mine,
        latest=_latest(case, held, on=on),
        several=len(held) > 1,
        tests=[tested(now.test_b), tested(now.test_c)],
        due=owed_by(case),
        children=list(case.children.all()),
        asked=_asked(now, held),
        previews=told_of_position(case, by=actor, on=on),
    )


@open_case_to(Permission.RECORD_POSITION)
def ask(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask every body that has said nothing of this proposal, and let another body take part."""
    answered_here(case)

    def act(wanted_by: date | None) -> list[PositionRequest]:
        return ask_on_proposal(case=case, wanted_by=wanted_by, by=actor_of(request), on=today.today())

    def bodies() -> Sequence[BodyView]:
        return [one.view for one in basis_of(case, on=today.today()).bodies]

    return ask_bodies(request, case, _asking(case, "reviews:ask"), act, bodies)


@open_case_to(Permission.RECORD_POSITION)
def record_position(request: HttpRequest, case: Case) -> HttpResponse:
    """Record what a body says of this proposal from an email."""
    answered_here(case)
    standing = latest_proposal(case)
    shown = standing.number if standing else 0
    verb = partial(record_on_proposal, proposal=_number(request.POST.get("proposal", "")))
    return record_from_email(request, case, _asking(case, "reviews:record_position"), verb, proposal=shown)


def _given(request: HttpRequest, case: Case, form: GivePosition, held: list[Organisation]) -> bool:
    """Whether the position was recorded; else why not stands in the form."""
    given = form.cleaned_data
    body = next((one for one in held if str(one.pk) == given["body"]), held[0])
    try:
        say_on_proposal(
            case=case, proposal=_number(request.POST.get("proposal", "")), body=body, view=given["view"],
            reasons=given["reasons"], seen=seen_of_body(request, body), by=actor_of(request), on=today.today(),
        )  # fmt: skip
    except ChangedMeanwhile as changed:
        keep_position(case, form, changed, what=f"review/position/{body.pk}", request=request)
        return False
    except Refused as refused:
        refuse(form, refused)
        return False
    return True


def _asked(now: Basis, held: list[Organisation]) -> PositionRequest | None:
    asked: list[Any] = [one.view.asked for one in now.bodies if one.view.body in held and one.view.asked]
    return max(asked, key=lambda one: one.pk, default=None)


def _latest(case: Case, held: list[Organisation], *, on: date) -> list[tuple[int, int]]:
    """The key of each body's latest position on any proposal: which state the page was opened on."""
    views = views_of_bodies(case, Question.REVIEW, on=on)
    return [(one.body.pk, one.latest.pk if one.latest else 0) for one in views if one.body in held]


def _asking(case: Case, name: str) -> Asking:
    here = reverse(name, args=[case.reference])
    return Asking(Question.REVIEW, ON_PROPOSAL_PATH, here, address(case), _("The decision"))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0


_CASE = "cases/<str:reference>/rapid-review/decision/"
urlpatterns: list[URLPattern] = [
    path(f"{_CASE}position/", position, name="position"),
    path(f"{_CASE}positions/ask/", ask, name="ask"),
    path(f"{_CASE}positions/record/", record_position, name="record_position"),
]

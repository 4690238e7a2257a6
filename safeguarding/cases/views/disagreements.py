"""A disagreement among the partner bodies taken further, and what came of it: on whichever question, with the page to
which it leads back. The verbs are in `actions/positions.py`."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeguarding import today
from safeguarding.cases.actions.positions import escalate, settle_escalation, told_of_disagreement
from safeguarding.cases.models import Case, Escalation
from safeguarding.cases.views.asking import SeeOther
from safeguarding.cases.views.meanwhile import is_done
from safeguarding.cases.views.previews import would_be_sent
from safeguarding.cases.views.threshold_forms import Settle, TakeFurther
from safeguarding.doors import actor_of
from safeguarding.messages.kinds import Kind
from safeguarding.messages.writing import Preview
from safeguarding.people.pages import page


@dataclass(frozen=True, slots=True)
class Disputed:
    """On what question, whither the page leads back, what is said there, and as what a lost text is kept."""

    question: str
    back: str
    back_words: str
    what: str
    intro: str = ""


def take_further(request: HttpRequest, case: Case, disputed: Disputed) -> HttpResponse:
    """To whom the disagreement is taken, and why."""
    form = TakeFurther(request.POST or None)

    def verb() -> None:
        given = form.cleaned_data
        escalate(
            case=case, question=disputed.question, to_whom=given["to_whom"], why=given["why"],
            by=actor_of(request), on=today.today(),
        )  # fmt: skip

    if is_done(request, case, form, verb, what=f"{disputed.what}/further"):
        return SeeOther(disputed.back)
    sent = told_of_it(request, case, on=today.today())
    return page(request, "cases/threshold_further.html", form, case=case, disputed=disputed, previews=sent)


def settle_further(request: HttpRequest, case: Case, key: int, disputed: Disputed) -> HttpResponse:
    """What came of it."""
    escalation = get_object_or_404(Escalation, pk=key, case=case, question=disputed.question)
    form = Settle(request.POST or None)

    def verb() -> None:
        settle_escalation(
            case=case, escalation=escalation, outcome=form.cleaned_data["outcome"], by=actor_of(request),
            on=today.today(),
        )  # fmt: skip

    if is_done(request, case, form, verb, what=f"{disputed.what}/settled"):
        return SeeOther(disputed.back)
    escalation.refresh_from_db()
    return page(request, "cases/threshold_settled.html", form, case=case, disputed=disputed, escalation=escalation)


def told_of_it(request: HttpRequest, case: Case, *, on: date) -> list[Preview]:
    """Who is written to when a disagreement is taken further."""
    people, actor = told_of_disagreement(case, on=on), actor_of(request)
    return would_be_sent(case, kind=Kind.ESCALATED, what="taken-further", to=people, by=actor, on=on)

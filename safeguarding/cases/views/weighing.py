"""The page on which one item of a test of the law is answered with its evidence: whichever test, whoever asks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from safeguarding.cases.actions.assessment import Weighed, weighed
from safeguarding.cases.models import Case
from safeguarding.cases.views.asking import SeeOther
from safeguarding.cases.views.meanwhile import is_done, seen_now
from safeguarding.cases.views.threshold_forms import AnswerItem
from safeguarding.people.pages import page


@dataclass(frozen=True, slots=True)
class ItemAsked:
    """Of which test, how the page is titled, whither it leads back, and as what a lost text is kept."""

    test: str
    title: str
    back: str
    back_words: str
    what: str


def weigh(
    request: HttpRequest, case: Case, one: Weighed, asking: ItemAsked, act: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Ask for the answer and its evidence; what was answered before stays beneath."""
    latest = one.latest
    begun = {"answer": latest.answer, "evidence": latest.evidence, "seen": latest.pk} if latest else {"seen": 0}
    form = AnswerItem(request.POST or None, initial=begun)
    if is_done(request, case, form, lambda: act(form.cleaned_data), what=f"{asking.what}/{one.item.id}"):
        return SeeOther(asking.back)
    now = next(each for each in weighed(case, asking.test) if each.item.id == one.item.id)
    seen_now(form, seen=now.latest.pk if now.latest else 0)
    return page(request, "cases/threshold_item.html", form, case=case, one=now, asking=asking)

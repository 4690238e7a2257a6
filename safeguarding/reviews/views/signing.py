"""Signing off: the holder's page with the text they sign, and asking the bodies that have not signed. The verbs are in
`actions/signing.py`."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.positions import bodies_held
from safeguarding.cases.doors import open_case_to
from safeguarding.cases.models import Case
from safeguarding.cases.views.asking import SeeOther
from safeguarding.cases.views.meanwhile import seen_now
from safeguarding.cases.views.previews import would_be_sent
from safeguarding.doors import actor_of
from safeguarding.messages.kinds import Kind
from safeguarding.people.pages import page, refuse
from safeguarding.reviews.actions.running import was_sent
from safeguarding.reviews.actions.signing import SIGN_OFF_PATH, ask_sign_off, people_to_ask, sign_off
from safeguarding.reviews.models import SignOffRequest
from safeguarding.reviews.views.forms import AskToSign, Sign
from safeguarding.reviews.views.section_pages import answered_here
from safeguarding.reviews.whole import whole_review
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission


@open_case_to(Permission.SIGN_OFF)
def sign(request: HttpRequest, case: Case) -> HttpResponse:
    """What would be signed, what is empty in it, who has signed, and the press."""
    answered_here(case)
    actor, on = actor_of(request), today.today()
    held = bodies_held(case, by=actor, on=on)
    if not held:
        raise PermissionDenied
    shown = whole_review(case, on=on)
    form = Sign(request.POST or None, bodies=held, initial={"text": shown.fingerprint})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        body = next((one for one in held if str(one.pk) == given["body"]), held[0])
        try:
            sign_off(case=case, body=body, seen=given["text"], by=actor, on=on)
        except Refused as refused:
            refuse(form, refused)
            shown = whole_review(case, on=on)
        else:
            messages.success(request, _("Signed off for %(body)s.") % {"body": body})
            return SeeOther(reverse("reviews:sign_off", args=[case.reference]))
    seen_now(form, text=shown.fingerprint)
    left = [one for one in held if one.name in shown.unsigned]
    return page(
        request, "reviews/sign.html", form, case=case, shown=shown, left=left, several=len(held) > 1,
        is_sent=was_sent(case),
    )  # fmt: skip


@open_case_to(Permission.DECIDE_REVIEW)
def ask(request: HttpRequest, case: Case) -> HttpResponse:
    """Who has signed and who has not, what is empty, and asking them."""
    answered_here(case)
    actor, on = actor_of(request), today.today()
    shown = whole_review(case, on=on)
    form = AskToSign(request.POST if request.method == "POST" else None, initial={"text": shown.fingerprint})
    if form.is_bound and form.is_valid():
        try:
            asked = ask_sign_off(case=case, seen=form.cleaned_data["text"], by=actor, on=on)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Asked: %(n)d. Each holder gets a link and the date.") % {"n": len(asked)})
            return SeeOther(reverse("reviews:ask_sign_off", args=[case.reference]))
    seen_now(form, text=shown.fingerprint)
    path = SIGN_OFF_PATH.format(reference=case.reference)
    people = people_to_ask(case, on=on) if shown.decision else []
    requests = SignOffRequest.objects.filter(case=case, fingerprint=shown.fingerprint).select_related("body")
    return page(
        request, "reviews/ask_to_sign.html", form, case=case, shown=shown, requests=requests.order_by("id"),
        is_sent=was_sent(case), previews=would_be_sent(
            case, kind=Kind.SIGN_OFF_ASKED, what="sign-off-wanted", to=people, by=actor, on=on, path=path
        ),
    )  # fmt: skip


_CASE = "cases/<str:reference>/rapid-review/sign-off/"
urlpatterns: list[URLPattern] = [
    path(_CASE, sign, name="sign_off"),
    path(f"{_CASE}ask/", ask, name="ask_sign_off"),
]

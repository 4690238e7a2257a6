"""Setting up the second step, its QR code, and recovery codes that are shown once."""

from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from safeguarding import today
from safeguarding.people import second_step
from safeguarding.people.actions import accounts
from safeguarding.people.doors import open_before_second_step, open_to_signed_in
from safeguarding.people.forms import OwnPassword, SetUpSecondStep
from safeguarding.people.models import Person
from safeguarding.people.pages import page


@open_before_second_step
@never_cache
def set_up(request: HttpRequest) -> HttpResponse:
    """The first time: right after the first password."""
    return _set_up(request, "mfa/totp/activate_form.html")


@open_to_signed_in
@never_cache
def set_up_again(request: HttpRequest) -> HttpResponse:
    """On another phone, in place of the one before; asks for the password as well."""
    return _set_up(request, "people/second_step_again.html", asks_password=True)


@open_before_second_step
@never_cache
@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    return _picture(request)


@open_to_signed_in
@never_cache
@require_safe
def picture_again(request: HttpRequest) -> HttpResponse:
    return _picture(request)


@open_to_signed_in
@never_cache
@require_safe
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shown the first time they are asked for, and never again."""
    person = _person(request)
    codes = second_step.codes_to_show_once(person)
    left = second_step.recovery_codes_left(person)
    return page(request, "mfa/recovery_codes/index.html", codes=codes, left=left)


@open_to_signed_in
@never_cache
def new_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new ones in place of those before."""
    person = _person(request)
    form = OwnPassword(request.POST or None, request=request, person=person)
    if request.method == "POST" and form.is_valid():
        accounts.make_recovery_codes(by=person, on=today.today())
        return redirect("mfa_view_recovery_codes")
    return page(request, "mfa/recovery_codes/generate.html", form)


def _set_up(request: HttpRequest, template: str, *, asks_password: bool = False) -> HttpResponse:
    person, secret = _person(request), second_step.secret_to_set_up(request)
    posted = request.POST or None
    form = SetUpSecondStep(posted, secret=secret)
    password = OwnPassword(posted, request=request, person=person) if asks_password else None
    if request.method == "POST" and form.is_valid() and (password is None or password.is_valid()):
        accounts.set_up_second_step(request=request, secret=secret, by=person, on=today.today())
        messages.success(request, _("The second step is set up"))
        return redirect("mfa_view_recovery_codes")
    code = second_step.code_to_show(person, secret)
    return page(request, template, form, password, password=password, secret=secret, code_of_the_moment=code)


def _picture(request: HttpRequest) -> HttpResponse:
    secret = second_step.secret_to_set_up(request)
    address = get_adapter().build_totp_url(request.user, secret)
    return HttpResponse(second_step.picture(address), content_type="image/svg+xml")


def _person(request: HttpRequest) -> Person:
    person = request.user
    if not isinstance(person, Person):
        raise Http404
    return person

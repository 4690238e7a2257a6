"""Signing in and out. The second step is in `second_step.py`, passwords in `passwords.py`."""

from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from safeguarding.doors import open_to_anybody
from safeguarding.people import second_step
from safeguarding.people.pages import problems


class SignIn(LoginView):  # type: ignore[misc]
    """Email address and password."""

    template_name = "account/login.html"

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        _word_sign_in(form)
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        is_kept = self.request.GET.get("kept") == "yes"
        return {**context, "errors": problems(context["form"]), "text_is_kept": is_kept}


class SecondStepOfSignIn(AuthenticateView):  # type: ignore[misc]
    """The code. In the demonstration the code of the moment stands on the page."""

    template_name = "mfa/authenticate.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        code = second_step.code_of_the_moment(self.stage.login.user)
        return {**context, "errors": problems(context["form"]), "code_of_the_moment": code}


sign_in = open_to_anybody(SignIn.as_view())
second_step_of_sign_in = open_to_anybody(SecondStepOfSignIn.as_view())


@open_to_anybody
@require_POST
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session, and a signing-in that stopped half-way. Only ever by a press."""
    logout(request, show_message=False)
    return redirect("account_login")


@open_to_anybody
def sign_in_stopped(request: HttpRequest) -> HttpResponse:
    """For somebody whose account was stopped."""
    return render(request, "account/account_inactive.html", status=403)


def _word_sign_in(form: forms.Form) -> None:
    login, password = form.fields["login"], form.fields["password"]
    login.label, password.label = _("Email address"), _("Password")
    login.help_text = password.help_text = ""
    login.error_messages.update(required=_("Enter your email address"), invalid=_("Enter an email address"))
    password.error_messages["required"] = _("Enter your password")
    login.widget.attrs = {"type": "email", "autocomplete": "username"}
    password.widget.attrs = {"autocomplete": "current-password"}

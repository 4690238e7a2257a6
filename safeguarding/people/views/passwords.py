"""Choosing a password: one's own anew, a forgotten one by an emailed link, the first one by an invitation."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from safeguarding import today
from safeguarding.doors import View, open_to_anybody
from safeguarding.people.actions import accounts
from safeguarding.people.doors import open_to_signed_in
from safeguarding.people.forms import AskForLink, ChangeOwn, ChooseNew
from safeguarding.people.pages import page, problems


@open_to_anybody
@never_cache
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """The answer is the same, and as fast, whether or not the address is known."""
    form = AskForLink(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accounts.ask_for_link(request=request, email=form.cleaned_data["email"])
        return redirect("account_reset_password_done")
    return page(request, "account/password_reset.html", form)


@open_to_anybody
def link_is_sent(request: HttpRequest) -> HttpResponse:
    return page(request, "account/password_reset_done.html")


class ChooseByLink(PasswordResetConfirmView):
    """The page that an emailed link opens. The link's token goes into the session, so that it stands in no address
    that is sent on."""

    form_class = ChooseNew
    template_name = "account/password_reset_from_key.html"
    success_url = reverse_lazy("account_login")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "errors": problems(context["form"]) if context.get("form") else []}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        accounts.password_was_chosen(by=form.user, on=today.today())
        messages.success(self.request, _("Your password is chosen. Sign in with it"))
        return response


choose_by_link = open_to_anybody(cast(View, sensitive_post_parameters()(ChooseByLink.as_view())))


@open_to_signed_in
@never_cache
@sensitive_post_parameters()
def change(request: HttpRequest) -> HttpResponse:
    """Ends every other session of the person."""
    form = ChangeOwn(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = form.save()
        update_session_auth_hash(request, person)
        accounts.password_was_chosen(by=person, on=today.today())
        messages.success(request, _("Your password is changed"))
        return redirect("account")
    return page(request, "account/password_change.html", form)

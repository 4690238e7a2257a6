"""Everybody's own page: details, password, second step, recovery codes, and the roles they hold."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.doors import actor_of
from safeguarding.people import second_step
from safeguarding.people.actions import accounts
from safeguarding.people.doors import open_to_signed_in
from safeguarding.people.forms import OwnDetails
from safeguarding.people.models import HeldRole, Person
from safeguarding.people.pages import page
from safeguarding.people.wording import role_name


@open_to_signed_in
def own_page(request: HttpRequest) -> HttpResponse:
    person = Person.objects.get(pk=actor_of(request).person_id)
    held = HeldRole.objects.on(today.today()).filter(person=person).select_related("organisation")
    roles = [(role_name(role.role), role.organisation, role.until_on) for role in held]
    codes_left = second_step.recovery_codes_left(person)
    return page(request, "people/own.html", person=person, roles=roles, codes_left=codes_left)


@open_to_signed_in
def own_details(request: HttpRequest) -> HttpResponse:
    person = Person.objects.get(pk=actor_of(request).person_id)
    now = {"name": person.name, "phone": person.phone, "language": person.language}
    form = OwnDetails(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        accounts.change_own_details(by=person, on=today.today(), **{**now, **form.cleaned_data})
        messages.success(request, _("Your details are saved"))
        return redirect("account")
    return page(request, "people/own_details.html", form)

"""Roles given and ended, for the administrator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.doors import actor_of, open_to
from safeguarding.people.actions import roles
from safeguarding.people.forms import EndRole, GiveRole
from safeguarding.people.models import HeldRole, Person
from safeguarding.people.pages import page, refuse
from safeguarding.people.wording import role_name
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission, Role


@open_to(Permission.MANAGE_PEOPLE)
def give(request: HttpRequest, key: int) -> HttpResponse:
    person, on = get_object_or_404(Person, pk=key), today.today()
    form = GiveRole(request.POST or None, roles=list(roles.HELD_AT), on=on, initial={"from_on": on})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            roles.give_role(
                person=person,
                role=Role(given["role"]),
                organisation=given["organisation"],
                from_on=given["from_on"],
                by=actor_of(request),
                on=on,
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The role is given"))
            return redirect("person", key=key)
    return page(request, "people/give_role.html", form, person=person)


@open_to(Permission.MANAGE_PEOPLE)
def end(request: HttpRequest, key: int, held: int) -> HttpResponse:
    row = get_object_or_404(HeldRole.objects.select_related("person", "organisation"), pk=held, person_id=key)
    on = today.today()
    form = EndRole(request.POST or None, initial={"until_on": on})
    if request.method == "POST" and form.is_valid():
        try:
            roles.end_role(held=row, until_on=form.cleaned_data["until_on"], by=actor_of(request), on=on)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The role ends"))
            return redirect("person", key=key)
    return page(request, "people/end_role.html", form, held=row, role=role_name(row.role))

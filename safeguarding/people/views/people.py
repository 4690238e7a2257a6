"""People, for the administrator: looked up, added, corrected, stopped. Their roles are in `roles.py`. No case is seen
here."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safeguarding import today
from safeguarding.doors import actor_of, open_to
from safeguarding.people import second_step
from safeguarding.people.actions import accounts
from safeguarding.people.forms import PersonDetails, Reason
from safeguarding.people.models import AccountEvent, HeldRole, Person
from safeguarding.people.pages import page, refuse
from safeguarding.people.wording import role_name
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission

A_PAGE = 50


@open_to(Permission.MANAGE_PEOPLE)
def everybody(request: HttpRequest) -> HttpResponse:
    sought = request.GET.get("q", "").replace("\0", "").strip()[:120]
    found = Person.objects.order_by("name", "pk")
    if sought:
        found = found.filter(
            Q(name__icontains=sought) | Q(email__icontains=sought) | Q(roles__organisation__name__icontains=sought)
        ).distinct()
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    held: dict[int, list[str]] = {}
    for role in HeldRole.objects.on(today.today()).filter(person__in=list(shown)).select_related("organisation"):
        held.setdefault(role.person_id, []).append(f"{role_name(role.role)}, {role.organisation}")
    rows = [(person, held.get(person.pk, [])) for person in shown]
    return page(request, "people/everybody.html", rows=rows, shown=shown, sought=sought)


@open_to(Permission.MANAGE_PEOPLE)
def one(request: HttpRequest, key: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=key)
    on = today.today()
    held = HeldRole.objects.filter(person=person).select_related("organisation", "given_by").order_by("-from_on")
    roles = [(role, role_name(role.role), role.until_on is not None and role.until_on <= on) for role in held]
    return page(
        request,
        "people/person.html",
        person=person,
        is_self=person.pk == actor_of(request).person_id,
        roles=roles,
        has_second_step=second_step.is_set_up(person),
        events=AccountEvent.objects.filter(person=person).select_related("by")[:30],
    )


@open_to(Permission.MANAGE_PEOPLE)
def add(request: HttpRequest) -> HttpResponse:
    form = PersonDetails(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            person = accounts.add_person(
                email=given["email"],
                name=given["name"],
                phone=given["phone"],
                by=actor_of(request),
                on=today.today(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Added. A link to choose a password is on its way to them"))
            return redirect("person", key=person.pk)
    return page(request, "people/add.html", form)


@open_to(Permission.MANAGE_PEOPLE)
def details(request: HttpRequest, key: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=key)
    now = {"name": person.name, "email": person.email, "phone": person.phone, "seen": accounts.as_seen(person)}
    form = PersonDetails(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "seen": form.cleaned_data["seen"].replace("\r\n", "\n")}
        try:
            accounts.change_details(person=person, by=actor_of(request), on=today.today(), **given)
        except Refused as refused:
            refuse(form, refused)
            form.data = {**form.data.dict(), "seen": accounts.as_seen(person)}  # type: ignore[attr-defined]
        else:
            messages.success(request, _("Saved"))
            return redirect("person", key=key)
    return page(request, "people/details.html", form, person=person)


@open_to(Permission.MANAGE_PEOPLE)
@require_POST
def invite(request: HttpRequest, key: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=key)
    try:
        accounts.invite_again(person=person, by=actor_of(request), on=today.today())
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
    else:
        messages.success(request, _("A link to choose a password is on its way to them"))
    return redirect("person", key=key)


@open_to(Permission.MANAGE_PEOPLE)
def reset_second_step(request: HttpRequest, key: int) -> HttpResponse:
    return _with_reason(
        request,
        key,
        accounts.reset_second_step,
        heading=_("Reset the second step"),
        warning=_("Make sure that it is really they who ask: ring them on a number you knew before."),
        press=_("Reset it"),
    )


@open_to(Permission.MANAGE_PEOPLE)
def disable(request: HttpRequest, key: int) -> HttpResponse:
    return _with_reason(
        request,
        key,
        accounts.disable,
        heading=_("Stop their sign-in"),
        warning=_("They are signed out at once, everywhere. What they did stays on record."),
        press=_("Stop their sign-in"),
    )


@open_to(Permission.MANAGE_PEOPLE)
def enable(request: HttpRequest, key: int) -> HttpResponse:
    return _with_reason(
        request,
        key,
        accounts.enable,
        heading=_("Allow them to sign in again"),
        warning=_("Their roles that have not ended count again."),
        press=_("Allow it"),
    )


def _with_reason(request: HttpRequest, key: int, verb: Callable[..., None], **words: str) -> HttpResponse:
    person = get_object_or_404(Person, pk=key)
    form = Reason(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verb(person=person, why=form.cleaned_data["why"], by=actor_of(request), on=today.today())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Done, and on record"))
            return redirect("person", key=key)
    return page(request, "people/with_reason.html", form, person=person, **words)

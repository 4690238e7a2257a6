"""The directory: whom to ring at every body, kept right by those who manage it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safeguarding import today
from safeguarding.doors import actor_of, open_to
from safeguarding.people.actions import directory
from safeguarding.people.actions.directory import Details, may_edit
from safeguarding.people.directory import contacts_for, is_bounced, is_stale
from safeguarding.people.forms import ContactDetails
from safeguarding.people.models import Contact, Membership, Organisation
from safeguarding.people.pages import page, refuse
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission

A_PAGE = 50
THREE = 3


@open_to(Permission.READ_DIRECTORY)
def search(request: HttpRequest) -> HttpResponse:
    """Bodies by name; one's own come first when nothing is sought."""
    sought = request.GET.get("q", "").replace("\0", "").strip()[:120]
    bodies = Organisation.objects.on(today.today())
    if sought:
        found = bodies.filter(Q(name__icontains=sought) | Q(official_name__icontains=sought)).order_by("name", "pk")
    else:
        own = [organisation for _role, organisation in actor_of(request).roles]
        beside = Membership.objects.on(today.today()).filter(
            Q(partnership__memberships__body__in=own) | Q(partnership__in=own)
        )
        keys = {*own, *beside.values_list("body_id", flat=True), *beside.values_list("partnership_id", flat=True)}
        found = bodies.filter(pk__in=keys).order_by("name", "pk")
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    may_set_up = actor_of(request).may(Permission.MANAGE_TEMPLATES)
    return page(request, "people/directory.html", shown=shown, sought=sought, may_set_up=may_set_up)


@open_to(Permission.READ_DIRECTORY)
def body(request: HttpRequest, key: int) -> HttpResponse:
    organisation, on = get_object_or_404(Organisation, pk=key), today.today()
    kept = Contact.objects.filter(organisation=organisation).exclude(removed_on__lte=on)
    listed = kept.select_related("deputy", "cover", "confirmed_by")
    memberships = Membership.objects.on(on).select_related("partnership", "body")
    return page(
        request,
        "people/directory_body.html",
        body=organisation,
        to_ring=contacts_for(organisation, on=on)[:THREE],
        contacts=[(contact, is_stale(contact, on), is_bounced(contact)) for contact in listed],
        may_edit=may_edit(actor_of(request), organisation, on=on),
        partnerships=memberships.filter(body=organisation),
        members=memberships.filter(partnership=organisation),
        replaced_by=organisation.replaced_by.all(),
    )


@open_to(Permission.EDIT_DIRECTORY)
def add(request: HttpRequest, key: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=key)
    form = ContactDetails(request.POST or None, others=_of(organisation))
    if request.method == "POST" and form.is_valid():
        try:
            directory.add_contact(
                organisation=organisation, details=_details(form), by=actor_of(request), on=today.today()
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Added to the directory"))
            return redirect("directory_body", key=key)
    return page(request, "people/contact.html", form, body=organisation)


@open_to(Permission.EDIT_DIRECTORY)
def edit(request: HttpRequest, key: int) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.select_related("organisation"), pk=key)
    now: dict[str, Any] = {name: getattr(contact, name) for name in Details.__dataclass_fields__}
    others = _of(contact.organisation).exclude(pk=key)
    form = ContactDetails(request.POST or None, others=others, initial={**now, "version": contact.version})
    if request.method == "POST" and form.is_valid():
        try:
            directory.change_contact(
                contact=contact,
                details=_details(form),
                version=form.cleaned_data["version"] or 0,
                by=actor_of(request),
                on=today.today(),
            )
        except Refused as refused:
            refuse(form, refused)
            contact.refresh_from_db()
            form.data = {**form.data.dict(), "version": contact.version}  # type: ignore[attr-defined]
        else:
            messages.success(request, _("Saved"))
            return redirect("directory_body", key=contact.organisation_id)
    return page(request, "people/contact.html", form, body=contact.organisation, contact=contact)


@open_to(Permission.EDIT_DIRECTORY)
@require_POST
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """Still right, in one press."""
    return _press(request, key, directory.confirm_contact, _("Thank you. It stands as confirmed today"))


@open_to(Permission.EDIT_DIRECTORY)
@require_POST
def remove(request: HttpRequest, key: int) -> HttpResponse:
    return _press(request, key, directory.remove_contact, _("Removed from the directory"))


def _press(request: HttpRequest, key: int, verb: Any, done: str) -> HttpResponse:
    contact = get_object_or_404(Contact, pk=key)
    try:
        verb(contact=contact, by=actor_of(request), on=today.today())
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
    else:
        messages.success(request, done)
    return redirect("directory_body", key=contact.organisation_id)


def _of(organisation: Organisation) -> Any:
    return Contact.objects.filter(organisation=organisation, removed_on__isnull=True)


def _details(form: ContactDetails) -> Details:
    return Details(**{name: form.cleaned_data[name] for name in Details.__dataclass_fields__})

"""What the pages of a plan share: the row that an address names, the bodies and people to choose from, a change that
somebody else was quicker with, and the timeline of one action."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from safeguarding.cases.actions.holding import ChangedMeanwhile, set_aside
from safeguarding.cases.doors import record_read
from safeguarding.cases.models import Case
from safeguarding.doors import actor_of
from safeguarding.look.patterns import Happening
from safeguarding.people.models import HeldRole, Organisation, Person
from safeguarding.people.pages import refuse
from safeguarding.plans.how_it_goes import ActionNow, actions_now
from safeguarding.plans.models import Action
from safeguarding.plans.whose import LEADING
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Role


def the_action(reference: str) -> ActionNow:
    """The action of this reference as it stands; one that is hidden and one that is not there answer alike."""
    return actions_now(Action.objects.filter(pk=get_object_or_404(Action, reference=reference).pk))[0]


def note_reading(request: HttpRequest, case: Case | None) -> None:
    """That a page with words of this case was read is on record, for whoever sees the case."""
    if case is not None and request.method in ("GET", "HEAD"):
        record_read(case, getattr(request.resolver_match, "view_name", "") or "")


def page_of_action(action: Action) -> str:
    return reverse("plans:action", args=[action.reference])


def page_of_plan(partnership: Organisation, case: Case | None) -> str:
    """Where a row of the plan is listed: with its incident, else in the plan."""
    return reverse("plans:of_case", args=[case.reference]) if case else f"{reverse('plans:plan')}?of={partnership.code}"


def bodies_to_lead(partnership: Organisation, *, on: date) -> list[Organisation]:
    """The bodies that may be given something to do: the partnership, its members, and agencies whose lead signs in."""
    members = partnership.memberships.on(on).values("body_id")
    agencies = HeldRole.objects.on(on).filter(role=Role.AGENCY_LEAD).values("organisation_id")
    found = Organisation.objects.filter(pk=partnership.pk) | Organisation.objects.filter(pk__in=members)
    return list((found | Organisation.objects.filter(pk__in=agencies)).distinct().order_by("name"))


def bodies_to_ask(partnership: Organisation, *, on: date) -> list[Organisation]:
    """Those, and national bodies: a recommendation may be for them to carry out."""
    national = list(Organisation.objects.on(on).filter(kind=Organisation.Kind.NATIONAL).order_by("name"))
    return [*bodies_to_lead(partnership, on=on), *national]


def people_to_lead(bodies: Iterable[Organisation], *, on: date) -> list[Person]:
    """Those who answer for one of these bodies."""
    held = HeldRole.objects.on(on).filter(organisation__in=list(bodies), role__in=[*LEADING, Role.MANAGER])
    return list(Person.objects.filter(pk__in=held.values("person_id"), is_active=True).order_by("name"))


def try_change(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    case: Case | None,
    what: str,
    version: Callable[[], int],
) -> bool:
    """Do it with what was typed; whether it was done. Where somebody else was quicker, what was typed stays in the form
    and is kept beside, and the form has seen what is there now."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refused as refused:
        refuse(form, refused)
        if isinstance(refused, ChangedMeanwhile):
            typed = request.POST.copy()
            typed["seen"] = str(version())
            form.data = typed
            if case is not None:
                text = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
                set_aside(case, what=what, text=text, by=actor_of(request))
        return False
    return True


def happenings(now: ActionNow) -> list[Happening]:
    """Everything that was said and done about an action, newest first."""
    found = [(now.action.recorded_at, _("Written down"), now.action.recorded_by.name, now.action.text)]
    found += [(one.recorded_at, _("How it goes"), one.recorded_by.name, one.text) for one in now.updates]
    found += [
        (one.recorded_at, _("Evidence: %(kind)s") % {"kind": one.get_kind_display()}, one.recorded_by.name, one.words)
        for one in now.evidence
    ]
    for judged in now.acceptances:
        title = _("Evidence accepted") if judged.is_accepted else _("Evidence not yet accepted")
        if judged.made_a_difference:
            title = _("Accepted: it made a difference")
        found.append((judged.recorded_at, title, judged.recorded_by.name, judged.reason))
    found += [(one.recorded_at, _("Done"), one.recorded_by.name, one.words) for one in now.finishings]
    found += [
        (
            one.recorded_at,
            _("Looked at again: it holds") if one.holds else _("Looked at again: it does not hold. Open again"),
            one.recorded_by.name,
            one.words,
        )
        for one in now.rechecks
    ]
    return [
        Happening(title=str(title), when=when, by=who, words=words)
        for when, title, who, words in sorted(found, key=lambda one: one[0], reverse=True)
    ]

"""Keeping a person out of a case because of a conflict of interest, and letting them in again. A bar overrides every
role: from that moment the database shows them nothing of the case."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import hold
from safeguarding.cases.actions.recipients import holders_at
from safeguarding.cases.models import Bar, Case
from safeguarding.people.models import Organisation, Person
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import SEES_CASES, Permission, Role


@transaction.atomic
def bar_person(*, case: Case, person: Person, why: str, by: Actor, on: date) -> None:
    """Keep somebody out of this case from today, oneself included. Refused when nobody who runs it would be left. Who
    leads it gives the lead up. Nothing is returned: whoever bars themselves may not read what they wrote."""
    case = hold(case, by=by, to=Permission.BAR_PERSON)
    if not why.strip():
        raise Refused(Refusal(_("Write what the conflict is: it is kept beside the bar."), "why"))
    kept_out = set(case.bars.on(on).values_list("person_id", flat=True))
    if person.pk in kept_out:
        raise Refused(Refusal(_("{person} is already kept out of this incident.").format(person=person), "person"))
    if not {one.pk for one in _who_run(case, on=on)} - kept_out - {person.pk}:
        raise Refused(
            Refusal(
                _("Without {person} nobody would be left to run this incident. Find them first.").format(person=person),
                "person",
            )
        )
    if case.lead_id == person.pk:
        case.lead = None
        case.save(update_fields=["lead"])
    earlier = Bar.objects.filter(case=case, person=person, from_on=on).first()
    if earlier is not None:  # kept out, let in and kept out again on one day: the audit has all three
        earlier.until_on, earlier.why = None, why.strip()[:400]
        earlier.ended_why, earlier.ended_by = "", None
        earlier.save()
        return
    Bar.objects.create(case=case, person=person, why=why.strip()[:400], from_on=on, barred_by_id=by.person_id)


@transaction.atomic
def end_bar(*, case: Case, bar: Bar, why: str, by: Actor, on: date) -> Bar:
    """Let somebody in again from today, with the reason. Refused when it was ended already."""
    case = hold(case, by=by, to=Permission.BAR_PERSON)
    if not why.strip():
        raise Refused(Refusal(_("Write why the conflict no longer stands."), "why"))
    held: Bar = Bar.objects.select_for_update().get(pk=bar.pk, case=case)
    if held.until_on is not None and held.until_on <= on:
        raise Refused(Refusal(_("This was ended already.")))
    held.until_on, held.ended_why, held.ended_by_id = on, why.strip()[:400], by.person_id
    held.save(update_fields=["until_on", "ended_why", "ended_by"])
    return held


def who_may_be_barred(case: Case, *, on: date) -> list[Person]:
    """Everybody who sees the case or what was sent of it, or soon may, and is not kept out yet: whoever holds a role
    at one of its bodies, receives at a body to which something was or may be sent, or is appointed to it."""
    kept_out = set(case.bars.on(on).values_list("person_id", flat=True))
    found = [
        *holders_at(_bodies_of(case, on=on), *SEES_CASES, on=on),
        *holders_at(_receivers_of(case, on=on), Role.NATIONAL, on=on),
        *Person.objects.filter(pk__in=_let_in_alone(case, on=on), is_active=True),
    ]
    return list({person.pk: person for person in found if person.pk not in kept_out}.values())


def _bodies_of(case: Case, *, on: date) -> set[int]:
    bodies = {case.partnership_id, *case.parties.on(on).values_list("organisation_id", flat=True)}
    return bodies if case.authority_id is None else bodies | {case.authority_id}


def _receivers_of(case: Case, *, on: date) -> set[int]:
    sent_to = case.submissions.values_list("recipient_id", flat=True)
    may_be_sent = Organisation.objects.on(on).filter(kind=Organisation.Kind.NATIONAL, receives_here=True)
    return {*sent_to, *may_be_sent.values_list("pk", flat=True)}


def _let_in_alone(case: Case, *, on: date) -> set[int]:
    """Who reaches this case without a role at any body: reviewers, and people with emergency access."""
    reading = case.emergencies.open_at(today.now()).values_list("person_id", flat=True)
    return {*case.appointments.on(on).values_list("person_id", flat=True), *reading}


def _who_run(case: Case, *, on: date) -> list[Person]:
    notifiers = holders_at([case.authority_id], Role.NOTIFIER, on=on) if case.authority_id else []
    return [*holders_at([case.partnership_id], Role.MANAGER, on=on), *notifiers]

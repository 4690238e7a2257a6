"""Roles held over time, given and ended by an administrator from a day. What a role may do is in `rules/roles.py`."""

from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from safeguarding.actor import Actor, acting_as
from safeguarding.people.actions.accounts import may_manage
from safeguarding.people.models import HeldRole, Organisation, Person
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import SEES_CASES, Role

_Kind = Organisation.Kind

HELD_AT: Final[dict[Role, frozenset[Organisation.Kind]]] = {
    Role.NOTIFIER: frozenset({_Kind.LOCAL_AUTHORITY}),
    Role.MANAGER: frozenset({_Kind.PARTNERSHIP}),
    Role.PARTNER: frozenset({_Kind.LOCAL_AUTHORITY, _Kind.HEALTH_BOARD, _Kind.POLICE, _Kind.AGENCY}),
    Role.AGENCY_LEAD: frozenset({_Kind.AGENCY, _Kind.HEALTH_BOARD, _Kind.POLICE, _Kind.LOCAL_AUTHORITY}),
    Role.NATIONAL: frozenset({_Kind.NATIONAL}),
    Role.DATA_PROTECTION: frozenset(_Kind),
    Role.ADMINISTRATOR: frozenset(_Kind),
}
"""The kinds of body at which each role is held. A reviewer is appointed to one review, never to a body."""


@transaction.atomic
def give_role(
    *, person: Person, role: Role, organisation: Organisation, from_on: date, by: Actor, on: date
) -> HeldRole:
    """Give somebody a role at a body from a day, which may lie ahead but not behind: nobody is made to have seen."""
    may_manage(by)
    Person.objects.select_for_update().get(pk=person.pk)
    if person.pk == by.person_id:
        raise Refused(Refusal(_("Nobody gives themselves a role. Ask another administrator"), "role"))
    if organisation.kind not in HELD_AT.get(role, frozenset()):
        raise Refused(
            Refusal(_("This role is not held at {body}. Choose another body").format(body=organisation), "organisation")
        )
    if from_on < on:
        raise Refused(Refusal(_("A role cannot begin before today"), "from_on"))
    _refuse_twice(person, role, organisation, from_on)
    _refuse_mixing(person, role, from_on)
    with acting_as(by.person_id, on=on):
        return HeldRole.objects.create(
            person=person, organisation=organisation, role=role, from_on=from_on, given_by_id=by.person_id
        )


@transaction.atomic
def end_role(*, held: HeldRole, until_on: date, by: Actor, on: date) -> None:
    """End a role: `until_on` is the first day on which it no longer holds. One that has not begun may end on the day
    it would have begun."""
    may_manage(by)
    administrators = _administrators_held()
    row = HeldRole.objects.select_for_update(of=("self",)).select_related("person", "organisation").get(pk=held.pk)
    if row.until_on is not None and row.until_on <= on:
        raise Refused(Refusal(_("This role has ended already. Nothing changed")))
    if until_on < on:
        raise Refused(Refusal(_("A role cannot end before today"), "until_on"))
    if row.role == Role.ADMINISTRATOR:
        _refuse_last_administrator(row, administrators, until_on)
    with acting_as(by.person_id, on=on):
        row.until_on = max(until_on, row.from_on)
        row.save(update_fields=["until_on"])


def roles_for(organisation: Organisation) -> list[Role]:
    """The roles that can be held at this body."""
    return [role for role, kinds in HELD_AT.items() if organisation.kind in kinds]


def _refuse_twice(person: Person, role: Role, organisation: Organisation, from_on: date) -> None:
    same = HeldRole.objects.filter(person=person, role=role, organisation=organisation)
    if same.filter(Q(until_on__isnull=True) | Q(until_on__gt=from_on)).exists():
        raise Refused(Refusal(_("{person} holds this role there already").format(person=person), "role"))


def _refuse_mixing(person: Person, role: Role, from_on: date) -> None:
    """Whoever manages accounts sees no case."""
    others = HeldRole.objects.filter(person=person).filter(Q(until_on__isnull=True) | Q(until_on__gt=from_on))
    held = {Role(name) for name in others.values_list("role", flat=True)} | {role}
    if Role.ADMINISTRATOR in held and held & SEES_CASES:
        raise Refused(
            Refusal(
                _("An administrator sees no case, so nobody is administrator and works on cases at the same time"),
                "role",
            )
        )


def _administrators_held() -> list[HeldRole]:
    """Every administrator's role, held in one order: two who end each other's at once leave one."""
    held = HeldRole.objects.select_for_update(of=("self",)).filter(role=Role.ADMINISTRATOR)
    return list(held.select_related("person").order_by("pk"))


def _refuse_last_administrator(row: HeldRole, administrators: list[HeldRole], until_on: date) -> None:
    stay = [
        other
        for other in administrators
        if other.pk != row.pk
        and other.person.is_active
        and other.from_on <= until_on
        and (other.until_on is None or other.until_on > until_on)
    ]
    if not stay:
        raise Refused(Refusal(_("This is the last administrator. Make another one first")))

"""From a person to the `Actor` that doors and verbs are given."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.people.models import HeldRole, Person
from safeguarding.rules.roles import Role


def actor_for(person: Person | AbstractBaseUser, *, on: date | None = None) -> Actor:
    """The person with the roles they hold on `on` (today unless told)."""
    held = HeldRole.objects.on(on or today.today()).filter(person_id=person.pk)
    return Actor(
        person_id=person.pk,
        name=str(person),
        roles=frozenset((Role(role), at) for role, at in held.values_list("role", "organisation_id")),
    )

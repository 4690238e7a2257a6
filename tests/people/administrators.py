"""More people than the cast has, for tests of accounts."""

from safeguarding.actor import acting_as
from safeguarding.people.models import HeldRole, Person
from safeguarding.rules.roles import Role
from tests.cast import LONG_AGO, Cast


def make_administrator(cast: Cast, person: Person) -> Person:
    """A second administrator."""
    with acting_as(cast.ann.pk):
        HeldRole.objects.create(
            person=person,
            organisation=cast["panel"],
            role=Role.ADMINISTRATOR,
            from_on=LONG_AGO,
            given_by=cast.ann,
        )
    return person

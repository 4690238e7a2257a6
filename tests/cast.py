"""The cast: named people with fixed relationships, made anew for each test that asks for them.

Two areas that know nothing of each other, Ashmere and Calder; one health board works in both.

- Ada notifies for Ashmere's council; Ben manages Ashmere's partnership.
- Pia, Hal and Joe hold the positions of Ashmere's three partner bodies: council, health board, police.
- Kit leads safeguarding at Ashmere's hospital, an agency that can only propose.
- Uma notifies for Calder's council; Vic manages Calder's partnership.
- Cleo receives for the national body. Dee is a reviewer. Ann is the administrator. Dot is data protection officer.
- Eve has signed in and has no role at all.
"""

from dataclasses import dataclass, field
from datetime import date

from safeguarding.actor import Actor, acting_as
from safeguarding.people.actors import actor_for
from safeguarding.people.models import HeldRole, Membership, Organisation, Person
from safeguarding.rules.roles import Role

LONG_AGO = date(2020, 1, 1)
PASSWORD = "a long password for tests"


@dataclass
class Cast:
    """Everybody by first name, and their organisations."""

    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, name: str) -> Organisation:
        return self.organisations[name]

    def actor(self, name: str) -> Actor:
        """The person as doors and verbs are given them."""
        return actor_for(self.people[name])


ORGANISATIONS = (
    ("ashmere", Organisation.Kind.LOCAL_AUTHORITY),
    ("ashmere-partnership", Organisation.Kind.PARTNERSHIP),
    ("ashmere-police", Organisation.Kind.POLICE),
    ("ashmere-hospital", Organisation.Kind.AGENCY),
    ("board", Organisation.Kind.HEALTH_BOARD),
    ("calder", Organisation.Kind.LOCAL_AUTHORITY),
    ("calder-partnership", Organisation.Kind.PARTNERSHIP),
    ("calder-police", Organisation.Kind.POLICE),
    ("panel", Organisation.Kind.NATIONAL),
)

MEMBERS = {
    "ashmere-partnership": ("ashmere", "board", "ashmere-police"),
    "calder-partnership": ("calder", "board", "calder-police"),
}

ROLES = (
    ("ann", Role.ADMINISTRATOR, "panel"),
    ("ada", Role.NOTIFIER, "ashmere"),
    ("ben", Role.MANAGER, "ashmere-partnership"),
    ("pia", Role.PARTNER, "ashmere"),
    ("hal", Role.PARTNER, "board"),
    ("joe", Role.PARTNER, "ashmere-police"),
    ("kit", Role.AGENCY_LEAD, "ashmere-hospital"),
    ("uma", Role.NOTIFIER, "calder"),
    ("vic", Role.MANAGER, "calder-partnership"),
    ("cleo", Role.NATIONAL, "panel"),
    ("dot", Role.DATA_PROTECTION, "ashmere-partnership"),
)

WITHOUT_A_ROLE = ("dee", "eve")


def make_cast() -> Cast:
    """Make the organisations, the people and their roles."""
    cast = Cast()
    for code, kind in ORGANISATIONS:
        cast.organisations[code] = Organisation.objects.create(
            code=code, kind=kind, name=code.replace("-", " ").capitalize(), receives_here=code == "panel"
        )
    for partnership, bodies in MEMBERS.items():
        for body in bodies:
            Membership.objects.create(partnership=cast[partnership], body=cast[body], from_on=LONG_AGO)
    for name in (*dict.fromkeys(name for name, _, _ in ROLES), *WITHOUT_A_ROLE):
        cast.people[name] = Person.objects.create_user(
            f"{name}@example.invalid", name=f"{name.capitalize()} {name[0].upper()}."
        )
    with acting_as(cast.ann.pk):
        for name, role, at in ROLES:
            HeldRole.objects.create(
                person=cast.people[name],
                organisation=cast[at],
                role=role,
                from_on=LONG_AGO,
                given_by=cast.ann,
            )
    return cast

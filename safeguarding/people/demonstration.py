"""The demonstration's people and bodies: two invented areas side by side in the real register, everybody with a fixed
password and a fixed second step, so that anybody can sign in as anybody. Refused everywhere but in the demonstration
and in development. The demonstration's incidents are made elsewhere, on these people."""

import hashlib
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.hashers import get_hasher, make_password
from django.db import transaction

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.ground.start_up import NOBODY_REAL_AT, real_people
from safeguarding.people.invented import address_of, secret_of
from safeguarding.people.loading import load_organisations
from safeguarding.people.models import Contact, HeldRole, Membership, Organisation, Person
from safeguarding.people.reference_files import FOLDER
from safeguarding.people.second_step import is_set_up
from safeguarding.people.wording import role_name
from safeguarding.rules.roles import Role

PASSWORD: Final = "kettle meadow lantern"  # noqa: S105 - for invented people, refused in production
SOURCE: Final = "invented for the demonstration"
FIRST_DAY: Final = date(2024, 1, 1)

_Kind = Organisation.Kind

BODIES: Final = (
    ("northvale", _Kind.LOCAL_AUTHORITY, "Northvale (demonstration)"),
    ("northvale-partnership", _Kind.PARTNERSHIP, "Northvale safeguarding partnership (demonstration)"),
    ("northvale-police", _Kind.POLICE, "Northvale Police (demonstration)"),
    ("vales-board", _Kind.HEALTH_BOARD, "Vales Integrated Care Board (demonstration)"),
    ("northvale-hospital", _Kind.AGENCY, "Northvale Hospital (demonstration)"),
    ("millbrook-school", _Kind.AGENCY, "Millbrook School (demonstration)"),
    ("eastmere", _Kind.LOCAL_AUTHORITY, "Eastmere (demonstration)"),
    ("eastmere-partnership", _Kind.PARTNERSHIP, "Eastmere safeguarding partnership (demonstration)"),
    ("eastmere-police", _Kind.POLICE, "Eastmere Police (demonstration)"),
)
"""Key, kind and name; the code in the register is `demo-` and the key."""

MEMBERS: Final = {
    "northvale-partnership": ("northvale", "vales-board", "northvale-police"),
    "eastmere-partnership": ("eastmere", "vales-board", "eastmere-police"),
}

PEOPLE: Final = (
    ("administrator", Role.ADMINISTRATOR, "northvale-partnership", "Systems administrator"),
    ("notifier", Role.NOTIFIER, "northvale", "Head of safeguarding"),
    ("second-notifier", Role.NOTIFIER, "northvale", "Safeguarding service manager"),
    ("manager", Role.MANAGER, "northvale-partnership", "Partnership business manager"),
    ("partner-authority", Role.PARTNER, "northvale", "Director of children's services"),
    ("partner-health", Role.PARTNER, "vales-board", "Chief nurse"),
    ("partner-police", Role.PARTNER, "northvale-police", "Chief superintendent"),
    ("hospital", Role.AGENCY_LEAD, "northvale-hospital", "Named nurse for safeguarding"),
    ("school", Role.AGENCY_LEAD, "millbrook-school", "Designated safeguarding lead"),
    ("data-protection", Role.DATA_PROTECTION, "northvale-partnership", "Data protection officer"),
    ("east-notifier", Role.NOTIFIER, "eastmere", "Head of safeguarding"),
    ("east-manager", Role.MANAGER, "eastmere-partnership", "Partnership business manager"),
    ("east-partner-authority", Role.PARTNER, "eastmere", "Director of children's services"),
    ("east-partner-police", Role.PARTNER, "eastmere-police", "Detective superintendent"),
    ("panel", Role.NATIONAL, "panel", "Panel secretariat"),
    ("reviewer", None, "", "Independent reviewer"),
)
"""Key, role, where it is held, and the post. Names come from names.toml in this order."""


class OnlyForDemonstration(Exception):
    """Asked for in production, or where real people sign in."""


@dataclass(slots=True)
class Demonstration:
    """Everybody and every body, by key."""

    people: dict[str, Person] = field(default_factory=dict)
    bodies: dict[str, Organisation] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who can sign in as what."""

    name: str
    email: str
    password: str
    role: str
    organisation: str


@transaction.atomic
def make_people(*, on: date | None = None) -> Demonstration:
    """Make what is missing of the demonstration's people and bodies; twice is as once. Raises
    `OnlyForDemonstration`."""
    _refuse_in_production()
    _refuse_among_real_people()
    day = on or today.today()
    made = Demonstration(bodies=_make_bodies())
    names = invented_names()["adults"]
    for (key, _role, _where, post), name in zip(PEOPLE, names, strict=False):
        made.people[key] = _make_person(name, post)
    with acting_as(made.people["administrator"].pk, on=day):
        _give_roles(made)
        _list_contacts(made, day)
    return made


def invented_names() -> dict[str, list[str]]:
    """The one list from which the demonstration takes every name: adults, children_given, children_family."""
    with (FOLDER / "names.toml").open("rb") as file:
        return tomllib.load(file)


def invented_manager() -> Person | None:
    """Who manages the first of the two areas, once made: whoever asks for its incidents asks as them."""
    place = [key for key, *_rest in PEOPLE].index("manager")
    return Person.objects.filter(email=address_of(invented_names()["adults"][place])).first()


def who_can_sign_in() -> list[SignIn]:
    """Everybody who was made, as `safeguarding demonstration --list` prints them. Raises `OnlyForDemonstration`."""
    _refuse_in_production()
    listed = []
    for (key, role, where, post), name in zip(PEOPLE, invented_names()["adults"], strict=False):
        email = address_of(name)
        if Person.objects.filter(email=email, is_active=True).exists():
            body = Organisation.objects.filter(code=_code(where)).first() if where else None
            what = f"{role_name(role)} ({post})" if role else f"{post} (key {key}, no role yet)"
            listed.append(SignIn(name, email, PASSWORD, what, str(body or "")))
    return listed


def _refuse_in_production() -> None:
    if not (settings.DEMONSTRATION or settings.DEBUG):
        raise OnlyForDemonstration(
            "People with known passwords are made in the demonstration and in development alone. "
            "Set SAFEGUARDING_MODE=demonstration on an installation without real data."
        )


def _refuse_among_real_people() -> None:
    if real := real_people():
        raise OnlyForDemonstration(
            f"{real} people sign in here whose addresses do not end in {NOBODY_REAL_AT}: nobody with a known password "
            "is put beside them. Give SAFEGUARDING_DATA another folder for a demonstration."
        )


def _code(key: str) -> str:
    return key if key == "panel" else f"demo-{key}"


def _make_bodies() -> dict[str, Organisation]:
    if not Organisation.objects.filter(code="panel").exists():
        load_organisations()
    bodies = {}
    for key, kind, name in BODIES:
        facts = {"kind": kind, "name": name, "source": SOURCE, "from_on": FIRST_DAY}
        bodies[key], _new = Organisation.objects.get_or_create(code=_code(key), defaults=facts)
    for partnership, members in MEMBERS.items():
        for body in members:
            Membership.objects.get_or_create(partnership=bodies[partnership], body=bodies[body], from_on=FIRST_DAY)
    # The Panel receives here in the demonstration, so that the whole way can be walked.
    Organisation.objects.filter(code="panel", receives_here=False).update(receives_here=True)
    bodies["panel"] = Organisation.objects.get(code="panel")
    return bodies


def _make_person(name: str, post: str) -> Person:
    email = address_of(name)
    person = Person.objects.filter(email=email).first()
    if person is None:
        person = Person.objects.create(
            email=email, name=name, phone=_phone(email), password=_known_password(get_hasher().algorithm)
        )
    if not is_set_up(person):
        TOTP.activate(person, secret_of(email))
    return person


@cache
def _known_password(hasher: str) -> str:
    """The one password as `hasher` stores it. It is meant to be slow to make, and everybody's is the same."""
    return make_password(PASSWORD, hasher=hasher)


def _phone(email: str) -> str:
    """From the range that is kept for drama: it rings nowhere."""
    return f"01632 960{int(hashlib.sha256(email.encode()).hexdigest(), 16) % 1000:03}"


def _give_roles(made: Demonstration) -> None:
    administrator = made.people["administrator"]
    for key, role, where, _post in PEOPLE:
        if role is not None:
            HeldRole.objects.get_or_create(
                person=made.people[key],
                organisation=made.bodies[where],
                role=role,
                from_on=FIRST_DAY,
                defaults={"given_by": administrator},
            )


def _list_contacts(made: Demonstration, day: date) -> None:
    """Whom to ring: most are right, one is away with cover, one has not been confirmed for long, one came back."""
    listed: dict[str, Contact] = {}
    for key, _role, where, post in PEOPLE:
        if where and key not in ("administrator", "data-protection"):
            person = made.people[key]
            listed[key] = _list_contact(
                made.bodies[where],
                post,
                {"name": person.name, "phone": person.phone, "email": person.email, "confirmed_on": day},
                made,
            )
    duty = {"phone": "01632 960700", "email": "duty.northvale@demonstration.invalid", "confirmed_on": day, "order": 3}
    duty_team = _list_contact(made.bodies["northvale"], "Duty team", duty, made)
    if listed["second-notifier"].deputy_id is None:
        Contact.objects.filter(pk=listed["second-notifier"].pk).update(deputy=duty_team, order=2)
    if listed["partner-authority"].away_from_on is None:
        away = {"away_from_on": day, "away_until_on": day + timedelta(days=12), "cover": listed["notifier"]}
        Contact.objects.filter(pk=listed["partner-authority"].pk).update(**away, order=4)
        long_ago = day - timedelta(days=290)
        Contact.objects.filter(pk=listed["school"].pk).update(confirmed_on=long_ago)
        Contact.objects.filter(pk=listed["east-partner-police"].pk).update(bounced_at=today.now())


def _list_contact(body: Organisation, post: str, facts: dict[str, Any], made: Demonstration) -> Contact:
    by = {"confirmed_by": made.people["administrator"]}
    contact, _new = Contact.objects.get_or_create(organisation=body, post=post, defaults={**facts, **by})
    return contact

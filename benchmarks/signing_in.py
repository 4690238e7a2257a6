"""Who looks at the pages, and their sessions: made on the server, with the second step set up and passed. Which pages
they open is in `pages.py`."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db.models import Count, Q
from django.test import Client

from benchmarks import filling
from benchmarks.being_written import NUMBER, open_some
from benchmarks.own_ground import HOST
from safeguarding.cases.generation import OWNER
from safeguarding.cases.models import Case
from safeguarding.people.models import HeldRole, Membership, Organisation, Person
from safeguarding.rules.roles import Role

SESSIONS = 8
"""Browsers a person is signed in with: one session alone would be asked by everybody at once."""
MOST_CASES = 40
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person who looks, what they are, and what of theirs the pages may be about."""

    what: str
    person: Person
    organisation: Organisation
    sent: Sequence[Case]
    """Incidents of theirs whose notification went out, a seeded choice; and `unsent`, the newest where it did not."""
    unsent: Sequence[Case]


def everybody() -> list[Somebody]:
    """The same people in a database of any size: those of one area first."""
    area = _area()
    authority = area.memberships.filter(body__kind=Organisation.Kind.LOCAL_AUTHORITY).select_related("body").get().body
    force = Organisation.objects.using(OWNER).get(code=filling.WIDE_FORCE)
    national = filling.national_body()
    agency, _ = Organisation.objects.using(OWNER).get_or_create(
        code="benchmark-agency", defaults={"kind": Organisation.Kind.AGENCY, "name": "Agency (invented)"}
    )
    held = HeldRole.objects.using(OWNER).filter(organisation=area, role=Role.MANAGER).select_related("person")
    manager = held.order_by("pk")[0].person
    holders = [
        ("manager of one area", manager, area),
        ("notifier", _holder("notifier", Role.NOTIFIER, authority), authority),
        ("partner holder, thirty areas", _holder("partner", Role.PARTNER, force), force),
        ("national secretariat", _holder("national", Role.NATIONAL, national), national),
        ("agency lead", _holder("agency", Role.AGENCY_LEAD, agency), agency),
        ("administrator", _holder("administrator", Role.ADMINISTRATOR, national), national),
        ("data protection officer", _holder("officer", Role.DATA_PROTECTION, area), area),
    ]
    # Once everybody is there: whoever holds a role when an incident is opened is written to.
    open_some(authority=authority, notifier=holders[1][1])
    return [_somebody(what, person, organisation) for what, person, organisation in holders]


def browser(somebody: Somebody) -> Client:
    """A browser in this process in which the person has signed in with both steps."""
    person = Person.objects.get(pk=somebody.person.pk)
    kept = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    step = kept or TOTP.activate(person, SECRET).instance
    client = Client(SERVER_NAME=HOST, raise_request_exception=False)
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "id": step.pk, "type": step.type}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


def sessions(somebody: Somebody, number: int = SESSIONS) -> list[str]:
    """Keys of sessions, for browsers that are not in this process."""
    return [str(browser(somebody).cookies[settings.SESSION_COOKIE_NAME].value) for _ in range(number)]


def _holder(name: str, role: Role, organisation: Organisation) -> Person:
    return filling.person(f"{name}@example.invalid", f"{name.capitalize()} (invented)", (role, organisation))


def _area() -> Organisation:
    """The partnership of the wide force's with the most dates still owed, so that its lists have something in them
    in a small database too."""
    owed = Q(cases_held__dues__met_on__isnull=True, cases_held__dues__stopped_on__isnull=True)
    joined = Membership.objects.using(OWNER).filter(body__code=filling.WIDE_FORCE).values("partnership_id")
    areas = Organisation.objects.using(OWNER).filter(pk__in=joined)
    ranked = areas.annotate(owed=Count("cases_held__dues", filter=owed)).order_by("-owed", "pk")
    first: Organisation = ranked[0]
    return first


def _somebody(what: str, person: Person, organisation: Organisation) -> Somebody:
    mine = Q(partnership=organisation) | Q(authority=organisation) | Q(parties__organisation=organisation)
    cases = Case.objects.using(OWNER).filter(mine).distinct()
    sent = list(cases.filter(submissions__isnull=False).order_by("pk"))
    some = random.Random(7).sample(sent, min(MOST_CASES, len(sent)))
    unsent = cases.filter(submissions__isnull=True).order_by("-pk")
    return Somebody(what, person, organisation, some, list(unsent[:NUMBER]))

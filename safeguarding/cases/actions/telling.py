"""Telling the partners, and the area where each child lives, that it was notified: who must be told, and who was, when
and how. What goes to outside bodies is `submission.py`'s; telling of a withdrawal `withdrawal.py`'s."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.actions.recipients import holders_at, write_about
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case, Party, Told
from safeguarding.look.languages import day
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import Membership, Organisation, Person
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, Reach, Role

READERS = (Role.NOTIFIER, Role.MANAGER, Role.PARTNER)
BY_MESSAGE = gettext_lazy("By message with a link, to whoever reads incidents there")
LONGEST_HOW = 200


@dataclass(frozen=True, slots=True)
class ToTell:
    """A body that must be told. `children` are the places of the children who live in its area; none: a partner."""

    body: Organisation
    children: tuple[int, ...]
    told: Told | None
    is_party: bool
    readers: tuple[Person, ...]
    """Who there could read it here."""

    @property
    def is_home_area(self) -> bool:
        return bool(self.children)


def to_be_told(case: Case, what: str = Told.What.NOTIFICATION, *, on: date) -> list[ToTell]:
    """Every partner body but the authority that notifies, then the home area of every child who lives elsewhere: its
    partnership where the register knows one, else the authority."""
    parties = list(case.parties.on(on).select_related("organisation").order_by("organisation__name"))
    partners = [
        party.organisation
        for party in parties
        if party.reach == Reach.PARTNER and party.organisation_id != case.authority_id
    ]
    homes = _homes(case, on=on)
    told: dict[int, Told] = {}
    for row in case.told.filter(what=what).select_related("body", "recorded_by").order_by("id"):
        told.setdefault(row.body_id, row)
    taking_part = {party.organisation_id for party in parties}
    listed = [(body, ()) for body in partners] + [(body, tuple(numbers)) for body, numbers in homes]
    return [
        ToTell(
            body,
            numbers,
            told.get(body.pk),
            body.pk in taking_part,
            tuple(holders_at([body], *(READERS if numbers else (Role.PARTNER,)), on=on)),
        )
        for body, numbers in listed
    ]


@transaction.atomic
def record_told(*, case: Case, body: Organisation, how: str, told_on: date, by: Actor, on: date) -> Told:
    """Record that a body was told, how and when. Once every partner, or every home area, is told, that is a fact of
    its own and its date is met."""
    case = hold(case, by=by, to=Permission.TELL)
    one = _refuse_unless_to_tell(case, body, on=on)
    if not how.strip():
        raise Refused(Refusal(_("Write how they were told: by phone, in a meeting, by email, and to whom."), "how"))
    if len(how.strip()) > LONGEST_HOW:
        raise Refused(
            Refusal(
                _("How they were told must be {longest_how} characters or fewer.").format(longest_how=LONGEST_HOW),
                "how",
            )
        )
    if told_on > today.today():
        raise Refused(Refusal(_("This day lies ahead. Enter the day on which they were told."), "told_on"))
    if told_on < _sent_on(case):
        raise Refused(
            Refusal(
                _("This is before the notification was sent, so they cannot have been told of it. Correct it."),
                "told_on",
            )
        )
    return _told(case, one.body, how.strip(), told_on, by=by, on=on)


@transaction.atomic
def tell_here(*, case: Case, body: Organisation, by: Actor, on: date) -> Told:
    """Tell a body through this service: each of its readers is written to with a link, and a home area is made a party
    so that the link opens. Refused where nobody there signs in."""
    case = hold(case, by=by, to=Permission.TELL)
    one = _refuse_unless_to_tell(case, body, on=on)
    if not one.readers:
        raise Refused(
            Refusal(
                _("Nobody at {body} signs in here. Ring them, and record how they were told.").format(body=body), "body"
            )
        )
    if one.is_home_area:
        _add_home_area(case, body, by=by, on=on)
    write_about(
        case,
        kind=Kind.TOLD,
        what="notified",
        to=one.readers,
        key=f"told-{body.pk}",
        named_on=_sent_on(case),
        by=by,
        on=on,
    )
    return _told(case, body, str(BY_MESSAGE), on, by=by, on=on)


@transaction.atomic
def add_home_area(*, case: Case, body: Organisation, by: Actor, on: date) -> Party:
    """Let the area where a child lives read this incident, without a message: for one that was told by phone."""
    case = hold(case, by=by, to=Permission.TELL)
    if body.pk not in {one.body.pk for one in to_be_told(case, on=on) if one.is_home_area}:
        raise Refused(Refusal(_("No child of this incident lives in the area of {body}.").format(body=body), "body"))
    return _add_home_area(case, body, by=by, on=on)


def _add_home_area(case: Case, body: Organisation, *, by: Actor, on: date) -> Party:
    party, _is_new = Party.objects.get_or_create(
        case=case,
        organisation=body,
        reach=Reach.HOME_AREA,
        defaults={"from_on": on, "added_by_id": by.person_id},
    )
    return party


def _homes(case: Case, *, on: date) -> list[tuple[Organisation, list[int]]]:
    """The areas where children live, other than the one that notifies, each with the children's places."""
    numbers: dict[Organisation, list[int]] = {}
    for child in case.children.select_related("home_area").order_by("number"):
        if child.home_area is not None and child.home_area_id != case.authority_id:
            numbers.setdefault(child.home_area, []).append(child.number)
    memberships = Membership.objects.on(on).filter(body__in=numbers).select_related("partnership")
    partnership_of = {row.body_id: row.partnership for row in memberships.order_by("-from_on")}
    areas: dict[Organisation, list[int]] = {}
    for home, places in numbers.items():
        area = partnership_of.get(home.pk, home)
        if area.pk != case.partnership_id:
            areas.setdefault(area, []).extend(places)
    return sorted(areas.items(), key=lambda one: one[0].name)


def _sent_on(case: Case) -> date:
    sent = case.events.filter(event="notification_submitted", superseded_by__isnull=True).order_by("id").last()
    if sent is None:
        raise Refused(Refusal(_("It is not yet recorded that the notification was sent. Record that first.")))
    return sent.on


def _refuse_unless_to_tell(case: Case, body: Organisation, *, on: date) -> ToTell:
    _sent_on(case)
    one = next((one for one in to_be_told(case, on=on) if one.body.pk == body.pk), None)
    if one is None:
        raise Refused(
            Refusal(_("{body} has no part in this incident, and no child of it lives there.").format(body=body), "body")
        )
    if one.told is not None:
        raise ChangedMeanwhile(
            Refusal(
                _("{recorded_by} has recorded already that {body} was told on {on}.").format(
                    recorded_by=one.told.recorded_by, body=body, on=day(one.told.on)
                ),
                "how",
            )
        )
    return one


def _told(case: Case, body: Organisation, how: str, told_on: date, *, by: Actor, on: date) -> Told:
    row = Told.objects.create(
        case=case,
        body=body,
        what=Told.What.NOTIFICATION,
        how=how,
        on=told_on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )
    listed = to_be_told(case, on=on)
    _record_when_all_are_told(case, "home_area_told", [one for one in listed if one.is_home_area], by=by)
    # The law's own words are "your own and other areas' partners", so this waits for both.
    _record_when_all_are_told(case, "partners_told", listed, by=by)
    refresh_dues(case, by=by.person_id)
    return row


def _record_when_all_are_told(case: Case, event: str, listed: Sequence[ToTell], *, by: Actor) -> None:
    days = [one.told.on for one in listed if one.told is not None]
    if listed and len(days) == len(listed) and not case.events.filter(event=event, superseded_by__isnull=True).exists():
        record_event(case, event, on=max(days), by=by)

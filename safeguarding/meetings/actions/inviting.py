"""Inviting people to a meeting, and what they answer. An invitation says a reference, a date and a link; somebody who
does not sign in here is on record as invited, and is invited outside this service."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.recipients import holders_at
from safeguarding.cases.models import Bar
from safeguarding.meetings.actions.calling import who_are_invited
from safeguarding.meetings.actions.running import run
from safeguarding.meetings.models import Invitation, Meeting, Reply
from safeguarding.meetings.telling import tell
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import HeldRole, Organisation, Person
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Role

INVITED = (Role.MANAGER, Role.PARTNER, Role.NOTIFIER, Role.AGENCY_LEAD)
"""Who can be invited by name: holders of these roles at the bodies of the partnership and of the cases talked about."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Somebody who does not sign in here."""

    name: str
    email: str = ""
    body: Organisation | None = None


@transaction.atomic
def invite(
    *, meeting: Meeting, people: Iterable[Person], outside: Iterable[Outside] = (), by: Actor, on: date
) -> list[Invitation]:
    """Invite these people, each once, and write to those who sign in here. Refused for somebody who is kept out of
    everything that is on the agenda."""
    held = run(meeting, by=by)
    if not held.is_ahead:
        raise Refused(Refusal(_("This meeting was held or called off already, so nobody is invited to it.")))
    asked = list({person.pk: person for person in people}.values())
    strangers = [one for one in outside if one.name.strip()]
    if not asked and not strangers:
        raise Refused(Refusal(_("Choose whom to invite, or write a name."), "people"))
    may_be = {person.pk for person in who_may_be_invited(held, on=on)}
    for person in asked:
        if person.pk not in may_be:
            raise Refused(Refusal(_("{person} cannot be invited to this meeting.").format(person=person), "people"))
    made = [_invite(held, person, by=by, on=on) for person in asked]
    made += [_invite_outside(held, one, by=by) for one in strangers]
    return made


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Actor, on: date) -> Invitation:
    """Take an invitation back: from now on the person does not see the meeting through it. Doing it twice changes
    nothing."""
    run(invitation.meeting, by=by)
    held: Invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if held.withdrawn_at is None:
        held.withdrawn_at, held.withdrawn_by_id = today.now(), by.person_id
        held.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return held


@transaction.atomic
def answer_invitation(
    *, meeting: Meeting, answer: str, instead: str = "", note: str = "", by: Actor, on: date
) -> Reply:
    """Accept, send apologies, or say who comes instead; the latest answer stands. Whoever is sent instead is invited by
    whoever runs the meeting."""
    invitation = meeting.invitations.filter(person_id=by.person_id, withdrawn_at=None).first()
    if invitation is None:
        raise Refused(Refusal(_("You are not invited to this meeting by name, so there is nothing to answer.")))
    if not meeting.is_ahead:
        raise Refused(Refusal(_("This meeting was held or called off already.")))
    if answer not in Reply.Answer.values:
        raise Refused(Refusal(_("Choose whether you are coming."), "answer"))
    if answer == Reply.Answer.INSTEAD and not instead.strip():
        raise Refused(Refusal(_("Write who comes instead of you, and their post."), "instead"))
    said = {
        "answer": answer,
        "instead": instead.strip()[:160] if answer == Reply.Answer.INSTEAD else "",
        "note": note.strip()[:300],
    }
    last = invitation.replies.order_by("id").last()
    if last is not None and all(getattr(last, name) == value for name, value in said.items()):
        return last
    return Reply.objects.create(
        meeting=meeting,
        invitation=invitation,
        **said,
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )


def bodies_of(meeting: Meeting, *, on: date) -> set[int]:
    """The partnership, its member bodies, and the bodies of every case on the agenda that the acting person sees."""
    found = {meeting.partnership_id}
    found |= set(meeting.partnership.memberships.on(on).values_list("body_id", flat=True))
    for item in meeting.items.select_related("case").exclude(case=None):
        if item.case is not None:
            found |= set(item.case.parties.on(on).values_list("organisation_id", flat=True))
            found |= {item.case.authority_id} if item.case.authority_id else set()
    return found


def who_may_be_invited(meeting: Meeting, *, on: date) -> list[Person]:
    """Everybody with a role at one of its bodies, every agency's lead, and whoever is appointed to a case on the
    agenda; but nobody who is invited already, or kept out of all that is on it."""
    leads = HeldRole.objects.on(on).filter(role=Role.AGENCY_LEAD).values_list("organisation_id", flat=True)
    cases = list(meeting.items.values_list("case_id", flat=True))
    appointed = Person.objects.filter(appointments__case_id__in=[one for one in cases if one], is_active=True)
    found = [*holders_at({*bodies_of(meeting, on=on), *leads}, *INVITED, on=on), *appointed]
    out = {person.pk for person in who_are_invited(meeting)} | _kept_out_of_all(cases, on)
    return sorted({person.pk: person for person in found if person.pk not in out}.values(), key=str)


def _kept_out_of_all(cases: Sequence[int | None], on: date) -> set[int]:
    kept_out: dict[int, set[int]] = {}
    for person, case in (
        Bar.objects.on(on).filter(case_id__in=[one for one in cases if one]).values_list("person_id", "case_id")
    ):
        kept_out.setdefault(person, set()).add(case)
    return {person for person, of in kept_out.items() if all(case in of for case in cases)}


def _invite(meeting: Meeting, person: Person, *, by: Actor, on: date) -> Invitation:
    body = holders_body(person, meeting, on=on)
    made, is_new = Invitation.objects.get_or_create(
        meeting=meeting,
        person=person,
        defaults={
            "name": person.name,
            "email": person.email,
            "body": body,
            "invited_at": today.now(),
            "invited_by_id": by.person_id,
        },
    )
    if not is_new and made.withdrawn_at is not None:
        made.withdrawn_at, made.withdrawn_by = None, None
        made.save(update_fields=["withdrawn_at", "withdrawn_by"])
    key = f"invited-{meeting.version}-{meeting.invitations.count()}"
    tell(meeting, kind=Kind.MEETING_CALLED, what="meeting-on", to=[person], key=key, by=by, on=on)
    return made


def holders_body(person: Person, meeting: Meeting, *, on: date) -> Organisation | None:
    """For which body somebody comes: one that takes part where they hold a role, else any where they do."""
    held = HeldRole.objects.on(on).filter(person=person).select_related("organisation").order_by("pk")
    taking_part = bodies_of(meeting, on=on)
    return min((one.organisation for one in held), key=lambda body: body.pk not in taking_part, default=None)


def _invite_outside(meeting: Meeting, one: Outside, *, by: Actor) -> Invitation:
    same = {"name": one.name.strip()[:160], "email": one.email.strip(), "person": None, "withdrawn_at": None}
    already = meeting.invitations.filter(**same).first()
    if already is not None:
        return already
    return Invitation.objects.create(
        meeting=meeting,
        name=one.name.strip()[:160],
        email=one.email.strip(),
        body=one.body,
        invited_at=today.now(),
        invited_by_id=by.person_id,
    )

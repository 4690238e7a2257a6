"""Signing off: each partner body's holder signs exactly one text, by its fingerprint. An edit makes it void and tells
whoever had signed, in the transaction of the edit. The text itself is `reviews/whole.py`'s."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.actions.positions import bodies_held
from safeguarding.cases.actions.recipients import holders_at, write_about
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import Organisation, Person
from safeguarding.reviews.actions.running import refuse_once_sent, refuse_unless_under_way, was_sent
from safeguarding.reviews.models import SignOff, SignOffRequest
from safeguarding.reviews.whole import bodies_of, fingerprint_now, latest_decision
from safeguarding.rules.facts import WITHDRAWN
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, Role

SIGNED_OFF = "rapid_review_signed_off"
SIGN_OFF_PATH = "/cases/{reference}/rapid-review/sign-off/"
"""The page on which a holder signs: what the message that asks leads to."""


@transaction.atomic
def ask_sign_off(*, case: Case, seen: str, by: Actor, on: date) -> list[SignOffRequest]:
    """Ask every partner body that has not signed this text. `seen` is the fingerprint of the text that the person saw.
    Asking again on another day reminds; on the same day it writes nothing twice."""
    case = hold(case, by=by, to=Permission.DECIDE_REVIEW)
    _refuse_unless_ready(case, seen)
    waiting = unsigned_bodies(case, on=on)
    if not waiting:
        raise Refused(Refusal(_("Every partner body has signed this text already.")))
    for body in waiting:
        write_about(
            case,
            kind=Kind.SIGN_OFF_ASKED,
            what="sign-off-wanted",
            to=holders_at([body], Role.PARTNER, on=on),
            key=f"sign-off-{seen[:16]}-{on:%Y%m%d}",
            path=SIGN_OFF_PATH.format(reference=case.reference),
            by=by,
            on=on,
        )
    return [_request(case, body, seen, by=by, on=on) for body in waiting]


@transaction.atomic
def sign_off(*, case: Case, body: Organisation, seen: str, by: Actor, on: date) -> SignOff:
    """A holder signs for their own body the text whose fingerprint they saw. Signing the same text again changes
    nothing; a text that changed meanwhile is not signed. Once every partner body has signed, it is signed off."""
    case = hold(case, by=by, to=Permission.SIGN_OFF)
    if body.pk not in {one.pk for one in bodies_held(case, by=by, on=on)}:
        raise Refused(Refusal(_("You do not sign for {body} in this incident.").format(body=body), "body"))
    _refuse_unless_ready(case, seen)
    earlier = SignOff.objects.filter(case=case, body=body, void_at__isnull=True).first()
    if earlier is not None:
        return earlier
    signed = SignOff.objects.create(
        case=case,
        body=body,
        fingerprint=seen,
        name=by.name[:160],
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )
    if not unsigned_bodies(case, on=on):
        record_event(case, SIGNED_OFF, on=on, by=by)
        refresh_dues(case, by=by.person_id)
    return signed


def void_sign_offs(case: Case, by: Actor, on: date) -> int:
    """Called by whatever changes the text, within its transaction: every sign-off of the text before is void, the
    fact that all had signed is withdrawn, and whoever had signed is told. Says how many were void."""
    standing = list(SignOff.objects.filter(case=case, void_at__isnull=True).order_by("id"))
    if not standing or was_sent(case):  # what was sent was signed, whatever is decided afterwards
        return 0
    told = people_who_signed(case)
    SignOff.objects.filter(pk__in=[one.pk for one in standing]).update(void_at=today.now(), void_by_id=by.person_id)
    for row in case.events.filter(event=SIGNED_OFF, superseded_by__isnull=True).order_by("id"):
        reason = _("The text was changed after it was signed.")
        record_event(case, WITHDRAWN, on=on, by=by, supersedes=row, reason=reason)
        refresh_dues(case, by=by.person_id, reason=reason)
    write_about(
        case,
        kind=Kind.SIGN_OFF_VOID,
        what="sign-off-no-longer",
        to=told,
        key=f"void-{standing[-1].pk}",
        path=SIGN_OFF_PATH.format(reference=case.reference),
        by=by,
        on=on,
    )
    return len(standing)


def people_who_signed(case: Case) -> list[Person]:
    """Who is told when the text is changed: whoever signed it, each once."""
    signed = SignOff.objects.filter(case=case, void_at__isnull=True).values("recorded_by_id")
    return list(Person.objects.filter(pk__in=signed, is_active=True).order_by("pk"))


def people_to_ask(case: Case, *, on: date) -> list[Person]:
    """Who is written to when sign-off is asked for: the holders of the bodies that have not signed."""
    return holders_at(unsigned_bodies(case, on=on), Role.PARTNER, on=on)


def unsigned_bodies(case: Case, *, on: date) -> Sequence[Organisation]:
    """The partner bodies without a sign-off that counts, by name."""
    signed = set(SignOff.objects.filter(case=case, void_at__isnull=True).values_list("body_id", flat=True))
    return [body for body in bodies_of(case, on=on) if body.pk not in signed]


def _refuse_unless_ready(case: Case, seen: str) -> None:
    refuse_unless_under_way(case)
    refuse_once_sent(case)
    if latest_decision(case) is None:
        raise Refused(Refusal(_("The decision is not recorded yet. It is signed together with the text.")))
    if fingerprint_now(case) != seen:
        raise ChangedMeanwhile(
            Refusal(_("The text was changed since you opened this page. It is shown as it is now: read it again."))
        )


def _request(case: Case, body: Organisation, seen: str, *, by: Actor, on: date) -> SignOffRequest:
    found = SignOffRequest.objects.filter(case=case, body=body, fingerprint=seen, on=on).first()
    return found or SignOffRequest.objects.create(
        case=case, body=body, fingerprint=seen, on=on, recorded_at=today.now(), recorded_by_id=by.person_id
    )

"""Taking a notification back because the criteria were never met: only when every partner body agrees. What each body
says is `positions.py`'s; proving that an outside body was sent the withdrawal, `submission.py`'s."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.decisions import next_number
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.actions.positions import BodyView, views_of_bodies
from safeguarding.cases.actions.recipients import holders_at, write_about
from safeguarding.cases.actions.submission import send_withdrawal_here, who_is_told
from safeguarding.cases.actions.telling import BY_MESSAGE, READERS
from safeguarding.cases.dues import owed_in, refresh_dues
from safeguarding.cases.facts import facts_of, procedure_of, record_event
from safeguarding.cases.local_law import local_law
from safeguarding.cases.models import Case, Decision, Position, Question, Told
from safeguarding.cases.sending import outside_bodies
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import HeldRole, Organisation, Person
from safeguarding.rules.clock import Fact, Obligation, obligations
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, Reach

WITHDRAWN_EVENT = "notification_withdrawn"


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """How far a withdrawal is: for the page that asks, and for the verb that checks."""

    is_sent: bool
    is_withdrawn: bool
    bodies: tuple[BodyView, ...]
    decisions: tuple[Decision, ...]
    """Newest first."""
    stops: tuple[Obligation, ...]
    """What is still owed now and would no longer be."""

    @property
    def not_agreed(self) -> tuple[BodyView, ...]:
        """The bodies that did not say that the criteria were never met, or said nothing."""
        return tuple(one for one in self.bodies if one.latest is None or one.latest.view != Position.View.AGREE)

    @property
    def seen(self) -> int:
        return self.decisions[0].number if self.decisions else 0

    @property
    def may_be_withdrawn(self) -> bool:
        return self.is_sent and not self.is_withdrawn and bool(self.bodies) and not self.not_agreed


def withdrawing(case: Case, *, on: date) -> Withdrawing:
    """Where a withdrawal of this notification stands."""
    events = set(case.events.filter(superseded_by__isnull=True).values_list("event", flat=True))
    decisions = case.decisions.filter(question=Question.WITHDRAW).select_related("recorded_by").order_by("-number")
    return Withdrawing(
        is_sent="notification_submitted" in events,
        is_withdrawn=WITHDRAWN_EVENT in events,
        bodies=tuple(views_of_bodies(case, Question.WITHDRAW, on=on)),
        decisions=tuple(decisions),
        stops=tuple(what_would_stop(case, on=on)),
    )


def what_would_stop(case: Case, *, on: date) -> list[Obligation]:
    """What is owed now and would be owed no longer if the notification were withdrawn on this day."""
    facts, procedure = facts_of(case), procedure_of(case)
    now = {(one.duty.id, one.body): one for one in owed_in(case) if one.met_on is None and one.stopped_on is None}
    then = obligations(procedure, (*facts, Fact(WITHDRAWN_EVENT, on, id="if-withdrawn")), local_law(case))
    still = {(one.duty.id, one.body) for one in then if one.stopped_on is None}
    return [one for key, one in now.items() if key not in still]


@transaction.atomic
def withdraw_notification(*, case: Case, reasons: str, seen: int, by: Actor, on: date) -> Decision:
    """Withdraw the notification: the criteria were never met. Every partner body must have said so. `seen` is the
    number of the latest decision on this that the person saw, 0 for none. What is owed stops; a body that receives here
    has the withdrawal at once, and everybody who was told is told."""
    case = hold(case, by=by, to=Permission.WITHDRAW)
    now = _refuse_unless_open(case, seen, reasons, on=on)
    if not now.bodies:
        raise Refused(Refusal(_("No partner body takes part, so none can agree. Add the partner bodies first.")))
    if now.not_agreed:
        names = ", ".join(one.body.name for one in now.not_agreed)
        raise Refused(
            Refusal(
                _("Only all partner bodies together can withdraw it. Not agreed yet: {names}.").format(names=names),
                "positions",
            )
        )
    decision = _decision(case, Decision.Outcome.WITHDRAW, reasons, now, by=by, on=on)
    record_event(case, WITHDRAWN_EVENT, on=on, reason=reasons.strip(), by=by)
    refresh_dues(case, by=by.person_id, reason=_("The notification was withdrawn."))
    for outside in outside_bodies(case):
        if outside.body is not None and outside.receives_here and outside.notification and not outside.withdrawal:
            send_withdrawal_here(case, decision, outside.body, by=by, on=on)
    _tell(case, decision, by=by, on=on)
    return decision


@transaction.atomic
def let_it_stand(*, case: Case, reasons: str, seen: int, by: Actor, on: date) -> Decision:
    """Record that the notification stands, with reasons, after a withdrawal was considered. Nothing else changes."""
    case = hold(case, by=by, to=Permission.WITHDRAW)
    now = _refuse_unless_open(case, seen, reasons, on=on)
    return _decision(case, Decision.Outcome.NOT_WITHDRAW, reasons, now, by=by, on=on)


def bodies_told_of_withdrawal(case: Case, *, on: date) -> list[Organisation]:
    """The partner bodies but the authority that notifies, and the home areas: whoever takes part."""
    parties = case.parties.on(on).exclude(organisation_id=case.authority_id).select_related("organisation")
    bodies = {party.organisation_id: party.organisation for party in parties.order_by("organisation__name")}
    for row in case.told.filter(what=Told.What.NOTIFICATION).select_related("body"):
        bodies.setdefault(row.body_id, row.body)
    return list(bodies.values())


def told_of_withdrawal(case: Case, *, on: date) -> list[Person]:
    """Who of the areas is written to: everybody who was told of the notification, and the home areas."""
    homes = case.parties.on(on).filter(reach=Reach.HOME_AREA).values_list("organisation_id", flat=True)
    people = [*who_is_told(case, on=on), *holders_at(homes, *READERS, on=on)]
    return list({person.pk: person for person in people}.values())


def _refuse_unless_open(case: Case, seen: int, reasons: str, *, on: date) -> Withdrawing:
    now = withdrawing(case, on=on)
    if now.seen != seen:
        raise ChangedMeanwhile(Refusal(_("Somebody else has decided this since you opened the page."), "reasons"))
    if now.is_withdrawn:
        raise Refused(Refusal(_("The notification is withdrawn already.")))
    if not now.is_sent:
        raise Refused(Refusal(_("Nothing was sent yet, so there is nothing to withdraw.")))
    if not reasons.strip():
        raise Refused(Refusal(_("Write the reasons: they are kept, and the outside body is sent them."), "reasons"))
    return now


def _decision(case: Case, outcome: str, reasons: str, now: Withdrawing, *, by: Actor, on: date) -> Decision:
    return Decision.objects.create(
        case=case,
        question=Question.WITHDRAW,
        outcome=outcome,
        reasons=reasons.strip(),
        basis={"positions": [one.latest.pk for one in now.bodies if one.latest]},
        number=next_number(case),
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )


def _tell(case: Case, decision: Decision, *, by: Actor, on: date) -> None:
    """Everybody who takes part or was told; it is on record which bodies this reached."""
    people = told_of_withdrawal(case, on=on)
    write_about(
        case,
        kind=Kind.WITHDRAWN,
        what="notification-withdrawn",
        to=people,
        key=f"withdrawn-{decision.number}",
        by=by,
        on=on,
    )
    reached = set(HeldRole.objects.on(on).filter(person__in=people).values_list("organisation_id", flat=True))
    for body in bodies_told_of_withdrawal(case, on=on):
        if body.pk in reached:
            Told.objects.create(
                case=case,
                body=body,
                what=Told.What.WITHDRAWAL,
                how=str(BY_MESSAGE),
                on=on,
                recorded_at=today.now(),
                recorded_by_id=by.person_id,
            )

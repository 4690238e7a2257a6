"""What each partner body thinks: asked for, given by its holder signed in or recorded from an email, and a
disagreement taken further. Any number of bodies; the latest position of each counts. Deciding is in `decisions.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.actions.recipients import holders_at, who_run, write_about
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case, Escalation, Paper, Position, PositionRequest, Question
from safeguarding.cases.reach import permissions_on
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import Organisation, Person
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, Reach, Role

POSITION_PATH = "/cases/{reference}/position/{question}/"
"""The page on which a holder answers: what the message that asks leads to."""
ON_PROPOSAL_PATH = "/cases/{reference}/rapid-review/decision/position/"
"""The same where the question is what is proposed after a rapid review."""


@dataclass(frozen=True, slots=True)
class BodyView:
    """One partner body in one question: whether it was asked, and what it said, the latest first."""

    body: Organisation
    asked: PositionRequest | None
    given: tuple[Position, ...]

    @property
    def latest(self) -> Position | None:
        return self.given[0] if self.given else None

    @property
    def earlier(self) -> tuple[Position, ...]:
        return self.given[1:]


def views_of_bodies(case: Case, question: str, *, on: date) -> list[BodyView]:
    """Every partner body of the case with what it said, disagreement first. Three queries, however many bodies."""
    parties = case.parties.on(on).filter(reach=Reach.PARTNER).select_related("organisation")
    given: dict[int, list[Position]] = {}
    for position in case.positions.filter(question=question).select_related("email", "recorded_by").order_by("-id"):
        given.setdefault(position.body_id, []).append(position)
    asked = {row.body_id: row for row in case.position_requests.filter(question=question).order_by("id")}
    views = [
        BodyView(party.organisation, asked.get(party.organisation_id), tuple(given.get(party.organisation_id, ())))
        for party in parties
    ]
    return sorted(views, key=lambda one: (_ORDER[one.latest.view if one.latest else ""], one.body.name))


_ORDER = {Position.View.DISAGREE.value: 0, Position.View.MORE.value: 1, "": 2, Position.View.AGREE.value: 3}


def is_split(views: Sequence[BodyView]) -> bool:
    """Whether the bodies that spoke do not all say the same."""
    return len({one.latest.view for one in views if one.latest}) > 1


@transaction.atomic
def ask_for_positions(
    *,
    case: Case,
    question: str,
    bodies: Sequence[Organisation] = (),
    wanted_by: date | None = None,
    path: str = POSITION_PATH,
    since: datetime | None = None,
    by: Actor,
    on: date,
) -> list[PositionRequest]:
    """Ask partner bodies (all that have not answered, unless named) for their position. Each holder is written to with
    a link (`path`) and the date. Asking the same again on the same day writes nothing twice, but for what was asked
    before `since`: that was about something else."""
    case = hold(case, by=by, to=Permission.RECORD_POSITION)
    _refuse_unknown_question(question)
    if wanted_by is not None and wanted_by < on:
        raise Refused(Refusal(_("The day by which you want an answer has passed. Choose a later one."), "wanted_by"))
    views = views_of_bodies(case, question, on=on)
    named = {body.pk for body in bodies} or {one.body.pk for one in views if one.latest is None}
    if strangers := named - {one.body.pk for one in views}:
        names = ", ".join(str(body) for body in bodies if body.pk in strangers)
        raise Refused(Refusal(_("{names} takes no part in this incident. Add it first.").format(names=names), "bodies"))
    link = path.format(reference=case.reference, question=question)
    asked = [one for one in views if one.body.pk in named]
    return [_ask(case, question, one, wanted_by, link=link, since=since, by=by, on=on) for one in asked]


def _ask(
    case: Case,
    question: str,
    view: BodyView,
    wanted_by: date | None,
    *,
    link: str,
    since: datetime | None,
    by: Actor,
    on: date,
) -> PositionRequest:
    asked = view.asked
    is_before = asked is not None and since is not None and asked.recorded_at < since
    if asked is None or is_before or (asked.on, asked.wanted_by) != (on, wanted_by):
        asked = PositionRequest.objects.create(
            case=case,
            question=question,
            body=view.body,
            wanted_by=wanted_by,
            on=on,
            recorded_at=today.now(),
            recorded_by_id=by.person_id,
        )
    write_about(
        case,
        kind=Kind.POSITION_ASKED,
        what="position-wanted" if wanted_by else "position-wanted-soon",
        to=holders_at([view.body], Role.PARTNER, on=on),
        key=f"asked-{asked.pk}",
        named_on=wanted_by,
        path=link,
        by=by,
        on=on,
    )
    return asked


@transaction.atomic
def give_position(
    *, case: Case, question: str, body: Organisation, view: str, reasons: str, seen: int, by: Actor, on: date
) -> Position:
    """A holder gives their body's position, signed in. `seen` is the key of the body's position that the person saw, 0
    for none; an earlier one stays, and the latest counts."""
    case = hold(case, by=by, to=Permission.GIVE_POSITION)
    if body.pk not in {one.pk for one in bodies_held(case, by=by, on=on)}:
        raise Refused(Refusal(_("You do not hold the position of {body} in this incident.").format(body=body), "body"))
    return _give(
        case,
        question,
        body,
        view,
        reasons,
        seen,
        held_by=by.name,
        how=Position.How.SIGNED_IN,
        given_on=on,
        by=by,
        on=on,
    )


@transaction.atomic
def record_position(
    *,
    case: Case,
    question: str,
    body: Organisation,
    view: str,
    reasons: str,
    held_by: str,
    email: Paper,
    seen: int,
    by: Actor,
    on: date,
) -> Position:
    """Record a body's position from an email that is in the case file, and that is shown beside it."""
    case = hold(case, by=by, to=Permission.RECORD_POSITION)
    if body.pk not in {one.body.pk for one in views_of_bodies(case, question, on=on)}:
        raise Refused(Refusal(_("{body} takes no part in this incident. Add it first.").format(body=body), "body"))
    if email.case_id != case.pk or email.kind != Paper.Kind.EMAIL:
        raise Refused(Refusal(_("Attach the email itself, saved as a .eml or .msg file."), "email"))
    if not held_by.strip():
        raise Refused(Refusal(_("Enter who wrote the email."), "held_by"))
    given_on = min(email.dated_on or on, on)
    return _give(
        case,
        question,
        body,
        view,
        reasons,
        seen,
        held_by=held_by.strip(),
        how=Position.How.FROM_EMAIL,
        email=email,
        given_on=given_on,
        by=by,
        on=on,
    )


def bodies_held(case: Case, *, by: Actor, on: date) -> list[Organisation]:
    """The partner bodies of this case whose position the person holds."""
    held = by.organisations_as(Role.PARTNER)
    parties = case.parties.on(on).filter(reach=Reach.PARTNER, organisation_id__in=held).select_related("organisation")
    return [party.organisation for party in parties.order_by("organisation__name")]


def _give(
    case: Case,
    question: str,
    body: Organisation,
    view: str,
    reasons: str,
    seen: int,
    *,
    held_by: str,
    how: Position.How,
    given_on: date,
    by: Actor,
    on: date,
    email: Paper | None = None,
) -> Position:
    _refuse_unknown_question(question)
    if view not in Position.View.values:
        raise Refused(Refusal(_("Select what your organisation thinks."), "view"))
    if view != Position.View.AGREE and not reasons.strip():
        raise Refused(Refusal(_("Write why, in a sentence or two."), "reasons"))
    latest = case.positions.filter(question=question, body=body).order_by("id").last()
    if (latest.pk if latest else 0) != seen:
        raise ChangedMeanwhile(
            Refusal(_("A position of {body} was recorded since you opened this page.").format(body=body), "view")
        )
    position = Position.objects.create(
        case=case,
        question=question,
        body=body,
        view=view,
        reasons=reasons.strip(),
        held_by=held_by[:160],
        how=how,
        email=email,
        on=given_on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )
    record_event(case, "position_recorded", on=given_on, body=body, by=by)
    refresh_dues(case, by=by.person_id)
    write_about(
        case,
        kind=Kind.POSITION_GIVEN,
        what="position-recorded",
        to=who_run(case, on=on),
        key=f"given-{position.pk}",
        by=by,
        on=on,
    )
    return position


@transaction.atomic
def escalate(*, case: Case, question: str, to_whom: str, why: str, by: Actor, on: date) -> Escalation:
    """Take a disagreement further: to whom, and why. Whoever takes part may."""
    case = hold(case, by=by, to=Permission.READ_CASE)
    _refuse_unless_taking_part(case, by)
    _refuse_unknown_question(question)
    if not to_whom.strip():
        raise Refused(Refusal(_("Enter to whom the disagreement is taken."), "to_whom"))
    if not why.strip():
        raise Refused(Refusal(_("Write why it is taken further."), "why"))
    if case.escalations.filter(question=question, settled_on__isnull=True).exists():
        raise Refused(Refusal(_("A disagreement is already taken further. Record what came of it first."), "to_whom"))
    escalation = Escalation.objects.create(
        case=case,
        question=question,
        to_whom=to_whom.strip()[:200],
        why=why.strip(),
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )
    record_event(case, "disagreement_escalated", on=on, by=by)
    refresh_dues(case, by=by.person_id)
    write_about(
        case,
        kind=Kind.ESCALATED,
        what="taken-further",
        to=told_of_disagreement(case, on=on),
        key=f"taken-further-{escalation.pk}",
        by=by,
        on=on,
    )
    return escalation


def told_of_disagreement(case: Case, *, on: date) -> list[Person]:
    """Who is written to when a disagreement is taken further: the holders of positions, and whoever runs it."""
    bodies = case.parties.on(on).filter(reach=Reach.PARTNER).values_list("organisation_id", flat=True)
    return [*holders_at(bodies, Role.PARTNER, on=on), *who_run(case, on=on)]


@transaction.atomic
def settle_escalation(*, case: Case, escalation: Escalation, outcome: str, by: Actor, on: date) -> Escalation:
    """Record what came of a disagreement that was taken further. Told twice, the second is refused."""
    case = hold(case, by=by, to=Permission.READ_CASE)
    _refuse_unless_taking_part(case, by)
    held = Escalation.objects.select_for_update().get(pk=escalation.pk, case=case)
    if not outcome.strip():
        raise Refused(Refusal(_("Write what came of it."), "outcome"))
    if held.settled_on is not None:
        raise ChangedMeanwhile(Refusal(_("Somebody else has recorded what came of it."), "outcome"))
    held.outcome, held.settled_on = outcome.strip(), on
    held.save(update_fields=["outcome", "settled_on"])
    return held


def _refuse_unless_taking_part(case: Case, by: Actor) -> None:
    if permissions_on(by, case).isdisjoint({Permission.GIVE_POSITION, Permission.RECORD_POSITION}):
        raise Refused(Refusal(_("You take no part in this question. Ask the incident's lead who does.")))


def _refuse_unknown_question(question: str) -> None:
    if question not in Question.values:
        raise Refused(Refusal(_("There is no such question. Open the page again."), "question"))

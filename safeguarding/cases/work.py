"""What waits for a person across their cases: dates that their own body owes, positions that are asked of them, and
what waits on others. The page is `views/my_work.py`; what a list of it is, and what apps above add, `waiting.py`."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safeguarding import today as clock
from safeguarding.actor import Actor
from safeguarding.cases.mine import IsMine
from safeguarding.cases.models import (
    Appointment,
    Case,
    Decision,
    Due,
    LawRecount,
    Party,
    Position,
    PositionRequest,
    Proposal,
    Question,
    Receipt,
    Submission,
)
from safeguarding.cases.overview import Owed, owed
from safeguarding.cases.reads import UNUSUAL_SINCE, reads
from safeguarding.cases.waiting import A_MONTH, A_WEEK, MORE, MOST, OWES, Item, Work, comes_seldom
from safeguarding.rules.clock import standing
from safeguarding.rules.procedure import load, procedures
from safeguarding.rules.roles import Reach, Role

OF_A_DATE: Final = (
    *("duty", "body", "started_on", "due_on", "met_on", "stopped_on", "is_confirmed", "is_relaxed", "is_local"),
    *("case__reference", "case__procedure", "case__authority_id", "case__partnership_id"),
)


def work_of(actor: Actor, *, on: date) -> Work:
    """Everything that waits for the person on a day, in the order in which it is owed."""
    roles = {role for role, _at in actor.roles}
    work = Work(is_a_month=comes_seldom(actor))
    if Role.PARTNER in roles:
        _add_positions_asked_of(work, actor, on)
    if roles & {Role.NOTIFIER, Role.MANAGER}:
        _add_proposals(work, actor)
    if roles & set(OWES):
        _add_dates(work, actor, on)
    if roles & {Role.NOTIFIER, Role.MANAGER}:
        _add_positions_awaited(work, actor, on)
    if Role.NATIONAL in roles:
        _add_received(work, actor)
    if Role.AGENCY_LEAD in roles:
        _add_own_proposals(work, actor)
    if Role.DATA_PROTECTION in roles:
        _add_unusual_reads(work)
    if Role.ADMINISTRATOR in roles:
        _add_recounts(work)
    return _with_more(work, actor, on)


def appointed_to(actor: Actor, *, on: date) -> Work:
    """What a person sees who holds no role at a body, but is appointed to a case: that case."""
    mine = Appointment.objects.on(on).filter(person_id=actor.person_id).select_related("case")
    path = "/cases/{}/"
    work = Work(today=[Item(one.case.reference, _("Open it"), path.format(one.case.reference)) for one in mine[:MOST]])
    return _with_more(work, actor, on)


def _with_more(work: Work, actor: Actor, on: date) -> Work:
    lists = {"today": work.today, "soon": work.soon, "waiting": work.waiting}
    for more in MORE:
        for where, item in more(actor, on):
            lists[where].append(item)
    return work


def _add_dates(work: Work, actor: Actor, on: date) -> None:
    """What is owed by the end of the week or month; and, told when nothing waits, the first of one's own that is owed
    later. One query finds both, so that a quiet day asks no more than a busy one."""
    until = on + (A_MONTH if work.is_a_month else A_WEEK)
    owing = _still_to_do(actor, on)
    if work.is_a_month:
        owing = owing.filter(duty__in=_duties_of(actor))  # what others owe is not shown, and crowds nothing out
    later = owing.filter(due_on__gt=until, duty__in=_duties_of(actor))[:1]
    found = sorted(owing.filter(due_on__lte=until)[: 2 * MOST].union(later, all=True), key=_in_order)
    for due in found:
        if _day(due) <= until:
            _add_date(work, owed(due, load(due.case.procedure), on=on), actor, on)
    if work.is_quiet:
        work.next_on = next((_day(due) for due in found if _day(due) > until), None)


def _add_date(work: Work, one: Owed, actor: Actor, on: date) -> None:
    if not one.runs:
        return
    if not _is_mine(one, actor):
        if not work.is_a_month:
            work.waiting.append(_dated(one, who=one.owed_by))
    elif _day(one.due) <= on:
        work.today.append(_dated(one))
    else:
        work.soon.append(_dated(one))


def _in_order(due: Due) -> tuple[date, int, str]:
    return _day(due), due.case_id, due.duty


def _day(due: Due) -> date:
    return due.due_on or date.max


def _still_to_do(actor: Actor, on: date) -> "QuerySet[Due]":
    """Nearest first. No more is read of each than what a list says of it: there may be hundreds."""
    still = Due.objects.filter(IsMine(), _in_my_area(actor, on), met_on__isnull=True, stopped_on__isnull=True)
    still = still.filter(due_on__isnull=False, is_confirmed=True, is_relaxed=False).select_related("case")
    return still.only(*OF_A_DATE).order_by("due_on", "case_id", "duty")


def _in_my_area(actor: Actor, on: date) -> Q:
    """Cases that the person's own bodies answer for: a home area that only reads has nothing to do there."""
    mine = Q(case__authority_id__in=actor.organisations_as(Role.NOTIFIER, Role.PARTNER))
    mine |= Q(case__partnership_id__in=actor.organisations_as(Role.MANAGER))
    as_partner = actor.organisations_as(Role.PARTNER)
    if as_partner:
        parties = Party.objects.on(on).filter(organisation_id__in=as_partner, reach=Reach.PARTNER)
        mine |= Q(case_id__in=parties.values("case_id"))
    return mine


def _is_mine(one: Owed, actor: Actor) -> bool:
    case, by = one.due.case, one.duty.owed_by
    if by in OWES[Role.NOTIFIER] and case.authority_id in actor.organisations_as(Role.NOTIFIER):
        return True
    if by in OWES[Role.MANAGER] and case.partnership_id in actor.organisations_as(Role.MANAGER):
        return True
    return by in OWES[Role.PARTNER] and bool(actor.organisations_as(Role.PARTNER))


def _duties_of(actor: Actor) -> set[str]:
    bodies = frozenset().union(*(OWES.get(role, frozenset()) for role, _at in actor.roles))
    return {
        duty.id
        for procedure in procedures()
        for duty in load(procedure).duties
        if duty.owed_by in bodies and duty.is_ours and not duty.period.is_floor
    }


def _dated(one: Owed, who: str = "") -> Item:
    return Item(
        reference=one.due.case.reference,
        what=one.title,
        path=f"/cases/{one.due.case.reference}/",
        due_on=one.due.due_on,
        standing=one.standing,
        force=one.force,
        who=who,
    )


def _add_positions_asked_of(work: Work, actor: Actor, on: date) -> None:
    for asked in _once_each(_unanswered().filter(body_id__in=actor.organisations_as(Role.PARTNER))[:MOST]):
        path = f"/cases/{asked.case.reference}/position/{asked.question}/"
        words = _("Your organisation's position: %(question)s") % {"question": asked.get_question_display()}
        # Whatever is asked of somebody who comes seldom is for today: it is read in two minutes.
        work.today.append(_asked(asked, words, path, on))


def _add_positions_awaited(work: Work, actor: Actor, on: date) -> None:
    mine = Q(case__authority_id__in=actor.organisations_as(Role.NOTIFIER))
    mine |= Q(case__partnership_id__in=actor.organisations_as(Role.MANAGER))
    for asked in _once_each(_unanswered().filter(mine)[:MOST]):
        words = _("Position on %(question)s") % {"question": asked.get_question_display()}
        work.waiting.append(_asked(asked, words, f"/cases/{asked.case.reference}/", on, who=asked.body.name))


def _unanswered() -> "QuerySet[PositionRequest]":
    """Requests that have no answer since, on a question that no decision has settled since. What is asked after a rapid
    review is answered on a proposal, and `reviews` tells it."""
    same = {"case_id": OuterRef("case_id"), "question": OuterRef("question")}
    answered = Position.objects.filter(**same, body_id=OuterRef("body_id"), recorded_at__gte=OuterRef("recorded_at"))
    settled = Decision.objects.filter(**same, recorded_at__gte=OuterRef("recorded_at")).exclude(
        outcome=Decision.Outcome.MORE_FACTS
    )
    unanswered = PositionRequest.objects.filter(IsMine(), ~Exists(answered), ~Exists(settled))
    unanswered = unanswered.exclude(question=Question.REVIEW)
    return unanswered.select_related("case", "body").order_by("wanted_by", "id")


def _once_each(asked: Iterable[PositionRequest]) -> list[PositionRequest]:
    """A body that was asked twice, once."""
    return list({(one.case_id, one.question, one.body_id): one for one in asked}.values())


def _asked(asked: PositionRequest, what: str, path: str, on: date, who: str = "") -> Item:
    how = standing(asked.wanted_by, None, on)
    return Item(asked.case.reference, what, path, asked.wanted_by, how, who=who)


def _add_proposals(work: Work, actor: Actor) -> None:
    mine = Q(proposed_to_id__in=actor.organisations_as(Role.NOTIFIER))
    mine |= Q(partnership_id__in=actor.organisations_as(Role.MANAGER))
    unanswered = Proposal.objects.filter(mine, answer="").select_related("proposed_by").order_by("id")
    work.today.extend(
        Item(
            one.reference,
            _("Answer the proposal of %(agency)s") % {"agency": one.proposed_by},
            f"/proposals/received/{one.reference}/",
        )
        for one in unanswered[:MOST]
    )


def _add_own_proposals(work: Work, actor: Actor) -> None:
    own = Proposal.objects.filter(proposed_by_id__in=actor.organisations_as(Role.AGENCY_LEAD), answer="")
    work.waiting.extend(
        Item(one.reference, _("Answer to your proposal"), f"/proposals/{one.reference}/", who=str(one.proposed_to))
        for one in own.select_related("proposed_to").order_by("id")[:MOST]
    )


def _add_received(work: Work, actor: Actor) -> None:
    seen = Receipt.objects.filter(submission=OuterRef("pk"))
    new = Submission.objects.filter(
        ~Exists(seen), recipient_id__in=actor.organisations_as(Role.NATIONAL), how=Submission.How.HERE
    ).select_related("sent_from")
    work.today.extend(
        Item(
            one.reference,
            _("%(what)s from %(body)s") % {"what": one.get_what_display(), "body": one.sent_from},
            f"/received/{one.reference}/",
        )
        for one in new.order_by("id")[:MOST]
    )


def _add_unusual_reads(work: Work) -> None:
    found = len(reads(since=clock.now() - UNUSUAL_SINCE, most=MOST, is_unusual=True))
    if found:
        words = ngettext("%(count)d unusual reading of a case", "%(count)d unusual readings of cases", found)
        work.today.append(Item("", words % {"count": found}, "/reads/"))


def _add_recounts(work: Work) -> None:
    for asked in LawRecount.objects.filter(finished_at__isnull=True)[:MOST]:
        work.waiting.append(Item("", _("Dates are being counted anew. %(why)s") % {"why": asked.why}, "/law/"))


def seen_cases() -> "QuerySet[Case]":
    """The incidents that the acting person sees, newest first."""
    return Case.objects.filter(IsMine("pk"), kind=Case.Kind.INCIDENT).order_by("-pk")

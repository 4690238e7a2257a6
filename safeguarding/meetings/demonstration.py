"""The demonstration's meetings: one rapid review meeting that was held, with minutes agreed, and one that is called.
Told by real verbs on incidents of Northvale that were notified (`cases/demonstration/stories.py`)."""

from datetime import time, timedelta

from safeguarding.cases.demonstration.teller import Teller
from safeguarding.cases.models import Case
from safeguarding.meetings.actions.agenda import choose_item_papers, papers_to_choose
from safeguarding.meetings.actions.calling import call_about
from safeguarding.meetings.actions.inviting import Outside, answer_invitation, invite
from safeguarding.meetings.actions.live import add_action, record_held, write_item
from safeguarding.meetings.actions.minutes import agree_minutes, answer_minutes, draw_minutes, send_minutes
from safeguarding.meetings.actions.room import arrive
from safeguarding.meetings.agenda import open_about
from safeguarding.meetings.models import AgendaItem, Meeting

PARTNERS = (
    ("partner-authority", "northvale"),
    ("partner-health", "vales-board"),
    ("partner-police", "northvale-police"),
)
SCHOOL = ("school", "millbrook-school")
NOTES = (
    "Each agency told what it knew and when. The hospital and the school had each recorded a worry; neither knew of "
    "the other's.\n\nThe health visitor's records are still to come."
)
DECISION = "A local review is proposed: how worries are shared between school and hospital is not settled anywhere."


def tell_meetings(teller: Teller, *, held: Case, ahead: Case, ago: int = 3) -> list[Meeting]:
    """A meeting about `held`, so many working days ago, and one about `ahead`, three days from now."""
    return [_held(teller, held, ago), _ahead(teller, ahead)]


def _held(teller: Teller, case: Case, ago: int) -> Meeting:
    meeting = _call(teller, case, called_ago=ago + 2, in_days=(teller.before(ago) - teller.before(ago + 2)).days)
    _answer(teller, meeting, ago + 1)
    item = _in_the_room(teller, meeting, ago)
    with teller.as_of("manager", ago) as (by, on):
        write_item(item=item, notes=NOTES, decision=DECISION, seen=item.version, by=by, on=on)
        for what, body, who in (
            ("Ask the health visiting service for its records", "vales-board", "Designated nurse"),
            ("Agree how a school's worry reaches the ward, and the other way round", "northvale", "Head of service"),
        ):
            add_action(
                item=item, what=what, lead_body=teller.made.bodies[body], lead_person=who,
                by_when=on + timedelta(days=28), by=by, on=on,
            )  # fmt: skip
        meeting = record_held(meeting=meeting, by=by, on=on)
    _minutes(teller, meeting, ago - 1)
    return meeting


def _ahead(teller: Teller, case: Case) -> Meeting:
    meeting = _call(teller, case, called_ago=0, in_days=3)
    _answer(teller, meeting, 0)
    return meeting


def _call(teller: Teller, case: Case, *, called_ago: int, in_days: int) -> Meeting:
    """Called with what is open, its papers chosen, the partners and the school invited, and a chair from outside."""
    people = teller.made.people
    with teller.as_of("manager", called_ago) as (by, on):
        meeting = call_about(
            case=case,
            kind=Meeting.Kind.RAPID_REVIEW,
            title="Rapid review meeting",
            meets_on=on + timedelta(days=in_days),
            starts_at=time(14),
            place="Committee room 2",
            asked="\n".join(open_about(case, on=on)),
            by=by,
            on=on,
        )
        item = AgendaItem.objects.select_related("case", "meeting").get(meeting=meeting)
        choose_item_papers(item=item, papers=papers_to_choose(case), by=by, on=on)
        invited = [people[who] for who, _body in (*PARTNERS, SCHOOL)]
        outside = [Outside("The independent scrutineer", "scrutineer@example.invalid")]
        invite(meeting=meeting, people=invited, outside=outside, by=by, on=on)
    return meeting


def _answer(teller: Teller, meeting: Meeting, ago: int) -> None:
    """Two come; the police send somebody else."""
    for who, _body in PARTNERS[:2]:
        with teller.as_of(who, ago) as (by, on):
            answer_invitation(meeting=meeting, answer="coming", by=by, on=on)
    with teller.as_of(PARTNERS[2][0], ago) as (by, on):
        answer_invitation(meeting=meeting, answer="instead", instead="The detective inspector", by=by, on=on)


def _in_the_room(teller: Teller, meeting: Meeting, ago: int) -> AgendaItem:
    made = teller.made
    with teller.as_of("manager", ago) as (by, on):
        for who, body in (*PARTNERS[:2], SCHOOL):
            arrive(
                meeting=meeting, person=made.people[who], body=made.bodies[body], speaks_for_education=who == "school",
                by=by, on=on,
            )  # fmt: skip
        arrive(meeting=meeting, name="The detective inspector", body=made.bodies["northvale-police"], by=by, on=on)
        return AgendaItem.objects.select_related("case", "meeting").get(meeting=meeting)


def _minutes(teller: Teller, meeting: Meeting, ago: int) -> None:
    """Drawn up and sent the day after, answered by one, agreed."""
    with teller.as_of("manager", ago) as (by, on):
        minutes = send_minutes(minutes=draw_minutes(meeting=meeting, seen=0, by=by, on=on), by=by, on=on)
    with teller.as_of(PARTNERS[0][0], ago) as (by, on):
        answer_minutes(minutes=minutes, is_right=True, by=by, on=on)
    with teller.as_of("manager", max(ago - 1, 0)) as (by, on):
        agree_minutes(minutes=minutes, agreed_on=on, by=by, on=on)

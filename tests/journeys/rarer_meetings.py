"""Meetings in every state, so that each of their pages can be looked at: ahead, in the room with two texts typed at
once, drawn up, sent, agreed. Made by the verbs; gives the addresses."""

from datetime import time

from safeguarding import today
from safeguarding.cases.demonstration.teller import Teller
from safeguarding.meetings.actions.agenda import add_item
from safeguarding.meetings.actions.calling import call_about
from safeguarding.meetings.actions.inviting import Outside, invite
from safeguarding.meetings.actions.live import add_action, keep_beside, record_held, write_item
from safeguarding.meetings.actions.minutes import agree_minutes, draw_minutes, send_minutes
from safeguarding.meetings.actions.room import arrive, declare_interest
from safeguarding.meetings.models import AgendaItem, Meeting
from safeguarding.people.demonstration import Demonstration

STATES = ("ahead", "now", "drawn", "sent", "agreed")


def meetings(made: Demonstration) -> list[str]:
    """One meeting in each state, about an incident of its own; the addresses of their pages."""
    teller = Teller(made, today.today())
    found: list[str] = []
    for state in STATES:
        base = f"/meetings/{_meeting(teller, state).reference}/"
        found += [base, f"{base}invite/", f"{base}change/", f"{base}off/", f"{base}now/", f"{base}now/agenda/1/"]
        found += [f"{base}now/here/", f"{base}now/agenda/1/interest/", f"{base}answer/", f"{base}agenda/add/"]
        found += [f"{base}plan/", f"{base}agenda/add-incident/", f"{base}agenda/1/change/", f"{base}agenda/1/papers/"]
        if state in ("drawn", "sent", "agreed"):
            found += [f"{base}minutes/{page}" for page in ("", "send/", "answer/", "agreed/", "correct/")]
    return found


def _meeting(teller: Teller, state: str) -> Meeting:
    made = teller.made
    case = teller.open(1, "A child was hurt by a falling shelf")
    with teller.as_of("manager") as (by, on):
        meeting = call_about(
            case=case, kind="review-panel", title=f"Panel, {state}", meets_on=on, starts_at=time(10), place="Room 2",
            asked="What is not known yet?", by=by, on=on,
        )  # fmt: skip
        add_item(meeting=meeting, title="Dates of the next meetings", by=by, on=on)
        people = [made.people[who] for who in ("partner-police", "hospital", "manager")]
        invite(meeting=meeting, people=people, outside=[Outside("The scrutineer")], by=by, on=on)
        if state == "ahead":
            return meeting
        for who, body in (("partner-police", "northvale-police"), ("hospital", "northvale-hospital")):
            arrive(meeting=meeting, person=made.people[who], body=made.bodies[body], by=by, on=on)
        stranger = arrive(meeting=meeting, name="The scrutineer", by=by, on=on)
        item = AgendaItem.objects.select_related("case", "meeting").get(meeting=meeting, number=1)
        item = write_item(
            item=item, notes="The shelf was not fixed.\n\nWhy?", decision="No review", seen=1, by=by, on=on
        )
        what, leads = "Ask for the inspection report", made.bodies["northvale"]
        add_action(item=item, what=what, lead_body=leads, lead_person="Head of service", by_when=on, by=by, on=on)
        declare_interest(item=item, attendance=stranger, what="Advised the school", by=by, on=on)
        if state == "now":
            keep_beside(item=item, notes="It was fixed badly", decision="", token="another", by=by, on=on)
            return meeting
        meeting = record_held(meeting=meeting, by=by, on=on)
        minutes = draw_minutes(meeting=meeting, seen=0, by=by, on=on)
        if state != "drawn":
            send_minutes(minutes=minutes, by=by, on=on)
        if state == "agreed":
            agree_minutes(minutes=minutes, agreed_on=on, by=by, on=on)
    return meeting

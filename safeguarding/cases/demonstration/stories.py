"""The stories, one a function: in what state each leaves its incident is in its first line."""

from collections.abc import Callable, Mapping
from datetime import datetime, time
from io import BytesIO
from typing import Any

from safeguarding import today
from safeguarding.cases.actions.conflicts import bar_person
from safeguarding.cases.actions.corrections import pause_progress
from safeguarding.cases.actions.diary import write_note
from safeguarding.cases.actions.enclosing import Choice, as_chosen, choose_papers
from safeguarding.cases.actions.letters import add_template, make_letter
from safeguarding.cases.actions.papers import file_paper
from safeguarding.cases.actions.positions import escalate
from safeguarding.cases.actions.proposals import decline_proposal, save_draft, send_proposal, start_proposal
from safeguarding.cases.actions.proving import FileCopy
from safeguarding.cases.actions.submission import record_submission, submit_here, tick_fields
from safeguarding.cases.actions.telling import add_home_area, record_told, to_be_told
from safeguarding.cases.actions.withdrawal import withdraw_notification
from safeguarding.cases.demonstration.papers import MARKING, ONWARD_SHARING, a_pdf, a_template, an_email
from safeguarding.cases.demonstration.teller import NO, TEST_A_MET, YES, Teller
from safeguarding.cases.models import Case, Decision, Position, Proposal, Question
from safeguarding.cases.sending import fields_of, fingerprint, frozen, outside_bodies, whole_notification
from safeguarding.people.demonstration import Demonstration

NOTIFY, NOT_NOTIFY, MORE = Decision.Outcome.NOTIFY, Decision.Outcome.NOT_NOTIFY, Decision.Outcome.MORE_FACTS
CRITERIA_MET = "Abuse is suspected and a child was seriously harmed in our area. All partners agree."


def tell_stories(made: Demonstration) -> list[Case]:
    """Tell every story up to today; answers the incidents in the order in which they were opened."""
    teller = Teller(made, today.today())
    cases = [story(teller) for story in STORIES]
    _proposals(teller)
    return cases


def just_rung(teller: Teller) -> Case:
    """A first call today about a child not yet named; whether every child is safe is not known."""
    return teller.open(
        0, "A small child was brought to hospital by a neighbour, with bruising", named=False, safe="not-known"
    )


def asked(teller: Teller) -> Case:
    """Weighed; the partner bodies are asked, one has answered by an email, which is in the case file."""
    case = teller.open(1, "A child became seriously unwell after medical appointments were missed")
    teller.weigh(case, 1)
    teller.ask(case, 1)
    teller.say_by_email(case, 0, "partner-health", "vales-board", "The paediatrician's letter leaves little doubt.")
    return case


def in_dispute(teller: Teller) -> Case:
    """The partners disagree, and it was taken further."""
    case = teller.open(2, "A young person was badly hurt in a fight after leaving school")
    teller.weigh(case, 2)
    teller.ask(case, 2)
    teller.say(case, 1, "partner-authority", "northvale")
    teller.say(case, 1, "partner-health", "vales-board")
    because = "The injury was caused by strangers, and nothing suggests abuse or neglect."
    teller.say(case, 1, "partner-police", "northvale-police", Position.View.DISAGREE, because)
    with teller.as_of("manager", 0) as (by, on):
        to_whom = "The three lead safeguarding partners"
        escalate(case=case, question=Question.NOTIFY, to_whom=to_whom, why="Two agree and one does not.", by=by, on=on)
    return case


def more_facts(teller: Teller) -> Case:
    """More facts are needed; the days count on."""
    case = teller.open(3, "A baby stopped breathing at home and is in intensive care")
    teller.weigh(case, 3, answers={**TEST_A_MET, "abuse-or-neglect": ("not-known", "The scan is not yet read.")})
    teller.ask(case, 3)
    for who, body in (("partner-authority", "northvale"), ("partner-health", "vales-board")):
        teller.say(case, 2, who, body, Position.View.MORE, "We should wait for the scan, which is due tomorrow.")
    teller.say(case, 2, "partner-police", "northvale-police", Position.View.MORE, "The same.")
    teller.conclude(case, 2, MORE, "The scan will be read tomorrow. Until then nobody can say. The days count on.")
    return case


def half_written(teller: Teller) -> Case:
    """To be notified; the notification is begun."""
    case = _to_be_notified(teller, 3, "A child was scalded, and help was not sought for two days")
    teller.write(case, 1, whole=False)
    return case


def five_children(teller: Teller) -> Case:
    """Five children; written, and part of the sheet is ticked as entered."""
    case = _to_be_notified(teller, 4, "Five brothers and sisters were in a car that left the road", children=5)
    teller.write(case, 1)
    with teller.as_of("notifier", 0) as (by, on):
        fields = [field.key for field in fields_of(whole_notification(case, on=on)) if field.text]
        tick_fields(case=case, entered=fields[:9], shown_ticked=(), by=by, on=on)
    return case


def past_its_date(teller: Teller) -> Case:
    """To be notified, and past the date by which it had to be."""
    return _to_be_notified(teller, 9, "A child was found to have older injuries when seen for another reason")


def not_notified(teller: Teller) -> Case:
    """Not notified, with reasons."""
    case = teller.open(8, "A child was hurt when a wall fell in a storm")
    no_abuse = (NO, "The structural engineer and the doctors agree that it was an accident.")
    teller.weigh(case, 7, answers={**TEST_A_MET, "abuse-or-neglect": no_abuse})
    teller.ask(case, 7)
    because = "It was an accident. Nobody knew or suspected abuse or neglect."
    for who, body in (
        ("partner-authority", "northvale"),
        ("partner-health", "vales-board"),
        ("partner-police", "northvale-police"),
    ):
        teller.say(case, 6, who, body, Position.View.DISAGREE, because)
    teller.conclude(case, 6, NOT_NOTIFY, because)
    return case


def sent_this_week(teller: Teller) -> Case:
    """Sent and acknowledged by nobody yet; the partners are still to be told."""
    case = _to_be_notified(teller, 5, "A toddler was brought to hospital with a broken arm")
    teller.write(case, 3)
    _send(teller, case, 2)
    return case


def in_the_fifteen_days(teller: Teller) -> Case:
    """Sent with a paper, and told; the rapid review is under way, its forecast paused, and one person is kept out."""
    case = _to_be_notified(teller, 11, "A child died at home, and neglect is suspected", nature="child-death")
    teller.write(case, 9)
    _file_papers(teller, case, 9)
    _send(teller, case, 8)
    _tell_everybody(teller, case, 7)
    _write_letter(teller, case, 6)
    with teller.as_of("manager", 5) as (by, on):
        person, why = teller.made.people["second-notifier"], "A member of the family is a close friend."
        bar_person(case=case, person=person, why=why, by=by, on=on)
        reason = "The police ask that nobody is spoken to until their interviews are done."
        told = "The three partner bodies, by telephone"
        pause_progress(case=case, until=None, reason=reason, told=told, by=by, on=on)
    with teller.as_of("manager", 6) as (by, on):
        text = "Spoke with the grandmother, who wishes to be kept informed by telephone in the afternoons."
        write_note(case=case, happened_on=on, text=text, by=by, on=on)
    return case


def sent_and_told(teller: Teller, ago: int, summary: str) -> Case:
    """Notified so many working days ago, and everybody was told the day after: what a rapid review begins from."""
    case = _to_be_notified(teller, ago + 2, summary)
    teller.write(case, ago)
    _send(teller, case, ago)
    _tell_everybody(teller, case, ago - 1)
    return case


def withdrawn(teller: Teller) -> Case:
    """Notified, then withdrawn: the criteria were never met."""
    case = _to_be_notified(teller, 16, "A child was thought to have been poisoned")
    teller.write(case, 14)
    _send(teller, case, 13)
    _tell_everybody(teller, case, 12)
    teller.ask(case, 9, Question.WITHDRAW)
    teller.all_agree(case, 8, Question.WITHDRAW)
    with teller.as_of("manager", 7) as (by, on):
        reasons = (
            "The laboratory had mixed up two samples. Nothing was done to the child, and nothing was suspected since."
        )
        withdraw_notification(case=case, reasons=reasons, seen=0, by=by, on=on)
    return case


def looked_after_death(teller: Teller) -> Case:
    """A looked-after child died of an illness: notified outside test A, to bodies that receive elsewhere."""
    case = teller.open(4, "A looked-after child died in hospital of a long illness")
    teller.weigh(case, 3, "looked-after-death-no-abuse", answers={})
    teller.ask(case, 3)
    teller.all_agree(case, 2)
    teller.conclude(case, 2, NOTIFY, "The death of a looked-after child is notified whatever its cause.")
    teller.write(case, 1)
    _record_sent_elsewhere(teller, case, 1)
    return case


def lives_across_the_border(teller: Teller) -> Case:
    """It happened here; the child lives in Eastmere, which takes part as the home area."""
    case = _to_be_notified(teller, 6, "A child on a visit to Northvale was found injured", home="eastmere")
    teller.write(case, 5)
    _send(teller, case, 4)
    with teller.as_of("manager", 3) as (by, on):
        add_home_area(case=case, body=teller.made.bodies["eastmere-partnership"], by=by, on=on)
    return case


def happened_across_the_border(teller: Teller) -> Case:
    """It happened in Eastmere; the child lives in Northvale, which is not yet told."""
    return teller.open(
        2,
        "A child from Northvale was hurt at a swimming pool in Eastmere",
        area="eastmere",
        home="northvale",
        who="east-notifier",
    )


STORIES: tuple[Callable[[Teller], Case], ...] = (
    withdrawn,
    in_the_fifteen_days,
    past_its_date,
    not_notified,
    lives_across_the_border,
    sent_this_week,
    looked_after_death,
    five_children,
    half_written,
    more_facts,
    in_dispute,
    happened_across_the_border,
    asked,
    just_rung,
)
"""The oldest first, so that references follow the days."""


def _to_be_notified(
    teller: Teller, ago: int, summary: str, *, children: int = 1, home: str = "", nature: str = "serious-harm"
) -> Case:
    case = teller.open(ago, summary, children=children, home=home)
    teller.weigh(case, ago, nature)
    teller.ask(case, ago)
    teller.all_agree(case, max(ago - 1, 0))
    teller.conclude(case, max(ago - 1, 0), NOTIFY, CRITERIA_MET)
    return case


def _send(teller: Teller, case: Case, ago: int) -> None:
    with teller.as_of("notifier", ago) as (by, on):
        seen = fingerprint(frozen(whole_notification(case, on=on)))
        submit_here(case=case, recipient=teller.made.bodies["panel"], seen=seen, by=by, on=on)


def _record_sent_elsewhere(teller: Teller, case: Case, ago: int) -> None:
    """Typed into the outside service, which passes it on; recorded with the reference, the time, the sender and the
    confirmation that came back."""
    with teller.as_of("notifier", ago) as (by, on):
        first, *others = [one.body for one in outside_bodies(case) if one.body is not None and not one.receives_here]
        sent_at = today.london_moment(on, time(14, 5))
        confirmed = a_pdf("Your notification was received.", "Reference: CSI-40271", f"{sent_at:%-d %B %Y, %H:%M}")
        record_submission(
            case=case,
            recipient=first,
            also=others,
            reference="CSI-40271",
            sent_at=sent_at,
            sender=by.name,
            copy=FileCopy("confirmation.pdf", BytesIO(confirmed)),
            by=by,
            on=on,
        )


def _file_papers(teller: Teller, case: Case, ago: int) -> None:
    """An email and a PDF in the case file; the PDF is chosen to go with the notification."""
    people = teller.made.people
    with teller.as_of("manager", ago) as (by, on):
        sent_at = today.london_moment(on, time(11, 20))
        body = "The records of the ward are put together. A copy of the discharge summary follows by post."
        mail = an_email(people["hospital"], people["manager"], subject="Records", body=body, sent_at=sent_at)
        file_paper(
            case=case,
            name="records.eml",
            stream=BytesIO(mail),
            by=by,
            on=on,
            marking=MARKING,
            onward_sharing=ONWARD_SHARING,
        )
        summary = a_pdf("Discharge summary (invented)", "Seen on the ward. The family was present throughout.")
        paper = file_paper(
            case=case,
            name="summary.pdf",
            stream=BytesIO(summary),
            title="Discharge summary",
            originator="Northvale Hospital (demonstration)",
            dated_on=on,
            marking=MARKING,
            onward_sharing=ONWARD_SHARING,
            by=by,
            on=on,
        )
    with teller.as_of("notifier", ago) as (by, on):
        reason = f"{people['hospital'].name} agreed by telephone on {on:%-d %B}."
        choice = {paper.number: Choice("other", reason)}
        choose_papers(case=case, chosen=choice, seen=as_chosen(()), by=by, on=on)


def _write_letter(teller: Teller, case: Case, ago: int) -> None:
    """A letter from the partnership's own template, filed with the case."""
    with teller.as_of("manager", ago) as (by, on):
        template = add_template(
            partnership=case.partnership, title="Letter asking an agency to keep its records", name="letter.docx",
            content=a_template(), by=by, on=on,
        )  # fmt: skip
        given = {"recipient_name": teller.made.people["school"].name}
        make_letter(case=case, template=template, given=given, by=by, on=on)


def _tell_everybody(teller: Teller, case: Case, ago: int) -> None:
    with teller.as_of("manager", ago) as (by, on):
        for one in to_be_told(case, on=on):
            record_told(case=case, body=one.body, how="By telephone", told_on=on, by=by, on=on)


def _proposals(teller: Teller) -> None:
    """Two proposals: one waits for its answer, the other was not taken up."""
    _propose(teller, 1, "hospital", "A child was admitted for the third time in a month")
    declined = _propose(teller, 6, "school", "A pupil came to school without a coat in winter")
    with teller.as_of("notifier", 5) as (by, on):
        reasons = "The family is already helped by early help. Nothing suggests serious harm. Thank you for telling us."
        decline_proposal(proposal=declined, reasons=reasons, by=by, on=on)


def _propose(teller: Teller, ago: int, who: str, what: str) -> Proposal:
    agency = {"hospital": "northvale-hospital", "school": "millbrook-school"}[who]
    person = teller.made.people[who]
    northvale = teller.made.bodies["northvale"].code
    with teller.as_of(who, ago) as (by, on):
        draft = start_proposal(agency=teller.made.bodies[agency], by=by, on=on)
        signed: datetime = today.london_moment(on, time(11))
        answers: Mapping[str, Any] = {
            "children-safe": YES,
            "immediate-steps": "The child is seen every day.",
            "proposer-kind": "another",
            "proposer-role": "Safeguarding lead",
            "proposer-phone": person.phone,
            "proposer-email": person.email,
            "what-happened": f"{what}. Staff are worried.",
            "incident-date": {"precision": "exact", "on": on.isoformat()},
            "incident-area": northvale,
            "agency-knew": f"{signed:%Y-%m-%dT%H:%M}",
            "outcome": "not-yet-known",
            "abuse-or-neglect": "unsure",
            "abuse-or-neglect-why": "It is the third time, and the reasons given differ.",
            "lead-name": person.name,
            "lead-agrees": YES,
            "lead-signed-on": on.isoformat(),
        }
        draft = save_draft(draft=draft, answers=answers, child=None, seen=draft.version, by=by, on=on)
        name = teller.names(1)[0].split()
        child = {
            "forenames": name[0],
            "surname": name[1],
            "date-of-birth": {"precision": "exact", "on": "2019-05-14"},
            "home-area": northvale,
        }
        draft = save_draft(draft=draft, answers=child, child=1, seen=draft.version, by=by, on=on)
        return send_proposal(token=str(draft.token), by=by, on=on)

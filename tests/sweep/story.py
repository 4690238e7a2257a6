"""The story that every sweep walks through: incidents of Ashmere at several points, each text of them a marker, one of
Calder's beside them, and every table with a case filled. Told through the real verbs, as far as they go.

- `early` is being decided: answers half given, a draft begun, a text set aside, a disagreement taken further.
- `sent` was notified, told, acknowledged and planned; `ended` was withdrawn.
- `across` has Calder as the child's home area and Dee appointed to it.
- `replied` had its rapid review sent to the Panel, which replied.
- `theirs` is Calder's own. Nobody of Ashmere may read it.
"""

import io
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.core import mail

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.conflicts import bar_person, end_bar
from safeguarding.cases.actions.corrections import correct_event, extend_due, pause_progress
from safeguarding.cases.actions.diary import write_note
from safeguarding.cases.actions.emergency import end_emergency_access, use_emergency_access
from safeguarding.cases.actions.enclosing import Choice, as_chosen, choose_papers
from safeguarding.cases.actions.exporting import record_export
from safeguarding.cases.actions.first_call import ChildMentioned
from safeguarding.cases.actions.holding import set_aside
from safeguarding.cases.actions.law import add_local_day
from safeguarding.cases.actions.leading import set_lead
from safeguarding.cases.actions.letters import add_template, make_letter
from safeguarding.cases.actions.notification import Writing, keep_beside
from safeguarding.cases.actions.papers import file_paper
from safeguarding.cases.actions.positions import ask_for_positions, escalate, record_position, settle_escalation
from safeguarding.cases.actions.proposals import decline_proposal, set_aside_answer, take_up_proposal
from safeguarding.cases.actions.receiving import acknowledge
from safeguarding.cases.actions.steps import replan_step, tick_step
from safeguarding.cases.actions.submission import tick_fields
from safeguarding.cases.actions.telling import record_told, tell_here
from safeguarding.cases.actions.withdrawal import withdraw_notification
from safeguarding.cases.models import (
    Appointment,
    Case,
    ChildSearch,
    Export,
    LetterTemplate,
    Party,
    Proposal,
    ProposalDraft,
    Submission,
)
from safeguarding.cases.search import Terms
from safeguarding.messages.feeds import open_feed
from safeguarding.messages.reminding import remind
from safeguarding.people.models import Contact
from safeguarding.reviews.models import Review, ReviewedIncident
from safeguarding.rules.roles import Permission, Reach, Role
from tests.cases.first_call.calls import FRI_13_NOV, MON_16_NOV, call, search
from tests.cases.notification import writing
from tests.cases.proposals.proposing import draft, propose
from tests.cases.threshold.weighing import answer, answer_all, say, settle
from tests.cast import LONG_AGO, Cast
from tests.files.samples import eml, word
from tests.messages.making import noon, send_all
from tests.sweep import tell_gathering, tell_meetings, tell_plans, tell_reviews, tell_sending
from tests.sweep.markers import marker
from tests.sweep.people import BARRED, Browsers, add_people, sign_everybody_in

TUE_17_NOV = date(2026, 11, 17)


@dataclass
class Story:
    """Everything that addresses and forms can name."""

    cast: Cast
    browsers: Browsers = field(default_factory=Browsers)
    cases: dict[str, Case] = field(default_factory=dict)
    search: ChildSearch = field(init=False)
    open_search: ChildSearch = field(init=False)
    draft: ProposalDraft = field(init=False)
    proposal: Proposal = field(init=False)
    answered: Proposal = field(init=False)
    template: LetterTemplate = field(init=False)
    submission: Submission = field(init=False)
    secret: str = ""
    letters: list[str] = field(default_factory=list)
    contact: int = 0
    local_day: int = 0
    permitted: dict[tuple[str, str], frozenset[Permission]] = field(default_factory=dict)
    found_by: dict[str, tuple[str, ...]] = field(default_factory=dict)
    opened: dict[tuple[str, str], tuple[str, str] | None] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Case:
        return self.cases[name]

    @property
    def restricted(self) -> list[Case]:
        """Those that only Ashmere reads."""
        return [self.cases[name] for name in ("early", "sent", "ended", "review", "proposed", "replied")]


def tell(cast: Cast) -> Story:
    """The whole story, on Monday 16 November 2026. Slow to tell once; every test undoes what it does."""
    story = Story(cast)
    add_people(cast)
    _contacts(story)
    for name in ("early", "sent", "ended"):
        story.cases[name] = _opened(story, name)
    story.cases["across"] = _across(cast)
    story.cases["theirs"] = _theirs(cast)
    _templates(story)
    for case, name in ((story[name], name) for name in ("early", "sent", "ended")):
        _keep_out(cast, case, name)
        _urgent(cast, case, name)
        _papers(story, case, name)
    _decide_early(story)
    _send(story)
    _withdraw(story)
    _review(story)
    _proposals(story)
    story.search, story.open_search = search(cast, terms=_sought("next")), search(cast, settled=False)
    with acting_as(cast.ben.pk):
        story.secret = open_feed(by=cast.actor("ben"))
        record_export(what=Export.What.INCIDENTS, filters={}, count=0, by=cast.actor("ben"), on=today.today())
    for part in (tell_gathering, tell_reviews, tell_sending, tell_plans, tell_meetings):
        part.tell(story)
    remind(FRI_20_NOV, noon(FRI_20_NOV))
    send_all()
    story.letters = [str(letter.message()) for letter in mail.outbox]
    story.browsers = sign_everybody_in(cast)
    return story


FRI_20_NOV = date(2026, 11, 20)


def _contacts(story: Story) -> None:
    """Somebody to ring at three bodies, and a day on which one of them does not work."""
    cast = story.cast
    with acting_as(cast.ben.pk):
        for code in ("calder", "ashmere-partnership", "ashmere"):
            story.contact = Contact.objects.create(
                organisation=cast[code],
                post="Duty manager",
                name="Sam Duty",
                phone="01632 960002",
                confirmed_on=LONG_AGO,
            ).pk
    with acting_as(cast.ann.pk):
        story.local_day = add_local_day(
            body=cast["ashmere"],
            day=date(2026, 12, 29),
            is_working=False,
            name="Closed",
            authority="Council notice",
            by=cast.actor("ann"),
            on=today.today(),
        ).pk


def _sought(name: str) -> Terms:
    return Terms(marker(f"{name}: name sought"), marker(f"{name}: other name sought"), date(2019, 6, 3))


def _opened(story: Story, name: str) -> Case:
    """Opened by Ada after a search, with its texts marked, the day corrected once and progress paused."""
    cast, on = story.cast, today.today()
    children = [
        ChildMentioned(
            name=f"{marker(f'{name}: child {number}')} {marker(f'{name}: surname {number}')}",
            other_names=marker(f"{name}: other name {number}"),
            born_on=date(2019, 6, 3),
            home_area=cast["calder"] if name == "sent" and number == 2 else cast["ashmere"],
        )
        for number in (1, 2)
    ]
    given = {"children-safe": "yes", "safety-lead": marker(f"{name}: answer to the first call")}
    case = call(
        cast,
        search(cast, terms=_sought(name)),
        children=children,
        summary=marker(f"{name}: summary"),
        given={**given, "what-happened": marker(f"{name}: what happened, first call")},
    )
    actor = cast.actor("ada")
    with acting_as(actor.person_id):
        known = case.events.get(event="incident_known_to_la")
        correct_event(
            case=case,
            event=known,
            happened_on=date(2026, 11, 12),
            happened_at=time(9, 30),
            reason=marker(f"{name}: reason for a correction"),
            by=actor,
            on=on,
        )
        paused = {"reason": marker(f"{name}: reason for a pause"), "told": marker(f"{name}: who was told of a pause")}
        pause_progress(case=case, until=TUE_17_NOV, **paused, by=actor, on=on)
        write_note(case=case, happened_on=on, text=marker(f"{name}: diary"), by=actor, on=on)
        set_aside(case, what="decision", text={"reasons": marker(f"{name}: text set aside")}, by=actor)
    return case


def _keep_out(cast: Cast, case: Case, name: str) -> None:
    actor, on = cast.actor("ben"), today.today()
    with acting_as(actor.person_id):
        bar_person(case=case, person=cast.people[BARRED], why=marker(f"{name}: why barred"), by=actor, on=on)
        bar_person(case=case, person=cast.pia, why=marker(f"{name}: why barred, ended"), by=actor, on=on)
        ended = case.bars.get(person=cast.pia)
        end_bar(case=case, bar=ended, why=marker(f"{name}: why let in again"), by=actor, on=on)


def _urgent(cast: Cast, case: Case, name: str) -> None:
    """Vic read it one night, and Ben has ended it since."""
    vic, ben, on = cast.actor("vic"), cast.actor("ben"), today.today()
    with acting_as(vic.person_id):
        use_emergency_access(
            reference=case.reference, why=f"Why it could not wait: {marker(f'{name}: why urgent')}", by=vic, on=on
        )
    with acting_as(ben.person_id):
        end_emergency_access(case=case, access=case.emergencies.get(), by=ben, on=on)


def _papers(story: Story, case: Case, name: str) -> None:
    _cast, actor, on = story.cast, story.cast.actor("ada"), today.today()
    mail = eml(
        body=marker(f"{name}: body of an email"),
        headers=f"Reply-To: {marker(f'{name}: address of an email')}@example.invalid\r\n",
    ).replace(b"First call", marker(f"{name}: subject of an email").encode())
    files = ((f"{marker(f'{name}: name of a file')}.docx", word(marker(f"{name}: content of a file"))), ("m.eml", mail))
    with acting_as(actor.person_id):
        for file_name, content in files:
            file_paper(
                case=case,
                name=file_name,
                stream=io.BytesIO(content),
                title="" if file_name == "m.eml" else marker(f"{name}: title of a paper"),
                originator=marker(f"{name}: originator"),
                marking="OFFICIAL-SENSITIVE",
                onward_sharing=marker(f"{name}: onward sharing"),
                is_covered=True,
                by=actor,
                on=on,
            )
        _enclose(story, case, name)
        make_letter(
            case=case, template=story.template, given={"text": marker(f"{name}: text of a letter")}, by=actor, on=on
        )


def _enclose(story: Story, case: Case, name: str) -> None:
    """One more paper, chosen to go with the notification: the only one that may be found where it is received."""
    actor, on = story.cast.actor("ada"), today.today()
    paper = file_paper(
        case=case,
        name=f"{marker(f'{name}: name of a file that goes')}.docx",
        stream=io.BytesIO(word(marker(f"{name}: content of a file that goes"))),
        title=marker(f"{name}: going title"),
        originator=marker(f"{name}: going originator"),
        marking="OFFICIAL-SENSITIVE",
        onward_sharing=marker(f"{name}: going condition"),
        by=actor,
        on=on,
    )
    choice = Choice("letters", marker(f"{name}: why a paper may go"))
    choose_papers(case=case, chosen={paper.number: choice}, seen=as_chosen([]), by=actor, on=on)


def _templates(story: Story) -> None:
    actor = story.cast.actor("ben")
    with acting_as(actor.person_id):
        story.template = add_template(
            partnership=story.cast["ashmere-partnership"],
            title="Letter to a body",
            name="letter.docx",
            content=word("{{reference}} {{text}}"),
            by=actor,
            on=today.today(),
        )


def _write(story: Story, name: str) -> None:
    """The whole notification, each text of it a marker of its own."""
    incident = {key: _marked(name, key, value) for key, value in writing.INCIDENT.items()}
    child = {key: _marked(name, key, value) for key, value in writing.CHILD.items()}
    child["parents"] = [{"name": marker(f"{name}: answer parent"), "relation": "mother", "living-with": "yes"}]
    before = writing.INCIDENT, writing.CHILD
    writing.INCIDENT = incident
    try:
        writing.write_whole(story.cast, story[name], child=child)
    finally:
        writing.INCIDENT, writing.CHILD = before


_WRITTEN = (
    "incident-place",
    "what-happened",
    "abuse-or-neglect-why",
    "immediate-steps",
    "surname",
    "forenames",
    "address",
)


def _marked(name: str, key: str, value: Any) -> Any:
    return marker(f"{name}: answer {key}") if key in _WRITTEN else value


def _evidence(story: Story, name: str) -> None:
    cast, case = story.cast, story[name]
    answer_all(cast, case)
    with acting_as(cast.ada.pk):
        item = case.assessments.order_by("id").first()
        assert item is not None
    answer(cast, case, item.item, "yes", evidence=marker(f"{name}: evidence"))
    actor = cast.actor("ada")
    with acting_as(actor.person_id):
        ask_for_positions(case=case, question="notify", wanted_by=TUE_17_NOV, by=actor, on=today.today())


def _from_email(story: Story, name: str) -> None:
    """The health board's position, recorded from an email in the file."""
    cast, case, actor = story.cast, story[name], story.cast.actor("ada")
    with acting_as(actor.person_id):
        record_position(
            case=case,
            question="notify",
            body=cast["board"],
            view="agree",
            reasons=marker(f"{name}: reasons of a position from an email"),
            held_by=marker(f"{name}: who wrote the email"),
            email=case.papers.get(kind="email"),
            seen=0,
            by=actor,
            on=today.today(),
        )


def _decide_early(story: Story) -> None:
    """More facts are needed; the police disagree and it is taken further; a draft of the notification is begun."""
    cast, case, on = story.cast, story["early"], today.today()
    _evidence(story, "early")
    say(cast, case, "pia", "agree", reasons=marker("early: reasons of a position"))
    say(cast, case, "joe", "disagree", reasons=marker("early: reasons of a disagreement"))
    actor = cast.actor("joe")
    with acting_as(actor.person_id):
        first = escalate(
            case=case,
            question="notify",
            to_whom=marker("early: to whom"),
            why=marker("early: why taken further"),
            by=actor,
            on=on,
        )
        settle_escalation(case=case, escalation=first, outcome=marker("early: what came of it"), by=actor, on=on)
    settle(cast, case, "more-facts", going_ahead=marker("early: going ahead"), reasons=marker("early: reasons to wait"))
    _write(story, "early")
    actor = cast.actor("ben")
    with acting_as(actor.person_id):
        values = {"what-happened": marker("early: another's text set aside")}
        writing_now = Writing(0, "token")
        keep_beside(case=case, subject=0, page="what-happened", values=values, writing=writing_now, by=actor)
        seen = case.lead_id
        set_lead(case=case, lead=cast.ben, seen=seen, by=actor, on=on)


def _decided(story: Story, name: str) -> None:
    cast, case = story.cast, story[name]
    _evidence(story, name)
    _from_email(story, name)
    for who in ("pia", "joe"):
        say(cast, case, who, reasons=marker(f"{name}: reasons of {who}"))
    settle(cast, case, reasons=marker(f"{name}: reasons of the decision"))


def _send(story: Story) -> None:
    cast, case, on = story.cast, story["sent"], today.today()
    _decided(story, "sent")
    _write(story, "sent")
    actor = cast.actor("ada")
    with acting_as(actor.person_id):
        tick_fields(case=case, entered=["incident-place", "what-happened"], shown_ticked=[], by=actor, on=on)
    story.submission = writing.send(cast, case)
    cleo = cast.actor("cleo")
    with acting_as(cleo.person_id):
        acknowledge(submission=story.submission, note=marker("sent: note of a receipt"), by=cleo, on=on)
    with acting_as(actor.person_id):
        record_told(case=case, body=cast["board"], how=marker("sent: how told"), told_on=on, by=actor, on=on)
        tell_here(case=case, body=cast["ashmere-police"], by=actor, on=on)
        replan_step(case=case, step="answers", working_days=9, note=marker("sent: note of a step"), by=actor, on=on)
        tick_step(case=case, step="letters", done_on=on, note=marker("sent: note of a step done"), by=actor, on=on)
        extend_due(
            case=case,
            duty="eng-rapid-review",
            until=date(2026, 12, 31),
            reason=marker("sent: reason for more time"),
            by=actor,
            on=on,
        )


def _withdraw(story: Story) -> None:
    cast, case, on = story.cast, story["ended"], today.today()
    _decided(story, "ended")
    _write(story, "ended")
    writing.send(cast, case)
    for who in ("pia", "hal", "joe"):
        say(cast, case, who, question="withdraw", reasons=marker(f"ended: {who} on the withdrawal"))
    actor = cast.actor("ada")
    with acting_as(actor.person_id):
        reasons = marker("ended: reasons of the withdrawal")
        withdraw_notification(case=case, reasons=reasons, seen=0, by=actor, on=on)


def _review(story: Story) -> None:
    """Ashmere reviews two of its incidents: a case of its own, restricted like them."""
    cast = story.cast
    with acting_as(cast.ben.pk):
        case = Case.objects.create(
            reference="SR-2026-9001",
            kind=Case.Kind.REVIEW,
            procedure=story["sent"].procedure,
            partnership=cast["ashmere-partnership"],
            opened_on=today.today(),
            opened_at=today.now(),
            opened_by=cast.ben,
        )
        Review.objects.create(case=case, kind=Review.Kind.LOCAL)
        for incident in (story["sent"], story["early"]):
            ReviewedIncident.objects.create(
                case=case, incident_case_id=incident.pk, incident_reference=incident.reference
            )
        bar_person(
            case=case,
            person=cast.people[BARRED],
            why=marker("review: why barred"),
            by=cast.actor("ben"),
            on=today.today(),
        )
    story.cases["review"] = case


def _across(cast: Cast) -> Case:
    case = call(cast, children=[ChildMentioned(name=marker("across: child"), home_area=cast["calder"])])
    on = today.today()
    with acting_as(cast.ben.pk):
        Party.objects.create(
            case=case, organisation=cast["calder"], reach=Reach.HOME_AREA, from_on=on, added_by=cast.ben
        )
        Appointment.objects.create(
            case=case, person=cast.dee, role=Role.REVIEWER, from_on=LONG_AGO, appointed_by=cast.ben
        )
    return case


def _theirs(cast: Cast) -> Case:
    """Calder's own, with one row in the tables whose keys a form could name."""
    case = call(
        cast,
        search(cast, by="uma", terms=_sought("theirs")),
        by="uma",
        area="calder",
        children=[ChildMentioned(name=marker("theirs: child"), born_on=date(2018, 1, 2))],
        summary=marker("theirs: summary"),
    )
    actor, on = cast.actor("uma"), today.today()
    with acting_as(actor.person_id):
        write_note(case=case, happened_on=on, text=marker("theirs: diary"), by=actor, on=on)
        file_paper(
            case=case,
            name="theirs.eml",
            stream=io.BytesIO(eml(body=marker("theirs: body of an email"))),
            title=marker("theirs: title of a paper"),
            originator=marker("theirs: originator"),
            marking="OFFICIAL-SENSITIVE",
            onward_sharing=marker("theirs: onward sharing"),
            by=actor,
            on=on,
        )
        set_aside(case, what="notification/0/what-happened", text={"values": {}}, by=actor)
    return case


def _proposals(story: Story) -> None:
    """One waits, one was answered and answered again, one is still a draft."""
    cast, on = story.cast, today.today()
    story.proposal = propose(cast, incident={"what-happened": marker("proposal: what happened")})
    story.answered = propose(cast, incident={"what-happened": marker("proposal: what happened, answered")})
    actor = cast.actor("ben")
    with acting_as(actor.person_id):
        reasons = marker("proposal: reasons of the answer")
        decline_proposal(proposal=story.answered, reasons=reasons, by=actor, on=on)
        text = {"reasons": marker("proposal: an answer set aside")}
        set_aside_answer(proposal=story.answered, text=text, by=actor, on=on)
    taken_up = propose(cast, incident={"what-happened": marker("proposal: what happened, taken up")})
    made = search(cast, by="ben", terms=_sought("proposal"))
    with acting_as(actor.person_id):
        story.cases["proposed"] = take_up_proposal(proposal=taken_up, search=made, known_on=FRI_13_NOV, by=actor, on=on)
        bar_person(
            case=story["proposed"],
            person=cast.people[BARRED],
            why=marker("proposed: why barred"),
            by=actor,
            on=on,
        )
    story.draft = draft(cast, incident={"what-happened": marker("draft: what happened")})


__all__ = ["FRI_13_NOV", "MON_16_NOV", "Story", "tell"]

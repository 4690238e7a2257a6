"""Every verb about an incident, once, as its own person would do it in the story: what it needs, and where. A verb that
is missing here fails `test_who_may_do_each_verb.py`; `tests/stopped/` breaks each of them half-way."""

import ast
import io
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import safeguarding
from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions import (
    assessment,
    conflicts,
    corrections,
    decisions,
    diary,
    emergency,
    enclosing,
    exporting,
    first_call,
    law,
    leading,
    letters,
    notification,
    papers,
    positions,
    proposals,
    receiving,
    settling,
    steps,
    submission,
    telling,
    withdrawal,
)
from safeguarding.cases.markings import MAY_GO
from safeguarding.cases.models import Case, Export, Paper, ProposalDraft, Submission
from safeguarding.cases.search import Terms
from safeguarding.cases.sending import fingerprint, frozen, whole_notification
from safeguarding.people.models import Organisation
from safeguarding.rules.roles import Permission as P
from tests.cases.first_call import calls
from tests.cases.notification import writing
from tests.cases.proposals import proposing
from tests.cases.threshold import weighing
from tests.files.samples import eml, word
from tests.sweep import of_gathering, of_meetings, of_plans, of_reviews, of_sending
from tests.sweep.doing import Given, Verb
from tests.sweep.story import FRI_13_NOV, Story

ENGLAND = "england/child-safeguarding-practice-review"


def verbs_there_are() -> set[str]:
    """The functions of the apps' `actions` that a view calls: named, and done by somebody on a day."""
    return {
        node.name
        for app in APPS
        for path in (Path(safeguarding.__path__[0]) / app / "actions").glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and {"by", "on"} <= {one.arg for one in node.args.kwonlyargs}
    }


APPS = ("cases", "gathering", "reviews", "plans", "meetings", "overview")
PARTS = {"bodies_held", "write_about", "send_withdrawal_here", "tell_receiver", "put_in_file", "file_copy"}
"""What other verbs call: no view does it by itself."""


def at(name: str, **more: Any) -> Callable[[Story], Given]:
    """Given one of the story's cases, and more."""
    return lambda story: {"case": story[name], **more}


def _fresh(story: Story) -> Case:
    return calls.call(story.cast, calls.search(story.cast))


def _row(story: Story, case: Case, rows: str, **having: Any) -> Any:
    with acting_as(story.cast.ben.pk):
        return getattr(case, rows).filter(**having).order_by("pk").last()


def _seen(story: Story, case: Case) -> int:
    with acting_as(story.cast.ben.pk):
        return decisions.basis_of(case, on=today.today()).seen


def _answer_item(story: Story) -> Given:
    return {"case": _fresh(story), "test": assessment.TEST_A, "item": "in-area", "answer": "yes", "evidence": "A ward",
            "seen": 0}  # fmt: skip


def _end_bar(story: Story) -> Given:
    case = story["early"]
    return {"case": case, "bar": _row(story, case, "bars", until_on__isnull=True), "why": "They moved away"}


URGENT = "A child may be at home alone, and nobody answers"


def _end_emergency(story: Story) -> Given:
    case, actor = _fresh(story), story.cast.actor("vic")
    with acting_as(actor.person_id):
        emergency.use_emergency_access(reference=case.reference, why=URGENT, by=actor, on=today.today())
    return {"case": case, "access": _row(story, case, "emergencies")}


def _event(story: Story, **more: Any) -> Given:
    case = _fresh(story)
    return {"case": case, "event": _row(story, case, "events", event="incident_known_to_la"), **more}


def _decide(story: Story) -> Given:
    case = _fresh(story)
    with acting_as(story.cast.ada.pk):
        actor = story.cast.actor("ada")
        assessment.set_nature(case=case, nature="serious-harm", by=actor, on=today.today())
    weighing.answer_all(story.cast, case)
    weighing.everybody_says(story.cast, case)
    return {"case": case, "outcome": "notify", "reasons": "All three see it alike", "seen": _seen(story, case)}


def _resume(story: Story) -> Given:
    case = _fresh(story)
    actor = story.cast.actor("ada")
    with acting_as(actor.person_id):
        corrections.pause_progress(
            case=case, until=None, reason="Waiting", by=actor, on=today.today(), told="The police"
        )
    return {"case": case, "reason": "They answered"}


TOLD_OF_PAUSE: Given = {"told": "The partners, by email"}


def _first_call(story: Story) -> Given:
    child = first_call.ChildMentioned(name="Robin Marlow", home_area=story.cast["ashmere"])
    return {
        "authority": story.cast["ashmere"], "known_on": FRI_13_NOV, "children": [child], "summary": "A call",
        "given": {"children-safe": "yes"}, "form_version": "1", "search": calls.search(story.cast),
    }  # fmt: skip


CITED = law.Citation(
    title="Working Together", provision="chapter 5", year=2023, address="https://example.invalid/",
    period="as it says", checked_on=FRI_13_NOV, effective_from=FRI_13_NOV,
)  # fmt: skip


def _save_page(story: Story) -> Given:
    case = _fresh(story)
    writing.begin(story.cast, case)
    return _page(case)


def _page(case: Case) -> Given:
    values = {"immediate-steps": "Seen daily"}
    return {"case": case, "page": "immediate-steps", "subject": 0, "values": values, "writing": notification.Writing(0)}


def _begun(story: Story, **more: Any) -> Given:
    case = _fresh(story)
    writing.begin(story.cast, case)
    return {"case": case, **more}


def _remove_child(story: Story) -> Given:
    given, actor = _begun(story), story.cast.actor("ada")
    with acting_as(actor.person_id):
        notification.add_another_child(case=given["case"], by=actor, on=today.today())
    return given


def _correct_awareness(story: Story) -> Given:
    case = _fresh(story)
    known = _row(story, case, "events", event="incident_known_to_la")
    return {"case": case, "known_on": date(2026, 11, 12), "known_at": None, "reason": "A note", "seen": known.pk}


def _paper(name: str = "agreed.eml") -> Given:
    return {"name": name, "stream": io.BytesIO(eml(body="As agreed")), "originator": "Ward 3",
            "marking": "OFFICIAL", "onward_sharing": "May be shared with the safeguarding partners"}  # fmt: skip


def _record_position(story: Story) -> Given:
    case, actor = _fresh(story), story.cast.actor("ben")
    with acting_as(actor.person_id):
        email = papers.file_paper(case=case, kind=Paper.Kind.EMAIL, by=actor, on=today.today(), **_paper())
    return {"case": case, "question": "notify", "body": story.cast["board"], "view": "agree", "reasons": "As written",
            "held_by": "Hal H.", "email": email, "seen": 0}  # fmt: skip


def _settle_escalation(story: Story) -> Given:
    case, actor = _fresh(story), story.cast.actor("ben")
    with acting_as(actor.person_id):
        further = positions.escalate(
            case=case, question="notify", to_whom="The leads", why="They differ", by=actor, on=today.today()
        )
    return {"case": case, "escalation": further, "outcome": "They agree now"}


def _draft(story: Story, **more: Any) -> Given:
    return {"draft": proposing.draft(story.cast, complete=False), **more}


def _with_two_children(story: Story) -> ProposalDraft:
    made, actor = proposing.draft(story.cast), story.cast.actor("kit")
    with acting_as(actor.person_id):
        return proposals.save_draft(
            draft=made, answers=proposing.CHILD, child=2, seen=made.version, by=actor, on=today.today()
        )


def _settle_text(story: Story) -> Given:
    given, actor = _save_page(story), story.cast.actor("ben")
    with acting_as(actor.person_id):
        kept = notification.keep_beside(**given, by=actor)
    return {"case": given["case"], "kept": kept, "choice": "saved", "writing": notification.Writing(0)}


def _to_send(story: Story, *, here: bool = True, home: str = "ashmere") -> Case:
    """Decided and written; the Panel receives here, or elsewhere: in the database, and not on the cast's copy of it."""
    Organisation.objects.filter(code="panel").update(receives_here=here)
    case = _fresh(story)
    writing.decided(story.cast, case)
    writing.write_whole(story.cast, case, child={**writing.CHILD, "home-area": home})
    return case


def _submit_here(story: Story) -> Given:
    case = _to_send(story)
    with acting_as(story.cast.ada.pk):
        seen = fingerprint(frozen(whole_notification(case, on=today.today())))
    return {"case": case, "recipient": story.cast["panel"], "seen": seen}


def _elsewhere() -> Given:
    return {
        "recipient": Organisation.objects.get(code="panel"), "reference": "NTF-78", "sender": "Ada A.",
        "sent_at": writing.at(today.today(), "00:00"), "copy": submission.FileCopy("c.txt", io.BytesIO(writing.SHOT)),
    }  # fmt: skip


def _record_submission(story: Story) -> Given:
    return {"case": _to_send(story, here=False), **_elsewhere()}


def _withdrawal_sent(story: Story) -> Given:
    case = _to_send(story, here=False)
    writing.record(story.cast, case, **_elsewhere())
    for who in ("pia", "hal", "joe"):
        weighing.say(story.cast, case, who, question="withdraw")
    actor = story.cast.actor("ada")
    with acting_as(actor.person_id):
        withdrawal.withdraw_notification(
            case=case, reasons="Never met", seen=_withdrawing(case), by=actor, on=today.today()
        )
    return {"case": case, **_elsewhere(), "reference": "NTF-79"}


def _withdrawing(case: Case) -> int:
    return withdrawal.withdrawing(case, on=today.today()).seen


def _sent(story: Story, *, home: str = "ashmere") -> Case:
    case = _to_send(story, home=home)
    writing.send(story.cast, case)
    return case


def _acknowledge(story: Story) -> Given:
    case = _sent(story)
    with acting_as(story.cast.ben.pk):
        return {"submission": Submission.objects.get(case=case), "note": "Thank you"}


def _to_withdraw(story: Story) -> Given:
    case = _sent(story)
    for who in ("pia", "hal", "joe"):
        weighing.say(story.cast, case, who, question="withdraw")
    with acting_as(story.cast.ben.pk):
        return {"case": case, "reasons": "The criteria were never met", "seen": _withdrawing(case)}


def _template(story: Story, **more: Any) -> Given:
    return {"template": story.template, **more}


HERE = "Seen at the door"
VERBS: tuple[Verb, ...] = (
    Verb(assessment.answer_item, "ada", P.ASSESS, _answer_item),
    Verb(assessment.set_nature, "ada", P.ASSESS, lambda s: {"case": _fresh(s), "nature": "serious-harm"}),
    Verb(conflicts.bar_person, "ben", P.BAR_PERSON, lambda s: {"case": _fresh(s), "person": s.cast.hal, "why": HERE}),
    Verb(conflicts.end_bar, "ben", P.BAR_PERSON, _end_bar),
    Verb(corrections.correct_event, "ada", P.CORRECT_CLOCK,
         lambda s: _event(s, happened_on=date(2026, 11, 12), reason="A note of that day")),
    Verb(corrections.withdraw_event, "ada", P.CORRECT_CLOCK, lambda s: _withdraw_event(s)),
    Verb(corrections.set_local_date, "ada", P.CORRECT_CLOCK,
         lambda s: {"case": _fresh(s), "duty": "eng-agree-notification", "until": date(2026, 12, 1), "reason": "So"}),
    Verb(corrections.extend_due, "ada", P.CORRECT_CLOCK,
         lambda s: {"case": _sent(s), "duty": "eng-rapid-review", "until": date(2026, 12, 31), "reason": "Agreed"}),
    Verb(corrections.pause_progress, "ada", P.CORRECT_CLOCK,
         lambda s: {"case": _fresh(s), "until": None, "reason": "The police ask us to wait", "told": "The police"}),
    Verb(corrections.resume_progress, "ada", P.CORRECT_CLOCK, _resume),
    Verb(decisions.decide, "ada", P.DECIDE, _decide),
    Verb(diary.write_note, "ada", P.WRITE_DIARY,
         lambda s: {"case": _fresh(s), "happened_on": FRI_13_NOV, "text": "Rang the ward"}),
    Verb(emergency.use_emergency_access, "vic", P.USE_EMERGENCY_ACCESS,
         lambda s: {"reference": _fresh(s).reference, "why": URGENT}),
    Verb(emergency.end_emergency_access, "ben", P.BAR_PERSON, _end_emergency),
    Verb(enclosing.choose_papers, "ada", P.NOTIFY, lambda s: _choose_papers(s)),
    Verb(exporting.record_export, "ada", P.SEE_OWN_WORK,
         lambda s: {"what": Export.What.INCIDENTS, "filters": {}, "count": 1, "of": [s["early"]]},
         is_the_holders_alone=True),
    Verb(first_call.look_for_child, "ada", P.SEARCH, lambda s: {"terms": Terms("Robin Marlow")}),
    Verb(first_call.say_none_is_the_child, "ada", P.SEARCH, lambda s: {"search": calls.search(s.cast, settled=False)},
         is_the_holders_alone=True),
    Verb(first_call.take_first_call, "ada", P.TAKE_FIRST_CALL, _first_call, is_the_holders_alone=True),
    Verb(law.confirm_duty, "ann", P.MANAGE_LAW,
         lambda s: {"procedure": ENGLAND, "duty": "eng-start-notice", "citation": CITED}),
    Verb(law.suspend_duty, "ann", P.MANAGE_LAW,
         lambda s: {"procedure": ENGLAND, "duty": "eng-complete-review", "from_on": FRI_13_NOV, "until_on": None,
                    "authority": "The Secretary of State", "reason": "An emergency"}),
    Verb(law.add_local_day, "ann", P.MANAGE_LAW,
         lambda s: {"body": s.cast["ashmere"], "day": date(2026, 12, 30), "is_working": False, "name": "Closed",
                    "authority": "Council notice"}),
    Verb(law.proclaim_holiday, "ann", P.MANAGE_LAW,
         lambda s: {"day": date(2026, 12, 2), "name": "A day proclaimed", "nations": ("england",),
                    "known_from": FRI_13_NOV, "source": "Proclamation"}),
    Verb(law.end_addition, "ann", P.MANAGE_LAW, lambda s: {"addition": _local_day(s)}),
    Verb(leading.set_lead, "ben", P.PLAN_STEPS, lambda s: _lead(s)),
    Verb(leading.add_partner_body, "ben", P.RECORD_POSITION,
         lambda s: {"case": _fresh(s), "body": s.cast["calder-police"]}),
    Verb(letters.add_template, "ben", P.MANAGE_TEMPLATES,
         lambda s: {"partnership": s.cast["ashmere-partnership"], "title": "A letter", "name": "a.docx",
                    "content": word("{{reference}}")}, is_the_holders_alone=True),
    Verb(letters.archive_template, "ben", P.MANAGE_TEMPLATES, lambda s: _another_template(s),
         is_the_holders_alone=True),
    Verb(letters.make_letter, "ada", P.KEEP_PAPERS, lambda s: _template(s, case=_fresh(s), given={"text": "Dear all"})),
    Verb(notification.begin_notification, "ada", P.NOTIFY, lambda s: {"case": _fresh(s)}),
    Verb(notification.save_page, "ada", P.NOTIFY, _save_page),
    Verb(notification.choose_nature, "ada", P.NOTIFY, lambda s: _begun(s, nature="serious-harm", seen="")),
    Verb(notification.correct_awareness, "ada", P.CORRECT_CLOCK, _correct_awareness),
    Verb(notification.add_another_child, "ada", P.NOTIFY, _begun),
    Verb(notification.remove_last_child, "ada", P.NOTIFY, _remove_child),
    Verb(papers.file_paper, "ada", P.KEEP_PAPERS, lambda s: {"case": _fresh(s), **_paper()}),
    Verb(positions.ask_for_positions, "ada", P.RECORD_POSITION,
         lambda s: {"case": _fresh(s), "question": "notify", "wanted_by": date(2026, 11, 18)}),
    Verb(positions.give_position, "pia", P.GIVE_POSITION,
         lambda s: {"case": _fresh(s), "question": "notify", "body": s.cast["ashmere"], "view": "agree",
                    "reasons": "As the record shows", "seen": 0}, is_the_holders_alone=True),
    Verb(positions.record_position, "ben", P.RECORD_POSITION, _record_position),
    Verb(positions.escalate, "ben", P.READ_CASE,
         lambda s: {"case": _fresh(s), "question": "notify", "to_whom": "The leads", "why": "They differ"},
         is_the_holders_alone=True),
    Verb(positions.settle_escalation, "ben", P.READ_CASE, _settle_escalation, is_the_holders_alone=True),
    Verb(proposals.start_proposal, "kit", P.PROPOSE_INCIDENT, lambda s: {"agency": s.cast["ashmere-hospital"]}),
    Verb(proposals.save_draft, "kit", P.PROPOSE_INCIDENT,
         lambda s: _draft(s, answers={"children-safe": "yes"}, child=None, seen=1)),
    Verb(proposals.leave_child_out, "kit", P.PROPOSE_INCIDENT,
         lambda s: {"draft": _with_two_children(s), "child": 1}),
    Verb(proposals.discard_draft, "kit", P.PROPOSE_INCIDENT, _draft),
    Verb(proposals.send_proposal, "kit", P.PROPOSE_INCIDENT, lambda s: {"token": str(proposing.draft(s.cast).token)}),
    Verb(proposals.decline_proposal, "ben", P.ANSWER_PROPOSAL,
         lambda s: {"proposal": proposing.propose(s.cast), "reasons": "Early help is there"},
         is_the_holders_alone=True),
    Verb(proposals.take_up_proposal, "ben", P.ANSWER_PROPOSAL,
         lambda s: {"proposal": proposing.propose(s.cast), "search": calls.search(s.cast, by="ben"),
                    "known_on": FRI_13_NOV},
         is_the_holders_alone=True),
    Verb(proposals.set_aside_answer, "ben", P.ANSWER_PROPOSAL,
         lambda s: {"proposal": s.answered, "text": {"reasons": "Typed at the same time"}}, is_the_holders_alone=True),
    Verb(receiving.acknowledge, "cleo", P.READ_RECEIVED, _acknowledge),
    Verb(settling.settle_set_aside, "ada", P.NOTIFY, _settle_text),
    Verb(steps.tick_step, "ada", P.PLAN_STEPS,
         lambda s: {"case": _sent(s), "step": "meeting", "done_on": today.today()}),
    Verb(steps.replan_step, "ada", P.PLAN_STEPS,
         lambda s: {"case": _sent(s), "step": "answers", "working_days": 8, "note": "Two are late"}),
    Verb(submission.record_submission, "ada", P.RECORD_SUBMISSION, _record_submission),
    Verb(submission.submit_here, "ada", P.RECORD_SUBMISSION, _submit_here),
    Verb(submission.record_withdrawal_sent, "ada", P.RECORD_SUBMISSION, _withdrawal_sent),
    Verb(submission.tick_fields, "ada", P.NOTIFY,
         lambda s: {"case": s["early"], "entered": ["incident-place"], "shown_ticked": []}),
    Verb(telling.record_told, "ada", P.TELL,
         lambda s: {"case": _sent(s), "body": s.cast["board"], "how": "By telephone", "told_on": today.today()}),
    Verb(telling.tell_here, "ada", P.TELL, lambda s: {"case": _sent(s), "body": s.cast["ashmere-police"]}),
    Verb(telling.add_home_area, "ada", P.TELL,
         lambda s: {"case": _sent(s, home="calder"), "body": s.cast["calder-partnership"]}),
    Verb(withdrawal.withdraw_notification, "ada", P.WITHDRAW, _to_withdraw),
    Verb(withdrawal.let_it_stand, "ada", P.WITHDRAW, _to_withdraw),
    *of_gathering.VERBS,
    *of_reviews.VERBS,
    *of_sending.VERBS,
    *of_plans.VERBS,
    *of_meetings.VERBS,
)  # fmt: skip


def _withdraw_event(story: Story) -> Given:
    case = _sent(story)
    actor = story.cast.actor("ada")
    with acting_as(actor.person_id):
        steps.tick_step(case=case, step="letters", done_on=today.today(), by=actor, on=today.today())
    event = _row(story, case, "events", event="agency_letters_sent")
    return {"case": case, "event": event, "reason": "They were not sent"}


def _choose_papers(story: Story) -> Given:
    case, actor = _fresh(story), story.cast.actor("ben")
    with acting_as(actor.person_id):
        paper = papers.file_paper(case=case, by=actor, on=today.today(), **{**_paper(), "onward_sharing": MAY_GO})
    return {"case": case, "chosen": {paper.number: enclosing.Choice("other")}, "seen": enclosing.as_chosen([])}


def _another_template(story: Story) -> Given:
    actor, partnership = story.cast.actor("ben"), story.cast["ashmere-partnership"]
    with acting_as(actor.person_id):
        made = letters.add_template(
            partnership=partnership, title="Another", name="b.docx", content=word("{{text}}"), by=actor,
            on=today.today(),
        )  # fmt: skip
    return {"template": made}


def _local_day(story: Story) -> Any:
    actor = story.cast.actor("ann")
    with acting_as(actor.person_id):
        return law.add_local_day(
            body=story.cast["ashmere"], day=date(2026, 12, 31), is_working=False, name="Closed",
            authority="Council notice", by=actor, on=today.today(),
        )  # fmt: skip


def _lead(story: Story) -> Given:
    case = _fresh(story)
    with acting_as(story.cast.ben.pk):
        return {"case": case, "lead": story.cast.ben, "seen": Case.objects.get(pk=case.pk).lead_id}


def again(given: Mapping[str, Any]) -> Given:
    """The same once more: a stream that was read is wound back."""
    fresh = dict(given)
    for value in fresh.values():
        stream = value.stream if isinstance(value, submission.FileCopy) else value
        if isinstance(stream, io.BytesIO):
            stream.seek(0)
    return fresh


def is_of_a_case(given: Given) -> bool:
    """Whether the verb is asked of one incident, which the wall shows or hides."""
    return isinstance(given.get("case"), Case)

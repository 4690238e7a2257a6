"""A rapid review for the demonstration, by real verbs on an incident whose notification was sent: written, weighed,
decided and signed. Everything is plainly invented."""

from collections.abc import Mapping

from safeguarding.cases.actions.saving_pages import Writing
from safeguarding.cases.answers import answered
from safeguarding.cases.demonstration.teller import NO, YES, Teller
from safeguarding.cases.models import Case, Position
from safeguarding.reviews.actions.deciding import decide_review
from safeguarding.reviews.actions.proposing import Put, propose_decision
from safeguarding.reviews.actions.saying import ask_on_proposal, say_on_proposal
from safeguarding.reviews.actions.signing import ask_sign_off, sign_off
from safeguarding.reviews.actions.weighing import weigh_item
from safeguarding.reviews.actions.writing import save_section
from safeguarding.reviews.basis import latest_proposal
from safeguarding.reviews.models import DecisionAfterReview, ProposedDecision
from safeguarding.reviews.sources import opening
from safeguarding.reviews.whole import FORM, TEST_B, TEST_C, fingerprint_now
from safeguarding.rules.workdays import calendar

WRITTEN: Mapping[str, Mapping[str, str]] = {
    "references": {
        "areas-in-review": "Northvale alone.",
        "review-authors": "The partnership's business manager",
    },
    "child-and-family": {"household-described": "The child lived with both parents and an older sister."},
    "scope": {"scope-described": "The last eighteen months: from the first referral to the day of the incident."},
    "agencies-asked": {"agencies-described": "Health, school, police and the council were asked. All have answered."},
    "involvement": {
        "involvement-described": "A health visitor called twice. School noticed absences and rang home each time."
    },
    "key-episodes": {
        "episodes-described": "A missed appointment was recorded and not followed up: the clinic thought school would."
    },
    "lived-experience": {
        "experience-described": "The child liked drawing, and told a teacher that mornings were hard."
    },
    "equality": {"equality-described": "An interpreter was booked once. Nobody asked which language the mother reads."},
    "good-practice": {
        "good-practice-described": "The school nurse rang the family doctor herself and kept a note of it."
    },
    "learning": {
        "learning-between-agencies": "Whoever sees that a child was not brought tells the others the same day."
    },
    "earlier-reviews": {
        "earlier-reviews-described": "A review two years ago saw the same. Its change was made in one clinic."
    },
    "action-taken": {"action-taken-described": "Both clinics now ring school when a child is not brought."},
    "new-action": {"new-action-described": "The health board audits missed appointments, by the end of March."},
    "family-contact": {"family-contact-described": "The social worker speaks with the mother each week."},
    "national-view": {"national-view-described": "No: the learning is local, and national guidance is clear."},
}
"""What is written in the sections that no source fills."""

TESTS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    TEST_B: {
        "improvements": (YES, "The way missed appointments are passed on, as two agencies say."),
        "themes": (YES, "The review of two years ago saw the same."),
        "working-together": (NO, "The agencies spoke with each other, and have said how they will do so sooner."),
        "panel-view": ("not-known", "The Panel has not considered it yet."),
    },
    TEST_C: {
        "improvements": (NO, "What is needed is local."),
        "law-or-guidance": (NO, "The guidance is clear."),
        "themes": (YES, "Missed appointments are a theme of national reports."),
    },
}
HOLDERS = (
    ("partner-authority", "northvale"),
    ("partner-health", "vales-board"),
    ("partner-police", "northvale-police"),
)
NO_REVIEW = "The learning is clear, and a plan is written. A longer review would find the same again."


def write_sections(teller: Teller, case: Case, ago: int, *, but: tuple[str, ...] = ()) -> None:
    """Every section, filled from its sources where they say anything; `but` are left empty."""
    with teller.as_of("manager", ago) as (by, on):
        for section in answered(case, FORM).form.sections:
            values = {**opening(case, section), **WRITTEN.get(section.id, {})}
            if values and section.id not in but:
                seen = answered(case, FORM).version(0, section.id)
                save_section(case=case, section=section.id, values=values, writing=Writing(seen), by=by, on=on)


def weigh_tests(teller: Teller, case: Case, ago: int) -> None:
    """Tests B and C, item by item with their evidence."""
    with teller.as_of("manager", ago) as (by, on):
        for test, items in TESTS.items():
            for item, (answer, evidence) in items.items():
                weigh_item(case=case, test=test, item=item, answer=answer, evidence=evidence, seen=0, by=by, on=on)


def propose_no_review(teller: Teller, case: Case, ago: int) -> ProposedDecision:
    """It is proposed that no local review is needed, and each body is asked."""
    with teller.as_of("manager", ago) as (by, on):
        latest = latest_proposal(case)
        put = Put(
            options=("no-lcspr-learning-complete",), reasons=NO_REVIEW, family="told", family_on=on,
            family_words="The mother was told by her social worker, and asked to read the plan.",
        )  # fmt: skip
        proposed = propose_decision(case=case, put=put, seen=latest.number if latest else 0, by=by, on=on)
        ask_on_proposal(case=case, wanted_by=calendar("england").after(on, 1), by=by, on=on)
        return proposed


def everybody_agrees(teller: Teller, case: Case, ago: int) -> None:
    """Each holder agrees with what is proposed."""
    for who, body in HOLDERS:
        with teller.as_of(who, ago) as (by, on):
            proposal = latest_proposal(case)
            say_on_proposal(
                case=case, proposal=proposal.number if proposal else 0, body=teller.made.bodies[body],
                view=Position.View.AGREE, reasons="The plan answers what we found.", seen=0, by=by, on=on,
            )  # fmt: skip


def decide_no_review(teller: Teller, case: Case, ago: int) -> DecisionAfterReview:
    """Proposed, the working day after agreed by all three bodies, and recorded."""
    proposed, later = propose_no_review(teller, case, ago), max(ago - 1, 0)
    everybody_agrees(teller, case, later)
    with teller.as_of("manager", later) as (by, on):
        return decide_review(case=case, proposal=proposed.number, reasons=NO_REVIEW, by=by, on=on)


def sign(teller: Teller, case: Case, ago: int, *, holders: tuple[tuple[str, str], ...] = HOLDERS) -> None:
    """The bodies are asked to sign off the text as it stands, and these do."""
    with teller.as_of("manager", ago) as (by, on):
        seen = fingerprint_now(case)
        ask_sign_off(case=case, seen=seen, by=by, on=on)
    for who, body in holders:
        with teller.as_of(who, ago) as (by, on):
            sign_off(case=case, body=teller.made.bodies[body], seen=seen, by=by, on=on)


def tell_rapid_review(teller: Teller, case: Case, ago: int = 0) -> Case:
    """The whole of it, on two days: written, weighed, decided that no review is needed, signed off."""
    write_sections(teller, case, ago)
    weigh_tests(teller, case, ago)
    decide_no_review(teller, case, ago)
    sign(teller, case, max(ago - 1, 0))
    return case

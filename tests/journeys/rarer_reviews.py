"""Pages of a rapid review and of a plan that nobody is led to in the demonstration as it stands: agencies about to be
asked, two texts for one section, a decision taken further, a text that is signed and not sent, a reply that asks, a
plan that is written, evidence that waits, an incident that is finished. Made by the verbs; gives the addresses."""

from collections.abc import Iterator
from datetime import timedelta

from safeguarding import today
from safeguarding.cases.actions.positions import escalate
from safeguarding.cases.actions.saving_pages import Writing
from safeguarding.cases.demonstration.stories import sent_and_told
from safeguarding.cases.demonstration.teller import Teller
from safeguarding.cases.models import Case, Question
from safeguarding.people.demonstration import Demonstration
from safeguarding.plans.actions.acting import Task, add_action
from safeguarding.plans.actions.answering import Shown, record_evidence
from safeguarding.plans.actions.judging import accept_evidence
from safeguarding.plans.models import Evidence, Recommendation
from safeguarding.reviews.actions.sending import make_report
from safeguarding.reviews.actions.writing import keep_section_beside
from safeguarding.reviews.demonstration import tell_rapid_review
from safeguarding.reviews.whole import whole_review


def reviews(made: Demonstration) -> Iterator[str]:
    """Where each is seen, whoever may open it."""
    teller = Teller(made, today.today())
    yield from _signed_and_not_sent(teller)
    with teller.as_of("manager"):
        replied = list(Case.objects.filter(panel_replies__isnull=False).distinct())
        planned = list(Case.objects.filter(findings__isnull=False).distinct())
        weighing = Case.objects.filter(proposed_decisions__isnull=False, decisions_after_review=None).first()
    assert weighing
    yield from _being_decided(teller, weighing)
    for case in replied:
        yield from (f"/cases/{case.reference}/rapid-review/{page}/" for page in ("sending", "reply", "national"))
        yield f"/cases/{case.reference}/rapid-review/reply/panel/record/"
    for case in planned:
        yield from (f"/cases/{case.reference}/{page}/" for page in ("plan", "finish", "finish/undo"))
    yield "/plan/agree/"
    yield from _evidence_that_waits(teller, planned[0])


def _signed_and_not_sent(teller: Teller) -> Iterator[str]:
    """Its files are made, and the Panel could also have been sent them elsewhere."""
    ready = tell_rapid_review(teller, sent_and_told(teller, 5, "A child was left in a locked car"), 2)
    address = f"/cases/{ready.reference}/rapid-review/sending/"
    yield f"{address}files/"
    with teller.as_of("manager") as (by, on):
        make_report(case=ready, seen=whole_review(ready, on=on).fingerprint, by=by, on=on)
    yield from (address, f"{address}panel/record/", f"{address}panel/send/")


def _being_decided(teller: Teller, case: Case) -> Iterator[str]:
    """Somebody is about to be asked; two people wrote one section; a body takes the proposal further."""
    with teller.as_of("manager") as (by, _on):
        kept = keep_section_beside(
            case=case, section="equality", values={"equality-described": "Her sister translated for her."},
            writing=Writing(seen=0), by=by,
        )  # fmt: skip
    with teller.as_of("partner-police") as (by, on):
        why = "We think that a longer review would learn more."
        taken = escalate(case=case, question=Question.REVIEW, to_whom="The lead partners", why=why, by=by, on=on)
    body = teller.made.bodies["northvale-hospital"].pk
    yield f"/cases/{case.reference}/asked/ask/?body={body}"
    yield f"/cases/{case.reference}/rapid-review/both-texts/{kept.pk}/"
    yield f"/cases/{case.reference}/rapid-review/decision/further/{taken.pk}/"


def _evidence_that_waits(teller: Teller, case: Case) -> Iterator[str]:
    """Sent in, and not judged yet; judged to be enough for an action that nobody has said is done; and judged to have
    made a difference, which somebody looks at again."""
    waiting, judged, helped = (
        _evidence(teller, case, text)
        for text in ("A leaflet for parents", "A poster in the clinic", "A talk with each")
    )
    words = "It is in use. What it changed for children is not known yet."
    with teller.as_of("partner-police") as (by, on):
        for shown, made_a_difference in ((judged, False), (helped, True)):
            accept_evidence(
                evidence=shown, is_accepted=True, made_a_difference=made_a_difference,
                recheck_on=on + timedelta(days=90), reason=words, by=by, on=on,
            )  # fmt: skip
    yield f"/plan/actions/{waiting.action.reference}/"
    yield f"/plan/actions/{waiting.action.reference}/evidence/{waiting.pk}/"
    yield f"/plan/actions/{judged.action.reference}/finish/"
    yield f"/plan/actions/{helped.action.reference}/look-again/"


def _evidence(teller: Teller, case: Case, text: str) -> Evidence:
    with teller.as_of("manager") as (by, on):
        recommendation = Recommendation.objects.filter(case=case).order_by("pk")[0]
        task = Task(
            text=text, lead=teller.made.bodies["northvale"], due_on=on + timedelta(days=9),
            outcome="Parents know whom to ask.", measure="Parents who say so", baseline="4 of 10",
        )  # fmt: skip
        action = add_action(
            partnership=case.partnership, case=case, recommendation=recommendation, task=task, by=by, on=on
        )
        shown = Shown(
            kind="audit", measured="Parents who say so", before="4 of 10", after="8 of 10",
            looked_at=10, looked_by="The quality team (demonstration)", looked_on=on,
        )  # fmt: skip
        return record_evidence(action=action, shown=shown, by=by, on=on)

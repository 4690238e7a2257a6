"""A rapid review as people would write, decide and sign it, for tests about one of these steps."""

from datetime import date
from typing import Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.saving_pages import Writing
from safeguarding.cases.answers import answered
from safeguarding.cases.models import Answers, Assessment, Case, Position
from safeguarding.people.models import HeldRole, Person
from safeguarding.reviews.actions.deciding import decide_review
from safeguarding.reviews.actions.proposing import Put, propose_decision
from safeguarding.reviews.actions.saying import say_on_proposal
from safeguarding.reviews.actions.signing import sign_off
from safeguarding.reviews.actions.weighing import weigh_item
from safeguarding.reviews.actions.writing import save_section
from safeguarding.reviews.basis import basis_of, latest_proposal
from safeguarding.reviews.models import DecisionAfterReview, ProposedDecision, SignOff
from safeguarding.reviews.whole import FORM, TEST_B, TEST_C, WholeReview, whole_review
from safeguarding.rules.roles import Role
from tests.cases.notification import writing
from tests.cases.threshold.weighing import HOLDS
from tests.cast import LONG_AGO, Cast

SECTION, QUESTION = "equality", "equality-described"


def notified(cast: Cast) -> Case:
    """An incident of Ashmere whose notification was sent."""
    case = writing.incident(cast)
    writing.decided(cast, case)
    writing.write_whole(cast, case)
    writing.send(cast, case)
    return case


def second_manager(cast: Cast) -> Person:
    """Bob manages Ashmere's partnership beside Ben."""
    cast.people["bob"] = Person.objects.create_user("bob@example.invalid", name="Bob B.")
    with acting_as(cast.ann.pk):
        HeldRole.objects.create(
            person=cast.bob, organisation=cast["ashmere-partnership"], role=Role.MANAGER, from_on=LONG_AGO,
            given_by=cast.ann,
        )  # fmt: skip
    return cast.bob


def write(
    cast: Cast, case: Case, text: str = "Nobody asked which language is spoken at home.", **given: Any
) -> Answers:
    """One section saved by somebody who has seen what is stored, unless told otherwise."""
    actor, section = cast.actor(given.get("by", "ben")), given.get("section", SECTION)
    with acting_as(actor.person_id):
        seen = given.get("seen", answered(case, FORM).version(0, section))
        return save_section(
            case=case, section=section, values={given.get("question", QUESTION): text},
            writing=Writing(seen, given.get("token", "")), by=actor, on=today.today(),
        )  # fmt: skip


def weigh(cast: Cast, case: Case, item: str, said: str = "no", *, test: str = TEST_B, **given: Any) -> Assessment:
    actor = cast.actor("ben")
    asked: dict[str, Any] = {"evidence": "The returns say so", "seen": 0}
    with acting_as(actor.person_id):
        return weigh_item(
            case=case, test=test, item=item, answer=said, by=actor, on=today.today(), **{**asked, **given}
        )


def weigh_all(cast: Cast, case: Case, tests: tuple[str, ...] = (TEST_B, TEST_C)) -> None:
    with acting_as(cast.ben.pk):
        now = basis_of(case, on=today.today())
    for test in (now.test_b, now.test_c):
        for one in test.left if test.test.id in tests else ():
            weigh(cast, case, one.id, test=test.test.id)


def put(*options: str, **given: Any) -> Put:
    asked: dict[str, Any] = {
        "options": options or ("no-lcspr-learning-complete",),
        "reasons": "The learning is clear and the plan is written.",
        "family": "told",
        "family_on": date(2026, 11, 16),
        "family_words": "The mother was told by her social worker.",
    }
    return Put(**{**asked, **given})


def propose(cast: Cast, case: Case, what: Put | None = None, **given: Any) -> ProposedDecision:
    actor = cast.actor(given.get("by", "ben"))
    with acting_as(actor.person_id):
        latest = latest_proposal(case)
        seen = given.get("seen", latest.number if latest else 0)
        return propose_decision(case=case, put=what or put(), seen=seen, by=actor, on=today.today())


def say(cast: Cast, case: Case, name: str, view: str = "agree", **given: Any) -> Position:
    actor, body = cast.actor(name), given.pop("body", None) or cast[HOLDS[name]]
    with acting_as(actor.person_id):
        latest = case.positions.filter(question="review", body=body).order_by("id").last()
        standing = latest_proposal(case)
        asked: dict[str, Any] = {
            "reasons": "As the text shows.",
            "seen": latest.pk if latest else 0,
            "proposal": standing.number if standing else 0,
        }
        return say_on_proposal(case=case, body=body, view=view, by=actor, on=today.today(), **{**asked, **given})


def everybody_says(cast: Cast, case: Case, view: str = "agree") -> None:
    for name in HOLDS:
        say(cast, case, name, view)


def decide(cast: Cast, case: Case, *, by: str = "ben", **given: Any) -> DecisionAfterReview:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        standing = latest_proposal(case)
        asked: dict[str, Any] = {
            "proposal": standing.number if standing else 0, "reasons": "All three agree, and the tests were weighed.",
        }  # fmt: skip
        return decide_review(case=case, by=actor, on=today.today(), **{**asked, **given})


def decided(cast: Cast, case: Case, what: Put | None = None) -> DecisionAfterReview:
    """Weighed, proposed, agreed by all and recorded."""
    weigh_all(cast, case)
    propose(cast, case, what)
    everybody_says(cast, case)
    return decide(cast, case)


def whole(cast: Cast, case: Case) -> WholeReview:
    with acting_as(cast.ben.pk):
        return whole_review(case, on=today.today())


def sign(cast: Cast, case: Case, name: str, **given: Any) -> SignOff:
    """A holder signs the text as it stands, unless told otherwise."""
    seen = given.get("seen") or whole(cast, case).fingerprint
    actor = cast.actor(name)
    with acting_as(actor.person_id):
        body = given.get("body") or cast[HOLDS[name]]
        return sign_off(case=case, body=body, seen=seen, by=actor, on=today.today())


def everybody_signs(cast: Cast, case: Case) -> None:
    for name in HOLDS:
        sign(cast, case, name)


def events_of(cast: Cast, case: Case) -> list[str]:
    """The facts that stand."""
    with acting_as(cast.ben.pk):
        rows = case.events.filter(superseded_by__isnull=True).exclude(event="fact_withdrawn").order_by("id")
        return list(rows.values_list("event", flat=True))

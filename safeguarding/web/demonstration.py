"""The whole demonstration, told once: the incidents of the first stretch (`cases/demonstration`), and those that went
on to a rapid review, its decision, its sending, a plan of action and an end. Every app tells its own part by its own
verbs; here is only which incident came how far, and when."""

from collections.abc import Iterable

from django.db import transaction

from safeguarding import today
from safeguarding.cases.demonstration import is_told, tell_stories
from safeguarding.cases.demonstration.stories import sent_and_told
from safeguarding.cases.demonstration.teller import Teller
from safeguarding.cases.models import Case
from safeguarding.gathering.demonstration import tell_gathering
from safeguarding.meetings.demonstration import tell_meetings
from safeguarding.people.demonstration import Demonstration, make_people
from safeguarding.plans.actions.ending import finish_case
from safeguarding.plans.demonstration import tell_plan
from safeguarding.reviews import demonstration as reviews
from safeguarding.reviews import demonstration_sending as sending

ENDED = "Nothing more is asked. What remains of the plan is with those who lead it."
UNDER_WAY = "A child died at home, and neglect is suspected"


@transaction.atomic
def tell_demonstration() -> list[Case]:
    """Make what is missing of the people, and tell every story, once: all of it or nothing, so that a start which is
    stopped half-way leaves nothing to mend. Answers the incidents told now. Raises `OnlyForDemonstration`."""
    made = make_people()
    return [] if is_told() else tell_everything(made)


def tell_everything(made: Demonstration) -> list[Case]:
    """Every story up to today, the oldest first."""
    teller = Teller(made, today.today())
    ended = [finished(teller), asked_by_the_panel(teller)]
    weighing = being_decided(teller)
    told = tell_stories(made)
    _on_the_way(teller, told, weighing)
    return [*ended, weighing, *told]


def finished(teller: Teller) -> Case:
    """The ordinary ending, whole: no local review, a plan, evidence that it made a difference, and finished."""
    case = sent_and_told(teller, 80, "A child was hurt when left with somebody unsafe")
    tell_gathering(teller, case, ago=77)
    reviews.tell_rapid_review(teller, case, 67)
    sent = sending.send_signed_review(teller, case, 66)
    sending.panel_replies(teller, sent, 58)
    sending.answer_the_panel(teller, case, 52)
    tell_plan(teller, case)
    with teller.as_of("manager", 1) as (by, on):
        finish_case(case=case, finished_on=on, words=ENDED, by=by, on=on)
    return case


def asked_by_the_panel(teller: Teller) -> Case:
    """Sent to the Panel with the decision; it has replied, and asks for one thing more."""
    case = sent_and_told(teller, 20, "A teenager was seriously hurt while missing from home")
    tell_gathering(teller, case, ago=18)
    reviews.tell_rapid_review(teller, case, 9)
    sent = sending.send_signed_review(teller, case, 8)
    sending.panel_replies(teller, sent, 2)
    return case


def being_decided(teller: Teller) -> Case:
    """Sections are written but for two, the tests weighed; a decision is proposed and waits for positions."""
    case = sent_and_told(teller, 12, "A baby was found with injuries that nobody could explain")
    tell_gathering(teller, case, ago=10)
    reviews.write_sections(teller, case, 3, but=("equality", "earlier-reviews"))
    reviews.weigh_tests(teller, case, 2)
    reviews.propose_no_review(teller, case, 1)
    return case


def _on_the_way(teller: Teller, told: Iterable[Case], weighing: Case) -> None:
    """The incident of the first stretch that is in its fifteen days: agencies are asked, and a meeting is called."""
    with teller.as_of("manager"):
        ahead = next(case for case in told if case.incident.summary == UNDER_WAY)
    tell_gathering(teller, ahead, ago=6)
    tell_meetings(teller, held=weighing, ahead=ahead, ago=2)

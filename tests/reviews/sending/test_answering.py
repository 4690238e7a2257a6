"""What the Panel asked is answered, by somebody named; and what is handed to a national review is on record."""

from datetime import date

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.papers import file_paper
from safeguarding.cases.models import Case
from safeguarding.reviews.actions.asks import open_asks, say_who_answers
from safeguarding.reviews.actions.replying import Asked
from safeguarding.reviews.models import NationalHandover, PanelAsk
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.making import make_incident
from tests.reviews.reviewing import events_of
from tests.reviews.sending.sent import MON_7_DEC, TUE_8_DEC, answer, hand, letter, reply, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def asks(cast: Cast, case: Case) -> list[PanelAsk]:
    reply(cast, sent(cast, case), asks=[Asked("When?"), Asked("Who?", MON_7_DEC)])
    with acting_as(cast.ben.pk):
        return list(PanelAsk.objects.order_by("number"))


def who(cast: Cast, case: Case, ask: PanelAsk, said: str, *, seen: str = "", by: str = "ben") -> PanelAsk:
    with acting_as(cast.people[by].pk):
        return say_who_answers(case=case, ask=ask, who=said, seen=seen, by=cast.actor(by), on=today.today())


def test_the_duty_is_met_once_everything_is_answered(cast: Cast, case: Case, asks: list[PanelAsk]) -> None:
    answer(cast, case, asks[0])
    assert "panel_request_answered" not in events_of(cast, case)
    with today.turned_to(TUE_8_DEC):
        answer(cast, case, asks[1])
        with acting_as(cast.ben.pk):
            assert open_asks(case) == []
            assert case.dues.get(duty="eng-answer-panel-request").met_on == TUE_8_DEC
    assert events_of(cast, case)[-1] == "panel_request_answered"


def test_of_two_letters_each_is_met_in_its_turn(cast: Cast, case: Case, asks: list[PanelAsk]) -> None:
    with today.turned_to(MON_7_DEC):
        with acting_as(cast.ben.pk):
            submission = case.submissions.get(what="rapid-review")
        reply(cast, submission, asks=[Asked("More?")], seen=1)
        with acting_as(cast.ben.pk):
            third = PanelAsk.objects.get(number=3)
        answer(cast, case, third)
        assert "panel_request_answered" not in events_of(cast, case)
        answer(cast, case, asks[0])
        answer(cast, case, asks[1])
        with acting_as(cast.ben.pk):
            met = case.dues.filter(duty="eng-answer-panel-request").values_list("met_on", flat=True)
            assert list(met) == [MON_7_DEC, MON_7_DEC]


def test_who_answers_is_said_and_may_change(cast: Cast, case: Case, asks: list[PanelAsk]) -> None:
    assert who(cast, case, asks[0], " The hospital ").who == "The hospital"
    assert who(cast, case, asks[0], "The police", seen="The hospital").who == "The police"
    with pytest.raises(ChangedMeanwhile, match="The police"):
        who(cast, case, asks[0], "The council", seen="The hospital")
    with pytest.raises(Refused, match="Enter who answers"):
        who(cast, case, asks[0], " ", seen="The police")


def test_answered_once(cast: Cast, case: Case, asks: list[PanelAsk]) -> None:
    answer(cast, case, asks[0])
    with pytest.raises(ChangedMeanwhile, match="recorded the answer already"):
        answer(cast, case, asks[0])
    with pytest.raises(ChangedMeanwhile):
        who(cast, case, asks[0], "The hospital")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": " "}, "Write the answer"),
        ({"text": "x" * 10_001}, "10,000 characters"),
        ({"answered_by": ""}, "Enter who answered"),
        ({"answered_on": MON_7_DEC}, "lies ahead"),
        ({"answered_on": date(2026, 11, 1)}, "before the day of the letter"),
        ({"by": "ada"}, "cannot do this"),
        ({"by": "pia"}, "cannot do this"),
    ],
)
def test_what_is_wrong_is_said(cast: Cast, case: Case, asks: list[PanelAsk], given: dict, said: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(Refused, match=said):
        answer(cast, case, asks[0], **given)


def test_no_paper_of_another_incident_and_none_that_is_privileged(cast: Cast, case: Case, asks: list[PanelAsk]) -> None:
    other, actor = make_incident(cast), cast.actor("ben")
    papers = []
    for at, marking in ((other, "OFFICIAL"), (case, "Legally privileged")):
        with acting_as(actor.person_id):
            papers.append(
                file_paper(
                    case=at,
                    name="x.pdf",
                    stream=letter().stream,
                    by=actor,
                    on=today.today(),
                    title="Advice",
                    originator="Counsel",
                    marking=marking,
                    onward_sharing="None",
                )
            )
    for paper, said in zip(papers, ("paper of this case file", "legally privileged"), strict=True):
        with pytest.raises(Refused, match=said):
            answer(cast, case, asks[0], paper=paper)


def test_handed_to_a_national_review_once_a_reply_says_that_it_takes_the_case(cast: Cast, case: Case) -> None:
    row = sent(cast, case)
    reply(cast, row)
    with pytest.raises(Refused, match="No reply says"):
        hand(cast, case)
    reply(cast, row, options=["takes-national"], asks=[], seen=1)
    made = hand(cast, case)
    assert events_of(cast, case)[-1] == "handed_to_national_review"
    assert made.handed_by == "Ben B."
    with pytest.raises(Refused, match="recorded already"):
        hand(cast, case)
    with pytest.raises(Refused, match="lies ahead"):
        hand(cast, case, handed_on=MON_7_DEC)
    with pytest.raises(Refused, match="Fill this in"):
        hand(cast, case, what="")
    with pytest.raises(Refused, match="cannot do this"):
        hand(cast, case, by="ada")
    with acting_as(cast.cleo.pk):
        assert not NationalHandover.objects.exists()

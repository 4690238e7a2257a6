"""A rapid review is written section by section, by several people, and nobody's text is overwritten."""

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.saving_pages import Writing
from safeguarding.cases.models import Case, SetAside
from safeguarding.reviews.actions.writing import keep_section_beside, settle_section
from safeguarding.reviews.open_items import open_items
from safeguarding.reviews.sources import opening, sources_of
from safeguarding.reviews.whole import FORM
from safeguarding.rules.forms.loading import load_form
from safeguarding.rules.refusal import Refused
from tests.cases.notification.writing import incident
from tests.cast import Cast
from tests.reviews.reviewing import QUESTION, SECTION, decided, propose, second_manager, whole, write

pytestmark = pytest.mark.django_db


def beside(cast: Cast, case: Case, text: str, by: str = "bob") -> SetAside:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        return keep_section_beside(
            case=case, section=SECTION, values={QUESTION: text}, writing=Writing(0, "t"), by=actor
        )


def test_two_write_different_sections_and_both_stand(cast: Cast, case: Case) -> None:
    second_manager(cast)
    write(cast, case, "The first")
    write(cast, case, "The second", section="good-practice", question="good-practice-described", by="bob")
    texts = {one.id: one.text[0].text for one in whole(cast, case).sections}
    assert texts[SECTION] == "The first"
    assert texts["good-practice"] == "The second"


def test_a_save_over_another_text_is_refused_and_both_are_kept(cast: Cast, case: Case) -> None:
    second_manager(cast)
    write(cast, case, "Saved first")
    with pytest.raises(ChangedMeanwhile, match="Both texts are kept"):
        write(cast, case, "Typed meanwhile", by="bob", seen=0)
    kept = beside(cast, case, "Typed meanwhile")
    actor = cast.actor("ben")
    with acting_as(actor.person_id):
        settle_section(case=case, kept=kept, choice="set-aside", writing=Writing(1), by=actor, on=today.today())
        with pytest.raises(ChangedMeanwhile, match="settled this already"):
            settle_section(case=case, kept=kept, choice="saved", writing=Writing(2), by=actor, on=today.today())
    assert next(one for one in whole(cast, case).sections if one.id == SECTION).text[0].text == "Typed meanwhile"


def test_a_page_that_saves_itself_is_not_told_that_somebody_else_did(cast: Cast, case: Case) -> None:
    write(cast, case, "One", token="mine")
    assert write(cast, case, "One two", seen=0, token="mine").version == 2


@pytest.mark.parametrize("name", ["ada", "pia", "kit"])
def test_whoever_does_not_run_the_review_writes_nothing(cast: Cast, case: Case, name: str) -> None:
    with pytest.raises((Refused, Case.DoesNotExist)):
        write(cast, case, by=name)


def test_another_partnership_s_manager_does_not_even_see_it(cast: Cast, case: Case) -> None:
    with pytest.raises(Case.DoesNotExist):
        write(cast, case, by="vic", seen=0)


def test_nothing_is_written_before_the_notification_stands(cast: Cast) -> None:
    with pytest.raises(Refused, match="No notification of this incident stands"):
        write(cast, incident(cast))


def test_a_section_that_is_not_there_is_refused(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="no such section"):
        write(cast, case, section="chapter-one", seen=0)


def test_what_no_question_asks_is_not_stored_and_huge_text_is(cast: Cast, case: Case) -> None:
    write(cast, case, "<script>" + "ж" * 19_000)
    row = write(cast, case, "Stored nowhere", question="what-happened")
    assert set(row.given) == {QUESTION}
    assert len(row.given[QUESTION]) == 19_008


def test_the_fingerprint_follows_every_answer_and_nothing_else(cast: Cast, case: Case) -> None:
    before = whole(cast, case).fingerprint
    assert before == whole(cast, case).fingerprint
    write(cast, case, "One")
    one = whole(cast, case).fingerprint
    write(cast, case, "Two", section="good-practice", question="good-practice-described")
    assert len({before, one, whole(cast, case).fingerprint}) == 3


def test_each_section_opens_with_what_the_notification_says_and_names_it(cast: Cast, case: Case) -> None:
    form = load_form(case.procedure, FORM)
    with acting_as(cast.ben.pk):
        safety = next(one for one in form.sections if one.id == "immediate-safety")
        assert opening(case, safety) == {"safety-described": "The children stay with an aunt."}
        assert [one.title for one in sources_of(case, safety)] == ["The notification"]
        children = next(one for one in form.sections if one.id == "child-and-family")
        described = opening(case, children)["children-described"]
        assert "Child 1: Sex" in described
        assert "Quillfeather" not in described, "initials, not names"
        equality = next(one for one in form.sections if one.id == SECTION)
        assert opening(case, equality) == {}


def test_what_is_open_is_listed_with_where_it_is_done(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk):
        first = open_items(case, on=today.today())
    assert len(first) == 20 + 4 + 3 + 1
    assert all(one.href.startswith(f"/cases/{case.reference}/rapid-review/") for one in first)
    propose(cast, case)
    with acting_as(cast.ben.pk):
        titles = [str(one) for one in open_items(case, on=today.today())]
    assert "Board: no position on what is proposed" in titles
    decided(cast, case)
    with acting_as(cast.ben.pk):
        left = [str(one) for one in open_items(case, on=today.today())]
    assert all(one.startswith("Section ") for one in left)
    assert len(left) == 18, "the tests and the decision stand in their sections by themselves"

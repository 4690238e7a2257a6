"""What is still owed before a form can be sent: section by section, child by child, conditions honoured."""

from typing import Any

import pytest

from safeguarding.rules.forms.completeness import completeness, is_answered, progress
from safeguarding.rules.forms.conditions import asked, codes_of, is_asked, other_form

from .answers import CHILD, INCIDENT, SENT, children
from .samples import england, option, question

FORM = england("notification")


def missing(answers: dict[str, Any], *of_children: dict[str, Any], sent: bool = False) -> list[str]:
    return [found.sentence.en for found in completeness(FORM, answers, of_children, sent=sent)]


@pytest.mark.parametrize("count", [1, 4, 5, 9])
def test_nothing_is_missing_when_all_is_answered_for_every_child(count: int) -> None:
    assert completeness(FORM, INCIDENT, children(count)) == ()
    assert {part.status for part in progress(FORM, INCIDENT, children(count))} <= {"done", "not-started"}


@pytest.mark.parametrize("count", [1, 4, 5, 9])
def test_what_is_missing_about_the_last_child_names_that_child(count: int) -> None:
    all_but_sex = {key: value for key, value in CHILD.items() if key != "sex"}
    found = completeness(FORM, INCIDENT, [*children(count - 1), all_but_sex])
    assert [(m.child, m.section, m.page, m.question, m.sentence.en) for m in found] == [
        (count, "child", "child-sex-ethnicity", "sex", "Select the child's sex")
    ]


def test_an_empty_form_owes_every_required_row_and_one_child() -> None:
    found = completeness(FORM, {})
    numbers = {FORM.question(m.question).number for m in found}
    assert numbers == {1, 2, 3, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 20, 21, 23, 24, 25, 28, 32, 35}
    assert {m.child for m in found} == {None, 1}
    assert {part.status for part in progress(FORM, {})} == {"not-started"}
    assert next(part.words.en for part in progress(FORM, {})) == "Not started"


def test_a_section_begun_is_in_progress() -> None:
    parts = {part.section: part for part in progress(FORM, {"notifying-authority": "barnsley"})}
    assert (parts["notifier"].status, parts["notifier"].title.en) == ("in-progress", "Who is notifying")
    assert parts["incident"].status == "not-started"


def test_sentences_ask_in_the_way_of_the_question() -> None:
    assert "Enter the child's surname" in missing({})
    assert "Select the nature of the incident" in missing({})
    assert "Record the partners' positions, one for each partner" in missing({})


def test_what_is_known_only_once_sent_is_asked_only_then() -> None:
    assert missing(INCIDENT, CHILD, sent=True) == [
        "Enter the date when it was sent",
        "Enter the Panel's reference",
    ]
    assert missing(INCIDENT | SENT, CHILD, sent=True) == []
    assert "sent" not in {part.section for part in progress(FORM, INCIDENT, [CHILD])}


def test_a_looked_after_child_has_a_placement() -> None:
    in_care = CHILD | {"looked-after": "yes"}
    assert missing(INCIDENT, in_care) == ["Select the type of placement"]
    assert missing(INCIDENT, in_care | {"placement": "foster-care"}) == []
    placement = FORM.question("placement")
    assert not is_asked(FORM, placement, INCIDENT, CHILD)
    assert not is_asked(FORM, placement, INCIDENT)


def test_an_age_is_asked_when_the_date_of_birth_is_not_known() -> None:
    unknown = CHILD | {"date-of-birth": {"precision": "unknown"}}
    assert missing(INCIDENT, unknown) == ["Enter the child's age"]
    assert missing(INCIDENT, unknown | {"age": 0}) == []


def test_a_plan_has_a_category_and_known_agencies_are_named() -> None:
    known = CHILD | {"child-protection-plan": "yes", "known-to-agencies": "yes"}
    assert missing(INCIDENT, known) == [
        "Select the category of the child protection plan",
        "Select the agencies that knew the child or family",
    ]
    assert missing(INCIDENT, known | {"child-protection-category": "neglect", "agencies": ["academy"]}) == []


def test_a_looked_after_death_outside_test_a_is_not_asked_for_a_kind_of_harm() -> None:
    answers = {key: value for key, value in INCIDENT.items() if key != "harm-kinds"}
    assert missing(answers, CHILD) == ["Select the kind of harm"]
    outside = answers | {"nature": "looked-after-death-no-abuse", "abuse-or-neglect": "neither"}
    assert missing(outside, CHILD) == []


def test_neither_abuse_nor_neglect_is_offered_only_for_a_looked_after_death() -> None:
    page = next(p for s in FORM.sections for p in s.pages if p.id == "harm")
    offered = next(q for q in asked(FORM, page, INCIDENT) if q.id == "abuse-or-neglect")
    assert [o.code for o in offered.options] == ["known", "suspected"]
    assert missing(INCIDENT | {"abuse-or-neglect": "neither"}, CHILD) == [
        "Select whether abuse or neglect is known or suspected again:"
        " the answer no longer fits what was answered before it"
    ]
    outside = {"nature": "looked-after-death-no-abuse"}
    offered = next(q for q in asked(FORM, page, outside) if q.id == "abuse-or-neglect")
    assert [o.code for o in offered.options] == ["known", "suspected", "neither"]


def test_a_care_leavers_death_leads_to_its_own_form() -> None:
    answers = INCIDENT | {"nature": "care-leaver-death"}
    assert other_form(FORM, answers) == "care-leaver-death"
    assert other_form(FORM, INCIDENT) is None
    assert missing(answers, CHILD) == [
        "The nature of the incident has a form of its own for this answer: fill in that form instead"
    ]


def test_a_page_of_which_nothing_is_asked_is_empty() -> None:
    page = next(p for s in FORM.sections for p in s.pages if p.id == "person-thought-to-have-harmed")
    assert asked(FORM, page, {"nature": "looked-after-death-no-abuse"}) == ()
    assert len(asked(FORM, page, {"nature": "child-death"})) == 1


def test_a_condition_on_a_question_that_is_not_asked_does_not_hold() -> None:
    first_call = england("first-call")
    answers = {"medical-opinion": "no", "medical-opinion-from": "Ward 3"}
    assert not is_asked(first_call, first_call.question("medical-opinion-from"), answers)
    nested = FORM.question("child-protection-category")
    chained = FORM.question("agencies").model_copy(
        update={"when": nested.when.model_copy(update={"question": nested.id, "codes": ("neglect",)})}
        if nested.when
        else {}
    )
    stale = CHILD | {"child-protection-category": "neglect", "child-protection-plan": "no"}
    assert not is_asked(FORM, chained, INCIDENT, stale)
    assert is_asked(FORM, chained, INCIDENT, stale | {"child-protection-plan": "yes"})


def test_positions_count_once_every_partner_has_one() -> None:
    positions = FORM.question("positions")
    first, second = ({"partner": name, "position": "agree"} for name in ("Council", "Police"))
    assert is_answered(positions, [first, second])
    assert not is_answered(positions, [])
    assert not is_answered(positions, [first, second | {"position": ""}])
    assert not is_answered(positions, [{"partner": "Council"}])


def test_nought_is_an_answer_and_emptiness_is_none() -> None:
    number = question("number")
    assert is_answered(number, 0)
    nothing: tuple[Any, ...] = (None, "", [])
    assert not any(is_answered(number, value) for value in nothing)


def test_required_files_are_to_be_attached() -> None:
    files = question("files", options=(option("letter"),), named={"en": "the letter"})
    form = england("care-leaver-death")
    page = form.sections[0].pages[0].model_copy(update={"questions": (files,)})
    section = form.sections[0].model_copy(update={"pages": (page,)})
    form = form.model_copy(update={"sections": (section,)})
    assert [m.sentence.en for m in completeness(form, {})] == ["Attach the letter"]


def test_the_care_leaver_path_asks_about_no_child_apart() -> None:
    found = completeness(england("care-leaver-death"), {})
    assert {m.child for m in found} == {None}
    assert len(found) == 6


def test_codes_are_found_in_every_shape_of_answer() -> None:
    assert codes_of("yes") == {"yes"}
    assert codes_of(["a", "b"]) == {"a", "b"}
    assert codes_of({"precision": "unknown"}) == {"unknown"}
    assert codes_of([{"name": "Ann"}]) == set()
    assert codes_of(None) == codes_of(7) == set()


def test_a_form_says_which_question_it_does_not_have() -> None:
    with pytest.raises(KeyError, match="nobody"):
        FORM.question("nobody")
    with pytest.raises(KeyError, match="nobody"):
        FORM.section_of("nobody")

"""The notification holds every row of the official form that the domain reference lists, with its answers."""

import pytest

from safeguarding.rules.forms.loading import load_form
from safeguarding.rules.forms.questions import Form, Question

from .samples import ENGLAND

YES_NO_UNKNOWN = "yes no not-known"
# row: per, required, seen, then each part's kind and its answers, in the order of the reference.
ROWS: dict[int, tuple[str, str, str, list[tuple[str, str]]]] = {
    1: ("incident", "Y", "primary", [("authority", "")]),
    2: ("incident", "Y", "primary", [("text", ""), ("text", "")]),
    3: ("incident", "Y", "primary", [("phone", ""), ("email", "")]),
    4: ("incident", "Y", "primary", [("date-and-time", "")]),
    5: ("incident", "N", "primary", [("references", "")]),
    6: (
        "incident",
        "Y",
        "primary",
        [
            (
                "one",
                "child-death serious-harm other looked-after-death-abuse looked-after-death-no-abuse care-leaver-death",
            )
        ],
    ),
    7: ("incident", "Y", "primary", [("date-with-precision", "exact about between"), ("time", "")]),
    8: ("incident", "Y", "product", [("date-and-time", "")]),
    9: ("incident", "Y", "primary", [("text", ""), ("authority", "outside-england")]),
    10: (
        "incident",
        "N",
        "product",
        [
            (
                "one",
                "home relatives-home foster-home residential-home school hospital custody public-place online other",
            )
        ],
    ),
    11: ("incident", "Y", "primary", [("long-text", "")]),
    12: (
        "incident",
        "Y",
        "product",
        [
            (
                "many",
                "physical sexual-in-family sexual-outside-family neglect emotional exploitation"
                " serious-violence self-harm-or-suicide sudden-infant-death other",
            )
        ],
    ),
    13: ("incident", "Y", "product", [("one", "known suspected neither"), ("long-text", "")]),
    14: ("child", "Y", "primary", [("text", ""), ("text", ""), ("text", "")]),
    15: ("child", "Y", "primary", [("date-with-precision", "exact about unknown"), ("number", "")]),
    16: ("child", "Y", "primary", [("one", "female male not-known")]),
    17: ("child", "Y", "primary", [("one", "white mixed asian black other not-known")]),
    18: ("child", "Y", "primary", [("one", YES_NO_UNKNOWN), ("text", "")]),
    19: ("child", "N", "primary", [("long-text", "")]),
    20: (
        "child",
        "Y",
        "primary",
        [("long-text", ""), ("long-text", ""), ("authority", "outside-england not-known")],
    ),
    21: ("child", "Y", "primary", [("yes-no", "yes no")]),
    22: (
        "child",
        "C",
        "primary",
        [
            (
                "one",
                "at-home with-relatives foster-care residential-childrens-home semi-independent hospital"
                " secure-or-custody other",
            )
        ],
    ),
    23: ("child", "Y", "primary", [("one", YES_NO_UNKNOWN)]),
    24: ("child", "Y", "primary", [("one", YES_NO_UNKNOWN), ("one", "neglect physical sexual emotional")]),
    25: ("child", "Y", "primary", [("one", YES_NO_UNKNOWN), ("many", "LIST agency-kinds-2018")]),
    26: ("child", "N", "product", [("long-text", "")]),
    27: (
        "child",
        "N",
        "product",
        [("one", "enrolled home-educated missing-education excluded none"), ("text", "")],
    ),
    28: ("child", "Y", "primary", [("people", "name relation living-with")]),
    29: ("child", "N", "primary", [("people", "name age")]),
    30: ("child", "N", "primary", [("long-text", "")]),
    31: (
        "incident",
        "N",
        "product",
        [("one", "parent partner-of-parent other-family carer peer other-known stranger not-known")],
    ),
    32: ("incident", "Y", "product", [("long-text", "")]),
    33: ("incident", "N", "product", [("long-text", "")]),
    34: ("incident", "N", "product", [("yes-no", "yes no"), ("long-text", "")]),
    35: ("incident", "Y", "product", [("positions", "agree disagree not-reached")]),
    36: ("incident", "N", "secondary", [("one", "yes no unsure")]),
    37: ("incident", "N", "primary", [("files", "legal-papers letters forms")]),
    38: ("incident", "C", "product", [("text", "")]),
}
EVIDENCE = {
    "older form; statistics": [1],
    "older form": [2, 4, 5, 14, 15, 20, 28, 29, 30],
    "service start page": [3],
    "statistics": [6, 17, 18, 21, 22, 23, 24, 25],
    "start page": [7, 9, 11, 19, 37],
    "clock K1": [8],
    "": [10, 26, 33, 34, 38],
    "Panel reports": [12, 27, 31],
    "test A": [13],
    "statistics 2026, which replaced gender": [16],
    "rapid review aim": [32],
    "Panel FAQ": [35],
    "Devon": [36],
}
ANSWERS_RECALLED = {16, 17, 18, 22, 24}


@pytest.fixture(scope="module")
def notification() -> Form:
    return load_form(ENGLAND, "notification")


def parts_of(form: Form, number: int) -> list[Question]:
    return [question for question in form.questions if question.number == number]


def answers(question: Question) -> str:
    if question.options_from:
        return f"LIST {question.options_from}"
    ids = [o.code for o in question.options] + [c.id for c in question.columns] + list(question.precisions)
    return " ".join(ids)


def test_there_are_38_rows_and_no_other(notification: Form) -> None:
    assert {question.number for question in notification.questions} == set(range(1, 39)) == set(ROWS)


@pytest.mark.parametrize("number", ROWS)
def test_each_row_asks_what_the_reference_lists(notification: Form, number: int) -> None:
    per, required, seen, expected = ROWS[number]
    found = parts_of(notification, number)
    assert [(question.kind, answers(question)) for question in found] == expected
    assert {notification.section_of(question.id).about for question in found} == {per}
    assert {question.seen for question in found} == {seen}
    letter = {"always": "Y", "never": "N", "when": "C"}
    levels = [letter[question.required] for question in found]
    assert levels[0] == required
    if required == "N":
        assert set(levels) == {"N"}


@pytest.mark.parametrize("evidence", EVIDENCE)
def test_each_row_names_its_evidence(notification: Form, evidence: str) -> None:
    for number in EVIDENCE[evidence]:
        assert {question.evidence for question in parts_of(notification, number)} == {evidence}, number


def test_every_row_has_evidence_listed_here() -> None:
    assert sorted(n for numbers in EVIDENCE.values() for n in numbers) == sorted(ROWS)


def test_answers_that_are_only_recalled_say_so(notification: Form) -> None:
    assert {q.number for q in notification.questions if q.options_seen == "recalled"} == ANSWERS_RECALLED


def test_the_agencies_are_three_partners_the_schedules_38_and_others(notification: Form) -> None:
    options = notification.question("agencies").options
    groups = [option.group.en if option.group else "" for option in options]
    outside = ("Safeguarding partners", "Others that may know the family")
    assert [option.code for option in options][:3] == [
        "local-authority",
        "integrated-care-board",
        "police-force",
    ]
    assert len([group for group in groups if group not in outside]) == 38


def test_four_children_stand_in_detail_and_more_go_into_what_happened(notification: Form) -> None:
    assert notification.children_in_detail == 4
    assert notification.further_children_into == "what-happened"


def test_the_care_leaver_path_has_only_name_dates_and_area() -> None:
    form = load_form(ENGLAND, "care-leaver-death")
    assert [question.id for question in form.questions] == [
        "surname",
        "forenames",
        "date-of-birth",
        "date-of-death",
        "last-support-date",
        "incident-area",
    ]
    assert not form.asks_about_children


def test_the_first_call_asks_about_safety_first_and_on_one_page() -> None:
    form = load_form(ENGLAND, "first-call")
    assert [question.id for question in form.questions][:2] == ["children-safe", "safety-lead"]
    assert len(form.sections) == len(form.sections[0].pages) == 1


def test_a_first_call_can_be_recorded_with_the_child_unknown() -> None:
    form = load_form(ENGLAND, "first-call")
    about_child = [question for question in form.questions if question.about == "child"]
    assert {question.id for question in about_child} == {"child-name", "date-of-birth", "age", "home-area"}
    assert {question.required for question in about_child} == {"never"}

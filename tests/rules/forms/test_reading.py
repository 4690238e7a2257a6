"""What each kind of question makes of what was posted, in words that a person can act on."""

import json
from typing import Any

import pytest

from safeguarding.rules.forms.fields import field, refill
from safeguarding.rules.forms.questions import Question
from safeguarding.rules.forms.reading import Reading, read
from safeguarding.rules.text import Text

from .asking import FRI_13_MAR, NO, PEOPLE, WHEN, YES, reading, said
from .samples import question


@pytest.mark.parametrize(
    ("asked", "parts", "value"),
    [
        (question("text"), {"value": "  Ann\r\nExample "}, "Ann Example"),
        (question("long-text"), {"value": "One\r\ntwo\rthree\u2028four\n"}, "One\ntwo\nthree\nfour"),
        (question("email"), {"value": "ann@example.org"}, "ann@example.org"),
        (question("phone"), {"value": "01632 960 001"}, "01632 960 001"),
        (question("phone"), {"value": "+44 (0)1632 960001 ext. 12"}, "+44 (0)1632 960001 ext. 12"),
        (question("one", options=(YES, NO)), {"value": "no"}, "no"),
        (question("many", options=(YES, NO)), {"value": ["no", "", "yes", "no"]}, ["yes", "no"]),
        (question("yes-no", options=(YES, NO)), {"value": "yes"}, "yes"),
        (question("authority", options=(YES,)), {"value": "yes"}, "yes"),
        (question("authorities", options=(YES, NO)), {"value": ["no"]}, ["no"]),
        (question("date"), {"day": "1", "month": "2", "year": "2026"}, "2026-02-01"),
        (question("date"), {"day": "01", "month": "Sept", "year": "2026"}, "2026-09-01"),
        (question("date"), {"day": "29", "month": "february", "year": "2028"}, "2028-02-29"),
        (question("date", past=True), {"day": "13", "month": "3", "year": "2026"}, "2026-03-13"),
        (question("date-and-time"), {"day": "1", "month": "2", "year": "2026"}, "2026-02-01"),
        (
            question("date-and-time"),
            {"day": "1", "month": "2", "year": "2026", "time": "2.30pm"},
            "2026-02-01T14:30",
        ),
        (question("time"), {"value": "0905"}, "09:05"),
        (question("time"), {"value": "12am"}, "00:00"),
        (question("time"), {"value": "12 P.M."}, "12:00"),
        (question("time"), {"value": "Midday"}, "12:00"),
        (question("time"), {"value": "23:59"}, "23:59"),
        (question("number", maximum=24), {"value": "0"}, 0),
        (question("number"), {"value": "123"}, 123),
        (question("references"), {"value": "A-1\r\n\r\n A-2 \nA-1"}, ["A-1", "A-2"]),
        (WHEN, {"precision": "exact", "day": "1", "month": "3", "year": "2026"}, {"on": "2026-03-01"}),
        (WHEN, {"precision": "about", "day": "1", "month": "3", "year": "2026"}, {"on": "2026-03-01"}),
        (WHEN, {"precision": "month", "month": "March", "year": "2026"}, {"on": "2026-03"}),
        (WHEN, {"precision": "year", "year": "2026"}, {"on": "2026"}),
        (WHEN, {"precision": "before", "day": "1", "month": "3", "year": "2026"}, {"on": "2026-03-01"}),
        (WHEN, {"precision": "after", "day": "1", "month": "3", "year": "2026"}, {"on": "2026-03-01"}),
        (WHEN, {"precision": "unknown", "day": " "}, {}),
        (
            WHEN,
            {
                "precision": "between",
                "day": "1",
                "month": "3",
                "year": "2026",
                "until_day": "1",
                "until_month": "3",
                "until_year": "2026",
            },
            {"on": "2026-03-01", "until": "2026-03-01"},
        ),
        (
            PEOPLE,
            {"10_name": "Cy", "2_name": "Bo", "2_living-with": "no", "3_name": " ", "x_name": "Di"},
            [{"name": "Bo", "living-with": "no"}, {"name": "Cy"}],
        ),
    ],
)
def test_a_good_answer_is_read(asked: Question, parts: dict[str, Any], value: Any) -> None:
    found = reading(asked, **parts)
    if asked is WHEN:
        value = {"precision": parts["precision"]} | value
    assert (found.value, found.error, found.at) == (value, None, "")
    assert json.loads(json.dumps(found.value)) == found.value


def test_only_a_question_about_the_past_refuses_the_future() -> None:
    ahead = {"precision": "exact", "day": "1", "month": "1", "year": "2030"}
    assert reading(question("date-with-precision", precisions=("exact",)), **ahead).value["on"] == "2030-01-01"
    assert said(reading(WHEN, **ahead)) == "The thing asked must not be in the future"


@pytest.mark.parametrize("kind", ["positions", "files"])
def test_what_another_page_answers_is_never_read_here(kind: str) -> None:
    asked = question(kind, options=(YES,))
    assert asked.is_filled_elsewhere
    assert reading(asked, value="yes") == Reading(None, {})


@pytest.mark.parametrize(
    "asked",
    [
        question("text"),
        question("number"),
        question("time"),
        question("date"),
        question("date-and-time"),
        question("one", options=(YES,)),
        question("many", options=(YES,)),
        question("references"),
        WHEN,
        PEOPLE,
    ],
)
def test_an_answer_left_out_is_no_error_while_writing(asked: Question) -> None:
    assert asked.required == "always"
    assert read(asked, {}, today=FRI_13_MAR) == Reading(None, {})


def test_lengths_are_unicode_code_points_with_a_line_end_counting_one() -> None:
    asked = question("long-text", max_length=3)
    assert reading(asked, value="a\r\n😀").value == "a\n😀"
    assert "It has 4" in said(reading(asked, value="ab\r\n😀"))


def test_a_prefix_keeps_two_children_on_one_page_apart() -> None:
    asked = question("date")
    both = {field(asked, part, "child-2-"): ["3"] for part in ("day", "month")}
    both |= {field(asked, "year", "child-2-"): ["2020"], field(asked, "day"): ["9"]}
    assert field(asked, "day", "child-2-") == "child-2-asked-day"
    assert read(asked, both, "child-2-", today=FRI_13_MAR).value == "2020-03-03"


def test_the_row_that_is_wrong_is_named_by_its_column_in_the_language_asked() -> None:
    asked = question("text", named=Text(en="the name", cy="(the name)"))
    found = reading(asked, value="a" * 201)
    assert found.error is not None
    assert found.error.in_("cy") == found.error.en  # the sentence itself has no checked Welsh yet


def test_a_saved_answer_goes_back_into_its_fields() -> None:
    assert refill(question("text"), None) == {}
    assert refill(question("files", options=(YES,)), [{"name": "a"}]) == {}
    assert refill(question("date-and-time"), "2026-03-13T14:30") == {
        "day": ("13",),
        "month": ("3",),
        "year": ("2026",),
        "time": ("14:30",),
    }
    assert refill(question("date"), "2026-03-13") == {"day": ("13",), "month": ("3",), "year": ("2026",)}
    assert refill(question("many", options=(YES, NO)), ["yes", "no"]) == {"value": ("yes", "no")}
    assert refill(question("references"), ["A", "B"]) == {"value": ("A\nB",)}
    assert refill(question("number"), 7) == {"value": ("7",)}
    assert refill(PEOPLE, [{"name": "Bo"}]) == {"0_name": ("Bo",)}
    assert refill(WHEN, {"precision": "month", "on": "2026-03"}) == {
        "precision": ("month",),
        "month": ("3",),
        "year": ("2026",),
    }

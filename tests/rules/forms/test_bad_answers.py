"""A bad answer is told in a sentence with its place, and comes back as it was typed, however hostile."""

from typing import Any

import pytest

from safeguarding.rules.forms.fields import rows
from safeguarding.rules.forms.questions import Question

from .asking import PEOPLE, WHEN, YES, reading, said
from .samples import question


@pytest.mark.parametrize(
    ("asked", "parts", "sentence", "at"),
    [
        (
            question("text", max_length=3),
            {"value": "four"},
            "The thing asked must be 3 characters or fewer. It has 4",
            "value",
        ),
        (question("text"), {"value": ["a", "b"]}, "Give only one answer for the thing asked", "value"),
        (
            question("email"),
            {"value": "ann"},
            "Enter the thing asked in the correct format, like name@example.com",
            "value",
        ),
        (
            question("phone"),
            {"value": "ring me"},
            "Enter the thing asked as a phone number, like 01632 960 001 or +44 808 157 0192",
            "value",
        ),
        (
            question("one", options=(YES,)),
            {"value": "maybe"},
            "Select the thing asked from the answers listed",
            "value",
        ),
        (
            question("many", options=(YES,)),
            {"value": ["yes", "maybe"]},
            "Select the thing asked from the answers listed",
            "value",
        ),
        (
            question("number"),
            {"value": "7.5"},
            "The thing asked must be a whole number, like 7",
            "value",
        ),
        (question("number"), {"value": "９"}, "The thing asked must be a whole number, like 7", "value"),
        (
            question("number", maximum=24),
            {"value": "25"},
            "The thing asked must be between 0 and 24",
            "value",
        ),
        (question("number"), {"value": "-1"}, "The thing asked must be 0 or more", "value"),
        (
            question("time"),
            {"value": "2"},
            "The thing asked must have a real time, like 14:30 or 2:30pm",
            "value",
        ),
        (
            question("time"),
            {"value": "14pm"},
            "The thing asked must have a real time, like 14:30 or 2:30pm",
            "value",
        ),
        (
            question("time"),
            {"value": "24:00"},
            "The thing asked must have a real time, like 14:30 or 2:30pm",
            "value",
        ),
        (
            question("time"),
            {"value": "9:60"},
            "The thing asked must have a real time, like 14:30 or 2:30pm",
            "value",
        ),
        (question("date"), {"month": "2", "year": "2026"}, "The thing asked must include a day", "day"),
        (question("date"), {"day": "2", "year": "2026"}, "The thing asked must include a month", "month"),
        (question("date"), {"day": "2", "month": "2"}, "The thing asked must include a year", "year"),
        (
            question("date"),
            {"day": "29", "month": "2", "year": "2026"},
            "The thing asked must be a real date",
            "day",
        ),
        (
            question("date"),
            {"day": "1", "month": "Foo", "year": "2026"},
            "The thing asked must be a real date",
            "day",
        ),
        (
            question("date"),
            {"day": "1", "month": "2", "year": "soon"},
            "The thing asked must be a real date",
            "year",
        ),
        (
            question("date"),
            {"day": "1", "month": "2", "year": "26"},
            "The thing asked must have a year of 4 numbers, like 2026",
            "year",
        ),
        (
            question("date"),
            {"day": "1", "month": "2", "year": "1066"},
            "The thing asked must be in 1900 or later",
            "year",
        ),
        (
            question("date", past=True),
            {"day": "14", "month": "3", "year": "2026"},
            "The thing asked must not be in the future",
            "day",
        ),
        (
            question("date-and-time"),
            {"time": "14:30"},
            "The thing asked must have a date as well as a time",
            "day",
        ),
        (WHEN, {"day": "1"}, "Select how exact the thing asked is", "precision"),
        (WHEN, {"precision": "roughly"}, "Select the thing asked from the answers listed", "precision"),
        (WHEN, {"precision": "exact"}, "Enter the thing asked", "day"),
        (
            WHEN,
            {"precision": "month", "month": "4", "year": "2026"},
            "The thing asked must not be in the future",
            "month",
        ),
        (WHEN, {"precision": "year", "year": "2027"}, "The thing asked must not be in the future", "year"),
        (
            WHEN,
            {"precision": "unknown", "year": "2026"},
            "The thing asked has parts that “Not known” has no place for. Clear them, or select another answer",
            "year",
        ),
        (
            WHEN,
            {"precision": "between", "day": "1", "month": "3", "year": "2026", "until_day": "1"},
            "The later date of the thing asked must include a month",
            "until_month",
        ),
        (
            WHEN,
            {
                "precision": "between",
                "day": "2",
                "month": "3",
                "year": "2026",
                "until_day": "1",
                "until_month": "3",
                "until_year": "2026",
            },
            "The thing asked must end on or after the day it begins",
            "until_day",
        ),
        (
            PEOPLE,
            {"0_name": "Ann", "1_name": "Bo", "1_living-with": "perhaps"},
            "Select “Living-with” in row 2 of the thing asked from the answers listed",
            "1_living-with",
        ),
        (
            PEOPLE,
            {"0_name": "A" * 201},
            "“Name” in row 1 of the thing asked must be 200 characters or fewer. It has 201",
            "0_name",
        ),
        (
            PEOPLE,
            {f"{n}_name": "Ann" for n in range(4)},
            "The thing asked must be 3 or fewer. There are 4",
            "0_name",
        ),
    ],
)
def test_a_bad_answer_is_told_in_a_sentence(asked: Question, parts: dict[str, Any], sentence: str, at: str) -> None:
    found = reading(asked, **parts)
    assert said(found) == sentence
    assert found.at == at
    assert {part: list(texts) for part, texts in found.typed.items()} == {
        part: [value] if isinstance(value, str) else value for part, value in parts.items()
    }


@pytest.mark.parametrize("bad", ["\x00", "\ud800", "\x1b", "\uffff"])
def test_a_character_that_cannot_be_saved_is_shown_and_explained(bad: str) -> None:
    found = reading(question("long-text"), value=f"Bad{bad}news")
    assert said(found).endswith("holds a character that cannot be saved, shown as �. Take it out and save again")
    assert found.typed == {"value": ("Bad�news",)}
    found.typed["value"][0].encode("utf-8")
    assert reading(PEOPLE, **{"0_name": f"A{bad}"}).at == "0_name"


def test_ten_million_characters_are_answered_with_a_sentence_and_come_back() -> None:
    text = "a" * 10_000_000
    for asked in (
        question("long-text"),
        question("number"),
        question("time"),
        question("one", options=(YES,)),
    ):
        found = reading(asked, value=text)
        said(found)
        assert found.typed["value"][0] is text or found.typed["value"][0] == text
    assert "10,000 characters or fewer. It has 10,000,000" in said(reading(question("long-text"), value=text))


def test_thousands_of_rows_are_answered_with_a_sentence_and_come_back() -> None:
    found = reading(PEOPLE, **{f"{n}_name": "Ann" for n in range(20_000)})
    assert said(found) == "The thing asked must be 3 or fewer. There are 20,000"
    assert len(rows(PEOPLE, found.typed)) == 20_000
    listed = reading(question("references"), value="\n".join(str(n) for n in range(20_000)))
    assert said(listed) == "The thing asked must be 40 or fewer. There are 20,000"

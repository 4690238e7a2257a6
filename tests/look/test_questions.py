"""Every kind of question as a page asks it: its posted names, what was typed, its error, its hint."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from django.template import engines

from safeguarding.look.questions import RENDERERS, problem, problems
from safeguarding.rules.forms.fields import refill
from safeguarding.rules.forms.loading import load_form
from safeguarding.rules.forms.questions import Column, Kind, Option, Question
from safeguarding.rules.forms.reading import Reading, read
from safeguarding.rules.text import Text
from tests.look.html_trees import Node, tree

FRI_13_MAR = date(2026, 3, 13)
FORM = load_form("england/child-safeguarding-practice-review", "notification")


def asked(kind: Kind, **more: object) -> Question:
    given = {
        "id": "it",
        "number": 1,
        "label": Text(en="What is it?"),
        "named": Text(en="what it is"),
        "kind": kind,
        "required": "always",
        "about": "incident",
        "privacy": "administrative",
        "retention": "incident-record",
        "seen": "product",
        **more,
    }
    return Question.model_construct(**given)


def written(question: Question, reading: object = None, extra: str = "", **context: object) -> str:
    source = "{% load questions %}{% question q reading prefix " + extra + " %}"
    return engines["django"].from_string(source).render({"q": question, "reading": reading, "prefix": "", **context})


def controls(html: str) -> list[dict[str, str]]:
    """Every control of a piece of HTML, with its attributes and, for a text area, its text."""
    found: list[dict[str, str]] = []

    def look(node: Node | str) -> None:
        if isinstance(node, str):
            return
        tag, attrs, children = node
        if tag in ("input", "select", "textarea", "button"):
            found.append({"tag": tag, **dict(attrs), "text": "".join(c for c in children if isinstance(c, str))})
        for child in children:
            look(child)

    look(tree(html))
    return found


def names(html: str) -> set[str]:
    return {one["name"] for one in controls(html)}


def test_every_kind_can_be_asked() -> None:
    assert set(RENDERERS) == set(get_args(Kind))


@pytest.mark.parametrize("question", list(FORM.questions), ids=lambda q: q.id)
def test_every_question_of_the_notification_is_drawn_and_labelled(question: Question) -> None:
    html = written(question)
    assert question.label.en in html.replace("&#x27;", "'")
    ids = {dict(attrs).get("for") for attrs in _labels(html)}
    for one in controls(html):
        if one["tag"] != "button":
            assert one["id"] in ids, one


def _labels(html: str) -> list[tuple[tuple[str, str], ...]]:
    found: list[tuple[tuple[str, str], ...]] = []

    def look(node: Node | str) -> None:
        if not isinstance(node, str):
            if node[0] == "label":
                found.append(node[1])
            for child in node[2]:
                look(child)

    look(tree(html))
    return found


def test_a_text_keeps_what_was_typed_beside_its_error() -> None:
    question = asked("text", max_length=5)
    reading = read(question, {"it": ["<b>longer</b>"]}, today=FRI_13_MAR)
    html = written(question, reading)
    assert controls(html)[0]["value"] == "<b>longer</b>"
    assert reading.error is not None
    assert reading.error.en in html
    assert 'href="#it"' not in html
    assert problems([(question, reading)]) == [{"href": "#it", "text": reading.error.en}]


def test_a_prefix_stands_before_every_name() -> None:
    html = written(asked("date"), prefix="child-2.")
    assert names(html) == {"child-2.it-day", "child-2.it-month", "child-2.it-year"}


def test_the_part_of_a_date_that_is_wrong_is_the_one_marked_and_led_to() -> None:
    question = asked("date")
    reading = read(question, {"it-day": ["13"], "it-month": [""], "it-year": ["2026"]}, today=FRI_13_MAR)
    marked = [one["name"] for one in controls(written(question, reading)) if "govuk-input--error" in one["class"]]
    assert marked == ["it-month"]
    assert problems([(question, reading)])[0]["href"] == "#it-month"


def test_a_saved_answer_is_drawn_again() -> None:
    question = asked("date-and-time")
    values = {one["name"]: one["value"] for one in controls(written(question, refill(question, "2026-03-13T14:30")))}
    assert values == {"it-day": "13", "it-month": "3", "it-year": "2026", "it-time": "14:30"}


def test_a_date_less_than_exact_offers_its_precisions_and_a_later_day() -> None:
    question = asked("date-with-precision", precisions=("exact", "about", "between"))
    saved = refill(question, {"precision": "between", "on": "2026-03-01", "until": "2026-03-09"})
    found = controls(written(question, saved))
    assert [one["value"] for one in found if one["name"] == "it-precision"] == ["exact", "about", "between"]
    assert [one["value"] for one in found if "checked" in one] == ["between"]
    assert {one["name"]: one["value"] for one in found}["it-until_day"] == "9"
    assert "<details" in written(question, saved)
    assert " open>" in written(question, saved)


def test_a_date_that_is_never_between_has_no_later_day() -> None:
    html = written(asked("date-with-precision", precisions=("exact", "year")))
    assert "it-until_day" not in names(html)


YES_NO = (Option(code="yes", label=Text(en="Yes")), Option(code="no", label=Text(en="No")))


def test_a_choice_keeps_what_was_chosen() -> None:
    found = controls(written(asked("yes-no", options=YES_NO), {"value": ("no",)}))
    assert [(one["value"], "checked" in one) for one in found] == [("yes", False), ("no", True)]
    assert found[0]["id"] == "it"


def test_a_long_list_is_picked_from() -> None:
    many = tuple(Option(code=f"o{n}", label=Text(en=f"Option {n}")) for n in range(40))
    assert [one["tag"] for one in controls(written(asked("one", options=many)))] == ["select"]


def test_groups_of_choices_have_headings() -> None:
    options = tuple(
        Option(code=f"o{n}", label=Text(en=f"Option {n}"), group=Text(en=f"Group {n // 2}")) for n in range(4)
    )
    html = written(asked("many", options=options))
    assert html.count("govuk-checkboxes__divider") == 2
    assert controls(html)[0]["id"] == "it"


COLUMNS = (
    Column(id="name", label=Text(en="Name")),
    Column(id="living", label=Text(en="Lives with"), options=YES_NO),
)


def test_rows_of_people_stand_ready_without_a_script() -> None:
    html = written(asked("people", columns=COLUMNS))
    assert names(html) == {"it-0_name", "it-0_living", "it-1_name", "it-1_living", "add-another"}


def test_add_another_gives_one_more_row_and_keeps_the_rest() -> None:
    question = asked("people", columns=COLUMNS)
    posted = {"it-0_name": ["Robin"], "it-0_living": [""], "it-1_name": [""], "it-1_living": [""]}
    html = written(question, read(question, posted, today=FRI_13_MAR), "add_another=pressed", pressed="it")
    assert {"it-2_name", "it-2_living"} <= names(html)
    assert next(one for one in controls(html) if one["name"] == "it-0_name")["value"] == "Robin"


def test_another_question_s_button_adds_no_row_here() -> None:
    html = written(asked("people", columns=COLUMNS), None, "add_another=pressed", pressed="siblings")
    assert "it-2_name" not in names(html)


def test_a_row_keeps_its_name_where_others_were_left_out() -> None:
    question = asked("people", columns=COLUMNS)
    reading = read(question, {"it-4_name": ["x" * 300]}, today=FRI_13_MAR)
    assert "it-4_name" in names(written(question, reading))
    assert problems([(question, reading)])[0]["href"] == "#it-4_name"


def test_no_more_rows_are_offered_than_are_taken() -> None:
    question = asked("people", columns=COLUMNS, max_rows=2)
    html = written(question, None, "add_another=pressed", pressed="it")
    assert "it-2_name" not in names(html)
    assert "add-another" not in names(html)


def test_several_authorities_are_picked_one_by_one() -> None:
    areas = tuple(Option(code=f"a{n}", label=Text(en=f"Area {n}")) for n in range(40))
    question = asked("authorities", options=areas)
    found = [one for one in controls(written(question, {"value": ("a3", "a7")})) if one["tag"] == "select"]
    assert [one["name"] for one in found] == ["it", "it", "it"]
    assert len({one["id"] for one in found}) == 3


def test_what_was_typed_in_every_kind_reads_back_the_same() -> None:
    """A page drawn from an answer and sent unchanged stores the same answer."""
    answers = {
        "text": "Some words",
        "number": 7,
        "date": "2026-03-13",
        "date-and-time": "2026-03-13T14:30",
        "people": [{"name": "Robin", "living": "yes"}],
        "many": ["yes", "no"],
        "references": ["A1", "B2"],
    }
    for kind, answer in answers.items():
        question = asked(kind, columns=COLUMNS, options=YES_NO)  # type: ignore[arg-type]
        html = written(question, refill(question, answer))
        assert read(question, _sent(html), today=FRI_13_MAR).value == answer, kind


def _sent(html: str) -> dict[str, list[str]]:
    """What a browser would send, unchanged."""
    sent: dict[str, list[str]] = {}

    def look(node: Node | str) -> None:
        if isinstance(node, str):
            return
        tag, attributes, children = node
        attrs = dict(attributes)
        if tag == "input" and (attrs["type"] not in ("radio", "checkbox") or "checked" in attrs):
            sent.setdefault(attrs["name"], []).append(attrs.get("value", ""))
        if tag == "textarea":
            sent.setdefault(attrs["name"], []).append("".join(c for c in children if isinstance(c, str)))
        if tag == "select":
            chosen = [dict(option[1]) for option in children if not isinstance(option, str)]
            sent.setdefault(attrs["name"], []).extend(c["value"] for c in chosen if "selected" in c)
        for child in children:
            look(child)

    look(tree(html))
    return sent


def test_a_question_that_may_be_left_out_says_so() -> None:
    assert "What is it? (optional)" in written(asked("text", required="never"))


def test_a_question_alone_on_its_page_is_its_heading() -> None:
    assert '<h1 class="govuk-label-wrapper">' in written(asked("text"), None, "heading=True")
    assert '<h1 class="govuk-fieldset__heading">' in written(asked("date"), None, "heading=True")


def test_a_question_answered_elsewhere_shows_the_way() -> None:
    html = written(asked("files"), None, 'elsewhere="/papers/"')
    assert '<a class="govuk-link" href="/papers/">' in html
    assert controls(html) == []


def test_something_missing_leads_to_the_first_field() -> None:
    question = asked("people", columns=COLUMNS)
    assert problem(question, Text(en="Enter the parents"))["href"] == "#it-0_name"
    assert problem(asked("date"), Text(en="Enter the date"))["href"] == "#it-day"


def test_welsh_is_served_where_it_was_written() -> None:
    from django.utils.translation import override

    with override("cy"):
        assert "Beth" in written(asked("text", label=Text(en="What?", cy="Beth yw hyn?")))


def test_a_reading_without_trouble_is_no_problem() -> None:
    assert problems([(asked("text"), Reading("x", {"value": ("x",)}))]) == []

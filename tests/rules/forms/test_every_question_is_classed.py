"""The house rule on forms: every question is classed, nothing private may be published, the words are ours."""

import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from safeguarding.rules.forms.classes import ABOUT, CONCEPTS, PRIVACY, RETENTION
from safeguarding.rules.forms.completeness import STATUS_WORDS
from safeguarding.rules.forms.loading import all_forms
from safeguarding.rules.forms.questions import Form
from safeguarding.rules.forms.reference import reference
from safeguarding.rules.forms.sentences import SENTENCES
from safeguarding.rules.forms.wording import DATE_IN_WORDS, PRECISION_WORDS

FORMS = [form for forms in all_forms().values() for form in forms]
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "forms.md"
NEVER_SAID = re.compile(
    r"perpetrator|victim|offender|overdue|\bLAC\b|\bNAI\b|commit(ted)? suicide|substance misuse|\bgate\b|\bwall\b"
    r"|non-accidental|alleged|dead child|fatality|index child",
    re.IGNORECASE,
)


NAMES_IN_STATUTE = {"Young offender institution"}


def english(value: Any) -> Iterator[str]:
    """Every English wording inside a form."""
    if isinstance(value, dict) and "en" in value:
        yield value["en"]
    elif isinstance(value, dict | list | tuple):
        for below in value.values() if isinstance(value, dict) else value:
            yield from english(below)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_question_says_whose_it_is_how_private_and_how_long_kept(form: Form) -> None:
    for question in form.questions:
        assert question.about in ABOUT
        assert question.privacy in PRIVACY
        assert question.retention in RETENTION
        assert question.concept is None or question.concept in CONCEPTS
        assert not question.publishable


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_free_text_is_never_classed_as_saying_nothing(form: Form) -> None:
    for question in form.questions:
        if question.kind == "long-text":
            assert question.privacy in ("account", "sensitive", "address"), question.id


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_what_counts_in_statistics_can_be_counted(form: Form) -> None:
    countable = {"one", "many", "yes-no", "number", "authority", "date", "date-with-precision", "date-and-time"}
    assert {question.kind for question in form.questions if question.concept} <= countable


def test_every_class_and_concept_is_used() -> None:
    questions = [question for form in FORMS for question in form.questions]
    assert {question.about for question in questions} == set(ABOUT)
    assert {question.privacy for question in questions} == set(PRIVACY)
    assert {question.retention for question in questions} == set(RETENTION)
    assert {question.concept for question in questions} - {None} == set(CONCEPTS)


def test_the_words_are_those_that_a_family_could_read() -> None:
    words = [text for form in FORMS for text in english(form.model_dump())]
    words += [text.en for text in (*SENTENCES.values(), *PRECISION_WORDS.values(), *DATE_IN_WORDS.values())]
    words += [text.en for text in STATUS_WORDS.values()]
    assert len(words) > 400
    assert {text for text in words if NEVER_SAID.search(text)} == NAMES_IN_STATUTE


def test_the_same_question_in_two_forms_has_the_same_meaning_to_carry_it_over() -> None:
    kinds: dict[str, set[str]] = {}
    for form in FORMS:
        for question in form.questions:
            kinds.setdefault(question.id, set()).add(f"{question.about} {question.kind}")
    differing = {name: found for name, found in kinds.items() if len(found) > 1}
    assert set(differing) <= {"date-of-birth", "incident-area"}


def test_the_reference_page_is_what_the_form_files_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(all_forms()), (
        "docs/reference/forms.md is stale: python -m safeguarding.rules.forms > docs/reference/forms.md"
    )


def test_the_reference_page_holds_every_question_and_class() -> None:
    page = reference(all_forms())
    for form in FORMS:
        assert all(f"| `{question.id}` |" in page for question in form.questions)
    assert all(f"| {code} |" in page for known in (ABOUT, PRIVACY, RETENTION, CONCEPTS) for code in known)


def test_the_command_writes_the_reference_page(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_module("safeguarding.rules.forms", run_name="__main__")
    assert capsys.readouterr().out == reference(all_forms())

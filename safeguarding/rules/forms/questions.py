"""What a form is made of: sections of pages of questions, each question wholly described by its entry.

Checks that look across a whole form are in `checking.py`; reading the files is `loading.py`.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from safeguarding.rules.forms.classes import About, Concept, Privacy, Retention
from safeguarding.rules.lawfile import Entry
from safeguarding.rules.text import Text

Kind = Literal[
    "text",
    "long-text",
    "email",
    "phone",
    "one",
    "many",
    "yes-no",
    "date",
    "date-with-precision",
    "date-and-time",
    "time",
    "number",
    "people",
    "references",
    "authority",
    "authorities",
    "positions",
    "files",
]
Precision = Literal["exact", "about", "month", "year", "between", "before", "after", "unknown"]
Seen = Literal["primary", "secondary", "recalled", "product"]


def _plain(word: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", word):
        raise ValueError(f"'{word}' must be small letters, digits and hyphens, like 'date-of-birth'.")
    return word


Id = Annotated[str, AfterValidator(_plain)]

# The longest answer, in Unicode code points, where a question does not say otherwise.
LONGEST = {"text": 200, "long-text": 10_000, "email": 254, "phone": 60, "references": 60}


class Condition(Entry):
    """Holds while the named question is itself asked and its answer is, or contains, one of these codes."""

    question: Id
    codes: tuple[Id, ...] = Field(alias="is", min_length=1)


class Option(Entry):
    code: Id
    label: Text
    hint: Text | None = None
    group: Text | None = None  # a heading over neighbouring options in a long list
    only_when: Condition | None = None  # offered only then
    opens: Id | None = None  # the form to fill in instead, once this is chosen


class Column(Entry):
    """One column of a question about several people; with options it is chosen, without it is typed."""

    id: Id
    label: Text
    options: tuple[Option, ...] = ()


class Question(Entry):
    id: Id
    number: int = Field(ge=1)  # the place in the official order; the parts of one official row share it
    label: Text
    named: Text  # how a sentence names it: "the date of the incident"
    hint: Text | None = None
    kind: Kind
    options: tuple[Option, ...] = ()  # for authorities: those offered after the caller's own
    options_from: Id | None = None  # a list in forms/lists
    columns: tuple[Column, ...] = ()
    precisions: tuple[Precision, ...] = ()
    required: Literal["always", "never", "when"]  # "when": as soon as the condition below makes us ask it
    when: Condition | None = None  # asked only then
    unless: Condition | None = None  # a path on which it is not asked
    asked: Literal["while-writing", "once-sent"] = "while-writing"
    about: About  # whose information it is; whether it is asked once for each child is the section's
    privacy: Privacy
    retention: Retention
    publishable: bool = False
    concept: Concept | None = None
    evidence: str = ""
    seen: Seen
    options_seen: Seen | None = None
    max_length: int | None = Field(default=None, ge=1)
    max_rows: int = Field(default=40, ge=1)
    minimum: int = 0
    maximum: int | None = None
    past: bool = False  # a date that cannot lie in the future
    autocomplete: str = ""  # the HTML purpose of a field about the person who is typing

    @property
    def longest(self) -> int:
        """The longest answer, in Unicode code points."""
        return self.max_length or LONGEST.get(self.kind, 200)

    @property
    def is_filled_elsewhere(self) -> bool:
        """Shown on the form, answered by another page: the partners' positions, and the papers."""
        return self.kind in ("positions", "files")


class Page(Entry):
    id: Id
    title: Text
    hint: Text | None = None
    questions: tuple[Question, ...] = Field(alias="question", min_length=1)


class Section(Entry):
    id: Id
    title: Text
    about: Literal["incident", "child"] = "incident"  # "child": asked once for each child
    pages: tuple[Page, ...] = Field(alias="page", min_length=1)

    @property
    def questions(self) -> Iterator[Question]:
        return (question for page in self.pages for question in page.questions)


class Form(Entry):
    id: Id
    version: int = Field(ge=1)
    valid_from: dt.date = Field(alias="from")
    title: Text
    intro: Text
    children_in_detail: int | None = Field(default=None, ge=1)  # how many the official form takes one by one
    further_children_into: Id | None = None  # the free text that takes the rest
    sections: tuple[Section, ...] = Field(alias="section", min_length=1)

    @property
    def questions(self) -> Iterator[Question]:
        """Every question, in the order of the screens."""
        return (question for section in self.sections for question in section.questions)

    @property
    def asks_about_children(self) -> bool:
        return any(section.about == "child" for section in self.sections)

    def question(self, question_id: str) -> Question:
        """The question of this id; KeyError where the form has none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def section_of(self, question_id: str) -> Section:
        """The section that asks the question of this id; KeyError where the form has none."""
        for section in self.sections:
            if any(question.id == question_id for question in section.questions):
                return section
        raise KeyError(question_id)

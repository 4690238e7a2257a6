"""What is still to answer, section by section and child by child, before a form can be sent.

What is wrong with an answer as it is typed is told by `reading.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from safeguarding.rules.forms.conditions import Answers, asked
from safeguarding.rules.forms.questions import Form, Page, Question, Section
from safeguarding.rules.forms.sentences import sentence
from safeguarding.rules.text import Text

Status: TypeAlias = Literal["not-started", "in-progress", "done"]

STATUS_WORDS: Mapping[Status, Text] = {
    "not-started": Text(en="Not started"),
    "in-progress": Text(en="In progress"),
    "done": Text(en="Done"),
}
# How to ask for what is missing; whatever is not here is entered.
ASKING: Mapping[str, str] = {
    "one": "select",
    "many": "select",
    "yes-no": "select",
    "authority": "select",
    "authorities": "select",
    "positions": "record-positions",
    "files": "attach",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing still to answer. `child` counts from 1; None where the question is about the incident."""

    section: str
    page: str
    question: str
    child: int | None
    sentence: Text


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one section is, for one child where it is asked for each. A section in which nothing is
    required stays "not started" when empty, and holds nothing up."""

    section: str
    title: Text
    child: int | None
    status: Status
    missing: tuple[Missing, ...]

    @property
    def words(self) -> Text:
        return STATUS_WORDS[self.status]


def progress(
    form: Form, answers: Answers, children: Sequence[Answers] = (), *, sent: bool = False
) -> tuple[Progress, ...]:
    """Every section that asks anything now, once for each child where it is about a child (at least one)."""
    return tuple(
        _progress(form, section, answers, child, number, sent)
        for section in form.sections
        for number, child in each_child(section, children)
        if asked(form, section, answers, child, sent=sent)
    )


def completeness(
    form: Form, answers: Answers, children: Sequence[Answers] = (), *, sent: bool = False
) -> tuple[Missing, ...]:
    """All that is missing, in the order of the screens. `sent`: also what is known only after sending."""
    return tuple(missing for part in progress(form, answers, children, sent=sent) for missing in part.missing)


def each_child(section: Section, children: Sequence[Answers]) -> Iterator[tuple[int | None, Answers]]:
    """(None, nothing) for the incident; else each child with its number, or one empty child for none."""
    if section.about == "incident":
        yield None, {}
    else:
        yield from enumerate(children or ({},), 1)


def is_answered(question: Question, value: Any) -> bool:
    """Positions count once every partner has one; everything else as soon as it is not empty."""
    if question.kind == "positions":
        codes = {option.code for option in question.options}
        return bool(value) and all(row.get("position") in codes for row in value)
    return value is not None and value != "" and value != []


def _progress(
    form: Form, section: Section, answers: Answers, child: Answers, number: int | None, sent: bool
) -> Progress:
    given = answers if number is None else child
    missing: list[Missing] = []
    begun = False
    for page in section.pages:
        for question in asked(form, page, answers, child, sent=sent):
            begun = begun or is_answered(question, given.get(question.id))
            missing += _missing(section, page, question, given, number)
    status: Status = "not-started" if not begun else "in-progress" if missing else "done"
    return Progress(section.id, section.title, number, status, tuple(missing))


def _missing(section: Section, page: Page, question: Question, given: Answers, number: int | None) -> Iterator[Missing]:
    code = _wanting(question, given.get(question.id))
    if code:
        yield Missing(section.id, page.id, question.id, number, sentence(code, question.named))


def _wanting(question: Question, value: Any) -> str:
    if not is_answered(question, value):
        return "" if question.required == "never" else ASKING.get(question.kind, "enter")
    if question.kind not in ("one", "many"):
        return ""
    chosen = [value] if isinstance(value, str) else value
    fitting = [option for option in question.options if option.code in chosen]
    if len(fitting) < len(chosen):
        return "no-longer-fits"
    return "other-form" if any(option.opens for option in fitting) else ""

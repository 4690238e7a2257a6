"""Which questions, and which of their options, are asked given what was answered before.

The vocabulary is closed: a condition waits for codes of one earlier question; no expression language.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from safeguarding.rules.forms.questions import Condition, Form, Option, Page, Question, Section

Answers: TypeAlias = Mapping[str, Any]  # question id -> stored value


def is_asked(
    form: Form, question: Question, answers: Answers, child: Answers | None = None, *, sent: bool = False
) -> bool:
    """Whether this question is asked; `child` holds the answers about the child in hand."""
    if question.asked == "once-sent" and not sent:
        return False
    if question.when and not _holds(form, question.when, answers, child):
        return False
    return not (question.unless and _holds(form, question.unless, answers, child))


def offered(form: Form, question: Question, answers: Answers, child: Answers | None = None) -> Question:
    """The question with the options that fit what was answered before it."""
    options = tuple(o for o in question.options if not o.only_when or _holds(form, o.only_when, answers, child))
    return question if options == question.options else question.model_copy(update={"options": options})


def asked(
    form: Form, part: Section | Page, answers: Answers, child: Answers | None = None, *, sent: bool = False
) -> tuple[Question, ...]:
    """The questions of a section or page as they are asked now. None: leave the page out."""
    return tuple(
        offered(form, question, answers, child)
        for question in part.questions
        if is_asked(form, question, answers, child, sent=sent)
    )


def other_form(form: Form, answers: Answers) -> str | None:
    """The id of the form to fill in instead, where an answer says so."""
    return next((option.opens for question, option in _chosen(form, answers) if option.opens), None)


def _chosen(form: Form, answers: Answers) -> Iterator[tuple[Question, Option]]:
    for question in form.questions:
        codes = codes_of(answers.get(question.id))
        yield from ((question, option) for option in question.options if option.code in codes)


def codes_of(value: Any) -> frozenset[str]:
    """The codes in an answer: the one chosen, the several chosen, or how exact a date is."""
    if isinstance(value, str):
        return frozenset((value,))
    if isinstance(value, Mapping):
        return frozenset((str(value.get("precision", "")),))
    if isinstance(value, Sequence):
        return frozenset(item for item in value if isinstance(item, str))
    return frozenset()


def _holds(form: Form, condition: Condition, answers: Answers, child: Answers | None) -> bool:
    source = form.question(condition.question)
    if not is_asked(form, source, answers, child, sent=True):
        return False
    about_child = form.section_of(source.id).about == "child"
    value = (child or {}).get(source.id) if about_child else answers.get(source.id)
    return not codes_of(value).isdisjoint(condition.codes)

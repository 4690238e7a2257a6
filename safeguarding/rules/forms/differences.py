"""What changed in a procedure's forms between two days, question by question. Duties are in rules/differences.py."""

from collections.abc import Iterable, Iterator
from datetime import date

from safeguarding.rules.forms.questions import Column, Condition, Form, Option, Question
from safeguarding.rules.text import Text


def form_differences(forms: Iterable[Form], first: date, second: date) -> Iterator[str]:
    """A line for each form that began or changed, with its questions beneath; nothing when they stood still."""
    before, after = _in_force(forms, first), _in_force(forms, second)
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old is None and new is not None:
            yield f"+ form {name}: {new.title.en} (version {new.version})"
        elif old is not None and new is None:
            yield f"- form {name}: {old.title.en} (version {old.version})"
        elif old is not None and new is not None and old is not new:
            yield f"~ form {name}: {new.title.en} (version {old.version} -> {new.version})"
            yield from (f"    {line}" for line in _of_questions(old, new))


def _in_force(forms: Iterable[Form], day: date) -> dict[str, Form]:
    """The newest version of each form by a day."""
    found: dict[str, Form] = {}
    for form in sorted(forms, key=lambda form: form.version):
        if form.valid_from <= day:
            found[form.id] = form
    return found


def _of_questions(old: Form, new: Form) -> Iterator[str]:
    before, after = ({question.id: question for question in form.questions} for form in (old, new))
    yield from (f"- {name}: {before[name].label.en}" for name in before if name not in after)
    for name, question in after.items():
        if name not in before:
            yield f"+ {name}: {question.label.en}"
        else:
            yield from _changes(before[name], question)


def _changes(old: Question, new: Question) -> Iterator[str]:
    for key in Question.model_fields:
        was, now = getattr(old, key), getattr(new, key)
        if was != now:
            yield f"~ {new.id}, {key.replace('_', ' ')}: {_words(was)} -> {_words(now)}"


def _words(value: object) -> str:
    match value:
        case Text():
            return value.en
        case Option() | Column():
            return value.label.en
        case Condition():
            return f"{value.question} is {' or '.join(value.codes)}"
        case tuple():
            return "; ".join(map(_words, value)) or "none"
        case None:
            return "none"
    return str(value)

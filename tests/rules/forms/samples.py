"""Small questions and forms to ask in tests, and the real forms of England."""

from typing import Any

from safeguarding.rules.forms.fields import Posted, field
from safeguarding.rules.forms.loading import load_form, offering
from safeguarding.rules.forms.questions import Column, Form, Option, Question
from safeguarding.rules.text import Text

ENGLAND = "england/child-safeguarding-practice-review"
AUTHORITIES = (
    Option(code="barnsley", label=Text(en="Barnsley")),
    Option(code="bedford", label=Text(en="Bedford")),
)


def england(form_id: str) -> Form:
    return offering(load_form(ENGLAND, form_id), AUTHORITIES)


def option(code: str, **keys: Any) -> Option:
    return Option(code=code, label=Text(en=code.capitalize()), **keys)


def column(column_id: str, *options: str) -> Column:
    return Column(id=column_id, label=Text(en=column_id.capitalize()), options=tuple(option(code) for code in options))


def question(kind: str, **keys: Any) -> Question:
    plain = {
        "id": "asked",
        "number": 1,
        "label": Text(en="Asked"),
        "named": Text(en="the thing asked"),
        "required": "always",
        "about": "child",
        "privacy": "account",
        "retention": "incident-record",
        "seen": "product",
    }
    return Question.model_validate({**plain, "kind": kind, **keys})


def posted(asked: Question, **parts: str | list[str]) -> Posted:
    """As the browser would post it: posted(q, day="13", month="3", year="2026")."""
    return {field(asked, part): [value] if isinstance(value, str) else value for part, value in parts.items()}

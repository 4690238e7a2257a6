"""What must agree across a whole form before anybody is asked anything; one entry's keys: `questions.py`."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile

from safeguarding.rules.forms.fields import FIXED_PARTS, field
from safeguarding.rules.forms.questions import Condition, Form, Option, Question
from safeguarding.rules.lawfile import LawFault, near

WITH_OPTIONS = ("one", "many", "yes-no", "positions", "files")
DATES = ("date", "date-with-precision", "date-and-time")
NEVER_PUBLISHABLE = ("identifying", "address", "sensitive", "account", "working-contact")


def check(form: Form, file: str) -> None:
    """Raises LawFault at the first disagreement: file, entry and cure."""
    for entry, sentence in _faults(form):
        raise LawFault(sentence, file=file, entry=entry)


def _faults(form: Form) -> Iterator[tuple[str, str]]:
    for name, ids in _names(form):
        for repeated in _repeated(ids):
            yield f"{name} '{repeated}'", "this id is used twice; give one of them another."
    yield from _further_children(form)
    yield from _clashing_fields(form)
    for question in form.questions:
        entry = f"question '{question.id}'"
        yield from ((entry, sentence) for rule in RULES if (sentence := rule(question)))
        conditions = (question.when, question.unless, *(option.only_when for option in question.options))
        for condition in filter(None, conditions):
            yield from ((entry, sentence) for sentence in [_condition(form, question, condition)] if sentence)


def _names(form: Form) -> Iterator[tuple[str, list[str]]]:
    yield "section", [section.id for section in form.sections]
    yield "page", [page.id for section in form.sections for page in section.pages]
    yield "question", [question.id for question in form.questions]
    for question in form.questions:
        yield f"question '{question.id}', option", [option.code for option in question.options]
        yield f"question '{question.id}', column", [column.id for column in question.columns]


def _repeated(ids: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [i for i in ids if i in seen or seen.add(i)]  # type: ignore[func-returns-value]


def _further_children(form: Form) -> Iterator[tuple[str, str]]:
    entry = f"form '{form.id}'"
    if (form.children_in_detail is None) != (form.further_children_into is None):
        yield entry, "children_in_detail and further_children_into go together; give both or neither."
    if form.further_children_into is not None:
        texts = [q.id for s in form.sections if s.about == "incident" for q in s.questions if q.kind == "long-text"]
        if form.further_children_into not in texts:
            yield (
                entry,
                (
                    f"further_children_into names '{form.further_children_into}', which is no long text"
                    f" about the incident{near(form.further_children_into, texts)}"
                ),
            )


def _clashing_fields(form: Form) -> Iterator[tuple[str, str]]:
    names = {field(q, part): q.id for q in form.questions for part in FIXED_PARTS.get(q.kind, ())}
    rows = [q.id for q in form.questions if q.kind == "people"]
    for question in form.questions:
        other = names.get(question.id, question.id)
        if other != question.id or any(re.match(rf"{re.escape(i)}-\d", question.id) for i in rows):
            yield f"question '{question.id}'", "its field would have the name of another's; rename it."


def _condition(form: Form, question: Question, condition: Condition) -> str:
    before = takewhile(lambda other: other.id != question.id, form.questions)
    earlier = {other.id: other for other in before}
    source = earlier.get(condition.question)
    if source is None:
        cure = near(condition.question, earlier)
        return f"its condition names '{condition.question}', which no earlier question is{cure}"
    about = form.section_of(source.id).about
    if about == "child" and form.section_of(question.id).about == "incident":
        return f"its condition names '{source.id}', which is asked once for each child; whose answer is meant?"
    known = {option.code for option in source.options} | set(source.precisions)
    unknown = [code for code in condition.codes if code not in known]
    if unknown:
        return f"its condition waits for '{unknown[0]}', which '{source.id}' never answers{near(unknown[0], known)}"
    return ""


def _options(q: Question) -> str:
    if q.kind in WITH_OPTIONS and not q.options:
        return "it has no options; add options, or options_from with the id of a list."
    if q.options and q.kind not in (*WITH_OPTIONS, "authority", "authorities"):
        return f"a question of kind '{q.kind}' takes no options; remove them or change the kind."
    return ""


def _columns(q: Question) -> str:
    if bool(q.columns) != (q.kind == "people"):
        return "columns belong to the kind 'people', and it needs them; add or remove them."
    return ""


def _precisions(q: Question) -> str:
    if bool(q.precisions) != (q.kind == "date-with-precision"):
        return "precisions belong to the kind 'date-with-precision', and it needs them; add or remove them."
    return ""


def _bounds(q: Question) -> str:
    if q.past and q.kind not in DATES:
        return "past = true belongs to dates; remove it."
    if q.kind != "number" and (q.maximum is not None or q.minimum):
        return "minimum and maximum belong to the kind 'number'; remove them."
    return ""


def _required(q: Question) -> str:
    conditional = q.when is not None or q.asked == "once-sent"
    if q.required == "when" and not conditional:
        return 'required = "when" needs a condition: add when = { question = …, is = […] }.'
    if q.required == "always" and q.when is not None:
        return 'it is asked only under a condition, so say required = "when".'
    return ""


def _publishable(q: Question) -> str:
    if q.publishable and q.privacy in NEVER_PUBLISHABLE:
        return f"an answer of privacy class '{q.privacy}' is never publishable; remove publishable."
    return ""


RULES: tuple[Callable[[Question], str], ...] = (
    _options,
    _columns,
    _precisions,
    _bounds,
    _required,
    _publishable,
)


def offered_by_list(option: Option) -> bool:
    """A shared list holds plain options: no condition and no way to another form."""
    return option.only_when is None and option.opens is None

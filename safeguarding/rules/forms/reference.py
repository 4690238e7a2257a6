"""The reference page of every form, written from the form files: `python -m safeguarding.rules.forms`.

A test compares docs/reference/forms.md with it, so the page cannot go stale.
"""

from collections.abc import Iterable, Iterator, Mapping

from safeguarding.rules.forms.classes import ABOUT, CONCEPTS, PRIVACY, RETENTION
from safeguarding.rules.forms.questions import Condition, Form, Question
from safeguarding.rules.forms.wording import PRECISION_WORDS, YES_NO

OPENING = """# Forms

Written from the form files by `python -m safeguarding.rules.forms > docs/reference/forms.md`;
change those, not this page.

The number is the row of the official form; parts of one row share it. Required: Y always, N never,
C as soon as its condition makes us ask it. Seen: primary, secondary, recalled or product (our own choice).
Lengths and counts are Unicode code points, a line end counting one.
"""


def reference(procedures: Mapping[str, Iterable[Form]]) -> str:
    """Markdown: the forms by procedure, then what every class of question means."""
    lines = [OPENING]
    for procedure, forms in procedures.items():
        lines += [f"## {procedure}", ""]
        lines += [line for form in forms for line in _form(form)]
    for title, known in CLASSES.items():
        lines += [f"## {title}", "", "| Class | Means |", "|---|---|"]
        lines += [*(f"| {code} | {meaning} |" for code, meaning in known.items()), ""]
    return "\n".join(lines).rstrip() + "\n"


CLASSES = {
    "About: whose information it is": ABOUT,
    "Privacy": PRIVACY,
    "Retention": RETENTION,
    "Statistical concepts": CONCEPTS,
}
REQUIRED = {"always": "Y", "never": "N", "when": "C"}
COLUMNS = (
    "#", "Question", "Id", "Kind", "Answers", "Req", "Asked", "About", "Privacy", "Retention", "Published",
    "Concept", "Evidence", "Seen",
)  # fmt: skip


def _form(form: Form) -> Iterator[str]:
    yield f"### {form.title.en} (`{form.id}`, version {form.version}, from {form.valid_from})"
    yield from ("", form.intro.en, "")
    if form.further_children_into:
        into = f"`{form.further_children_into}`"
        yield f"{form.children_in_detail} children in detail; further children go into {into}."
        yield ""
    for section in form.sections:
        yield f"#### {section.title.en}" + (" (once for each child)" if section.about == "child" else "")
        yield from ("", f"| {' | '.join(COLUMNS)} |", "|---" * len(COLUMNS) + "|")
        yield from (f"| {' | '.join(_row(question))} |" for question in section.questions)
        yield ""


def _row(q: Question) -> tuple[str, ...]:
    seen = f"{q.seen}; answers {q.options_seen}" if q.options_seen else q.seen
    published = "may be" if q.publishable else "no"
    return (
        str(q.number), q.label.en, f"`{q.id}`", q.kind, _answers(q), REQUIRED[q.required], _asked(q), q.about,
        q.privacy, q.retention, published, q.concept or "-", q.evidence or "-", seen,
    )  # fmt: skip


def _answers(q: Question) -> str:
    if q.options_from:
        return f"list `{q.options_from}`"
    if q.precisions:
        return ", ".join(PRECISION_WORDS[precision].en.lower() for precision in q.precisions)
    if q.columns:
        return ", ".join(column.label.en.lower() for column in q.columns)
    given = ["the authorities"] if q.kind in ("authority", "authorities") else []
    own = [] if q.options == YES_NO else [option.label.en for option in q.options]
    return "; ".join(given + own) or "-"


def _asked(q: Question) -> str:
    found = ["once sent"] if q.asked == "once-sent" else []
    found += [f"when {_condition(q.when)}"] if q.when else []
    found += [f"not when {_condition(q.unless)}"] if q.unless else []
    return "; ".join(found) or "-"


def _condition(condition: Condition) -> str:
    return f"`{condition.question}` is {' or '.join(condition.codes)}"

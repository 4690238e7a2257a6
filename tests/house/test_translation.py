"""Every sentence that a person reads passes through translation: in Python too, not in templates alone. The rules'
sentences are `Text`, which knows both languages, and no page takes the English one by name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import safeguarding

SOURCE = Path(safeguarding.__file__).parent
APPS = (
    "overview", "meetings", "plans", "reviews", "gathering", "cases", "people", "messages", "files", "look", "web",
)  # fmt: skip
LEFT_OUT = {
    "migrations": "the database reads it",
    "management": "the console",
    "reference": "data",
    "demonstration": "invented people and what they wrote",
    "people/demonstration.py": "invented people",
    "reviews/demonstration_sending.py": "invented people and what they wrote",
    "reviews/demonstration.py": "an invented rapid review",
    "meetings/demonstration.py": "invented meetings",
    "plans/demonstration.py": "an invented plan",
    "web/demonstration.py": "invented incidents",
    "gathering/demonstration.py": "invented answers of agencies",
    "cases/generation.py": "invented incidents, for measuring",
    "look/gallery.py": "examples of components, seen in development alone",
    "look/gallery_examples.py": "examples of components, seen in development alone",
    "messages/gallery.py": "examples of messages, seen in development alone",
}
"""Folders and files whose texts are no words of the product's pages, and why."""
SAID_TO_NOBODY = {
    ("files/office.py", "PowerPoint Document"): "the name of a part inside a file of Office",
    ("gathering/letters.py", "List Number"): "the name of a style of Word's",
    ("look/components/__init__.py", " Did you mean …?"): "said to whoever writes a template",
    ("look/components/__init__.py", " It knows: …."): "said to whoever writes a template",
    ("look/frontend.py", "The stylesheet frontend/look.scss cannot be compiled."): "said to whoever builds the look",
    ("people/sign_in_settings.py", "Safeguarding Reviews"): "our name, as an authenticator app keeps it",
}
"""Texts that look like sentences and are none of a page, and why."""
PASSES = re.compile(r"^(_|(np?|p)?gettext(_lazy|_noop)?|format_lazy)$")
TO_BUILDERS = re.compile(
    r"((?<!Validation)Error|Exception|Faulty|Broken|Misconfigured|Configured|Fault|NotALine|BadReference)$"
    r"|^(logger|assert_never|execute)$"
)
"""What is called with words for whoever builds or runs the system: exceptions that no page shows, logs, statements."""
STATEMENT = re.compile(r"^\s*(SELECT|INSERT|UPDATE|DELETE|SET|LOCK|WITH|GRANT|REVOKE|CREATE) ")
SENTENCE = re.compile(r"^\s*[A-Z“][\w’']*[,:]? .*[a-z]|^….* .*[a-z].*[.?!]$", re.DOTALL)
"""Words that begin as a sentence does; or that begin with what is set in, and end as one does."""
MONTH_OR_DAY = re.compile(r"%-?[AaBb]\b")


def modules() -> list[Path]:
    found = [*sorted(SOURCE.glob("*.py")), *(path for app in APPS for path in sorted((SOURCE / app).rglob("*.py")))]
    return [path for path in found if named(path) not in LEFT_OUT and not set(path.parts) & set(LEFT_OUT)]


def named(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def called(node: ast.Call) -> str:
    """The name by which something is called; of a log, whatever its method."""
    if isinstance(node.func, ast.Attribute):
        is_log = isinstance(node.func.value, ast.Name) and node.func.value.id in ("logger", "logging")
        return "logger" if is_log else node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def text_of(node: ast.AST) -> str:
    """A text as it is written; in an f-string, … for each thing that is set in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or "…" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def is_passed_by(node: ast.AST) -> bool:
    """Whether nothing inside is to be looked at: it is translated, for builders, a docstring, or a row's name."""
    if isinstance(node, ast.Call):
        return bool(PASSES.match(called(node)) or TO_BUILDERS.search(called(node)))
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.FunctionDef) and node.name == "__str__"


def within(tree: ast.AST) -> Iterator[ast.AST]:
    """Everything in a module that may hold words; an f-string whole, and what is set into it."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if is_passed_by(node):
            continue
        yield node
        is_whole = isinstance(node, ast.JoinedStr)
        waiting.extend(
            part.value if isinstance(part, ast.FormattedValue) else part
            for part in ast.iter_child_nodes(node)
            if not (is_whole and isinstance(part, ast.Constant))
        )


def unspoken(source: str) -> set[str]:
    """The texts of a module that look like sentences and pass through nothing."""
    texts = (text_of(node) for node in within(ast.parse(source)))
    return {text for text in texts if SENTENCE.match(text) and not STATEMENT.match(text)}


@pytest.mark.parametrize("path", modules(), ids=named)
def test_a_sentence_passes_through_translation(path: Path) -> None:
    known = {text for file, text in SAID_TO_NOBODY if file == named(path)}
    found = unspoken(path.read_text(encoding="utf-8"))
    assert found - known == set()
    assert known <= found, "no longer there: take it off the list"


def test_every_exception_is_still_there() -> None:
    assert {file for file, _text in SAID_TO_NOBODY} <= set(map(named, modules()))
    assert [name for name in LEFT_OUT if not list(SOURCE.rglob(name))] == []


@pytest.mark.parametrize(
    "source",
    [
        'raise Refused(Refusal("Enter the day."))',
        'raise ValidationError("Enter the day.")',
        'label = f"Copy of what was sent to {body}"',
        'said = f"{address} is no address. Write another."',
        'hint = " Did you mean this?"',
        'why = f"Confirmed: what {duty} says"',
        "said = f\"{place(where='The ward, upstairs')}\"",
    ],
)
def test_the_search_finds_a_sentence_that_passes_through_nothing(source: str) -> None:
    assert unspoken(source)


@pytest.mark.parametrize(
    "source",
    [
        '_("Enter the day.")',
        'ngettext("One day is left.", "%(n)s days are left.", n)',
        '"""A docstring that says why."""',
        'logger.warning("The message could not be sent.")',
        'rows_of(Row, "SELECT * FROM reads(%s)")',
        'raise ValueError("The registers hold no such body.")',
        'classes = f"{given} govuk-button--start"',
    ],
)
def test_the_search_leaves_alone_what_nobody_reads_on_a_page(source: str) -> None:
    assert not unspoken(source)


PAGES = sorted(SOURCE.rglob("templates/**/*.html")) + sorted(SOURCE.rglob("templates/**/*.txt"))


@pytest.mark.parametrize("path", [*modules(), *PAGES], ids=named)
def test_no_page_takes_the_english_words_by_name(path: Path) -> None:
    """`.in_(spoken())` in Python, `|spoken` in a template."""
    assert not re.search(r"[\w)\]]\.en\b(?!-)", path.read_text(encoding="utf-8"))


WORDING = re.compile(r"\b(test|outside|form|sheet|item|stage|procedure|duty|step)\.(title|intro|hint|note|text)\b")
"""Wording of law and forms as templates name it; shown without a filter it would be English, whatever the page."""
OF_CASES = sorted((SOURCE / "cases/templates").rglob("*.html"))


@pytest.mark.parametrize("path", OF_CASES, ids=named)
def test_wording_of_law_is_shown_in_the_language_of_the_page(path: Path) -> None:
    source = re.sub(r"\{% if .*?%\}", "", path.read_text(encoding="utf-8"))
    assert [one.group(0) for one in WORDING.finditer(source) if not source[one.end() :].startswith("|spoken")] == []


@pytest.mark.parametrize("path", modules(), ids=named)
def test_a_month_is_named_in_the_language_of_the_page(path: Path) -> None:
    """`look.languages.day`, or Django's `date_format`: Python's own formats know English alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    whole = (node for node in within(tree) if isinstance(node, ast.JoinedStr))
    specs = (part.format_spec for node in whole for part in node.values if isinstance(part, ast.FormattedValue))
    assert [text_of(spec) for spec in specs if spec is not None and MONTH_OR_DAY.search(text_of(spec))] == []

"""The words that people read: none that would hurt a family, none of the builders' own, no name in a title."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import safeguarding

SOURCE = Path(safeguarding.__file__).parent
PROJECT = SOURCE.parent

NEVER = re.compile(
    r"\b(perpetrators?|victims?(?! Act\b)|offenders?(?! institution)|overdue|chas(?:e|ed|ing)|nil return|break-glass|"
    r"takedown|fatalit(?:y|ies)|commit(?:ted)? suicide|hard to reach|disguised compliance|LAC)\b",
    re.IGNORECASE,
)
BUILDERS_ON_A_PAGE = re.compile(r"\b(wall|gate|standing|sprint|slippage|dues)\b", re.IGNORECASE)
TAGS = re.compile(r"\{[%#].*?[%#]\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)
SPOKEN = re.compile(r"""_\(\s*["'](.*?)["']\s*[,)]|(?:text|html)=["'](.*?)["']""", re.DOTALL)

TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html")) + sorted(SOURCE.rglob("templates/**/*.txt"))
LAW = sorted((SOURCE / "rules/law").rglob("*.toml"))
PYTHON = sorted(path for path in SOURCE.rglob("*.py") if not path.is_relative_to(SOURCE / "rules"))
TRANSLATES = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
GLOSSARY = PROJECT / "docs/reference/glossary.md"
"""The one page that may name what not to say."""
DOCS = sorted({PROJECT / "README.md", *(PROJECT / "docs").rglob("*.md")} - {GLOSSARY})


def read_aloud(text: str) -> str:
    """What a template says: its text without tags, and the strings inside its tags."""
    spoken = " ".join(part for found in SPOKEN.findall(text) for part in found)
    return TAGS.sub(" ", text) + " " + spoken


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_uses_words_a_family_could_bear(path: Path) -> None:
    said = read_aloud(path.read_text(encoding="utf-8"))
    assert not NEVER.findall(said)
    assert not BUILDERS_ON_A_PAGE.findall(said)


def translated(source: str) -> Iterator[str]:
    """What a module says to people: the words that it hands to translation, one and many alike."""
    for node in ast.walk(ast.parse(source)):
        name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        if isinstance(node, ast.Call) and name in TRANSLATES:
            words = node.args[: 2 if name.startswith("ngettext") else 1]
            yield from (one.value for one in words if isinstance(one, ast.Constant) and isinstance(one.value, str))


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(SOURCE)))
def test_python_uses_words_a_family_could_bear(path: Path) -> None:
    said = " ".join(translated(path.read_text(encoding="utf-8")))
    assert not NEVER.findall(said)
    assert not BUILDERS_ON_A_PAGE.findall(re.sub(r"%\(\w+\)s|\{\w+\}", "", said))


def test_the_words_of_python_are_found() -> None:
    said = list(translated('a = _("One.")\nb = ngettext("Two.", "Three.", n)\nc = other("Four.")'))
    assert said == ["One.", "Two.", "Three."]


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_the_documents_use_words_a_family_could_bear(path: Path) -> None:
    assert not NEVER.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", LAW, ids=lambda path: str(path.relative_to(SOURCE)))
def test_law_and_forms_use_words_a_family_could_bear(path: Path) -> None:
    words = " ".join(re.findall(r'(?:en|cy)\s*=\s*"(.*?)"', path.read_text(encoding="utf-8")))
    assert not NEVER.findall(words)


def test_no_number_of_days_stands_outside_the_rules() -> None:
    in_words = re.compile(r"\b(\d+|five|fifteen|seven)\s+(working\s+)?days\b", re.IGNORECASE)
    found = [
        f"{path.relative_to(PROJECT)}: {match.group(0)}"
        for path in TEMPLATES
        for match in in_words.finditer(read_aloud(path.read_text(encoding="utf-8")))
    ]
    assert found == []

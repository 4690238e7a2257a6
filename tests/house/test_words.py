"""The words that people read: none that would hurt a family, none of the builders' own, no name in a title."""

import re
from pathlib import Path

import pytest

import safeguarding

SOURCE = Path(safeguarding.__file__).parent
PROJECT = SOURCE.parent

NEVER = re.compile(
    r"\b(perpetrators?|victims?|offenders?(?! institution)|overdue|chas(?:e|ed|ing)|nil return|break-glass|takedown|"
    r"fatalit(?:y|ies)|commit(?:ted)? suicide|hard to reach|disguised compliance|LAC)\b",
    re.IGNORECASE,
)
BUILDERS = re.compile(r"\b(wall|gate|standing|sprint|slippage|dues?)\b", re.IGNORECASE)
TAGS = re.compile(r"\{[%#].*?[%#]\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)
SPOKEN = re.compile(r"""_\(\s*["'](.*?)["']\s*[,)]|(?:text|html)=["'](.*?)["']""", re.DOTALL)

TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html")) + sorted(SOURCE.rglob("templates/**/*.txt"))
LAW = sorted((SOURCE / "rules/law").rglob("*.toml"))


def read_aloud(text: str) -> str:
    """What a template says: its text without tags, and the strings inside its tags."""
    spoken = " ".join(part for found in SPOKEN.findall(text) for part in found)
    return TAGS.sub(" ", text) + " " + spoken


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_uses_words_a_family_could_bear(path: Path) -> None:
    said = read_aloud(path.read_text(encoding="utf-8"))
    assert not NEVER.findall(said)
    assert not [word for word in BUILDERS.findall(said) if word.lower() not in {"due"}]


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

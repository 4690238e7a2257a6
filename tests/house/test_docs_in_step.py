"""The documents name files that exist, and say of the code what is so."""

import re
from pathlib import Path

import pytest

import safeguarding

PROJECT = Path(safeguarding.__file__).parent.parent
DOCS = [PROJECT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md")] + sorted(
    (PROJECT / "docs").rglob("*.md")
)
PLACES = "safeguarding|tests|docs|benchmarks|rules|cases|people|messages|files|ground|web|look"
NAMED = re.compile(rf"`((?:{PLACES})/[\w./-]+)`")


@pytest.mark.parametrize("document", DOCS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_document_names_files_that_exist(document: Path) -> None:
    missing = [
        name
        for name in NAMED.findall(document.read_text(encoding="utf-8"))
        if not (PROJECT / name).exists() and not (PROJECT / "safeguarding" / name).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("document", DOCS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_document_shows_and_leads_to_what_is_there(document: Path) -> None:
    to = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert [one for one in to if "://" not in one and not (document.parent / one).exists()] == []


def test_the_map_of_the_architecture_is_the_import_contract() -> None:
    contract = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    layers = re.findall(r'"\(?(\w+)\)?[^"]*",?\n', re.search(r"layers = \[(.*?)\]", contract, re.DOTALL).group(1))  # type: ignore[union-attr]
    drawn = (PROJECT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("```")[1]
    for layer in layers:
        if (PROJECT / "safeguarding" / layer).exists():
            assert re.search(rf"^{layer}\b", drawn, re.MULTILINE), layer


def test_the_page_of_settings_is_the_table_of_settings() -> None:
    from safeguarding.ground.settings_page import page

    assert (PROJECT / "docs/reference/settings.md").read_text(encoding="utf-8") == page()

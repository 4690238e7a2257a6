"""Every press that writes to people shows beforehand what goes to whom (F16): read from the code itself, so that no new
verb or page is left out. That the names are the right ones: `tests/cases/incident/test_previews.py`."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

import safeguarding

ROOT = Path(safeguarding.__path__[0])
APPS = ("cases", "gathering", "reviews", "plans", "meetings", "overview")
DOORS = {"open_case_to", "open_to", "open_meeting", "open_meeting_to"}
WRITES = {"write", "write_about", "_write"}
FOLLOWS_BY_ITSELF = {"DATE_MOVED", "REMINDER", "CAME_BACK", "EMERGENCY_ACCESS"}
"""Kinds that no press is for: a date that moved, a reminder, mail that came back; and that emergency access was used,
which the page says in words and which nothing may hold up."""

Name = tuple[str, str]
"""A module and a function of it."""


@dataclass
class Said:
    """What stands in a function: the names it uses, the kinds of message it names, what it is decorated with."""

    uses: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    decorated: set[str] = field(default_factory=set)

    @property
    def is_page(self) -> bool:
        return bool(self.decorated & DOORS)

    @property
    def is_verb(self) -> bool:
        return "atomic" in self.decorated


def _said(function: ast.FunctionDef) -> Said:
    said = Said()
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            said.uses.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Kind":
            said.kinds.add(node.attr)
    for decorator in function.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        said.decorated.add(called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", ""))
    return said


@cache
def everything() -> tuple[dict[Name, Said], dict[str, dict[str, Name]]]:
    """Every function of the apps about cases, and in each module what its imported names stand for."""
    functions: dict[Name, Said] = {}
    imported: dict[str, dict[str, Name]] = {}
    for path in (one for app in APPS for one in (ROOT / app).rglob("*.py")):
        module = ".".join(["safeguarding", *path.relative_to(ROOT).with_suffix("").parts])
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = imported.setdefault(module, {})
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                functions[module, node.name] = _said(node)
            elif isinstance(node, ast.ImportFrom):
                names |= {one.asname or one.name: (node.module or "", one.name) for one in node.names}
    return functions, imported


def used_by(name: Name) -> Iterator[Name]:
    """The functions that a function uses: of its own module, and imported ones. No page is used by another."""
    functions, imported = everything()
    for used in functions[name].uses:
        meant = imported[name[0]].get(used, (name[0], used))
        if meant in functions and meant != name and not functions[meant].is_page:
            yield meant


def reached(start: Iterable[Name], *, through_verbs: bool) -> set[Name]:
    """These functions and all that they use; past a verb only where that is asked."""
    functions, _ = everything()
    found: set[Name] = set()
    left = list(start)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            if through_verbs or not functions[name].is_verb:
                left += used_by(name)
    return found


def pages() -> list[Name]:
    functions, _ = everything()
    return sorted(name for name, said in functions.items() if said.is_page)


def written_by(page: Name) -> set[str]:
    """The kinds of message that the verbs of a page write."""
    functions, _ = everything()
    verbs = [name for name in reached([page], through_verbs=False) if functions[name].is_verb]
    within = reached(verbs, through_verbs=True)
    writing = [functions[name] for name in within if functions[name].uses & WRITES]
    return set().union(*(said.kinds for said in writing)) - FOLLOWS_BY_ITSELF


def shown_by(page: Name) -> set[str]:
    """The kinds of message that a page shows beforehand."""
    functions, _ = everything()
    outside = [name for name in reached([page], through_verbs=False) if not functions[name].is_verb]
    return set().union(*(functions[name].kinds for name in outside))


WRITING = [page for page in pages() if written_by(page)]


@pytest.mark.parametrize("page", WRITING, ids=lambda page: f"{page[0].rpartition('.')[2]}.{page[1]}")
def test_what_a_page_writes_it_shows_beforehand(page: Name) -> None:
    assert written_by(page) <= shown_by(page)


def test_the_code_is_really_read() -> None:
    names = {page[1] for page in WRITING}
    assert names >= {"first_call", "decision", "position", "record", "further", "record_sent", "send_here", "withdraw"}
    assert names >= {"received_one", "ask", "lead", "here", "draft", "answer"}

"""Every component against every example that the npm package carries, the hidden ones included."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from safeguarding.look.components import CATALOGUE, component
from safeguarding.look.components.parameters import snake
from safeguarding.look.gallery import known
from tests.look.html_trees import lines, tree

OFFICIAL = Path(__file__).parents[2] / "node_modules/govuk-frontend/dist/govuk/components"
# Branded, or for a service that sets cookies beyond the necessary; base.html has plain ones of our own.
NOT_OURS = {"header", "footer", "cookie-banner", "feedback"}


def _examples() -> list[tuple[str, str, dict[str, Any]]]:
    found = []
    for name in CATALOGUE:
        for example in json.loads((OFFICIAL / name / "fixtures.json").read_text())["fixtures"]:
            found.append((name, example["name"], example))
    return found


EXAMPLES = _examples()


@pytest.mark.parametrize(("name", "title", "example"), EXAMPLES, ids=[f"{n}: {t}" for n, t, _ in EXAMPLES])
def test_we_write_what_the_official_component_writes(name: str, title: str, example: dict[str, Any]) -> None:
    assert lines(tree(component(name, **known(name, example["options"])))) == lines(tree(example["html"]))


def test_no_component_and_no_example_is_left_out() -> None:
    official = {folder.name for folder in OFFICIAL.iterdir() if (folder / "fixtures.json").exists()}
    assert official - set(CATALOGUE) == NOT_OURS
    counted = sum(len(json.loads((OFFICIAL / name / "fixtures.json").read_text())["fixtures"]) for name in CATALOGUE)
    assert len(EXAMPLES) == counted == 664


def test_our_parameters_are_the_official_ones() -> None:
    for name, ours in CATALOGUE.items():
        official = json.loads((OFFICIAL / name / "macro-options.json").read_text())
        named = {snake(option["name"]) for option in official} - {"caller"}
        assert ours.accepts == named, name

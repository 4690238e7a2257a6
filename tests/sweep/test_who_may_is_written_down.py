"""The page that says who may open what is the one that the code writes."""

from pathlib import Path

import safeguarding
from safeguarding.web.who_may import COMMAND, reference

PAGE = Path(safeguarding.__file__).parent.parent / "docs" / "reference" / "who-may.md"


def test_the_page_of_who_may_is_in_step_with_the_code() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), f"docs/reference/who-may.md is stale: {COMMAND}"

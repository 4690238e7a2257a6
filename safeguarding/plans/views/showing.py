"""Evidence as a form gives it, for the lead's own page and for who runs the plan."""

from typing import Any

from safeguarding.plans.actions.answering import Shown


def as_shown(given: dict[str, Any]) -> Shown:
    """What was typed and attached."""
    attached = given.get("file")
    named = ("kind", "looked_by", "looked_on", "measured", "before", "after", "looked_at", "words")
    return Shown(**{name: given[name] for name in named}, file=attached, file_name=attached.name if attached else "")

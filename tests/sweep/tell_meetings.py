"""The part of the story about meetings.
Every table of the app is filled, and each text is a marker."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.sweep.story import Story


def tell(story: "Story") -> None:
    """Told after everything else of the story, by the real verbs."""


def rows(story: "Story", case: str) -> dict[str, list[Any]]:
    """Keys for addresses, by the word of the address that stands before them."""
    return {}

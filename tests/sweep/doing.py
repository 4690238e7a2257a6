"""A verb of the sweeps: who does it, with what permission, and what it is given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.rules.roles import Permission as P
from tests.sweep.story import Story

Given = dict[str, Any]


@dataclass(frozen=True)
class Verb:
    """A verb, who does it, with what permission, and everything it is given but `by` and `on`."""

    does: Callable[..., Any]
    by: str
    to: P
    given: Callable[[Story], Given]
    is_the_holders_alone: bool = False
    """Whether the permission is not enough: a position is the holder's of that body, a proposal its agency's."""

    @property
    def name(self) -> str:
        return self.does.__name__

    def do(self, story: Story, given: Given, *, by: str = "") -> Any:
        """Done by this person, its own unless told otherwise, in one transaction."""
        actor = story.cast.actor(by or self.by)
        with acting_as(actor.person_id):
            return self.does(**given, by=actor, on=today.today())

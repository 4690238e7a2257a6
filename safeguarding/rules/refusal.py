"""The one way a rule says no. Who may do a thing is in roles.py; whether it is time is in phases.py."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A no with its reason: a sentence a person can act on, and the field or entry it concerns."""

    sentence: str
    place: str = ""

    def __str__(self) -> str:
        return self.sentence


class Refused(ValueError):
    """Raised where a rule is asked for an answer that it must not guess."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.place}: {refusal.sentence}" if refusal.place else refusal.sentence)
        self.refusal = refusal

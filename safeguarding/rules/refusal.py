"""The one way a rule says no. Who may do a thing is in roles.py; whether it is time is in phases.py."""

from dataclasses import dataclass

from safeguarding.rules.text import Text


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


class Unusable(ValueError):
    """Raised where what was given cannot be used: the sentence in both languages, English to whoever runs a command."""

    def __init__(self, told: Text) -> None:
        super().__init__(told.en)
        self.told = told

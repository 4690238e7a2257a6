"""How reading an answer stops: which sentence, at which part. Raised to be caught in `reading.py` alone."""

from safeguarding.rules.text import Text


class Fault(Exception):
    """Names a sentence of `sentences.py`, the part at fault, and the words it needs besides {named}."""

    def __init__(self, code: str, part: str, **words: Text | str | int) -> None:
        super().__init__(code)
        self.code, self.part, self.words = code, part, words

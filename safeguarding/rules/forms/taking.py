"""Takes one text out of what was typed, or stops with the sentence that says why it cannot be taken."""

from collections.abc import Iterable

from safeguarding.rules.forms.faults import Fault
from safeguarding.rules.forms.fields import Typed
from safeguarding.rules.forms.questions import Option
from safeguarding.rules.text import Text


def only(shown: Typed, part: str = "value") -> str:
    """The one text of a part, without the space around it."""
    texts = [text for text in (each.strip() for each in shown.get(part, ())) if text]
    if len(texts) > 1:
        raise Fault("one-answer", part)
    return texts[0] if texts else ""


def short_enough(text: str, limit: int, part: str, **words: Text | str | int) -> str:
    if len(text) > limit:
        raise Fault("too-long", part, limit=f"{limit:,}", length=f"{len(text):,}", **words)
    return text


def listed(code: str, options: Iterable[Option], part: str, **words: Text | str | int) -> str:
    if code not in {option.code for option in options}:
        raise Fault("not-listed", part, **words)
    return code

"""Text as a document can hold it: what no reader could see is taken out, and a very long word may break. Which signs
the fonts have is `pdf.py`'s."""

import re
from unicodedata import category, name

_NEW_LINES = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad\u200b")
"""Signs that turn the direction of what follows, or hide in it: the text that is read would not be the text signed."""
_LONG_WORD = re.compile(r"[^\s\u200b]{25,}")
_UNSEEN = frozenset({"Cc", "Cs"})
_NO_SIGNS = frozenset("\ufffe\uffff")
BREAK = "\u200b"


def plain(text: str) -> str:
    """The text with one kind of new line and nothing that cannot be seen but a new line."""
    text = _NEW_LINES.sub("\n", text).replace("\t", " ")
    return "".join(sign for sign in text if sign == "\n" or _is_seen(sign))


def _is_seen(sign: str) -> bool:
    return sign not in _TURNS and sign not in _NO_SIGNS and category(sign) not in _UNSEEN


def one_line(text: str) -> str:
    """The same on one line: a title, a term, a heading of a column."""
    return " ".join(plain(text).split())


def breakable(text: str, every: int = 12) -> str:
    """With places to break in words that would run out of the page; nothing is seen of them."""
    return _LONG_WORD.sub(lambda found: BREAK.join(re.findall(f".{{1,{every}}}", found[0])), text)


def paragraphs(text: str) -> list[list[str]]:
    """Each paragraph with its lines: an empty line parts two."""
    parts = re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", plain(text).strip())
    return [[line.strip() for line in part.split("\n")] for part in parts if part.strip()]


def in_words(sign: str) -> str:
    """What stands for a sign that the fonts do not have, so that nothing goes missing without a word."""
    return f"[{name(sign, '').lower() or f'U+{ord(sign):04X}'}]"

"""Names folded for comparing: without case, accents or marks. Used when a child is recorded and when one is sought."""

import unicodedata

# Letters that are no base letter with a mark, so that taking marks away leaves them.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(text: str) -> str:
    """The letters and digits of a name, lower-case and bare of accents, words apart by one space."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = bare.casefold().translate(_LETTERS).replace("'", "").replace("’", "")
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())

"""Names folded for comparing: without case, accents or marks. Used when a child is recorded and when one is sought."""

import unicodedata


def fold(text: str) -> str:
    """The letters and digits of a name, lower-case and bare of accents, words apart by one space."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare.casefold()).split())

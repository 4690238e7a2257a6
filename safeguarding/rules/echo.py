"""What somebody gave, said back to them on one line and no longer than helps. Every sentence that quotes asks here."""

LONGEST, LONGEST_PATH = 60, 4096


def echoed(words: str, longest: int = LONGEST) -> str:
    """The words with whatever does not print escaped, cut at 60 characters: a sentence that quotes them stays one.

    Only the path of a file is told to its end: its name is there.
    """
    plain = "".join(letter if letter.isprintable() else _escaped(letter) for letter in words[: longest + 1])
    return plain if len(plain) <= longest else f"{plain[: longest - 3]}..."


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")

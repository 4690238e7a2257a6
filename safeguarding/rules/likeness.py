"""How alike two short texts are, by the stems of their words: plain arithmetic, with no model and nothing learned. It
finds what a person should look at; it decides nothing."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import log, sqrt
from typing import Final

Stems = frozenset[str]

ALIKE: Final = 0.34
"""From here on a text is worth showing to who writes one like it. Chosen on the pairs of `tests/rules/`."""

_WORD: Final = re.compile(r"[a-zà-ÿ]+")
_EVERYWHERE: Final = frozenset({
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "before", "between",
    "both", "but", "by", "can", "do", "each", "every", "for", "from", "had", "has", "have", "how", "if", "in",
    "into", "is", "it", "its", "more", "must", "no", "not", "of", "on", "one", "only", "or", "other", "our", "out",
    "over", "own", "shall", "should", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there",
    "these", "they", "this", "those", "to", "under", "up", "was", "were", "what", "when", "where", "which", "who",
    "whose", "why", "will", "with", "within", "would", "ensure", "ensures", "make", "makes", "made", "partnership",
    "agency", "agencies", "recommend", "recommends", "recommended", "recommendation",
})  # fmt: skip
_ENDINGS: Final = (
    "isations", "isation", "ations", "ation", "ements", "ement", "nesses", "ness", "ingly", "ments", "ment", "ings",
    "ing", "edly", "ers", "er", "ed", "ly", "es", "s", "al", "e",
)  # fmt: skip
_SHORTEST: Final = 4


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its endings: *supervise*, *supervised* and *supervision* come to one."""
    for long, short in (("ies", "y"), ("ied", "y"), ("isions", "is"), ("ision", "is"), ("sions", "s"), ("sion", "s")):
        if word.endswith(long) and len(word) - len(long) + len(short) >= _SHORTEST:
            return word[: -len(long)] + short
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return _single(word[: -len(ending)])
    return word


def _single(cut: str) -> str:
    """*planning* cut to *plann* is *plan*."""
    return cut[:-1] if len(cut) > _SHORTEST and cut[-1] == cut[-2] and cut[-1] not in "ls" else cut


def stems(text: str) -> Stems:
    """The stems of a text's words, each once, without those that stand in every text."""
    return frozenset(stem(word) for word in _WORD.findall(text.lower()) if word not in _EVERYWHERE and len(word) > 1)


def most_alike(text: str, others: Sequence[str], *, most: int = 5) -> list[tuple[int, float]]:
    """The places of the texts that are like this one, the most alike first, each with how alike from 0 to 1. One pass
    over them: a rare stem that both have says more than a common one."""
    wanted, known = stems(text), [stems(other) for other in others]
    weights = _weights([wanted, *known])
    found = [(place, likeness(wanted, one, weights)) for place, one in enumerate(known) if wanted & one]
    return sorted((one for one in found if one[1] >= ALIKE), key=lambda one: (-one[1], one[0]))[:most]


def likeness(one: Stems, other: Stems, weights: Mapping[str, float]) -> float:
    """The weight of what both say, against the weight of what each says: 1 for the same words, 0 for none."""
    if not one or not other:
        return 0.0
    return _sum(one & other, weights) / sqrt(_sum(one, weights) * _sum(other, weights))


def _weights(texts: Sequence[Stems]) -> dict[str, float]:
    in_how_many = Counter(word for text in texts for word in text)
    return {word: 1 + log(len(texts) / count) for word, count in in_how_many.items()}


def _sum(words: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights[word] for word in words)

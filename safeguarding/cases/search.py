"""Looking whether a child is known before a call is opened: what is alike, in the searcher's own area and nowhere else.
A child known elsewhere leaves no trace here: the rows are not read, so neither words, time nor queries can differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Q

from safeguarding.actor import Actor
from safeguarding.cases.facts import as_facts
from safeguarding.cases.models import Case, Child, Event, Party
from safeguarding.cases.naming import fold
from safeguarding.rules.phases import Phase, phase
from safeguarding.rules.procedure import load
from safeguarding.rules.roles import SEES_CASES

SHORTEST_START = 3
"""A name of this many letters stands for a longer one that begins with it."""

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Terms:
    """What is known of the child who is sought: any of it may be missing."""

    name: str = ""
    other_name: str = ""
    born_on: date | None = None
    age: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (fold(self.name) or fold(self.other_name) or self.born_on) and self.age is None

    def as_kept(self) -> dict[str, Any]:
        """As it is stored with the search."""
        born = self.born_on.isoformat() if self.born_on else None
        return {"name": self.name, "other_name": self.other_name, "born_on": born, "age": self.age}

    @classmethod
    def from_kept(cls, kept: dict[str, Any]) -> "Terms":
        """Read back from the store."""
        born = date.fromisoformat(kept["born_on"]) if kept.get("born_on") else None
        return cls(kept.get("name", ""), kept.get("other_name", ""), born, kept.get("age"))


@dataclass(frozen=True, slots=True)
class Match:
    """A child of the searcher's own area who may be the one sought."""

    case: Case
    child: Child
    phase: Phase
    why: tuple[str, ...]
    """What is alike: "name", "born-on", "age"."""


def matches(terms: Terms, *, by: Actor, on: date) -> list[Match]:
    """Children of the searcher's own area who may be the one sought, the most alike first. Three queries at most,
    whatever is on file here or elsewhere: few columns of every child, then the whole of those who are shown."""
    if terms.is_empty:
        return []
    sought = [words.split() for words in (fold(terms.name), fold(terms.other_name)) if words]
    scored = [
        (score, known, why)
        for known in _children_in_sight(by, on=on)
        for score, why in [_likeness(terms, sought, known, on=on)]
        if why
    ]
    scored.sort(key=lambda found: (-found[0], -found[1].case_id, found[1].number))
    return _shown([(known.pk, why) for _, known, why in scored[:MOST_SHOWN]])


def _shown(found: Sequence[tuple[int, tuple[str, ...]]]) -> list[Match]:
    """Those children with their incidents, in this order."""
    wanted = Child.objects.filter(pk__in=[key for key, _ in found])
    children = {child.pk: child for child in wanted.select_related("case", "case__lead", "case__authority")}
    reached = _phases(child.case for child in children.values())
    return [
        Match(children[key].case, children[key], reached[children[key].case_id], why)
        for key, why in found
        if key in children
    ]


class Known(NamedTuple):
    """What is compared of a child on file: the columns by their names."""

    pk: int
    case_id: int
    number: int
    folded: str
    born_on: date | None
    age: int | None
    opened_on: date


def _children_in_sight(by: Actor, *, on: date) -> Iterable[Known]:
    mine = by.organisations_as(*SEES_CASES)
    taking_part = Party.objects.on(on).filter(organisation_id__in=mine).values("case_id")
    here = Q(case__partnership_id__in=mine) | Q(case__authority_id__in=mine) | Q(case_id__in=taking_part)
    seen = Child.objects.filter(here).annotate(opened_on=F("case__opened_on"))
    return (Known(*row) for row in seen.values_list(*Known._fields))


def _phases(cases: Iterable[Case]) -> dict[int, Phase]:
    """Where each of these cases is, from one query."""
    by_key = {case.pk: case for case in cases}
    events: dict[int, list[Event]] = {key: [] for key in by_key}
    for event in Event.objects.filter(case_id__in=by_key).select_related("body").order_by("id"):
        events[event.case_id].append(event)
    return {key: phase(load(case.procedure), as_facts(events[key])) for key, case in by_key.items()}


def _likeness(terms: Terms, sought: Sequence[list[str]], child: Known, *, on: date) -> tuple[float, tuple[str, ...]]:
    """How alike, and what is: a name alike, the same birth date, or (without either) the same age."""
    by_name = max((names_alike(words, child.folded.split()) for words in sought), default=0.0)
    same_birth = terms.born_on is not None and child.born_on is not None and _same_day(terms.born_on, child.born_on)
    why = (*(("name",) if by_name else ()), *(("born-on",) if same_birth else ()))
    same_age = _same_age(terms, child, on=on)
    if same_age and (why or not sought) and not same_birth:
        why = (*why, "age")
    return by_name + 2 * same_birth + 0.5 * same_age, why


def names_alike(sought: Sequence[str], known: Sequence[str]) -> float:
    """The share of the words sought that are found among the words known; nothing for less than half."""
    if not sought or not known:
        return 0.0
    found = sum(any(word_alike(one, other) for other in known) for one in sought) / len(sought)
    joined = word_alike("".join(sought), "".join(known))
    return 1.0 if joined else found if found >= 0.5 else 0.0


def word_alike(one: str, other: str) -> bool:
    """The same word, the beginning of it, or it with a slip or two of the pen."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= SHORTEST_START and longer.startswith(shorter):
        return True
    allowed = 0 if len(longer) < 4 else 1 if len(longer) < 7 else 2
    # A letter that only one of them has costs a slip: most words are told apart without counting the slips.
    apart = max(len({*one} - {*other}), len({*other} - {*one}), len(longer) - len(shorter))
    return apart <= allowed and slips(one, other) <= allowed


def slips(one: str, other: str) -> int:
    """How many letters were left out, added, exchanged or swapped with their neighbour between two words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i, *[0] * len(other)]
        for j, b in enumerate(other, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], earlier[j - 2] + 1)
    return row[-1]


def _same_day(one: date, other: date) -> bool:
    """The same day, or day and month the wrong way round."""
    return one == other or (one.year, one.month, one.day) == (other.year, other.day, other.month)


def _same_age(terms: Terms, child: Known, *, on: date) -> bool:
    """Within a year, where one of the two is known by age alone: two birth dates are compared as such."""
    if terms.age is None and child.born_on is not None:
        return False
    sought = _age_on(terms.born_on, on) if terms.age is None else terms.age
    known = _age_on(child.born_on, on)
    if known is None and child.age is not None:
        known = child.age + max(0, (on - child.opened_on).days // 365)
    return sought is not None and known is not None and abs(sought - known) <= 1


def _age_on(born_on: date | None, on: date) -> int | None:
    if born_on is None:
        return None
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))

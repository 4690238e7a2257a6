"""How agencies are asked for information, as data of a procedure: powers with their wording, whom to prompt for, and
the default steps of reminding. Who is really asked, and when, is the matter of `gathering`."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, TypeVar

from safeguarding.rules.duties import Citation
from safeguarding.rules.forms.loading import LAW, list_of
from safeguarding.rules.forms.questions import Id, Option
from safeguarding.rules.lawfile import Entry, LawFault, fit, near, read_toml
from safeguarding.rules.text import Text

Whom = Literal["contact", "deputy", "lead", "partner"]
"""Who is reminded: the first to ring at the body, the deputy, the safeguarding lead, the partner body's holder."""

KINDS = "agency-kinds-2018"
FILE = "asking/agencies.toml"
M = TypeVar("M", bound=Entry)


class Power(Entry):
    """A power by which information is asked, and what follows from declining."""

    id: Id
    title: Text
    says: Text
    declining: Text
    in_words: bool = False
    """Whether the request names it in words of its own."""
    cite: Citation | None = None


class Prompt(Entry):
    """Somebody whom every rapid review asks, or says why not: one of these kinds of agency."""

    id: Id
    title: Text
    unasked: Text
    kinds: tuple[Id, ...]


class Reached(Entry):
    """Kinds of agency that a kind of partner body can help to reach; the one without kinds takes the rest."""

    id: Id
    through: Id
    kinds: tuple[Id, ...] = ()


class LadderStep(Entry):
    """One step of reminding: working days after the date (below nought, before it), and whom."""

    id: Id
    days: int
    whom: Whom


class Asking(Entry):
    """All of it, for one procedure."""

    powers: tuple[Power, ...]
    prompts: tuple[Prompt, ...]
    reached: tuple[Reached, ...]
    steps: tuple[LadderStep, ...]

    def power(self, power_id: str) -> Power | None:
        """The power of this id; None where the law's list has none."""
        return next((one for one in self.powers if one.id == power_id), None)

    def through(self, kind: str) -> str:
        """The kind of partner body through which a kind of agency is reached."""
        named = next((one for one in self.reached if kind in one.kinds), None)
        rest = next(one for one in self.reached if not one.kinds)
        return (named or rest).through


@cache
def asking(procedure_id: str) -> Asking:
    """How a procedure asks agencies. LawFault names the entry and the cure."""
    path = LAW / procedure_id / FILE
    if not path.exists():
        raise LawFault("this procedure does not say how agencies are asked; add the file.", file=FILE)
    raw = read_toml(path, name=FILE)
    whole = Asking(
        powers=tuple(_entries(Power, raw, "power")),
        prompts=tuple(_entries(Prompt, raw, "prompt")),
        reached=tuple(_entries(Reached, raw, "reached")),
        steps=tuple(_entries(LadderStep, raw, "step")),
    )
    _check(whole, procedure_id)
    return whole


@cache
def agency_kinds(procedure_id: str) -> tuple[Option, ...]:
    """The kinds of agency, in the order of the law's list, each under its heading."""
    return list_of(procedure_id, KINDS)


def _entries(model: type[M], raw: dict[str, Any], table: str) -> Iterator[M]:
    for entry in raw.get(table, ()):
        yield fit(model, entry, file=FILE, entry_id=f"{table} '{entry.get('id', '?')}'")


def _check(whole: Asking, procedure_id: str) -> None:
    known = {option.code for option in agency_kinds(procedure_id)}
    if not any(not one.kinds for one in whole.reached):
        raise LawFault("one [[reached]] takes every other kind: give one without kinds.", file=FILE)
    lists = [(one.id, one.kinds) for one in whole.prompts] + [(one.id, one.kinds) for one in whole.reached]
    for entry, kinds in lists:
        for kind in kinds:
            if kind not in known:
                raise LawFault(f"'{kind}' is no kind of agency{near(kind, known)}", file=FILE, entry=f"'{entry}'")

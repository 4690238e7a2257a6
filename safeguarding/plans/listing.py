"""The partnership's plan as it is listed: by recommendation, what needs something first, under the filters that stand
in the address. The page, its printed form and its export all ask here, so that they hold the very same rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.models import Case
from safeguarding.people.models import Organisation
from safeguarding.plans.asked_before import ANSWERED
from safeguarding.plans.how_it_goes import ActionNow, actions_now
from safeguarding.plans.models import Action, Recommendation, Source

STATES: Mapping[str, Promise] = {
    "needs": _("Needs something now"),
    "no-evidence": _("No evidence yet"),
    "past-date": _("Past its date"),
    "recheck-due": _("To be looked at again"),
    "open": _("Open"),
    "done": _("Done"),
    "shown": _("Made a difference: shown"),
    "not-shown": _("Made a difference: not yet"),
    "to-agree": _("Not agreed yet"),
    "replaced": _("Replaced by another"),
}
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for, as it stands in the address."""

    agency: str = ""
    source: str = ""
    state: str = ""
    text: str = ""

    @classmethod
    def asked(cls, given: Mapping[str, str]) -> "Filters":
        """Read from an address; what nobody could have chosen is left out."""
        said = {name: given.get(name, "").replace("\0", "").strip()[:LONGEST] for name in cls.__slots__}
        return cls(
            agency=said["agency"],
            source=said["source"] if said["source"] in Source.values else "",
            state=said["state"] if said["state"] in STATES else "",
            text=said["text"],
        )

    def as_said(self) -> dict[str, str]:
        """Those that are set."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class Group:
    """One recommendation, or none for a meeting's own, with its actions that are shown."""

    recommendation: Recommendation | None
    answer: str
    to: str
    rows: list[ActionNow]

    def needs_something(self, on: date) -> bool:
        return (self.recommendation is not None and not self.rows) or any(one.needs_something(on) for one in self.rows)


@dataclass(frozen=True, slots=True)
class Listing:
    """The plan under its filters."""

    partnership: Organisation
    filters: Filters
    groups: list[Group]
    agencies: list[tuple[str, str]]
    counts: dict[str, int]

    @property
    def actions(self) -> list[ActionNow]:
        return [row for group in self.groups for row in group.rows]

    @property
    def rows(self) -> list[tuple[Group, ActionNow | None]]:
        """Each line of the list: a recommendation without an action has one of its own."""
        found: list[tuple[Group, ActionNow | None]] = []
        for group in self.groups:
            found += [(group, row) for row in group.rows] or [(group, None)]
        return found


def listed(partnership: Organisation, filters: Filters, *, on: date, case: Case | None = None) -> Listing:
    """The plan of this partnership, or what is in it of one case. A fixed number of queries, however much is in it."""
    of_it: dict[str, Any] = {"partnership": partnership} | ({"case": case} if case is not None else {})
    actions = actions_now(Action.objects.filter(**of_it).order_by("due_on", "pk"))
    recommendations = _recommendations(of_it)
    stands_for = _standing(recommendations)
    of: dict[int | None, list[ActionNow]] = {}
    for now in actions:
        if _is_asked(now, filters, on):
            key = now.action.recommendation_id
            of.setdefault(stands_for.get(key, key) if key is not None else None, []).append(now)
    groups = [
        _group(one, of.get(one.pk, []), on)
        for one in recommendations
        if of.get(one.pk) or (one.pk == stands_for[one.pk] and _is_asked_without_action(one, filters, actions))
    ]
    if None in of:
        groups.append(_group(None, of[None], on))
    return Listing(
        partnership,
        filters,
        sorted(groups, key=lambda one: not one.needs_something(on)),
        _agencies(actions),
        _counts(actions, on),
    )


def _recommendations(of_it: Mapping[str, Any]) -> list[Recommendation]:
    rows = Recommendation.objects.filter(**of_it).select_related("finding", "case")
    return list(rows.prefetch_related("made_to__body", ANSWERED).order_by("case_id", "number", "pk"))


def _standing(recommendations: Iterable[Recommendation]) -> dict[int, int]:
    """For each, the one that stands in its place now: itself, where nothing replaced it."""
    after = {one.replaces_id: one.pk for one in recommendations if one.replaces_id}
    found: dict[int, int] = {}
    for one in recommendations:
        key = one.pk
        while key in after:
            key = after[key]
        found[one.pk] = key
    return found


def _group(recommendation: Recommendation | None, rows: list[ActionNow], on: date) -> Group:
    ordered = sorted(rows, key=lambda one: not one.needs_something(on))
    if recommendation is None:
        return Group(None, "", "", ordered)
    answers = list(recommendation.answers.all())
    names = sorted(one.body.name for one in recommendation.made_to.all() if one.version == recommendation.version)
    return Group(recommendation, answers[-1].get_answer_display() if answers else "", ", ".join(names), ordered)


def _is_asked(now: ActionNow, filters: Filters, on: date) -> bool:
    action = now.action
    if filters.agency and action.lead.code != filters.agency:
        return False
    if filters.source and action.source != filters.source:
        return False
    return _is_in_state(now, filters.state, on) and _says(
        filters.text, action.reference, action.text, action.recommended, action.outcome, action.measure
    )


def _is_in_state(now: ActionNow, state: str, on: date) -> bool:
    if state == "replaced" or now.is_replaced:
        return now.is_replaced and state == "replaced"
    asked = {
        "": True,
        "needs": now.needs_something(on),
        "no-evidence": now.state == "no-evidence",
        "past-date": now.is_past(on),
        "recheck-due": now.is_recheck_due(on),
        "open": now.is_open,
        "done": now.is_done,
        "shown": now.made_a_difference,
        "not-shown": not now.made_a_difference,
        "to-agree": now.agreed_on is None,
    }
    return asked[state]


def _is_asked_without_action(one: Recommendation, filters: Filters, actions: list[ActionNow]) -> bool:
    """A recommendation that nobody acts on yet is in the list, but not under a filter that is about actions."""
    if filters.agency or filters.state not in ("", "needs"):
        return False
    if any(now.action.recommendation_id == one.pk and not now.is_replaced for now in actions):
        return False
    return (not filters.source or one.finding.source == filters.source) and _says(filters.text, one.text, one.outcome)


def _says(wanted: str, *texts: str) -> bool:
    return not wanted or any(wanted.casefold() in text.casefold() for text in texts)


def _agencies(actions: Iterable[ActionNow]) -> list[tuple[str, str]]:
    """The bodies that lead anything here, by name."""
    return sorted({(now.action.lead.code, now.action.lead.name) for now in actions}, key=lambda one: one[1])


def _counts(actions: Iterable[ActionNow], on: date) -> dict[str, int]:
    """How many need something, by what: whatever the filters say."""
    here = [now for now in actions if not now.is_replaced]
    return {
        "no-evidence": sum(now.state == "no-evidence" for now in here),
        "past-date": sum(now.is_past(on) for now in here),
        "recheck-due": sum(now.is_recheck_due(on) for now in here),
    }

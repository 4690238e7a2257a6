"""Plainly invented answers to the notification, for the demonstration: what is asked of every incident alike."""

from datetime import date, timedelta
from typing import Any

from safeguarding.cases.models import Case, Child
from safeguarding.people.models import Person


def about_incident(case: Case, notifier: Person, *, on: date) -> dict[str, Any]:
    """Answers about the incident, by question."""
    summary = case.incident.summary
    return {
        "notifying-authority": case.authority.code if case.authority else "",
        "notifier-name": notifier.name,
        "notifier-role": "Head of safeguarding",
        "notifier-phone": notifier.phone,
        "notifier-email": notifier.email,
        "incident-date": {"precision": "exact", "on": (case.opened_on - timedelta(days=1)).isoformat()},
        "incident-time": "18:40",
        "incident-place": "At home",
        "incident-area": case.authority.code if case.authority else "",
        "place-kind": "home",
        "what-happened": f"{summary}. An ambulance was called, and the child was taken to hospital.",
        "harm-kinds": ["physical"],
        "abuse-or-neglect": "suspected",
        "abuse-or-neglect-why": "The accounts that were given do not explain what the doctors found.",
        "suspected-relation": "not-known",
        "immediate-steps": "A strategy discussion was held the same day. Every child of the household is seen daily.",
        "proceedings": "The police have begun an investigation. Nobody has been charged.",
        "media-interest": "no",
        "rapid-review-threshold": "yes",
    }


def about_child(child: Child) -> dict[str, Any]:
    """Answers about one child, by question."""
    forenames, _, surname = child.name.rpartition(" ")
    home = child.home_area.code if child.home_area else "not-known"
    return {
        "surname": surname or "Not known",
        "forenames": forenames or "Not known",
        "date-of-birth": {"precision": "exact", "on": _born_on(child.number).isoformat()},
        "sex": ("female", "male")[child.number % 2],
        "ethnicity": "not-known",
        "disability": "no",
        "looked-after": "no",
        "address": "An invented address in the demonstration",
        "home-area": home,
        "child-in-need-plan": "no",
        "child-protection-plan": "no",
        "known-to-agencies": "yes",
        "agencies": ["local-authority", "integrated-care-board"],
        "education": "enrolled",
        "education-setting": "Millbrook School (demonstration)",
        "parents": [{"name": "The child's mother", "relation": "Mother", "living-with": "yes"}],
    }


def _born_on(number: int) -> date:
    """The first child is the youngest; brothers and sisters are about two years apart."""
    return date(2026 - 2 * min(number, 8), 2 + number % 10, 14)

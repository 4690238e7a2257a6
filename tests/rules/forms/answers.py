"""One whole notification about invented people, with everything that is required and a little more."""

from typing import Any

INCIDENT: dict[str, Any] = {
    "notifying-authority": "barnsley",
    "notifier-name": "Ada Whitlock",
    "notifier-role": "Head of safeguarding",
    "notifier-phone": "01632 960 001",
    "notifier-email": "ada@example.org",
    "nature": "serious-harm",
    "incident-date": {"precision": "between", "on": "2026-03-09", "until": "2026-03-11"},
    "incident-time": "14:30",
    "became-aware": "2026-03-13T09:05",
    "incident-place": "12 Example Street",
    "incident-area": "outside-england",
    "what-happened": "First line.\nSecond line.",
    "harm-kinds": ["physical", "neglect"],
    "abuse-or-neglect": "suspected",
    "abuse-or-neglect-why": "The hospital reported it.",
    "immediate-steps": "The children stay with an aunt.",
    "positions": [
        {"partner": "Example Council", "position": "agree"},
        {"partner": "Example Police", "position": "not-reached"},
    ],
    "documents": [{"name": "order.pdf", "kind": "legal-papers"}, {"name": "note.txt"}],
}
SENT: dict[str, Any] = {"date-notified": "2026-03-17T16:00", "panel-reference": "P-1"}
CHILD: dict[str, Any] = {
    "surname": "Marlow",
    "forenames": "Robin",
    "date-of-birth": {"precision": "exact", "on": "2019-06-02"},
    "sex": "female",
    "ethnicity": "not-known",
    "disability": "no",
    "address": "12 Example Street\nExample Town",
    "home-area": "bedford",
    "looked-after": "no",
    "child-in-need-plan": "not-known",
    "child-protection-plan": "no",
    "known-to-agencies": "no",
    "parents": [
        {"name": "Sam Marlow", "relation": "mother", "living-with": "yes"},
        {"name": "Not known", "living-with": "no"},
    ],
}


def children(count: int) -> list[dict[str, Any]]:
    return [CHILD | {"forenames": f"Robin {number}"} for number in range(1, count + 1)]

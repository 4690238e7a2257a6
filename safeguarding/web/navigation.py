"""What stands in the bar at the top of every page: the pages that the person's roles may open, the present one marked.
At most eight; whoever holds several roles finds the rest at the foot. Asks for roles alone and touches no case table.
Who is signed in is told by `people/pages.py`."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safeguarding.actor import Actor
from safeguarding.rules.roles import ON_A_CASE, Permission, Role

ENTRIES: tuple[tuple[str, Promise, Permission], ...] = (
    ("cases:my_work", _("My work"), Permission.SEE_OWN_WORK),
    ("cases:incidents", _("Incidents"), Permission.SEE_OWN_WORK),
    ("cases:look", _("First call"), Permission.TAKE_FIRST_CALL),
    ("cases:proposals", _("Proposals"), Permission.PROPOSE_INCIDENT),
    ("cases:proposals_received", _("Proposals"), Permission.ANSWER_PROPOSAL),
    ("cases:received", _("Received"), Permission.READ_RECEIVED),
    ("gathering:own", _("Asked of us"), Permission.ANSWER_REQUEST),
    ("plans:plan", _("Plan"), Permission.READ_PLAN),
    ("plans:own", _("Our actions"), Permission.ANSWER_ACTION),
    ("meetings:all", _("Meetings"), Permission.RUN_MEETINGS),
    ("overview:overview", _("Overview"), Permission.SEE_OVERVIEW),
    ("cases:reads", _("Who read what"), Permission.READ_ORGANISATION_TRACE),
    ("directory", _("Directory"), Permission.READ_DIRECTORY),
    ("people", _("People"), Permission.MANAGE_PEOPLE),
    ("cases:law", _("Law"), Permission.MANAGE_LAW),
    ("outbox:jobs", _("Jobs"), Permission.SEE_JOBS),
    ("outbox:my_messages", _("Messages"), Permission.SEE_OWN_WORK),
)
"""The page, its words, and what opens it; what is opened most stands first. What belongs to one page, such as the
templates on the page of letters, has its link there."""
MOST = 8
"""Entries that a bar holds before nobody reads it."""
SELDOM = ("cases:emergency", Permission.USE_EMERGENCY_ACCESS)
"""At the foot of the page: hardly ever opened, and then in a hurry."""


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: the entries for whoever is signed in with both steps, and what stands at its foot; nothing
    for anybody else."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated or not getattr(request, "has_second_factor", False):
        return {"navigation": [], "beneath": [], "emergency": ""}
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = [(_address(name), str(words)) for name, words, permission in ENTRIES if _may(actor, name, permission)]
    entries = [(href, words) for href, words in found if href]
    here = _here(request.path, [href for href, _words in entries])
    shown = [_entry(href, words, href == here, request.path) for href, words in entries]
    return {
        "navigation": shown[:MOST],
        "beneath": shown[MOST:],
        "emergency": _address(SELDOM[0]) if _may(actor, *SELDOM) else "",
    }


def _may(actor: Actor, name: str, permission: Permission) -> bool:
    if name == "cases:incidents" and not {role for role, _at in actor.roles} & set(ON_A_CASE):
        return False
    # Who receives proposals answers them; an agency that makes them has its own list.
    is_both = name == "cases:proposals_received" and any(role == Role.AGENCY_LEAD for role, _at in actor.roles)
    return actor.may(permission) and not is_both


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _here(path: str, hrefs: list[str]) -> str:
    """The entry under which a page lies: the longest address with which its own begins."""
    return max((href for href in hrefs if href == path or (href != "/" and path.startswith(href))), key=len, default="")


def _entry(href: str, words: str, is_here: bool, path: str) -> dict[str, Any]:
    state = {"current": True} if href == path else {"active": True} if is_here else {}
    return {"href": href, "text": words, **state}

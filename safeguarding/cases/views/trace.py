"""Who changed what in a case and who read what, from its audit; and, for a data protection officer, who read what in
the organisation's cases, without any content."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from safeguarding import today
from safeguarding.cases.actions.exporting import MOST
from safeguarding.cases.doors import open_case_to
from safeguarding.cases.models import Case, Export
from safeguarding.cases.reads import UNUSUAL_SINCE, Read, reads
from safeguarding.doors import open_to
from safeguarding.ground.models import AuditEntry
from safeguarding.people.models import Person
from safeguarding.rules.roles import Permission

A_PAGE = 50
LONG = 240
A_YEAR = timedelta(days=366)

VERBS: dict[str, Promise] = {"insert": _("Added"), "update": _("Changed"), "delete": _("Removed"), "read": _("Read")}
TABLES: dict[str, Promise] = {
    "case": _("The case"), "incident": _("The incident"), "child": _("A child"), "answers": _("Answers to a form"),
    "setaside": _("Text set aside"), "event": _("An event"), "moveddue": _("A date that moved"), "step": _("A step"),
    "diarynote": _("A diary note"), "paper": _("A paper"), "assessment": _("An answer to the test"),
    "position": _("A position"), "positionrequest": _("A request for a position"),
    "escalation": _("A disagreement taken further"), "decision": _("A decision"), "sheettick": _("A ticked field"),
    "told": _("Who was told"), "submission": _("What was sent"), "receipt": _("A receipt"),
    "enclosure": _("A paper chosen to go"), "sentpaper": _("A paper that went"), "party": _("A party"),
    "appointment": _("An appointment"), "bar": _("Who is kept out"), "proposal": _("A proposal"),
    "childsearch": _("A search"), "storedfile": _("A file"), "message": _("A message"),
    "finding": _("A finding"), "recommendation": _("A recommendation"),
    "recommendedto": _("To whom something is recommended"),
    "recommendationanswer": _("Whether a recommendation is accepted"), "action": _("An action"),
    "actionupdate": _("How an action goes"), "evidence": _("Evidence"), "acceptance": _("What evidence shows"),
    "finishing": _("An action done"), "recheck": _("An effect looked at again"),
    "reminderstop": _("No reminders for a while"), "agreedaction": _("An action agreed"),
}  # fmt: skip
REASONS: dict[str, Promise] = {
    "night": _("at night"),
    "weekend": _("at the weekend"),
    "many": _("many cases in one day"),
    "kept-out": _("by somebody who is, or was, kept out"),
}
NOT_SHOWN = frozenset({"id", "case_id"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a change: what it held before and after, shortened."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the audit, in words."""

    entry: AuditEntry
    who: str
    did: str
    what: str
    changes: list[Change]


@open_case_to(Permission.READ_TRACE)
def trace(request: HttpRequest, case: Case) -> HttpResponse:
    chain = "reads" if request.GET.get("show") == "reads" else "changes"
    entries = AuditEntry.objects.filter(case_id=case.pk, chain=chain).order_by("-sequence")
    before = request.GET.get("before", "")
    if _is_key(before):
        entries = entries.filter(sequence__lt=int(before))
    found = list(entries[: A_PAGE + 1])
    names = names_of(entry.person_id for entry in found)
    context = {
        "case": case,
        "chain": chain,
        "entries": [_in_words(entry, names) for entry in found[:A_PAGE]],
        "older": found[A_PAGE - 1].sequence if len(found) > A_PAGE else None,
    }
    return TemplateResponse(request, "cases/trace.html", context)


@open_to(Permission.READ_ORGANISATION_TRACE)
def reads_of_organisation(request: HttpRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    found = shown_reads(request, most=A_PAGE + 1, before=int(before) if _is_key(before) else None)
    context = {
        "rows": words_of_reads(found[:A_PAGE]),
        "is_every": request.GET.get("show") == "every",
        "days": UNUSUAL_SINCE.days,
        "older": found[A_PAGE - 1].id if len(found) > A_PAGE else None,
        "most": MOST[Export.What.READS],
    }
    return TemplateResponse(request, "cases/reads.html", context)


def shown_reads(request: HttpRequest, *, most: int, before: int | None = None) -> list[Read]:
    """What the page lists, and its export: unusual readings of late, or every one of a year."""
    is_every = request.GET.get("show") == "every"
    since = today.now() - (A_YEAR if is_every else UNUSUAL_SINCE)
    return reads(since=since, most=most, is_unusual=not is_every, before=before)


def words_of_reads(found: Iterable[Read]) -> list[tuple[Read, str, str, str]]:
    """Each with who read, what page, and what is unusual in it."""
    listed = list(found)
    names = names_of(one.person_id for one in listed)
    return [(one, names.get(one.person_id, ""), page_words(one.page), why_unusual(one)) for one in listed]


def why_unusual(one: Read) -> str:
    return ", ".join(str(REASONS[reason]) for reason in one.reasons)


def names_of(keys: Iterable[int]) -> dict[int, str]:
    """The people of these keys by name, in one query."""
    return dict(Person.objects.filter(pk__in=set(keys)).values_list("pk", "name"))


def page_words(page: str | None) -> str:
    """A page as it is recorded, made readable: `cases:paper_file` is "paper file"."""
    return (page or "").rpartition(":")[2].replace("_", " ")


def _in_words(entry: AuditEntry, names: dict[int, str]) -> Entry:
    is_read = entry.chain == AuditEntry.Chain.READS
    table = entry.table.partition("_")[2]
    what = page_words((entry.content or {}).get("page")) if is_read else str(TABLES.get(table, table))
    return Entry(
        entry,
        who=names.get(entry.person_id, ""),
        did=str(VERBS.get(entry.verb, entry.verb)),
        what=what,
        changes=[] if is_read else _changes(entry.content or {}),
    )


def _changes(content: dict[str, Any]) -> list[Change]:
    before, after = content.get("before") or {}, content.get("after") or {}
    return [
        Change(field.removesuffix("_id").replace("_", " "), _short(before.get(field)), _short(after.get(field)))
        for field in sorted({*before, *after} - NOT_SHOWN)
        if before.get(field) != after.get(field)
    ]


def _short(value: object) -> str:
    return "" if value is None else Truncator(str(value)).chars(LONG)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/trace/", trace, name="trace"),
    path("reads/", reads_of_organisation, name="reads"),
]

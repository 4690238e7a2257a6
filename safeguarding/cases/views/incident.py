"""The page of one incident: stage, next step and its date, three people to ring, the last events, then everything."""

from collections.abc import Iterable, Mapping, Set
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeguarding import today
from safeguarding.cases.actions.emergency import open_accesses
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.facts import procedure_of
from safeguarding.cases.models import Case, Decision, Event, Submission
from safeguarding.cases.overview import Overview, overview
from safeguarding.cases.whom_to_ring import as_contact, bodies_of_area, published
from safeguarding.look.languages import spoken
from safeguarding.look.patterns import Contact, Happening
from safeguarding.look.patterns import Step as StageShown
from safeguarding.people.directory import contacts_of_each, first_to_ring
from safeguarding.rules.phases import Place
from safeguarding.rules.procedure import Procedure
from safeguarding.rules.roles import Permission as P

PLACES: Mapping[Place, Literal["done", "passed-over", "now", "next"]] = {
    "reached": "done",
    "passed-over": "passed-over",
    "here": "now",
    "ahead": "next",
}
"""How the rules judge a stage, as the pattern draws it."""
END_OF_MOST = 8
"""Most incidents end with the reply to the rapid review: later stages are shown only once they are reached."""
TO_RING = 3
SENT, TOLD = "notification_submitted", "partners_told"

GROUPS: tuple[tuple[Promise, tuple[tuple[str, Promise, P], ...]], ...] = (
    (
        gettext_lazy("Notifying"),
        (
            ("threshold", gettext_lazy("Notify or not"), P.READ_CASE),
            ("notification", gettext_lazy("The notification"), P.NOTIFY),
            ("sending", gettext_lazy("Sending, and proof of it"), P.READ_CASE),
            ("told", gettext_lazy("Who is told"), P.READ_CASE),
            ("withdrawal", gettext_lazy("Withdraw the notification"), P.WITHDRAW),
        ),
    ),
    (
        gettext_lazy("The rapid review"),
        (
            ("plan", gettext_lazy("Days left for the rapid review"), P.READ_CASE),
            ("gathering:asked", gettext_lazy("Who was asked, and who has answered"), P.READ_CASE),
            ("reviews:rapid", gettext_lazy("The rapid review, section by section"), P.READ_CASE),
            ("meetings:of_case", gettext_lazy("Meetings"), P.READ_CASE),
            ("reviews:decision", gettext_lazy("The decision after the rapid review"), P.READ_CASE),
            ("reviews:sending", gettext_lazy("Sending the rapid review, and the reply"), P.READ_CASE),
        ),
    ),
    (
        gettext_lazy("What is to change"),
        (
            ("plans:of_case", gettext_lazy("Findings, recommendations and actions"), P.READ_CASE),
            ("plans:finish", gettext_lazy("Finish this incident"), P.FINISH_CASE),
        ),
    ),
    (
        gettext_lazy("Dates and papers"),
        (
            ("dates", gettext_lazy("Every date, and why"), P.READ_CASE),
            ("events", gettext_lazy("Everything that happened"), P.READ_CASE),
            ("diary", gettext_lazy("Diary"), P.READ_CASE),
            ("papers", gettext_lazy("Case file"), P.READ_CASE),
            ("letters", gettext_lazy("Make a letter"), P.KEEP_PAPERS),
            ("outbox", gettext_lazy("Messages"), P.READ_CASE),
        ),
    ),
    (
        gettext_lazy("Who may see it"),
        (
            ("lead", gettext_lazy("Change the lead"), P.PLAN_STEPS),
            ("conflicts", gettext_lazy("Who is kept out"), P.BAR_PERSON),
            ("trace", gettext_lazy("Who read and changed what"), P.READ_TRACE),
        ),
    ),
)
"""Every other page of an incident, in the order in which it is worked: address, words, and what opens it."""
PAGES = tuple(one for _heading, pages in GROUPS for one in pages)


@open_case_to(P.READ_CASE)
def incident(request: HttpRequest, case: Case) -> HttpResponse:
    shown, may = overview(case, on=today.today()), may_here(request)
    decisions = list(case.decisions.order_by("number"))
    sent = list(case.submissions.select_related("recipient", "receipt").order_by("sent_at"))
    context = {
        "case": case,
        "shown": shown,
        "steps": steps(shown),
        "happenings": [happening(procedure_of(case), event) for event in shown.last_events],
        "to_ring": people_to_ring(case),
        "children": case.children.select_related("home_area"),
        "summary": case.incident.summary if hasattr(case, "incident") else "",
        "decision": decisions[-1] if decisions else None,
        "is_to_be_sent": is_to_be_sent(decisions, sent),
        "is_undecided": is_undecided(shown, decisions),
        "next_page": next_page(shown, decisions, may),
        "sent": sent,
        "links": links(case, may),
        "emergencies": open_accesses(case) if P.BAR_PERSON in may else [],
        "kept_out": list(case.bars.on(today.today()).select_related("person")) if P.BAR_PERSON in may else [],
    }
    return TemplateResponse(request, "cases/incident.html", context)


def is_to_be_sent(decisions: Iterable[Decision], sent: Iterable[Submission]) -> bool:
    """Decided to notify, and nothing is recorded as sent: no page says that it was."""
    about_it = [one for one in decisions if one.question == "notify"]
    is_decided = bool(about_it) and about_it[-1].outcome == Decision.Outcome.NOTIFY
    return is_decided and not any(one.what == Submission.What.NOTIFICATION for one in sent)


def is_undecided(shown: Overview, decisions: Iterable[Decision]) -> bool:
    """Whether what is next is to notify, and it was never decided whether it must be."""
    is_next = shown.next is not None and shown.next.duty.ends == SENT
    return is_next and not any(one.question == "notify" for one in decisions)


def next_page(shown: Overview, decisions: Iterable[Decision], may: Set[P]) -> tuple[str, str] | None:
    """The page on which what is next is done, where this person may open it: address and words."""
    if shown.next is None:
        return None
    about_it = [one for one in decisions if one.question == "notify"]
    is_decided = bool(about_it) and about_it[-1].outcome == Decision.Outcome.NOTIFY
    on_pages = {SENT: "notification" if is_decided else "threshold", TOLD: "told", "rapid_review_sent": "plan"}
    name = on_pages.get(shown.next.duty.ends)
    found = (
        (address(page, shown.case), str(words)) for page, words, opened_by in PAGES if page == name and opened_by in may
    )
    return next(found, None)


def links(case: Case, may: Set[P]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The other pages of the case that this person may open, under their headings: address and words."""
    found = [
        (str(heading), [(address(name, case), str(words)) for name, words, opened_by in pages if opened_by in may])
        for heading, pages in GROUPS
    ]
    return [(heading, [one for one in pages if one[0]]) for heading, pages in found if pages]


def address(name: str, case: Case) -> str:
    """Where a page of a case is; empty while no page has this name."""
    try:
        return reverse(name if ":" in name else f"cases:{name}", args=[case.reference])
    except NoReverseMatch:
        return ""


def steps(shown: Overview) -> list[StageShown]:
    """The stages up to the end that most incidents have, and any later one that was reached: an incident that ended
    without a local review shows none of its stages."""
    here, place_of = shown.phase.stage, shown.phase.place_of
    line = [
        stage
        for stage in procedure_of(shown.case).stages
        if not stage.is_end and (stage.number <= END_OF_MOST or place_of(stage) in ("reached", "here"))
    ]
    if here.is_end:
        line = [stage for stage in line if place_of(stage) == "reached"] + [here]
    return [StageShown(stage.title.in_(spoken()), PLACES[place_of(stage)]) for stage in line]


def happening(procedure: Procedure, event: Event) -> Happening:
    """One event for the timeline."""
    return Happening(
        title=procedure.event(event.event).title.in_(spoken()),
        when=today.london_moment(event.on, event.at) if event.at else event.on,
        by=event.recorded_by.name,
        words=event.reason,
    )


def people_to_ring(case: Case) -> list[Contact]:
    """The lead, then the first to ring at the bodies of the incident, then whoever else its area has: three at most.
    The directory is asked once about all of them."""
    lead, on = case.lead, today.today()
    found = [Contact(_("Lead"), lead.name, telephone=lead.phone, email=lead.email)] if lead else []
    area = bodies_of_area(case.authority, on=on) if case.authority else []
    parties = case.parties.select_related("organisation").order_by("id")[:TO_RING]
    bodies = dict.fromkeys([case.partnership, *area[:1], *(party.organisation for party in parties)])
    listed = contacts_of_each({body.pk for body in [*bodies, *area]}, on=on)
    for reached in first_to_ring(listed[body.pk] for body in bodies):
        # The lead is often the first to ring at the authority too.
        if all(one.name != reached.contact.name for one in found):
            found.append(as_contact(reached, str(reached.contact.organisation)))
    named = {one.name for one in found}
    found += [one for one in published(area, listed) if one.name not in named]
    return found[:TO_RING]


urlpatterns: list[URLPattern] = [path("cases/<str:reference>/", incident, name="incident")]

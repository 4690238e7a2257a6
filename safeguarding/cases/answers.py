"""The answers of a case to a form, put together from its saved pages and from what is answered elsewhere: the kind of
incident, when the authority knew, the partners' positions, the papers chosen. Saving is `actions/notification.py`."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from safeguarding import today
from safeguarding.cases.authorities import authority_options
from safeguarding.cases.models import (
    Answers,
    Case,
    Decision,
    Enclosure,
    Event,
    Incident,
    Position,
    Question,
    Submission,
)
from safeguarding.rules.forms.loading import forms, load_form, offering
from safeguarding.rules.forms.questions import Form, Page
from safeguarding.rules.forms.questions import Question as Asked
from safeguarding.rules.roles import Reach

KNOWN = "incident_known_to_la"


@dataclass(slots=True)
class Answered:
    """What a case has answered: about the incident, and about each child in the order of their numbers."""

    form: Form
    incident: dict[str, Any] = field(default_factory=dict)
    children: list[dict[str, Any]] = field(default_factory=list)
    versions: dict[tuple[int, str], int] = field(default_factory=dict)
    """Which version of each page is stored, by subject (0 for the incident) and page."""
    last_saved: Answers | None = None
    enclosed: list[Enclosure] = field(default_factory=list)
    """The papers chosen to go with it, where the form asks for any."""

    def of(self, subject: int) -> dict[str, Any]:
        """The answers about the incident (0) or about one child (its number)."""
        return self.incident if subject == 0 else self.children[subject - 1]

    def child(self, subject: int) -> dict[str, Any] | None:
        """As `rules/forms` wants it: None where the page is about the incident."""
        return None if subject == 0 else self.children[subject - 1]

    def version(self, subject: int, page: str) -> int:
        """The version to name when this page is saved; 0 before it ever was."""
        return self.versions.get((subject, page), 0)

    def page(self, page_id: str) -> Page:
        """The page of this id; KeyError where the form has none."""
        for section in self.form.sections:
            for page in section.pages:
                if page.id == page_id:
                    return page
        raise KeyError(page_id)


def answered(case: Case, form_id: str, *, on: date | None = None) -> Answered:
    """Everything a case has answered to a form, against the version of the form under which it was begun. With a day,
    the form offers the authorities of that day, for drawing and reading."""
    saved = list(Answers.objects.filter(case=case, form=form_id).select_related("saved_by").order_by("saved_at", "id"))
    version = int(saved[0].form_version) if saved else None
    form = load_form(case.procedure, form_id, version) if version else _form_on(case, form_id)
    if on is not None:
        form = offering(form, authority_options(on=on))
    whole = Answered(form, children=[{} for _ in range(case.children.count())])
    for row in saved:
        whole.of(row.subject).update(row.given)
        whole.versions[row.subject, row.page] = row.version
        whole.last_saved = row
    _add_what_is_answered_elsewhere(case, whole)
    return whole


def latest_positions(case: Case, question: Question) -> list[Position]:
    """The position of each partner body that has one: its latest."""
    latest: dict[int, Position] = {}
    for position in case.positions.filter(question=question).select_related("body").order_by("id"):
        latest[position.body_id] = position
    return sorted(latest.values(), key=lambda position: position.body.name)


def awareness(case: Case) -> Event | None:
    """The fact that says when the authority came to know: the one that stands."""
    return case.events.filter(event=KNOWN, superseded_by__isnull=True).order_by("id").last()


def chosen_papers(case: Case) -> list[Enclosure]:
    """The papers that a person chose to go with the notification: none unless chosen, none that was destroyed."""
    return list(case.enclosures.filter(paper__file__destroyed_at=None).select_related("paper__file"))


IS_KEPT_ELSEWHERE = frozenset({"nature", "became-aware", "date-notified", "panel-reference"})
"""Questions whose one answer is a fact of the case: never stored a second time among the answers."""


def _add_what_is_answered_elsewhere(case: Case, whole: Answered) -> None:
    asked = {question.id: question for question in whole.form.questions}
    for question in asked.values():
        if question.kind == "positions":
            whole.incident[question.id] = _positions(case)
        elif question.kind == "files":
            whole.enclosed = chosen_papers(case)
            whole.incident[question.id] = [_enclosed(one) for one in whole.enclosed]
    elsewhere = {name: value for name, value in _facts(case, asked).items() if value}
    whole.incident.update({name: value for name, value in elsewhere.items() if name in asked})


def _facts(case: Case, asked: dict[str, Asked]) -> dict[str, str]:
    if not IS_KEPT_ELSEWHERE & asked.keys():
        return {}
    known, sent = awareness(case), _first_sending(case)
    return {
        "nature": Incident.objects.get(pk=case.pk).nature,
        "became-aware": _moment(known.on, f"{known.at:%H:%M}" if known.at else "") if known else "",
        "date-notified": f"{today.london(sent.sent_at):%Y-%m-%dT%H:%M}" if sent else "",
        "panel-reference": sent.reference if sent else "",
    }


def _moment(on: date, at: str) -> str:
    return f"{on.isoformat()}T{at}" if at else on.isoformat()


def _first_sending(case: Case) -> Submission | None:
    return case.submissions.filter(what=Submission.What.NOTIFICATION).order_by("sent_at", "id").first()


def _enclosed(one: Enclosure) -> dict[str, str]:
    """A chosen paper as the form lists it, with what tells it and its file from any other."""
    kind = "" if one.kind == Enclosure.Kind.OTHER else one.kind
    paper = one.paper
    return {"name": paper.title, "kind": kind, "paper": str(paper.number), "sha256": paper.file.sha256}


def _positions(case: Case) -> list[dict[str, str]]:
    """Every partner body with its position: empty where it has none yet, "not reached" once the authority has
    decided without it."""
    is_decided = case.decisions.filter(outcome=Decision.Outcome.NOTIFY).exists()
    silent = "not-reached" if is_decided else ""
    given = {position.body_id: position for position in latest_positions(case, Question.NOTIFY)}
    parties = case.parties.on(today.today()).filter(reach=Reach.PARTNER).select_related("organisation")
    return [
        {
            "partner": party.organisation.name,
            "position": OFFICIAL[given[party.organisation_id].view] if party.organisation_id in given else silent,
        }
        for party in parties.order_by("organisation__name")
    ]


OFFICIAL = {"agree": "agree", "disagree": "disagree", "more-facts": "not-reached"}
"""Our words for a position, as the official form offers them."""


def _form_on(case: Case, form_id: str) -> Form:
    """The version in force when the incident was opened; for one older than the form, its first."""
    versions = [form for form in forms(case.procedure) if form.id == form_id]
    in_force = [form for form in versions if form.valid_from <= case.opened_on]
    return in_force[-1] if in_force else versions[0]

"""The answers of a case to a form, put together from its saved pages, the partners' positions and the papers: as
`rules/forms` takes them. Saving them is `actions/notification.py`."""

from dataclasses import dataclass, field
from typing import Any

from safeguarding.cases.models import Answers, Case, Decision, Position, Question
from safeguarding.rules.forms.loading import load_form
from safeguarding.rules.forms.questions import Form


@dataclass(slots=True)
class Answered:
    """What a case has answered: about the incident, and about each child in the order of their numbers."""

    form: Form
    incident: dict[str, Any] = field(default_factory=dict)
    children: list[dict[str, Any]] = field(default_factory=list)
    versions: dict[tuple[int, str], int] = field(default_factory=dict)
    """Which version of each page is stored, by subject (0 for the incident) and page."""

    def of(self, subject: int) -> dict[str, Any]:
        """The answers about the incident (0) or about one child (its number)."""
        return self.incident if subject == 0 else self.children[subject - 1]

    def version(self, subject: int, page: str) -> int:
        """The version to name when this page is saved; 0 before it ever was."""
        return self.versions.get((subject, page), 0)


def answered(case: Case, form_id: str) -> Answered:
    """Everything a case has answered to a form, against the version of the form under which it was begun."""
    saved = list(Answers.objects.filter(case=case, form=form_id).order_by("subject", "page"))
    version = int(saved[0].form_version) if saved else None
    form = load_form(case.procedure, form_id, version, on=None if version else case.opened_on)
    whole = Answered(form, children=[{} for _ in range(case.children.count())])
    for row in saved:
        whole.of(row.subject).update(row.given)
        whole.versions[row.subject, row.page] = row.version
    _add_what_is_answered_elsewhere(case, whole)
    return whole


def latest_positions(case: Case, question: Question) -> list[Position]:
    """The position of each partner body that has one: its latest."""
    latest: dict[int, Position] = {}
    for position in case.positions.filter(question=question).select_related("body").order_by("id"):
        latest[position.body_id] = position
    return sorted(latest.values(), key=lambda position: position.body.name)


def _add_what_is_answered_elsewhere(case: Case, whole: Answered) -> None:
    for question in whole.form.questions:
        if question.kind == "positions":
            whole.incident[question.id] = _positions(case)
        elif question.kind == "files":
            whole.incident[question.id] = [
                {"name": paper.title, "kind": ""} for paper in case.papers.order_by("number")
            ]


def _positions(case: Case) -> list[dict[str, str]]:
    """Every partner body with its position: empty where it has none yet, "not reached" once the authority has
    decided without it."""
    is_decided = case.decisions.filter(outcome=Decision.Outcome.NOTIFY).exists()
    silent = "not-reached" if is_decided else ""
    given = {position.body_id: position for position in latest_positions(case, Question.NOTIFY)}
    bodies = case.parties.filter(reach="partner").select_related("organisation").order_by("organisation__name")
    return [
        {
            "partner": party.organisation.name,
            "position": OFFICIAL[given[party.organisation_id].view] if party.organisation_id in given else silent,
        }
        for party in bodies
    ]


OFFICIAL = {"agree": "agree", "disagree": "disagree", "more-facts": "not-reached"}
"""Our words for a position, as the official form offers them."""

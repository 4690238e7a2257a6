"""What agencies have answered, for whoever quotes it: the latest signed answer of each, and what is still open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safeguarding.cases.models import Case
from safeguarding.gathering.models import AgencyReturn
from safeguarding.gathering.requests import requests_of
from safeguarding.look.languages import spoken
from safeguarding.people.models import Organisation
from safeguarding.rules.forms.conditions import asked
from safeguarding.rules.forms.loading import load_form
from safeguarding.rules.forms.questions import Form, Question
from safeguarding.rules.forms.wording import in_words

FORM = "agency-return"
NOTHING_HELD = "where-looked"
"""Where an agency that holds nothing says that it looked; on no page of the form."""
SUMMARY = "contact-summary"
"""The question that a summary stands under where the answer itself came on paper."""


@dataclass(frozen=True, slots=True)
class SignedReturn:
    """An agency's signed answer: `answers` in the order of the form, each question's id with the answer in words."""

    body: Organisation
    agency_kind: str
    signed_on: date
    signed_by: str
    is_nil: bool
    answers: Mapping[str, str]
    procedure: str
    form_version: str
    request_number: int
    number: int

    def titled(self) -> list[tuple[str, str]]:
        """Each answer under its question, in the language of the page."""
        titles = {question.id: question.label.in_(spoken()) for question in self._form.questions}
        titles[NOTHING_HELD] = _("Where it looked")
        return [(titles.get(name, name), words) for name, words in self.answers.items()]

    @property
    def _form(self) -> Form:
        return load_form(self.procedure, FORM, int(self.form_version))


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request that nobody has answered yet, and how it stands in words."""

    body: Organisation
    wanted_by: date
    is_past_date: bool
    how: str


def latest_returns(case: Case) -> list[SignedReturn]:
    """The latest signed answer to each request of a case, by name of the body."""
    rows = case.agency_returns.select_related("request__body").order_by("request__body__name", "request_id", "number")
    latest = {row.request_id: row for row in rows}
    return [as_signed(row, case.procedure) for row in latest.values()]


def as_signed(row: AgencyReturn, procedure: str) -> SignedReturn:
    """One version of an answer in words."""
    return SignedReturn(
        body=row.request.body,
        agency_kind=row.request.agency_kind,
        signed_on=row.on,
        signed_by=row.signed_by,
        is_nil=row.is_nil,
        answers=_in_words(load_form(procedure, FORM, int(row.form_version)), row.given),
        procedure=procedure,
        form_version=row.form_version,
        request_number=row.request.number,
        number=row.number,
    )


def still_open(case: Case, *, on: date) -> list[OpenRequest]:
    """Who was asked and has neither signed nor declined, the earliest date first."""
    return [
        OpenRequest(one.request.body, one.wanted_by, one.is_past_date, _how(str(one.words), one.days_past))
        for one in requests_of(case, on=on)
        if one.is_open
    ]


def questions_asked(form: Form, given: Mapping[str, Any]) -> Iterator[Question]:
    """The questions of the form that these answers ask."""
    for section in form.sections:
        yield from asked(form, section, given)


def _how(words: str, days_past: int) -> str:
    if not days_past:
        return words
    past = ngettext("%(n)d day past its date", "%(n)d days past its date", days_past) % {"n": days_past}
    return _("%(words)s, %(past)s") % {"words": words, "past": past}


def _in_words(form: Form, given: Mapping[str, Any]) -> dict[str, str]:
    said = {
        question.id: in_words(question, given.get(question.id), spoken())
        for question in questions_asked(form, given)
        if given.get(question.id) is not None
    }
    if given.get(NOTHING_HELD):
        said[NOTHING_HELD] = str(given[NOTHING_HELD])
    return said

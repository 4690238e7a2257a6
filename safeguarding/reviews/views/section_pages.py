"""What the pages of a section share: a section opened with what was saved, or with what its sources say; the list of
sections with how far each is. The pages are in `writing.py`; answers are stored by `actions/writing.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.urls import reverse

from safeguarding.cases.answers import Answered, answered
from safeguarding.cases.models import Answers, Case
from safeguarding.cases.views.notification_pages import OpenPage
from safeguarding.look.languages import spoken
from safeguarding.reviews.sources import opening
from safeguarding.reviews.whole import FORM, WholeReview
from safeguarding.rules.forms.completeness import progress
from safeguarding.rules.forms.loading import forms


@dataclass(slots=True)
class OpenSection(OpenPage):
    """One section, opened: before anybody has written there, with what its sources say."""

    opens_with: Mapping[str, Any] = field(default_factory=dict)

    @property
    def stored(self) -> Mapping[str, Any]:
        return {**self.opens_with, **self.whole.incident} if self.version == 0 else self.whole.incident

    @property
    def number(self) -> int:
        return [one.id for one in self.whole.form.sections].index(self.section.id) + 1

    def address(self) -> str:
        return reverse("reviews:section", args=[self.case.reference, self.page.id])

    def next_address(self) -> str:
        """The section after this one; after the last, the list."""
        after = self.whole.form.sections[self.number :]
        return reverse("reviews:section", args=[self.case.reference, after[0].id]) if after else self.list_address()

    def list_address(self) -> str:
        return reverse("reviews:rapid", args=[self.case.reference])

    def settle_address(self, kept: int) -> str:
        return reverse("reviews:both_texts", args=[self.case.reference, kept])


def open_section(case: Case, section_id: str) -> OpenSection:
    """The section, with everything answered so far. One that is not there does not exist."""
    whole = answered_here(case)
    section = next((one for one in whole.form.sections if one.id == section_id), None)
    if section is None:
        raise Http404
    is_new = whole.version(0, section.pages[0].id) == 0
    return OpenSection(case, whole, section, section.pages[0], 0, opening(case, section) if is_new else {})


def answered_here(case: Case) -> Answered:
    """The answers to every section. Where the law of a case knows no rapid review, there is no such page."""
    if not any(form.id == FORM for form in forms(case.procedure)):
        raise Http404
    return answered(case, FORM)


def sections_listed(case: Case, whole: Answered, shown: WholeReview) -> list[dict[str, Any]]:
    """Every section: its number and title, how far it is, and who wrote last and when."""
    written = {row.page: row for row in Answers.objects.filter(case=case, form=FORM).select_related("saved_by")}
    status = {one.section: one for one in progress(whole.form, whole.incident)}
    return [
        {
            "title": f"{one.number}. {one.title}",
            "href": reverse("reviews:section", args=[case.reference, one.id]),
            "status": "done" if not one.is_empty and not status[one.id].missing else status[one.id].status,
            "words": status[one.id].words.in_(spoken()),
            "last": written.get(one.id),
        }
        for one in shown.sections
    ]

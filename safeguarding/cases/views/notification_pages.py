"""What the pages of the notification share: which comes next, where each stands, a page's questions as they are asked
now. The pages themselves are in `notification.py`; answers are stored by `actions/notification.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from safeguarding.cases.actions.notification import AWARENESS_PAGE, form_of_page, is_empty_place
from safeguarding.cases.answers import Answered, answered
from safeguarding.cases.facts import procedure_of
from safeguarding.cases.models import Answers, Case, Due
from safeguarding.cases.sending import SENT, in_sections, missing_from
from safeguarding.cases.views.posted_questions import Page as Drawn
from safeguarding.look.languages import spoken
from safeguarding.rules.forms.completeness import progress
from safeguarding.rules.forms.conditions import asked
from safeguarding.rules.forms.fields import refill
from safeguarding.rules.forms.questions import Page, Question, Section
from safeguarding.rules.forms.reading import Reading
from safeguarding.rules.forms.wording import in_words


@dataclass(slots=True)
class OpenPage:
    """One page of the form, opened for the incident (subject 0) or for one child."""

    case: Case
    whole: Answered
    section: Section
    page: Page
    subject: int

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the page asks now, given what is stored."""
        return asked(self.whole.form, self.page, self.whole.incident, self.whole.child(self.subject))

    @property
    def stored(self) -> Mapping[str, Any]:
        return self.whole.of(self.subject)

    @property
    def version(self) -> int:
        return self.whole.version(self.subject, self.page.id)

    def drawn(self, readings: Mapping[str, Reading] | None = None) -> Drawn:
        """The questions with what was posted, or with what is stored."""
        given = readings or {}
        shown = [
            (one, given.get(one.id) or Reading(None, refill(one, self.stored.get(one.id)))) for one in self.questions
        ]
        return Drawn(shown, [])

    def address(self) -> str:
        return page_address(self.case, self.page.id, self.subject)

    def next_address(self) -> str:
        """The next page of this section that asks anything now, else the list of sections."""
        child = self.whole.child(self.subject)
        pages = [page for page in self.section.pages if asked(self.whole.form, page, self.whole.incident, child)]
        ids = [page.id for page in self.section.pages]
        after = [page for page in pages if ids.index(page.id) > ids.index(self.page.id)]
        if after:
            return page_address(self.case, after[0].id, self.subject)
        return self.list_address()

    def list_address(self) -> str:
        """The list of sections, from which the page was opened."""
        return reverse("cases:notification", args=[self.case.reference])

    def settle_address(self, kept: int) -> str:
        """Where two texts for this page are settled."""
        return reverse("cases:notification_both_texts", args=[self.case.reference, kept])

    def saved_by(self) -> Answers | None:
        """The answers as last saved, with who saved them."""
        rows = self.case.answers.filter(form=self.whole.form.id, subject=self.subject, page=self.page.id)
        return rows.select_related("saved_by").first()


def open_page(case: Case, page_id: str, subject: int, *, on: date) -> OpenPage:
    """The page, with everything answered so far. A page or a child that is not there does not exist."""
    whole = answered(case, form_of_page(case, page_id), on=on)
    for section in whole.form.sections:
        for page in section.pages:
            if page.id == page_id:
                if (section.about == "child") != (subject > 0) or subject > len(whole.children):
                    raise Http404
                return OpenPage(case, whole, section, page, subject)
    raise Http404


def page_address(case: Case, page_id: str, subject: int) -> str:
    """Where one page of the form is. An address names a place in the form, never a person."""
    if page_id == AWARENESS_PAGE:
        return reverse("cases:notification_awareness", args=[case.reference])
    if subject:
        return reverse("cases:notification_child_page", args=[case.reference, subject, page_id])
    return reverse("cases:notification_page", args=[case.reference, page_id])


def sections_listed(case: Case, whole: Answered) -> list[dict[str, Any]]:
    """The list of sections: title, where it leads (to what is missing, once begun), how far it is. All about one child
    stands together."""
    first_page = {section.id: section.pages[0].id for section in whole.form.sections}
    children = whole.children if whole.form.asks_about_children else ()
    listed = progress(whole.form, whole.incident, children)
    about_children = sorted((one for one in listed if one.child), key=lambda one: one.child or 0)
    before = list(takewhile(lambda one: one.child is None, listed))
    after = [one for one in listed if one.child is None and one not in before]
    return [
        {
            "title": one.title.in_(spoken()),
            "child": one.child,
            "href": page_address(
                case,
                one.missing[0].page if one.status == "in-progress" else first_page[one.section],
                one.child or 0,
            ),
            "status": one.status,
            "words": one.words.in_(spoken()),
        }
        for one in (*before, *about_children, *after)
    ]


def missing_listed(case: Case, whole: Answered) -> list[dict[str, Any]]:
    """What is still to answer, in sentences, each leading to its page."""
    return [
        {
            "child": one.child,
            "text": one.sentence.in_(spoken()),
            "href": page_address(case, one.page, one.child or 0),
        }
        for one in missing_from(whole)
    ]


def answers_listed(case: Case, whole: Answered) -> list[dict[str, Any]]:
    """Every section with its answers in words and the way to change each."""
    sections = in_sections(whole)
    for section in sections:
        for row in section["rows"]:
            row["href"] = page_address(case, row["page"], section["child"] or 0)
    return sections


def in_words_of(page: OpenPage, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each question of a page with an answer in words: for two texts side by side."""
    return [
        (question.label.in_(spoken()), in_words(question, values.get(question.id), spoken()))
        for question in page.page.questions
        if question.id in values or question.id in page.stored
    ]


def places(case: Case) -> tuple[int, bool]:
    """How many children the incident has, and whether the last place is still empty."""
    children = list(case.children.order_by("number"))
    return len(children), len(children) > 1 and is_empty_place(children[-1])


def owed_by(case: Case) -> Due | None:
    """The first date by which the notification is owed and not yet sent."""
    duties = [duty.id for duty in procedure_of(case).duties if duty.ends == SENT]
    waiting = case.dues.filter(duty__in=duties, met_on__isnull=True, stopped_on__isnull=True, due_on__isnull=False)
    return waiting.order_by("due_on").first()


def is_script(request: HttpRequest) -> bool:
    """Whether the page saves itself while somebody types."""
    return request.headers.get("X-Requested-With") in ("fetch", "autosave")

"""What still waits in a rapid review, each with the page on which it is done: for whoever calls a meeting about it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from safeguarding.cases.models import Case
from safeguarding.look.languages import spoken
from safeguarding.reviews.actions.running import is_under_way, was_sent
from safeguarding.reviews.basis import Basis, basis_of
from safeguarding.reviews.whole import FORM, whole_review
from safeguarding.rules.forms.loading import forms


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing to do, in words, and where."""

    title: str
    href: str

    def __str__(self) -> str:
        return self.title


def open_items(case: Case, *, on: date) -> list[OpenItem]:
    """Empty sections, items of the tests that nobody answered, positions that are missing. None before the rapid
    review begins, none once it was sent."""
    if not any(form.id == FORM for form in forms(case.procedure)) or not is_under_way(case) or was_sent(case):
        return []
    shown, now = whole_review(case, on=on), basis_of(case, on=on)
    empty = [
        OpenItem(
            _("Section %(number)s is empty: %(title)s") % {"number": one.number, "title": one.title},
            reverse("reviews:section", args=[case.reference, one.id]),
        )
        for one in shown.empty_sections
    ]
    return [*empty, *_unanswered(case, now), *_missing(case, now)]


def _unanswered(case: Case, now: Basis) -> list[OpenItem]:
    return [
        OpenItem(
            _("%(test)s Not answered: %(item)s")
            % {"test": one.test.title.in_(spoken()), "item": item.text.in_(spoken())},
            reverse("reviews:test_item", args=[case.reference, one.test.id, item.id]),
        )
        for one in (now.test_b, now.test_c)
        for item in one.left
    ]


def _missing(case: Case, now: Basis) -> list[OpenItem]:
    where = reverse("reviews:decision", args=[case.reference])
    if now.proposal is None:
        return [OpenItem(_("No decision is proposed yet"), where)]
    return [OpenItem(_("%(body)s: no position on what is proposed") % {"body": one.body}, where) for one in now.silent]

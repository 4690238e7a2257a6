"""Writing the rapid review: section by section, saved as one goes, by several people; nobody's text is overwritten.
Whatever changes the text makes a sign-off void (`signing.py`)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import hold
from safeguarding.cases.actions.saving_pages import (
    Writing,
    keep_text_beside,
    merged,
    refuse_unless_as_seen,
    settle_text,
    store_page,
    stored_page,
    subject_and_page_of,
)
from safeguarding.cases.answers import Answered, answered
from safeguarding.cases.models import Answers, Case, SetAside
from safeguarding.reviews.actions.running import refuse_once_sent, refuse_unless_under_way
from safeguarding.reviews.actions.signing import void_sign_offs
from safeguarding.reviews.whole import FORM
from safeguarding.rules.forms.questions import Page
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission


@transaction.atomic
def save_section(
    *, case: Case, section: str, values: Mapping[str, Any], writing: Writing, by: Actor, on: date
) -> Answers:
    """Save one section over the version that the person saw. Raises `ChangedMeanwhile` when somebody else saved it
    since with another text. Whoever had signed the text before is told that their sign-off holds no longer."""
    case = hold(case, by=by, to=Permission.WRITE_REVIEW)
    refuse_unless_under_way(case)
    refuse_once_sent(case)
    whole = answered(case, FORM)
    row = stored_page(case, FORM, 0, section)
    now = merged(row, values, {question.id for question in _page(whole, section).questions})
    if row is not None and now == row.given:
        return row
    refuse_unless_as_seen(row, writing)
    version = row.version + 1 if row else 1
    saved = store_page(case, whole.form, 0, section, now, version=version, token=writing.token, by=by)
    void_sign_offs(case, by, on)
    return saved


@transaction.atomic
def keep_section_beside(
    *, case: Case, section: str, values: Mapping[str, Any], writing: Writing, by: Actor
) -> SetAside:
    """Keep what could not be saved, beside what was saved meanwhile."""
    case = hold(case, by=by, to=Permission.WRITE_REVIEW)
    return keep_text_beside(case, FORM, 0, section, values, writing=writing, by=by)


@transaction.atomic
def settle_section(
    *,
    case: Case,
    kept: SetAside,
    choice: str,
    values: Mapping[str, Any] | None = None,
    writing: Writing,
    by: Actor,
    on: date,
) -> SetAside:
    """Say which of two texts for a section stands, or one put together from both (`values`)."""
    case = hold(case, by=by, to=Permission.WRITE_REVIEW)
    _subject, section = subject_and_page_of(kept, FORM)

    def save(text: Mapping[str, Any]) -> None:
        save_section(case=case, section=section, values=text, writing=writing, by=by, on=on)

    return settle_text(case, kept, choice, values, save=save, by=by)


def _page(whole: Answered, section: str) -> Page:
    try:
        return whole.page(section)
    except KeyError:
        raise Refused(Refusal(_("The rapid review has no such section. Go back to its list."))) from None

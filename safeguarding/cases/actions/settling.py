"""Two people wrote the same page of the notification: both texts are kept, and a person settles which stands. How the
second text came to be kept is `notification.py`'s `keep_beside`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import hold
from safeguarding.cases.actions.notification import NOTIFICATION, save_page
from safeguarding.cases.actions.saving_pages import (
    CHOICES,
    Choice,
    Writing,
    settle_text,
    subject_and_page_of,
    waiting_to_be_settled,
)
from safeguarding.cases.models import Case, SetAside
from safeguarding.rules.roles import Permission

__all__ = ["CHOICES", "Choice", "settle_set_aside", "subject_and_page", "to_settle"]


@transaction.atomic
def settle_set_aside(
    *,
    case: Case,
    kept: SetAside,
    choice: str,
    values: Mapping[str, Any] | None = None,
    writing: Writing,
    by: Actor,
    on: date,
) -> SetAside:
    """Say which text stands: the one that was saved, the one that was set aside, or one put together from both
    (`values`). Both stay on record. Raises `ChangedMeanwhile` when another settled it, or the page was saved again."""
    case = hold(case, by=by, to=Permission.NOTIFY)
    subject, page = subject_and_page(kept)

    def save(text: Mapping[str, Any]) -> None:
        save_page(case=case, page=page, subject=subject, values=text, writing=writing, by=by, on=on)

    return settle_text(case, kept, choice, values, save=save, by=by)


def subject_and_page(kept: SetAside) -> tuple[int, str]:
    """Of which page of the notification a text was set aside. Raises `Refused` when it is of something else."""
    return subject_and_page_of(kept, NOTIFICATION)


def to_settle(case: Case) -> list[SetAside]:
    """The texts of the notification that wait to be settled, oldest first."""
    return waiting_to_be_settled(case, NOTIFICATION)

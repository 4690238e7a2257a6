"""Two people wrote the same page of the notification: both texts are kept, and a person settles which stands. How the
second text came to be kept is `notification.py`'s `keep_beside`."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.actions.notification import NOTIFICATION, Writing, save_page
from safeguarding.cases.models import Case, SetAside
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

Choice = Literal["saved", "set-aside", "together"]
CHOICES: tuple[Choice, ...] = ("saved", "set-aside", "together")


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
    if choice not in CHOICES:
        raise Refused(Refusal(_("Select which text stands."), "choice"))
    held = SetAside.objects.select_for_update(of=("self",)).get(pk=kept.pk, case=case)
    if held.settled_at is not None:
        raise ChangedMeanwhile(Refusal(_("Somebody else has settled this already."), "choice"))
    subject, page = subject_and_page(held)
    if choice != "saved":
        text = held.text["values"] if choice == "set-aside" else dict(values or {})
        save_page(case=case, page=page, subject=subject, values=text, writing=writing, by=by, on=on)
    held.settled_by_id, held.settled_at = by.person_id, today.now()
    held.save(update_fields=["settled_by", "settled_at"])
    return held


def subject_and_page(kept: SetAside) -> tuple[int, str]:
    """Of which page of the notification a text was set aside. Raises `Refused` when it is of something else."""
    form, _slash, rest = kept.what.partition("/")
    subject, _slash, page = rest.partition("/")
    if form != NOTIFICATION or not subject.isdecimal():
        raise Refused(Refusal(_("This text does not belong to the notification.")))
    return int(subject), page


def to_settle(case: Case) -> list[SetAside]:
    """The texts of the notification that wait to be settled, oldest first."""
    waiting = case.set_aside.filter(what__startswith=f"{NOTIFICATION}/", settled_at__isnull=True)
    return list(waiting.select_related("typed_by").order_by("id"))

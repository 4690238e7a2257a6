"""Answers to any form, saved a page at a time over the state that the writer saw; a text that lost the race is kept
beside until a person has settled which stands (ADR 4). Who may write which form, and when, is each form's own verb."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.models import Answers, Case, SetAside
from safeguarding.rules.forms.questions import Form
from safeguarding.rules.refusal import Refusal, Refused

Choice = Literal["saved", "set-aside", "together"]
CHOICES: tuple[Choice, ...] = ("saved", "set-aside", "together")


@dataclass(frozen=True, slots=True)
class Writing:
    """On which state a page was opened: the version it showed (0 for none), and a token of that opening, so that a
    page which saves itself as one types is not told that somebody else saved it."""

    seen: int
    token: str = ""


def stored_page(case: Case, form: str, subject: int, page: str) -> Answers | None:
    """What is saved of one page, if anything."""
    return Answers.objects.filter(case=case, form=form, subject=subject, page=page).first()


def merged(row: Answers | None, values: Mapping[str, Any], known: Iterable[str]) -> dict[str, Any]:
    """What is stored with these answers over it: of questions that the page knows, and None clears one."""
    kept = set(known)
    given = {key: value for key, value in values.items() if key in kept}
    return {key: value for key, value in {**(row.given if row else {}), **given}.items() if value is not None}


def refuse_unless_as_seen(row: Answers | None, writing: Writing) -> None:
    """Raises `ChangedMeanwhile` unless the person saw what is stored: the version, or what this very opening of the
    page saved last."""
    is_mine = row is not None and bool(writing.token) and row.saved_in == writing.token
    if not is_mine and (row.version if row else 0) != writing.seen:
        raise ChangedMeanwhile(Refusal(_("Somebody else saved this page since you opened it. Both texts are kept.")))


def store_page(
    case: Case, form: Form, subject: int, page: str, given: Mapping[str, Any], *, version: int, token: str, by: Actor
) -> Answers:
    """Let these be the answers to the page."""
    row, _is_new = Answers.objects.update_or_create(
        case=case,
        form=form.id,
        subject=subject,
        page=page,
        defaults={
            "form_version": str(form.version),
            "given": dict(given),
            "version": version,
            "saved_in": token,
            "saved_at": today.now(),
            "saved_by_id": by.person_id,
        },
    )
    return row


def aside_name(form: str, subject: int, page: str) -> str:
    """How text of a page that could not be saved is kept: what `SetAside.what` says."""
    return f"{form}/{subject}/{page}"


def subject_and_page_of(kept: SetAside, form: str) -> tuple[int, str]:
    """Of which page of a form a text was set aside. Raises `Refused` when it is of something else."""
    of_form, _slash, rest = kept.what.partition("/")
    subject, _slash, page = rest.partition("/")
    if of_form != form or not subject.isdecimal():
        raise Refused(Refusal(_("This text belongs to another page.")))
    return int(subject), page


def waiting_to_be_settled(case: Case, form: str) -> list[SetAside]:
    """The texts of a form that wait to be settled, oldest first."""
    waiting = case.set_aside.filter(what__startswith=f"{form}/", settled_at__isnull=True)
    return list(waiting.select_related("typed_by").order_by("id"))


def keep_text_beside(
    case: Case, form: str, subject: int, page: str, values: Mapping[str, Any], *, writing: Writing, by: Actor
) -> SetAside:
    """Keep what could not be saved. The same opening of a page, keeping itself again as one types, puts the newer text
    in place of its own older one."""
    text = {"values": dict(values), "seen": writing.seen, "token": writing.token}
    name = aside_name(form, subject, page)
    mine = SetAside.objects.filter(case=case, what=name, typed_by_id=by.person_id, settled_at__isnull=True)
    same = mine.filter(text__token=writing.token).first() if writing.token else None
    if same is None:
        return SetAside.objects.create(case=case, what=name, text=text, typed_by_id=by.person_id, typed_at=today.now())
    if same.text != text:
        same.text, same.typed_at = text, today.now()
        same.save(update_fields=["text", "typed_at"])
    return same


def settle_text(
    case: Case,
    kept: SetAside,
    choice: str,
    values: Mapping[str, Any] | None,
    *,
    save: Callable[[Mapping[str, Any]], object],
    by: Actor,
) -> SetAside:
    """Let one text stand: the saved one, the one set aside, or one put together (`values`); `save` stores it. Both
    stay on record. Raises `ChangedMeanwhile` when another settled it."""
    if choice not in CHOICES:
        raise Refused(Refusal(_("Select which text stands."), "choice"))
    held = SetAside.objects.select_for_update(of=("self",)).get(pk=kept.pk, case=case)
    if held.settled_at is not None:
        raise ChangedMeanwhile(Refusal(_("Somebody else has settled this already."), "choice"))
    if choice != "saved":
        save(held.text["values"] if choice == "set-aside" else dict(values or {}))
    held.settled_by_id, held.settled_at = by.person_id, today.now()
    held.save(update_fields=["settled_by", "settled_at"])
    return held

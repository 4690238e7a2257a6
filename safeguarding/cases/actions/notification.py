"""Writing the notification: saved page by page as one goes, by several people, until it is sent. What counts as
complete is `rules/forms`; sending, and proving that it was sent, is `submission.py`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.first_call import FORM as FIRST_CALL
from safeguarding.cases.actions.first_call import ChildMentioned, add_child
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.answers import Answered, answered
from safeguarding.cases.models import Answers, Case, Child
from safeguarding.cases.naming import fold
from safeguarding.rules.forms.pages import carry_over
from safeguarding.rules.forms.questions import Form, Page, Section
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

NOTIFICATION = "notification"
MOST_CHILDREN = 40


@transaction.atomic
def begin_notification(*, case: Case, by: Actor, on: date) -> Answered:
    """Take over from the first call what the notification asks too, once. Beginning again changes nothing."""
    case = hold(case, by=by, to=Permission.NOTIFY)
    whole = answered(case, NOTIFICATION)
    if whole.versions:
        return whole
    call = answered(case, FIRST_CALL)
    incident, _ = carry_over(call.form, call.incident, whole.form, today=on)
    pages: dict[tuple[int, str], dict[str, Any]] = {}
    for question_id, value in incident.items():
        pages.setdefault((0, page_of(whole.form, question_id)[1].id), {})[question_id] = value
    for child in case.children.order_by("number"):
        for question_id, value in _known_of(child).items():
            pages.setdefault((child.number, page_of(whole.form, question_id)[1].id), {})[question_id] = value
    for (subject, page), given in pages.items():
        _store(case, whole.form, subject, page, given, version=1, by=by)
    return answered(case, NOTIFICATION)


@transaction.atomic
def save_page(
    *, case: Case, page: str, subject: int, values: Mapping[str, Any], seen: int, by: Actor, on: date
) -> Answers:
    """Save what one page of the notification asks, over the version that the person saw (0 for none). Raises
    `ChangedMeanwhile` when somebody saved the page since with other answers, and `Refused` once it was sent."""
    case = hold(case, by=by, to=Permission.NOTIFY)
    _refuse_once_sent(case)
    whole = answered(case, NOTIFICATION)
    section = section_of_page(whole.form, page)
    _refuse_wrong_subject(section, subject, whole)
    row = Answers.objects.filter(case=case, form=NOTIFICATION, subject=subject, page=page).first()
    stored = row.given if row else {}
    merged = {key: value for key, value in {**stored, **values}.items() if value is not None}
    if row is not None and merged == stored:
        return row
    if (row.version if row else 0) != seen:
        raise ChangedMeanwhile(Refusal("Somebody else saved this page since you opened it. Both texts are kept."))
    saved = _store(case, whole.form, subject, page, merged, version=seen + 1, by=by)
    _follow(case, subject, values)
    return saved


@transaction.atomic
def add_another_child(*, case: Case, by: Actor, on: date) -> Child:
    """Make a place for one more child of this incident."""
    case = hold(case, by=by, to=Permission.NOTIFY)
    _refuse_once_sent(case)
    number = case.children.count() + 1
    if number > MOST_CHILDREN:
        raise Refused(Refusal(f"An incident holds at most {MOST_CHILDREN} children. Open another for the rest."))
    return add_child(case, number, ChildMentioned())


@transaction.atomic
def remove_last_child(*, case: Case, by: Actor, on: date) -> None:
    """Take away the place made last, while nothing is answered about that child."""
    case = hold(case, by=by, to=Permission.NOTIFY)
    _refuse_once_sent(case)
    last = case.children.order_by("number").last()
    if last is None or last.number == 1:
        raise Refused(Refusal("An incident is about at least one child."))
    if last.name or case.answers.filter(subject=last.number).exists():
        raise Refused(Refusal("Something is answered about this child, so the place stays."))
    last.delete()


def section_of_page(form: Form, page_id: str) -> Section:
    """The section that a page belongs to. Raises `Refused` when the form has no such page."""
    for section in form.sections:
        if any(page.id == page_id for page in section.pages):
            return section
    raise Refused(Refusal("The notification has no such page. Go back to its list of sections."))


def page_of(form: Form, question_id: str) -> tuple[Section, Page]:
    """The section and page that ask a question of the form."""
    for section in form.sections:
        for page in section.pages:
            if any(question.id == question_id for question in page.questions):
                return section, page
    raise KeyError(question_id)


def was_submitted(case: Case) -> bool:
    """Whether the notification is recorded as sent."""
    return case.submissions.filter(what="notification").exists()


def _store(
    case: Case, form: Form, subject: int, page: str, given: Mapping[str, Any], *, version: int, by: Actor
) -> Answers:
    row, _ = Answers.objects.update_or_create(
        case=case,
        form=NOTIFICATION,
        subject=subject,
        page=page,
        defaults={
            "form_version": str(form.version),
            "given": dict(given),
            "version": version,
            "saved_at": today.now(),
            "saved_by_id": by.person_id,
        },
    )
    return row


def _follow(case: Case, subject: int, values: Mapping[str, Any]) -> None:
    """Keep the few typed columns in step with the answers: a child's name and birth date, which search reads."""
    if subject == 0:
        return
    child = case.children.get(number=subject)
    if "surname" in values or "forenames" in values:
        given = answered(case, NOTIFICATION).of(subject)
        child.name = " ".join(filter(None, (given.get("forenames"), given.get("surname"))))[:200]
    if "other-names" in values:
        child.other_names = (values["other-names"] or "")[:200]
    if values.get("date-of-birth"):
        child.born_on = date.fromisoformat(values["date-of-birth"])
    child.folded = fold(f"{child.name} {child.other_names}")
    child.save()


def _known_of(child: Child) -> dict[str, Any]:
    *forenames, surname = child.name.split() or [""]
    known: dict[str, Any] = {"forenames": " ".join(forenames), "surname": surname, "other-names": child.other_names}
    if child.born_on:
        known["date-of-birth"] = child.born_on.isoformat()
    return {key: value for key, value in known.items() if value}


def _refuse_once_sent(case: Case) -> None:
    if was_submitted(case):
        raise Refused(Refusal("This was sent and recorded. What was sent stays as it was; add a note to the diary."))


def _refuse_wrong_subject(section: Section, subject: int, whole: Answered) -> None:
    if (section.about == "child") != (subject > 0) or subject > len(whole.children):
        raise Refused(Refusal("There is no such child in this incident. Go back to the list of sections."))

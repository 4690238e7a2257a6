"""Writing the notification: saved page by page as one goes, by several people, until it is sent. What counts as
complete is `rules/forms`; two texts for one page are settled in `settling.py`; sending is `submission.py`'s."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.assessment import path_of, set_nature
from safeguarding.cases.actions.corrections import correct_event
from safeguarding.cases.actions.first_call import FORM as FIRST_CALL
from safeguarding.cases.actions.first_call import ChildMentioned, add_child
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.actions.saving_pages import (
    Writing as Writing,
)
from safeguarding.cases.actions.saving_pages import (
    keep_text_beside,
    merged,
    refuse_unless_as_seen,
    store_page,
    stored_page,
)
from safeguarding.cases.answers import IS_KEPT_ELSEWHERE, Answered, answered, awareness
from safeguarding.cases.authorities import authority_chosen, option_code
from safeguarding.cases.models import Answers, Case, Child, Event, Incident, SetAside, SheetTick, Submission
from safeguarding.cases.naming import fold
from safeguarding.people.models import Person
from safeguarding.rules.forms.pages import carry_over
from safeguarding.rules.forms.questions import Form, Page, Section
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, Role

NOTIFICATION = "notification"
CARE_LEAVER = "care-leaver-death"
NATURE_PAGE = "nature"
AWARENESS_PAGE = "became-aware"
MOST_CHILDREN = 40
ADULT_AT, CARE_LEAVER_UNTIL = 18, 24
"""A child is under 18; a care leaver's death is notified up to and including this age (`england.md` 2 and 5)."""


def form_of(case: Case) -> str:
    """Which form the incident is notified with: a care leaver's death has a short one of its own."""
    nature = Incident.objects.values_list("nature", flat=True).get(pk=case.pk)
    return CARE_LEAVER if path_of(nature) == "care-leaver-death" else NOTIFICATION


def form_of_page(case: Case, page: str) -> str:
    """Which form asks this page now. What kind of incident it is, is always asked by the notification."""
    return NOTIFICATION if page == NATURE_PAGE else form_of(case)


@transaction.atomic
def begin_notification(*, case: Case, by: Actor, on: date) -> Answered:
    """Take over from the first call what the notification asks too, once. Beginning again changes nothing."""
    case = hold(case, by=by, to=Permission.NOTIFY)
    _refuse_once_sent(case)
    whole = answered(case, NOTIFICATION)
    if whole.versions:
        return whole
    for (subject, page), given in _known_already(case, whole, by=by, on=on).items():
        store_page(case, whole.form, subject, page, given, version=1, token="", by=by)
    return answered(case, NOTIFICATION)


def is_begun(case: Case) -> bool:
    """Whether somebody has begun to write the notification."""
    return case.answers.filter(form=NOTIFICATION).exists()


@transaction.atomic
def save_page(
    *, case: Case, page: str, subject: int, values: Mapping[str, Any], writing: Writing, by: Actor, on: date
) -> Answers:
    """Save what one page asks, over the version that the person saw. Raises `ChangedMeanwhile` when somebody else
    saved the page since with other answers, and `Refused` once it was sent."""
    case = hold(case, by=by, to=Permission.NOTIFY)
    _refuse_once_sent(case)
    whole = answered(case, form_of_page(case, page))
    _refuse_wrong_subject(section_of_page(whole.form, page), subject, whole)
    row = stored_page(case, whole.form.id, subject, page)
    stored = row.given if row else {}
    known = {question.id for question in whole.page(page).questions} - IS_KEPT_ELSEWHERE
    now = merged(row, values, known)
    if row is not None and now == stored:
        return row
    refuse_unless_as_seen(row, writing)
    if whole.form.id == CARE_LEAVER:
        _refuse_other_ages({**whole.incident, **now})
    version = row.version + 1 if row else 1
    saved = store_page(case, whole.form, subject, page, now, version=version, token=writing.token, by=by)
    _forget_ticks(case, whole, subject, {key for key in known if now.get(key) != stored.get(key)})
    _follow(case, whole.form, subject, now, {key: values[key] for key in values if key in known})
    return saved


@transaction.atomic
def choose_nature(*, case: Case, nature: str, seen: str, by: Actor, on: date) -> Incident:
    """Say on the form what kind of incident it is: the events, the form and the dates that belong to it follow."""
    case = hold(case, by=by, to=Permission.NOTIFY)
    _refuse_once_sent(case)
    current = Incident.objects.get(pk=case.pk)
    if nature == current.nature:
        return current
    SheetTick.objects.filter(case=case).delete()
    return set_nature(case=case, nature=nature, seen=seen, by=by, on=on)


@transaction.atomic
def correct_awareness(
    *, case: Case, known_on: date, known_at: time | None, reason: str, seen: int, by: Actor, on: date
) -> Event:
    """Correct when the authority came to know: the fact itself, with the reason, so that form and dates never differ.
    `seen` is the key of the fact that the person saw."""
    case = hold(case, by=by, to=Permission.CORRECT_CLOCK)
    _refuse_once_sent(case)
    current = awareness(case)
    if current is None or (known_on, known_at) == (current.on, current.at):
        if current is None:
            raise Refused(Refusal(_("No first call is on record, so there is nothing to correct.")))
        return current
    if current.pk != seen:
        raise ChangedMeanwhile(
            Refusal(_("Somebody else has corrected this since you opened the page."), AWARENESS_PAGE)
        )
    moment = today.london_moment(known_on, known_at) if known_at else None
    if known_on > today.today() or (moment is not None and moment > today.now()):
        raise Refused(
            Refusal(_("The moment at which the authority first knew lies ahead. Correct it."), AWARENESS_PAGE)
        )
    _forget_ticks(case, answered(case, NOTIFICATION), 0, {AWARENESS_PAGE})
    return correct_event(
        case=case, event=current, happened_on=known_on, happened_at=known_at, reason=reason, by=by, on=on
    )


@transaction.atomic
def add_another_child(*, case: Case, by: Actor, on: date) -> Child:
    """Make a place for one more child of this incident."""
    case = hold(case, by=by, to=Permission.NOTIFY)
    _refuse_once_sent(case)
    number = case.children.count() + 1
    if number > MOST_CHILDREN:
        raise Refused(
            Refusal(
                _("An incident holds at most {most_children} children. Open another for the rest.").format(
                    most_children=MOST_CHILDREN
                )
            )
        )
    return add_child(case, number, ChildMentioned())


@transaction.atomic
def remove_last_child(*, case: Case, by: Actor, on: date) -> None:
    """Take away the place made last, while nothing is answered about that child."""
    case = hold(case, by=by, to=Permission.NOTIFY)
    _refuse_once_sent(case)
    last = case.children.order_by("number").last()
    if last is None or last.number == 1:
        raise Refused(Refusal(_("An incident is about at least one child.")))
    if not is_empty_place(last):
        raise Refused(Refusal(_("Something is answered about this child, so the place stays.")))
    last.delete()


def is_empty_place(child: Child) -> bool:
    """Whether nothing at all is known about the child yet."""
    is_known = child.name or child.other_names or child.born_on or child.age is not None or child.home_area_id
    return not is_known and not child.case.answers.filter(subject=child.number).exists()


def section_of_page(form: Form, page_id: str) -> Section:
    """The section that a page belongs to. Raises `Refused` when the form has no such page."""
    for section in form.sections:
        if any(page.id == page_id for page in section.pages):
            return section
    raise Refused(Refusal(_("The notification has no such page. Go back to its list of sections.")))


def page_of(form: Form, question_id: str) -> tuple[Section, Page]:
    """The section and page that ask a question of the form."""
    for section in form.sections:
        for page in section.pages:
            if any(question.id == question_id for question in page.questions):
                return section, page
    raise KeyError(question_id)


def was_submitted(case: Case) -> bool:
    """Whether the notification is recorded as sent, to any outside body."""
    return case.submissions.filter(what=Submission.What.NOTIFICATION).exists()


@transaction.atomic
def keep_beside(
    *, case: Case, subject: int, page: str, values: Mapping[str, Any], writing: Writing, by: Actor
) -> SetAside:
    """Keep what could not be saved, beside what was saved meanwhile. The same page keeping itself again as one types
    puts the newer text in place of its own older one."""
    case = hold(case, by=by, to=Permission.NOTIFY)
    return keep_text_beside(case, NOTIFICATION, subject, page, values, writing=writing, by=by)


def _known_already(case: Case, whole: Answered, *, by: Actor, on: date) -> dict[tuple[int, str], dict[str, Any]]:
    """What is on record already, page by page: from the first call, the case, each child, and whoever begins."""
    call = answered(case, FIRST_CALL)
    incident, _of_child = carry_over(call.form, call.incident, whole.form, today=on)
    incident = {key: value for key, value in incident.items() if key not in IS_KEPT_ELSEWHERE}
    known = {0: {**incident, **_of_the_area(case), **_of_the_notifier(case, by)}}
    known |= {child.number: _of_the_child(child) for child in case.children.select_related("home_area")}
    pages: dict[tuple[int, str], dict[str, Any]] = {}
    for subject, answers in known.items():
        for question_id, value in answers.items():
            pages.setdefault((subject, page_of(whole.form, question_id)[1].id), {})[question_id] = value
    return pages


def _of_the_area(case: Case) -> dict[str, Any]:
    if case.authority is None:
        return {}
    code = option_code(case.authority.code)
    return {"notifying-authority": code, "incident-area": code}


def _of_the_notifier(case: Case, by: Actor) -> dict[str, Any]:
    if (Role.NOTIFIER, case.authority_id) not in by.roles:
        return {}
    person = Person.objects.get(pk=by.person_id)
    known = {"notifier-name": person.name, "notifier-phone": person.phone, "notifier-email": person.email}
    return {key: value for key, value in known.items() if value}


def _of_the_child(child: Child) -> dict[str, Any]:
    *forenames, surname = child.name.split() or [""]
    known: dict[str, Any] = {"forenames": " ".join(forenames), "surname": surname, "other-names": child.other_names}
    if child.born_on:
        known["date-of-birth"] = {"precision": "exact", "on": child.born_on.isoformat()}
    elif child.age is not None:
        known |= {"date-of-birth": {"precision": "unknown"}, "age": child.age}
    if child.home_area:
        known["home-area"] = option_code(child.home_area.code)
    return {key: value for key, value in known.items() if value or value == 0}


def _follow(case: Case, form: Form, subject: int, merged: Mapping[str, Any], given: Mapping[str, Any]) -> None:
    """Keep the few typed columns in step with the answers: what search reads, and where a child's home is."""
    number = 1 if form.id == CARE_LEAVER else subject
    if number == 0:
        return
    child = case.children.get(number=number)
    if "surname" in given or "forenames" in given:
        child.name = " ".join(filter(None, (merged.get("forenames"), merged.get("surname"))))[:200]
    if "other-names" in given:
        child.other_names = (given["other-names"] or "")[:200]
    if "date-of-birth" in given:
        child.born_on = _exact_day(given["date-of-birth"])
        child.age = merged.get("age")
    if "home-area" in given:
        child.home_area = authority_chosen(given["home-area"] or "")
    child.folded = fold(f"{child.name} {child.other_names}")
    child.save()


def _exact_day(value: Any) -> date | None:
    """A day that is known exactly; one that is about right would mislead a search by birth date."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    return date.fromisoformat(value["on"]) if value and value["precision"] == "exact" else None


def _forget_ticks(case: Case, whole: Answered, subject: int, changed: set[str]) -> None:
    """An answer that changes after it was entered in the outside service is to be entered again."""
    if not changed:
        return
    fields = {question if subject == 0 else f"{question}.{subject}" for question in changed}
    most = whole.form.children_in_detail
    if subject and most is not None and subject > most and whole.form.further_children_into:
        fields.add(whole.form.further_children_into)
    SheetTick.objects.filter(case=case, field__in=fields).delete()


def _refuse_once_sent(case: Case) -> None:
    if was_submitted(case):
        raise Refused(Refusal(_("This was sent and recorded. What was sent stays as it was; add a note to the diary.")))


def _refuse_wrong_subject(section: Section, subject: int, whole: Answered) -> None:
    if (section.about == "child") != (subject > 0) or subject > len(whole.children):
        raise Refused(Refusal(_("There is no such child in this incident. Go back to the list of sections.")))


def _refuse_other_ages(answers: Mapping[str, Any]) -> None:
    born, died = answers.get("date-of-birth"), answers.get("date-of-death")
    if not born or not died:
        return
    born_on, died_on = date.fromisoformat(born), date.fromisoformat(died)
    age = died_on.year - born_on.year - ((died_on.month, died_on.day) < (born_on.month, born_on.day))
    if died_on < born_on:
        raise Refused(
            Refusal(_("The date of death is before the date of birth. Correct one of them."), "date-of-death")
        )
    if age < ADULT_AT:
        raise Refused(
            Refusal(
                _(
                    "By these dates the person was {age}, a child. Change the nature of the incident to the "
                    "death of a child: under 18 it is put through test A, on the full notification."
                ).format(age=age),
                "date-of-birth",
            )
        )
    if age > CARE_LEAVER_UNTIL:
        raise Refused(
            Refusal(
                _(
                    "By these dates the person was {age}. A care leaver's death is notified up to and "
                    "including the age of {care_leaver_until}. Check the dates."
                ).format(age=age, care_leaver_until=CARE_LEAVER_UNTIL),
                "date-of-birth",
            )
        )

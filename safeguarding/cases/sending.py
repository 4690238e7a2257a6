"""What goes to outside bodies, and to which: the bodies that the law's duties name, found among the national bodies on
the register, and the content as it is frozen. Recording that it went is `actions/submission.py`'s."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from safeguarding.cases.actions.notification import form_of
from safeguarding.cases.answers import Answered, answered
from safeguarding.cases.dues import owed_in
from safeguarding.cases.facts import procedure_of
from safeguarding.cases.models import Case, Submission
from safeguarding.look.languages import spoken
from safeguarding.people.models import Organisation
from safeguarding.rules.forms.completeness import Missing, completeness, each_child
from safeguarding.rules.forms.conditions import asked
from safeguarding.rules.forms.sheet import SheetField, sheet
from safeguarding.rules.forms.wording import in_words

SENT, REVIEW_SENT = "notification_submitted", "rapid_review_sent"
NOTIFICATION = Submission.What.NOTIFICATION


@dataclass(frozen=True, slots=True)
class Outside:
    """An outside body that must have the notification, and what is on record of its going there."""

    code: str
    title: str
    body: Organisation | None
    """None when the register does not hold the body: an administrator adds it."""
    notification: Submission | None
    withdrawal: Submission | None
    review: Submission | None = None

    @property
    def receives_here(self) -> bool:
        return self.body is not None and self.body.receives_here


def outside_bodies(case: Case) -> list[Outside]:
    """Every body to which this notification is owed by the duties that run, in the order of the law; also any that
    already has it."""
    return _outside(case, owed_to=_owed_to(case, "", SENT), what=(NOTIFICATION, Submission.What.WITHDRAWAL))


def bodies_owed_review(case: Case) -> list[Outside]:
    """The same of the rapid review, which the safeguarding partners owe."""
    owed_to = _owed_to(case, "safeguarding-partners", REVIEW_SENT)
    return _outside(case, owed_to=owed_to, what=(Submission.What.RAPID_REVIEW,))


def _outside(case: Case, *, owed_to: Iterable[str], what: Sequence[str]) -> list[Outside]:
    procedure = procedure_of(case)
    sent = list(case.submissions.select_related("recipient", "recorded_by", "copy").order_by("id"))
    codes = dict.fromkeys([*owed_to, *(row.recipient.code for row in sent if row.what in what)])
    bodies = {body.code: body for body in Organisation.objects.filter(code__in=codes, kind=Organisation.Kind.NATIONAL)}
    titles = {body.id: body.title.in_(spoken()) for body in procedure.bodies}
    return [
        Outside(
            code=code,
            title=bodies[code].name if code in bodies else titles.get(code, code),
            body=bodies.get(code),
            notification=_of(sent, code, Submission.What.NOTIFICATION),
            withdrawal=_of(sent, code, Submission.What.WITHDRAWAL),
            review=_of(sent, code, Submission.What.RAPID_REVIEW),
        )
        for code in codes
    ]


def _owed_to(case: Case, by: str, ends: str) -> Iterable[str]:
    for one in owed_in(case):
        if one.duty.ends == ends and by in ("", one.duty.owed_by) and one.confirmed and one.stopped_on is None:
            yield from one.duty.owed_to


def _of(sent: Sequence[Submission], code: str, what: str) -> Submission | None:
    return next((row for row in sent if row.recipient.code == code and row.what == what), None)


def whole_notification(case: Case, *, on: date) -> Answered:
    """The answers to whichever form this incident is notified with."""
    return answered(case, form_of(case), on=on)


def fields_of(whole: Answered) -> tuple[SheetField, ...]:
    """The copy-ready sheet, in the official order."""
    children = whole.children if whole.form.asks_about_children else ()
    return sheet(whole.form, whole.incident, children, language=spoken())


def missing_from(whole: Answered) -> tuple[Missing, ...]:
    """What the form still asks for before it can go."""
    children = whole.children if whole.form.asks_about_children else ()
    return completeness(whole.form, whole.incident, children)


def frozen(whole: Answered) -> dict[str, Any]:
    """Everything as it stands now, for reading for good in the language of whoever sends it: the answers, the sections
    in words, the official sheet."""
    return {
        "form": whole.form.id,
        "form_version": whole.form.version,
        "title": whole.form.title.in_(spoken()),
        "incident": whole.incident,
        "children": whole.children,
        "sections": in_sections(whole),
        "sheet": [
            {"number": field.number, "key": field.key, "label": label_of(field), "text": field.text}
            for field in fields_of(whole)
        ],
    }


def in_sections(whole: Answered) -> list[dict[str, Any]]:
    """Each section with its questions and answers in words, once for each child where it is about a child."""
    sections, language = [], spoken()
    for section in whole.form.sections:
        for number, child in each_child(section, whole.children):
            given = whole.incident if number is None else child
            rows = [
                {
                    "label": question.label.in_(language),
                    "text": in_words(question, given.get(question.id), language),
                    "question": question.id,
                    "page": page.id,
                }
                for page in section.pages
                for question in asked(whole.form, page, whole.incident, child)
            ]
            if rows:
                sections.append({"title": section.title.in_(language), "child": number, "rows": rows})
    return sections


def fingerprint(content: dict[str, Any]) -> str:
    """What tells whether something is still what a person looked at: the same for the same content."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def sheet_as_text(case: Case, whole: Answered) -> str:
    """The sheet as plain text, for the case file: what was typed into the outside service, field by field."""
    lines = [case.reference, whole.form.title.in_(spoken()), ""]
    for field in fields_of(whole):
        lines += [f"{field.number}. {label_of(field)}", field.text or "–", ""]
    return "\n".join(lines)


def label_of(field: SheetField) -> str:
    """What a field of the sheet is called, with the number of the child it is about."""
    if field.child is None:
        return field.label
    return _("Child %(number)s: %(label)s") % {"number": field.child, "label": field.label}

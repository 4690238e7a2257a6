"""A rapid review as it leaves: as a document with its decision, reasons and signatures, and as what a body that
receives here reads. What the whole of it is, `whole.py` says; how a document is written, `documents`."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from safeguarding.cases.models import Case
from safeguarding.documents.contents import Block, Document, Facts, Paragraphs, Part, Table
from safeguarding.look.languages import day, spoken
from safeguarding.reviews.models import ReviewReport
from safeguarding.reviews.whole import DecidedReview, WholeReview

LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}
NOTHING = "–"


def review_document(whole: WholeReview, case: Case, *, unsigned_reason: str, on: date) -> Document:
    """The report, the decision and its reasons as one document."""
    return Document(
        title=_("Rapid review of {reference}").format(reference=whole.reference),
        reference=whole.reference,
        made_on=on,
        made_by=str(case.partnership),
        language=LANGUAGES[spoken()],
        parts=(*_sections(whole), *_decision(whole.decision), _signatures(whole, unsigned_reason)),
    )


def _sections(whole: WholeReview) -> Iterator[Part]:
    for section in whole.sections:
        answers = tuple(Part(one.title, (Paragraphs(one.text or NOTHING),)) for one in section.text)
        yield Part(f"{section.number}. {section.title}", (), answers)


def _decision(decision: DecidedReview | None) -> Iterator[Part]:
    if decision is None:
        return
    positions = tuple(
        (one.body, one.view, one.reasons or NOTHING, f"{one.held_by}, {day(one.on)}") for one in decision.positions
    )
    blocks: list[Block] = [Facts(tuple(facts_of(decision)))]
    if positions:
        head = (_("Partner"), _("Position"), _("Reasons"), _("Given by"))
        blocks.append(Table(_("What each partner thought"), head, positions))
    yield Part(_("The decision, and the reasons"), tuple(blocks))


def facts_of(decision: DecidedReview) -> Iterator[tuple[str, str]]:
    """The decision in terms and words."""
    yield _("Decided"), "\n".join(decision.options)
    yield _("Decided on"), day(decision.on)
    yield _("Reasons"), decision.reasons or NOTHING
    if decision.deferred_to is not None:
        yield _("Put off to"), day(decision.deferred_to)
    if decision.going_ahead:
        yield _("Why it was decided before every partner agreed"), decision.going_ahead
    yield _("What the family was told"), decision.family_told or NOTHING


def _signatures(whole: WholeReview, unsigned_reason: str) -> Part:
    blocks: list[Block] = []
    if whole.signed:
        rows = tuple((one.body, one.name, day(one.on)) for one in whole.signed)
        blocks.append(Table(_("Who signed this text"), (_("Partner"), _("Signed by"), _("On")), rows))
    blocks += [Facts(tuple(_unsigned(whole, unsigned_reason)))]
    return Part(_("Sign-off"), tuple(blocks))


def _unsigned(whole: WholeReview, reason: str) -> Iterator[tuple[str, str]]:
    yield _("Not signed by"), ", ".join(whole.unsigned) or _("Nobody: every partner signed")
    if reason:
        yield _("Why it goes all the same"), reason


def frozen(whole: WholeReview, report: ReviewReport) -> dict[str, Any]:
    """What a body that receives here reads, and what is kept of a sending elsewhere: for good, in the language of
    whoever sends it."""
    decision = whole.decision
    return {
        "title": _("Rapid review of {reference}").format(reference=whole.reference),
        "report": report.pk,
        "fingerprint": whole.fingerprint,
        "option_ids": list(decision.option_ids) if decision else [],
        "options": list(decision.options) if decision else [],
        "unsigned": list(whole.unsigned),
        "unsigned_reason": report.unsigned_reason,
        "sections": sections_shown(whole, report.unsigned_reason),
    }


def sections_shown(whole: WholeReview, unsigned_reason: str) -> list[dict[str, Any]]:
    """The whole in sections of questions and answers, as pages show what was sent."""
    shown = [
        _shown(f"{section.number}. {section.title}", [(one.title, one.text) for one in section.text])
        for section in whole.sections
    ]
    if whole.decision is not None:
        held = [
            (one.body, f"{one.view}. {one.reasons}\n{one.held_by}, {day(one.on)}") for one in whole.decision.positions
        ]
        shown.append(_shown(_("The decision, and the reasons"), [*facts_of(whole.decision), *held]))
    signed = [(one.body, _("Signed by {name}, {on}").format(name=one.name, on=day(one.on))) for one in whole.signed]
    shown.append(_shown(_("Sign-off"), [*signed, *_unsigned(whole, unsigned_reason)]))
    return shown


def _shown(title: str, rows: list[tuple[str, str]]) -> dict[str, Any]:
    return {"title": title, "child": None, "rows": [{"label": label, "text": text} for label, text in rows]}

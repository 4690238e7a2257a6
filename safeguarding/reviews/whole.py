"""The rapid review as one whole: its sections in words, the decision with what it rests on, and who signed. What is
sent, read through, and signed is this; its fingerprint tells one text from another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from safeguarding.cases.actions.assessment import Weighed, weighed
from safeguarding.cases.answers import Answered, answered
from safeguarding.cases.facts import procedure_of
from safeguarding.cases.models import Assessment, Case, Question
from safeguarding.cases.position_words import views_on
from safeguarding.cases.sending import fingerprint
from safeguarding.look.languages import day, spoken
from safeguarding.people.models import Organisation
from safeguarding.reviews.models import DecisionAfterReview, ProposedDecision, SignOff
from safeguarding.rules.forms.questions import Section
from safeguarding.rules.forms.wording import in_words
from safeguarding.rules.procedure import Test
from safeguarding.rules.roles import Reach

FORM = "rapid-review"
TEST_B, TEST_C = "local-criteria", "national-criteria"
TESTS_SECTION, DECISION_SECTION, NAMES_SECTION = "tests-weighed", "decision-explained", "references"
"""Sections in which something stands by itself, beside what people write."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One question of a section, with its answer in words; empty where nobody has answered."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SectionText:
    """One section as it stands. `number` is its place in the rapid review, from 1."""

    id: str
    number: int
    title: str
    text: tuple[Paragraph, ...]

    @property
    def is_empty(self) -> bool:
        return not any(one.text for one in self.text)


@dataclass(frozen=True, slots=True)
class ItemWeighed:
    """One item of a test: `test` is its title, `answer` in words, empty where nobody has answered."""

    test: str
    item: str
    answer: str
    evidence: str


@dataclass(frozen=True, slots=True)
class PositionHeld:
    """What a partner body thinks of the decision: `view` in words."""

    body: str
    view: str
    reasons: str
    held_by: str
    on: date


@dataclass(frozen=True, slots=True)
class DecidedReview:
    """The decision as it was recorded, with what it rested on then. `option_ids` are the law's own."""

    on: date
    recorded_by: str
    option_ids: tuple[str, ...]
    options: tuple[str, ...]
    reasons: str
    family_told: str
    deferred_to: date | None
    going_ahead: str
    positions: tuple[PositionHeld, ...]
    tests: tuple[ItemWeighed, ...]


@dataclass(frozen=True, slots=True)
class SignedBy:
    """A partner body's sign-off of exactly this text."""

    body: str
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class WholeReview:
    """The rapid review of one incident, as it stands now."""

    reference: str
    sections: tuple[SectionText, ...]
    decision: DecidedReview | None
    signed: tuple[SignedBy, ...]
    unsigned: tuple[str, ...]
    """The partner bodies that have not signed this text, by name."""
    fingerprint: str

    @property
    def is_signed_off(self) -> bool:
        """Whether every partner body of the case has signed this very text."""
        return self.decision is not None and bool(self.signed) and not self.unsigned

    @property
    def empty_sections(self) -> tuple[SectionText, ...]:
        return tuple(one for one in self.sections if one.is_empty)


def whole_review(case: Case, *, on: date) -> WholeReview:
    """Everything as it stands now. The same number of queries, however much there is."""
    whole, decided = answered(case, FORM), latest_decision(case)
    tests = weighed_then(case, decided) if decided else weighed_now(case)
    mark = _fingerprint(_pages(whole), decided)
    signed, unsigned = _signatures(case, mark, on=on)
    decision = _decided(case, decided, tests) if decided else None
    return WholeReview(
        reference=case.reference,
        sections=tuple(
            SectionText(section.id, number, section.title.in_(spoken()), _text(section, whole, tests, decision, signed))
            for number, section in enumerate(whole.form.sections, 1)
        ),
        decision=decision,
        signed=signed,
        unsigned=unsigned,
        fingerprint=mark,
    )


def latest_decision(case: Case) -> DecisionAfterReview | None:
    """The decision that stands: the latest."""
    return (
        DecisionAfterReview.objects.filter(case=case)
        .select_related("proposal", "recorded_by")
        .order_by("number")
        .last()
    )


def fingerprint_now(case: Case) -> str:
    """What tells this text from any other: of every answer to every section, and of the recorded decision."""
    return _fingerprint(_pages(answered(case, FORM)), latest_decision(case))


def bodies_of(case: Case, *, on: date) -> list[Organisation]:
    """The partner bodies of the case, by name."""
    parties = case.parties.on(on).filter(reach=Reach.PARTNER).select_related("organisation")
    return [party.organisation for party in parties.order_by("organisation__name", "organisation_id")]


def weighed_now(case: Case) -> tuple[ItemWeighed, ...]:
    """Tests B and C with their latest answers, item by item."""
    procedure = procedure_of(case)
    return tuple(
        _item(procedure.test(test), one, one.latest)
        for test in (TEST_B, TEST_C)
        for one in weighed(case, test)
        if one.item.joins != "aid"
    )


def weighed_then(case: Case, decided: DecisionAfterReview) -> tuple[ItemWeighed, ...]:
    """The tests as they were answered when it was decided."""
    then = case.assessments.in_bulk(decided.basis.get("answers", ()))
    rows = {(row.test, row.item): row for row in then.values()}
    procedure = procedure_of(case)
    return tuple(
        _item(procedure.test(test), Weighed(item, ()), rows.get((test, item.id)))
        for test in (TEST_B, TEST_C)
        for item in procedure.test(test).item
        if item.joins != "aid"
    )


def option_titles(case: Case, ids: Iterable[str]) -> tuple[str, ...]:
    """The law's options in words, in the order given."""
    titles = {one.id: one.title.in_(spoken()) for one in procedure_of(case).options_of("decision")}
    return tuple(titles.get(one, one) for one in ids)


def family_in_words(proposal: ProposedDecision) -> str:
    """What the family was told or will be, with its day, or why not."""
    said = proposal.get_family_display()
    when = f", {day(proposal.family_on)}" if proposal.family_on else ""
    return f"{said}{when}. {proposal.family_words}"


def _item(test: Test, one: Weighed, row: Assessment | None) -> ItemWeighed:
    return ItemWeighed(
        test=test.title.in_(spoken()),
        item=one.item.text.in_(spoken()),
        answer=str(row.get_answer_display()) if row else "",
        evidence=row.evidence if row else "",
    )


def _decided(case: Case, decided: DecisionAfterReview, tests: tuple[ItemWeighed, ...]) -> DecidedReview:
    proposal, said = decided.proposal, dict(views_on(Question.REVIEW))
    rows = case.positions.select_related("body").in_bulk(decided.basis.get("positions", ()))
    return DecidedReview(
        on=decided.on,
        recorded_by=decided.recorded_by.name,
        option_ids=tuple(proposal.options),
        options=option_titles(case, proposal.options),
        reasons=decided.reasons,
        family_told=family_in_words(proposal),
        deferred_to=proposal.deferred_to,
        going_ahead=decided.going_ahead,
        positions=tuple(
            PositionHeld(row.body.name, str(said.get(row.view, row.view)), row.reasons, row.held_by, row.on)
            for _key, row in sorted(rows.items())
        ),
        tests=tests,
    )


def _signatures(case: Case, mark: str, *, on: date) -> tuple[tuple[SignedBy, ...], tuple[str, ...]]:
    bodies = bodies_of(case, on=on)
    counts = {row.body_id: row for row in SignOff.objects.filter(case=case, fingerprint=mark, void_at__isnull=True)}
    signed = [SignedBy(one.name, counts[one.pk].name, counts[one.pk].on) for one in bodies if one.pk in counts]
    return tuple(signed), tuple(one.name for one in bodies if one.pk not in counts)


def _text(
    section: Section,
    whole: Answered,
    tests: Sequence[ItemWeighed],
    decision: DecidedReview | None,
    signed: Sequence[SignedBy],
) -> tuple[Paragraph, ...]:
    """What people wrote, and what stands there by itself."""
    written = tuple(
        Paragraph(one.label.in_(spoken()), in_words(one, whole.incident.get(one.id), spoken()))
        for one in section.questions
    )
    if section.id == TESTS_SECTION:
        return (*(_of_item(one) for one in tests), *written)
    if section.id == DECISION_SECTION and decision is not None:
        return (*_of_decision(decision), *written)
    if section.id == NAMES_SECTION:
        names = "\n".join(f"{one.body}: {one.name}, {day(one.on)}" for one in signed)
        return (*written, Paragraph(_("Signed off by"), names))
    return written


def _of_item(one: ItemWeighed) -> Paragraph:
    return Paragraph(one.item, f"{one.answer}. {one.evidence}" if one.answer else "")


def _of_decision(decision: DecidedReview) -> tuple[Paragraph, ...]:
    held = [f"{one.body}: {one.view}. {one.reasons} ({one.held_by}, {day(one.on)})" for one in decision.positions]
    return (
        Paragraph(_("Decision"), "\n".join(decision.options)),
        Paragraph(_("Reasons"), decision.reasons),
        Paragraph(_("Each partner body’s position"), "\n".join(held)),
        *([Paragraph(_("Why it was decided all the same"), decision.going_ahead)] if decision.going_ahead else []),
        Paragraph(_("The family"), decision.family_told),
    )


def _pages(whole: Answered) -> Mapping[str, Mapping[str, Any]]:
    """The answers page by page, as they are stored."""
    return {
        section.id: {one.id: whole.incident[one.id] for one in section.questions if one.id in whole.incident}
        for section in whole.form.sections
    }


def _fingerprint(pages: Mapping[str, Mapping[str, Any]], decided: DecisionAfterReview | None) -> str:
    content: dict[str, Any] = {"sections": {page: dict(given) for page, given in pages.items() if given}}
    if decided is not None:
        proposal = decided.proposal
        content["decision"] = {
            "number": decided.number,
            "reasons": decided.reasons,
            "going_ahead": decided.going_ahead,
            "basis": decided.basis,
            "options": proposal.options,
            "joins": proposal.joins,
            "deferred_to": proposal.deferred_to.isoformat() if proposal.deferred_to else "",
            "family": [proposal.family, str(proposal.family_on or ""), proposal.family_words],
        }
    return fingerprint(content)

"""Writing what was found and what is recommended. What was agreed is not put right in its place: a new row stands
beside it, with the reason. What is done about it is `acting.py`'s."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.models import Case
from safeguarding.look.languages import day
from safeguarding.people.models import Organisation
from safeguarding.plans.actions.holding import hold_plan, needed, pressed_before, told
from safeguarding.plans.models import (
    AgreedAction,
    Finding,
    Recommendation,
    RecommendationAnswer,
    RecommendedTo,
    Source,
)
from safeguarding.rules.refusal import Refusal, Refused

Written = TypeVar("Written", Finding, Recommendation)


@dataclass(frozen=True, slots=True)
class Wording:
    """A recommendation as somebody writes it."""

    text: str
    to: Sequence[Organisation]
    outcome: str
    kind: str
    is_joint: bool = False
    by_when: date | None = None
    strength: str = ""
    made_before: Recommendation | None = None
    came_of_it: str = ""


@transaction.atomic
def add_finding(
    *, partnership: Organisation, case: Case | None, source: str, source_name: str = "", text: str, by: Actor, on: date
) -> Finding:
    """Write down what was found: in an incident or a review, or nationally, then with no case and with its name."""
    hold_plan(partnership, case, by=by)
    text = _finding_words(source, source_name, text, case)
    same = {"partnership": partnership, "case": case, "source": source, "source_name": source_name.strip()}
    pressed = pressed_before(Finding, by=by, text=text, **same)
    if pressed is not None:
        return pressed
    number = _next(Finding, partnership, case)
    return Finding.objects.create(number=number, text=text, **same, **told(by=by, on=on))


@transaction.atomic
def change_finding(
    *, finding: Finding, source: str, source_name: str = "", text: str, seen: int, reason: str = "", by: Actor, on: date
) -> Finding:
    """Put a finding right. `seen` is the version that the person saw."""
    hold_plan(finding.partnership, finding.case, by=by)
    held = Finding.objects.get(pk=finding.pk)
    _refuse_changed(held, seen)
    text = _finding_words(source, source_name, text, held.case)
    changed = {"source": source, "source_name": source_name.strip(), "text": text}
    agreed = AgreedAction.objects.filter(action__recommendation__finding=held).order_by("pk").first()
    if agreed is None:
        return _put_right(held, changed)
    why = _why(reason, agreed)
    number = _next(Finding, held.partnership, held.case)
    return Finding.objects.create(
        partnership=held.partnership,
        case=held.case,
        number=number,
        replaces=held,
        replaced_why=why,
        **changed,
        **told(by=by, on=on),
    )


@transaction.atomic
def add_recommendation(*, finding: Finding, wording: Wording, by: Actor, on: date) -> Recommendation:
    """Write down what is recommended after a finding, to which bodies, and what should be better for children."""
    hold_plan(finding.partnership, finding.case, by=by)
    if Finding.objects.filter(replaces=finding).exists():
        raise Refused(Refusal(_("Another finding stands in the place of this one. Write it there.")))
    written = _recommended(wording, finding.partnership)
    pressed = pressed_before(Recommendation, by=by, finding=finding, text=written["text"])
    if pressed is not None:
        return pressed
    number = _next(Recommendation, finding.partnership, finding.case)
    made = Recommendation.objects.create(
        finding=finding,
        partnership=finding.partnership,
        case=finding.case,
        number=number,
        **written,
        **told(by=by, on=on),
    )
    _make_to(made, wording.to, by=by, on=on)
    return made


@transaction.atomic
def change_recommendation(
    *, recommendation: Recommendation, wording: Wording, seen: int, reason: str = "", by: Actor, on: date
) -> Recommendation:
    """Put a recommendation right; actions that nobody agreed yet take its new words. `seen` is the version seen."""
    hold_plan(recommendation.partnership, recommendation.case, by=by)
    held = Recommendation.objects.get(pk=recommendation.pk)
    _refuse_changed(held, seen)
    written = _recommended(wording, held.partnership)
    agreed = AgreedAction.objects.filter(action__recommendation=held).order_by("pk").first()
    if agreed is None:
        changed = _put_right(held, written)
        changed.actions.update(recommended=changed.text)
    else:
        number = _next(Recommendation, held.partnership, held.case)
        changed = Recommendation.objects.create(
            finding=held.finding,
            partnership=held.partnership,
            case=held.case,
            number=number,
            replaces=held,
            replaced_why=_why(reason, agreed),
            **written,
            **told(by=by, on=on),
        )
    _make_to(changed, wording.to, by=by, on=on)
    return changed


@transaction.atomic
def answer_recommendation(
    *, recommendation: Recommendation, answer: str, reason: str = "", by: Actor, on: date
) -> RecommendationAnswer:
    """Record whether those it is made to accept it: not accepted, or in part, with the reason."""
    hold_plan(recommendation.partnership, recommendation.case, by=by)
    if answer not in RecommendationAnswer.Answer.values:
        raise Refused(Refusal(_("Choose whether it is accepted."), "answer"))
    if answer != RecommendationAnswer.Answer.ACCEPTED:
        needed(reason, _("Write why it is not accepted, or which part is not."), "reason")
    same = {"recommendation": recommendation, "answer": answer, "reason": reason.strip()}
    return pressed_before(RecommendationAnswer, by=by, **same) or RecommendationAnswer.objects.create(
        partnership=recommendation.partnership, case=recommendation.case, **same, **told(by=by, on=on)
    )


def _finding_words(source: str, source_name: str, text: str, case: Case | None) -> str:
    if source not in Source.values or source == Source.MEETING:
        raise Refused(Refusal(_("Choose from what kind of review this comes."), "source"))
    if case is None and source in (Source.RAPID, Source.LOCAL):
        raise Refused(Refusal(_("A rapid or local review has its incident. Write the finding on its page."), "source"))
    if case is None:
        needed(source_name, _("Name the review that found it."), "source_name")
    return needed(text, _("Write what was found."), "text")


def _recommended(wording: Wording, partnership: Organisation) -> dict[str, object]:
    """The columns of a recommendation, or a no with its cure."""
    text = needed(wording.text, _("Write what is recommended."), "text")
    outcome = needed(wording.outcome, _("Write what should be better for children."), "outcome")
    if not wording.to:
        raise Refused(Refusal(_("Choose at least one body that it is made to."), "to"))
    if wording.kind not in Recommendation.Kind.values:
        raise Refused(Refusal(_("Choose what kind of change it is."), "kind"))
    before = wording.made_before
    if before is not None:
        if before.partnership_id != partnership.pk:
            raise Refused(Refusal(_("Choose an earlier recommendation of this plan."), "made_before"))
        needed(wording.came_of_it, _("Write what came of it when it was made before."), "came_of_it")
    return {
        "text": text,
        "outcome": outcome,
        "kind": wording.kind,
        "is_joint": wording.is_joint and len(wording.to) > 1,
        "by_when": wording.by_when,
        "strength": wording.strength.strip(),
        "made_before": before,
        "came_of_it": wording.came_of_it.strip() if before else "",
    }


def _make_to(made: Recommendation, to: Sequence[Organisation], *, by: Actor, on: date) -> None:
    for body in {one.pk: one for one in to}.values():
        RecommendedTo.objects.create(
            recommendation=made,
            partnership=made.partnership,
            case=made.case,
            body=body,
            version=made.version,
            **told(by=by, on=on),
        )


def _next(model: type[Finding] | type[Recommendation], partnership: Organisation, case: Case | None) -> int:
    """The next number in the case, or in the partnership where there is none."""
    rows = model.objects.filter(partnership=partnership, case=case)
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _refuse_changed(held: Finding | Recommendation, seen: int) -> None:
    if type(held).objects.filter(replaces_id=held.pk).exists():
        raise Refused(Refusal(_("Another one stands in its place already. Change that one.")))
    if held.version != seen:
        raise ChangedMeanwhile(
            Refusal(_("Somebody else changed this since you opened the page. Read it below, then save yours again."))
        )


def _put_right(held: Written, changed: Mapping[str, object]) -> Written:
    for column, value in changed.items():
        setattr(held, column, value)
    held.version += 1
    held.save(update_fields=[*changed, "version"])
    return held


def _why(reason: str, agreed: AgreedAction) -> str:
    sentence = _(
        "This was agreed on {day}, so it stays as it is. Say why it changes: the new words then stand in its place."
    ).format(day=day(agreed.agreement.on))
    return needed(reason, sentence, "reason")[:400]

"""From what each section of a rapid review opens filled: the notification's answers and the agencies' signed answers.
Which question draws on which is data here; what somebody has written since is never touched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from safeguarding.cases.actions.notification import form_of
from safeguarding.cases.answers import Answered, answered
from safeguarding.cases.models import Case
from safeguarding.gathering.answers import SignedReturn, latest_returns
from safeguarding.look.languages import day, spoken
from safeguarding.rules.forms.questions import Section
from safeguarding.rules.forms.wording import in_words


@dataclass(frozen=True, slots=True)
class DrawsOn:
    """Questions of the notification, and of an agency's answer, that fill one question of a section."""

    notification: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()


FROM: Mapping[str, DrawsOn] = {
    "review-references": DrawsOn(("panel-reference", "linked-cases")),
    "children-described": DrawsOn((
        "age", "sex", "ethnicity", "disability", "disability-details", "health", "looked-after", "placement",
        "child-in-need-plan", "child-protection-plan", "child-protection-category", "legal-status", "education",
    )),
    "household-described": DrawsOn(("family-note",), ("household-known", "adults-known", "fathers-known")),
    "incident-described": DrawsOn((
        "incident-date", "place-kind", "what-happened", "harm-kinds", "abuse-or-neglect-why",
    )),
    "safety-described": DrawsOn(("immediate-steps",)),
    "scope-described": DrawsOn((), ("covers-from", "covers-until", "gaps")),
    "agencies-described": DrawsOn(("agencies",)),
    "involvement-described": DrawsOn((), ("opened-and-closed", "contact-summary")),
    "episodes-described": DrawsOn((), ("significant-events", "decisions", "decisions-why")),
    "experience-described": DrawsOn((), ("child-seen", "child-heard", "child-life")),
    "equality-described": DrawsOn((), ("equality",)),
    "good-practice-described": DrawsOn((), ("good-practice",)),
    "learning-agency": DrawsOn((), ("recommendations",)),
    "action-taken-described": DrawsOn((), ("immediate-learning",)),
    "processes-described": DrawsOn(("proceedings", "media-details")),
    "national-view-described": DrawsOn(("rapid-review-threshold",)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """One place from which a section is filled, named, with what it says: each question with its answer."""

    title: str
    rows: tuple[tuple[str, str], ...]


def sources_of(case: Case, section: Section) -> list[Source]:
    """What the notification and each agency say about this section, for reading beside it."""
    draws = [FROM[one.id] for one in section.questions if one.id in FROM]
    if not draws:
        return []
    found = [_notification(case, [name for one in draws for name in one.notification])]
    wanted = {name for one in draws for name in one.returns}
    lists_agencies = any(one.id == "agencies-described" for one in section.questions)
    found += [_return(one, wanted, is_listed=lists_agencies) for one in latest_returns(case)]
    return [one for one in found if one.rows]


def opening(case: Case, section: Section) -> dict[str, str]:
    """With what each question of a section opens before anybody has written there: never stored by itself."""
    draws = {one.id: (FROM[one.id], one.longest) for one in section.questions if one.id in FROM}
    if not draws:
        return {}
    returns, whole = latest_returns(case), _whole(case)
    filled = {name: _filled(whole, returns, one)[:longest] for name, (one, longest) in draws.items()}
    return {name: text for name, text in filled.items() if text}


def _filled(whole: Answered, returns: Sequence[SignedReturn], draws: DrawsOn) -> str:
    said = list(_said(whole, draws.notification))
    texts = [text if len(draws.notification) == 1 else f"{label}: {text}" for label, text in said]
    for one in returns:
        words = [one.answers[name] for name in draws.returns if one.answers.get(name)]
        texts += [f"{one.body.name}: {' '.join(words)}"] if words else []
    return "\n".join(texts)


def _notification(case: Case, wanted: Sequence[str]) -> Source:
    return Source(_("The notification"), tuple(_said(_whole(case), wanted)) if wanted else ())


def _return(one: SignedReturn, wanted: set[str], *, is_listed: bool) -> Source:
    title = _("%(body)s, signed by %(who)s on %(day)s") % {
        "body": one.body.name, "who": one.signed_by, "day": day(one.signed_on),
    }  # fmt: skip
    rows = [row for name, row in zip(one.answers, one.titled(), strict=True) if name in wanted]
    if is_listed:
        rows.append((_("Its answer"), _("We hold nothing") if one.is_nil else _("Answered")))
    return Source(title, tuple(rows))


def _whole(case: Case) -> Answered:
    return answered(case, form_of(case))


def _said(whole: Answered, wanted: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The questions that have an answer, in words; those about a child once for each, who is a number here."""
    asked = {question.id: question for question in whole.form.questions}
    for name in (name for name in wanted if name in asked):
        label, is_of_child = asked[name].label.in_(spoken()), whole.form.section_of(name).about == "child"
        given = list(enumerate(whole.children, 1)) if is_of_child else [(0, whole.incident)]
        for number, answers in given:
            if words := in_words(asked[name], answers.get(name), spoken()):
                child = _("Child %(number)s: %(label)s") % {"number": number, "label": label}
                yield (child if number else label), words

"""What the Panel asked for: who answers, the answer with its paper, and what is handed to a national review. What was
asked is in `replying.py`."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.enclosing import is_privileged
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case, Paper
from safeguarding.reviews.models import AskAnswer, NationalHandover, PanelAsk
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

LONGEST_NAME, LONGEST_TEXT = 160, 10_000
ANSWERED = "panel_request_answered"


def asks_of(case: Case) -> list[PanelAsk]:
    """Everything that was asked, in order, with its answer where there is one."""
    asked = case.panel_asks.select_related("reply__recipient", "answer__paper", "answer__recorded_by")
    return list(asked.order_by("number"))


def open_asks(case: Case) -> list[PanelAsk]:
    """What waits for an answer."""
    return [one for one in asks_of(case) if not hasattr(one, "answer")]


@transaction.atomic
def say_who_answers(*, case: Case, ask: PanelAsk, who: str, seen: str, by: Actor, on: date) -> PanelAsk:
    """Say who answers one thing asked. `seen` is who the page said: `ChangedMeanwhile` when that changed since."""
    ask = _held(case, ask, by=by)
    if not who.strip() or len(who.strip()) > LONGEST_NAME:
        raise Refused(Refusal(_("Enter who answers, in {most} characters or fewer.").format(most=LONGEST_NAME), "who"))
    if ask.who != seen:
        sentence = _("Somebody has entered {who} meanwhile. Read that, and save again if it is wrong.")
        raise ChangedMeanwhile(Refusal(sentence.format(who=ask.who), "who"))
    PanelAsk.objects.filter(pk=ask.pk).update(who=who.strip())
    ask.who = who.strip()
    return ask


@transaction.atomic
def answer_ask(
    *,
    case: Case,
    ask: PanelAsk,
    text: str,
    answered_on: date,
    answered_by: str,
    paper: Paper | None = None,
    by: Actor,
    on: date,
) -> AskAnswer:
    """Record the answer to one thing asked, with a paper of the case file if one goes. A body that receives here reads
    both at once; to another the answer went as it says. The duty is met once all that was asked with it is answered."""
    ask = _held(case, ask, by=by)
    _refuse_bad(ask, text, answered_on, answered_by, paper, on=on)
    answer = AskAnswer.objects.create(
        ask=ask,
        case_id=ask.case_id,
        text=text.strip(),
        answered_on=answered_on,
        answered_by=answered_by.strip(),
        paper=paper,
        file_id=paper.file_id if paper else None,
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )
    _answered(case, by=by)
    return answer


@transaction.atomic
def hand_over(
    *, case: Case, review: str, what: str, handed_to: str, handed_by: str, handed_on: date, by: Actor, on: date
) -> NationalHandover:
    """Record what was handed to a national review that takes the case in: what, to whom, by whom."""
    case = hold(case, by=by, to=Permission.SEND_REVIEW)
    if not any("takes-national" in reply.options for reply in case.panel_replies.all()):
        raise Refused(
            Refusal(_("No reply says that the case is taken into a national review. Record that reply first."))
        )
    given = {"review": (review, 200), "what": (what, LONGEST_TEXT), "handed_to": (handed_to, LONGEST_NAME)}
    for place, (said, longest) in {**given, "handed_by": (handed_by, LONGEST_NAME)}.items():
        if not said.strip() or len(said.strip()) > longest:
            sentence = _("Fill this in, with {longest} characters or fewer.").format(longest=f"{longest:,}")
            raise Refused(Refusal(sentence, place))
    if handed_on > on:
        raise Refused(Refusal(_("This day lies ahead. Enter when it was handed over."), "handed_on"))
    _refuse_twice(case, review, what, handed_on)
    made = NationalHandover.objects.create(
        case=case,
        review=review.strip(),
        what=what.strip(),
        handed_to=handed_to.strip(),
        handed_by=handed_by.strip(),
        handed_on=handed_on,
        on=on,
        recorded_at=today.now(),
        recorded_by_id=by.person_id,
    )
    record_event(case, "handed_to_national_review", on=handed_on, by=by)
    refresh_dues(case, by=by.person_id)
    return made


def _answered(case: Case, *, by: Actor) -> None:
    """Once all that was asked on a day is answered, the fact and the dates; in the order in which it was asked, as the
    rules pair each request with its answer."""
    asked: dict[date, list[PanelAsk]] = {}
    for ask in sorted(asks_of(case), key=lambda ask: ask.reply.dated_on):
        asked.setdefault(ask.reply.dated_on, []).append(ask)
    recorded = case.events.filter(event=ANSWERED, superseded_by=None).count()
    for group in list(asked.values())[recorded:]:
        if not all(hasattr(ask, "answer") for ask in group):
            return
        record_event(case, ANSWERED, on=max(ask.answer.answered_on for ask in group), by=by)
        refresh_dues(case, by=by.person_id)


def _refuse_twice(case: Case, review: str, what: str, handed_on: date) -> None:
    same = {"review": review.strip(), "what": what.strip(), "handed_on": handed_on}
    if case.national_handovers.filter(**same).exists():
        raise Refused(Refusal(_("This is recorded already.")))


def _held(case: Case, ask: PanelAsk, *, by: Actor) -> PanelAsk:
    case = hold(case, by=by, to=Permission.SEND_REVIEW)
    ask = PanelAsk.objects.select_related("reply").get(pk=ask.pk)
    if ask.case_id != case.pk:
        raise Refused(Refusal(_("This was not asked about this incident.")))
    if hasattr(ask, "answer"):
        sentence = _("{who} has recorded the answer already. What you entered is still here.")
        raise ChangedMeanwhile(Refusal(sentence.format(who=ask.answer.recorded_by), "text"))
    return ask


def _refuse_bad(
    ask: PanelAsk, text: str, answered_on: date, answered_by: str, paper: Paper | None, *, on: date
) -> None:
    if not text.strip() or len(text) > LONGEST_TEXT:
        sentence = _("Write the answer, in {longest} characters or fewer.").format(longest=f"{LONGEST_TEXT:,}")
        raise Refused(Refusal(sentence, "text"))
    if not answered_by.strip() or len(answered_by.strip()) > LONGEST_NAME:
        sentence = _("Enter who answered, in {longest} characters or fewer.").format(longest=LONGEST_NAME)
        raise Refused(Refusal(sentence, "answered_by"))
    if answered_on > on:
        raise Refused(Refusal(_("This day lies ahead. Enter when it was answered."), "answered_on"))
    if answered_on < ask.reply.dated_on:
        raise Refused(Refusal(_("This is before the day of the letter that asks. Correct it."), "answered_on"))
    if paper is not None and paper.case_id != ask.case_id:
        raise Refused(Refusal(_("Choose a paper of this case file."), "paper"))
    if paper is not None and is_privileged(paper):
        raise Refused(Refusal(_("This paper is marked as legally privileged, so it does not go from here."), "paper"))

"""Which papers of the case file go with the notification: chosen one by one by a person, none by default, and frozen
with what was sent. Filing a paper is `papers.py`'s; sending, `submission.py`'s."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.answers import chosen_papers
from safeguarding.cases.markings import MAY_GO
from safeguarding.cases.models import Case, Enclosure, Paper, SentPaper, SheetTick, Submission
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

PRIVILEGED = "privileg"
"""Part of every marking that says a lawyer's advice is in it: sent on, it could lose that protection for good."""
FIELD = "documents"
LONGEST_REASON = 400


@dataclass(frozen=True, slots=True)
class Choice:
    """A paper is to go: as what, and why although its condition does not say so."""

    kind: str
    reason: str = ""


def papers_offered(case: Case) -> list[Paper]:
    """What may be chosen from: every paper but copies of what was sent, and files that were destroyed."""
    there = case.papers.filter(file__destroyed_at=None).exclude(kind=Paper.Kind.COPY)
    return list(there.select_related("file", "enclosure").order_by("number"))


def needs_reason(paper: Paper) -> bool:
    """Whether its condition does not by itself allow it to go: but one condition names somebody else, or asks for the
    originator's consent."""
    return paper.onward_sharing != MAY_GO


def is_privileged(paper: Paper) -> bool:
    """Whether it is marked as a lawyer's advice, and goes from here in no case."""
    return PRIVILEGED in paper.marking.lower()


def as_chosen(chosen: Iterable[Enclosure]) -> str:
    """What tells one choice from another: the papers, their kinds and reasons, in order, as one short text."""
    said = [[one.paper.number, one.kind, one.reason] for one in chosen]
    return sha256(json.dumps(said).encode()).hexdigest()


@transaction.atomic
def choose_papers(*, case: Case, chosen: Mapping[int, Choice], seen: str, by: Actor, on: date) -> list[Enclosure]:
    """Let these papers go with the notification, by number, and no other. `seen` is the choice that the page showed
    (`as_chosen`): raises `ChangedMeanwhile` when somebody chose otherwise since."""
    case = hold(case, by=by, to=Permission.NOTIFY)
    if case.submissions.filter(what=Submission.What.NOTIFICATION).exists():
        raise Refused(Refusal(_("The notification was sent. What went with it stays as it was.")))
    before = chosen_papers(case)
    if as_chosen(before) != seen:
        raise ChangedMeanwhile(
            Refusal(_("Somebody else chose otherwise since you opened the page. Read the choice below, and save it."))
        )
    offered = {paper.number: paper for paper in papers_offered(case)}
    for number, choice in chosen.items():
        _refuse(offered.get(number), number, choice)
    case.enclosures.all().delete()
    made = [_choose(case, offered[number], choice, by=by) for number, choice in sorted(chosen.items())]
    if as_chosen(made) != seen:
        SheetTick.objects.filter(case=case, field=FIELD).delete()
    return made


def freeze_papers(submission: Submission, chosen: Iterable[Enclosure]) -> list[SentPaper]:
    """Part of sending: the chosen papers as they are now, by paper and by the fingerprint of the file."""
    return [freeze_paper(submission, one.paper, one.kind) for one in chosen]


def freeze_paper(submission: Submission, paper: Paper, kind: str = Enclosure.Kind.OTHER) -> SentPaper:
    """Part of sending: one paper of the case file as it is now."""
    return SentPaper.objects.create(
        submission=submission,
        case_id=submission.case_id,
        paper=paper,
        file=paper.file,
        sha256=paper.file.sha256,
        number=paper.number,
        kind=kind,
        title=paper.title,
        originator=paper.originator,
        marking=paper.marking,
        onward_sharing=paper.onward_sharing,
        is_covered=paper.is_covered,
    )


def _refuse(paper: Paper | None, number: int, choice: Choice) -> None:
    if paper is None:
        raise Refused(Refusal(_("Paper {number} is not in the case file any more.").format(number=number)))
    if is_privileged(paper):
        raise Refused(
            Refusal(
                _(
                    "Paper {number} is marked as legally privileged, so it does not go from here. Ask the lawyer whose "
                    "advice it is."
                ).format(number=number),
                f"goes-{number}",
            )
        )
    if choice.kind not in Enclosure.Kind.values:
        raise Refused(Refusal(_("Choose what kind of paper {number} is.").format(number=number), f"kind-{number}"))
    if needs_reason(paper) and not choice.reason.strip():
        raise Refused(
            Refusal(
                _(
                    "The condition of paper {number} does not say that it may go. Write who agreed and when, or why it "
                    "may go all the same."
                ).format(number=number),
                f"reason-{number}",
            )
        )


def _choose(case: Case, paper: Paper, choice: Choice, *, by: Actor) -> Enclosure:
    return Enclosure.objects.create(
        case=case,
        paper=paper,
        kind=choice.kind,
        reason=choice.reason.strip()[:LONGEST_REASON],
        chosen_at=today.now(),
        chosen_by_id=by.person_id,
    )

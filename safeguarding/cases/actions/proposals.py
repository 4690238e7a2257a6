"""An agency proposes that an incident be notified: drafted, sent once, answered once. The agency sees its proposals and
the answers and never the incident; taking one up opens it through `first_call.py`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.first_call import (
    ENGLAND,
    ChildMentioned,
    is_area_of,
    partnership_of,
    take_first_call,
)
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.recipients import holders_at
from safeguarding.cases.authorities import authority_chosen, option_code
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Case, ChildSearch, Proposal, ProposalDraft
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import Line
from safeguarding.messages.writing import write
from safeguarding.people.models import Organisation, Person
from safeguarding.rules.forms.completeness import Missing, completeness
from safeguarding.rules.forms.loading import load_form
from safeguarding.rules.forms.questions import Form
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, Role

FORM = "proposal"
MOST_CHILDREN = 20

Given = dict[str, Any]
"""{"incident": {question: value}, "children": [{question: value}, …]}."""


def form_of(version: str = "") -> Form:
    """The form of a proposal: the version a draft began with, or the newest."""
    return load_form(ENGLAND, FORM, int(version) if version else None)


@transaction.atomic
def start_proposal(*, agency: Organisation, by: Actor, on: date) -> ProposalDraft:
    """Begin a draft for an agency of which the person is the safeguarding lead. Who proposes is filled in already."""
    _refuse_unless_lead(agency.pk, by)
    person = Person.objects.get(pk=by.person_id)
    known = {
        "proposer-organisation": agency.name,
        "proposer-name": by.name,
        "proposer-phone": person.phone,
        "proposer-email": person.email,
    }
    return ProposalDraft.objects.create(
        proposed_by=agency,
        author_id=by.person_id,
        given={"incident": {name: words for name, words in known.items() if words}, "children": [{}]},
        form_version=str(form_of().version),
        saved_at=today.now(),
    )


@transaction.atomic
def save_draft(
    *,
    draft: ProposalDraft,
    answers: Mapping[str, Any],
    without: Sequence[str] = (),
    child: int | None,
    seen: int,
    by: Actor,
    on: date,
) -> ProposalDraft:
    """Keep answers to some questions, and take those named in `without` away again: about the incident or about one
    child (counted from 1; one more than there are adds one). `seen` is the version of the draft that was seen."""
    held = _hold_draft(draft, by=by)
    if held.version != seen:
        raise ChangedMeanwhile(Refusal(_("A colleague has saved this draft since you opened the page.")))
    given: Given = {"incident": dict(held.given.get("incident", {})), "children": list(held.given.get("children", []))}
    if child is None:
        given["incident"] = _changed(given["incident"], answers, without)
    else:
        if not 1 <= child <= min(len(given["children"]) + 1, MOST_CHILDREN):
            raise Refused(
                Refusal(
                    _("A proposal tells of at most {most_children} children, one after the other.").format(
                        most_children=MOST_CHILDREN
                    )
                )
            )
        if child > len(given["children"]):
            given["children"].append({})
        given["children"][child - 1] = _changed(given["children"][child - 1], answers, without)
    held.given, held.version, held.saved_at = given, held.version + 1, today.now()
    held.save(update_fields=["given", "version", "saved_at"])
    return held


@transaction.atomic
def leave_child_out(*, draft: ProposalDraft, child: int, by: Actor, on: date) -> ProposalDraft:
    """Take a child out of a draft again; the last one stays."""
    held = _hold_draft(draft, by=by)
    children = list(held.given.get("children", []))
    if len(children) > 1 and 1 <= child <= len(children):
        del children[child - 1]
        held.given = {"incident": held.given.get("incident", {}), "children": children}
        held.version, held.saved_at = held.version + 1, today.now()
        held.save(update_fields=["given", "version", "saved_at"])
    return held


@transaction.atomic
def discard_draft(*, draft: ProposalDraft, by: Actor, on: date) -> None:
    """Throw a draft away: nobody but its agency had seen it."""
    _hold_draft(draft, by=by).delete()


def missing_in(draft: ProposalDraft) -> tuple[Missing, ...]:
    """What is still to answer before the draft can be sent."""
    return completeness(form_of(draft.form_version), draft.given.get("incident", {}), draft.given.get("children", []))


@transaction.atomic
def send_proposal(*, token: str, by: Actor, on: date) -> Proposal:
    """Send a draft to the area where it happened (or the child's home area, if that is not known). Sent twice, it is
    one proposal."""
    sent = Proposal.objects.filter(draft_token=token).first()
    draft = ProposalDraft.objects.select_for_update(of=("self",)).filter(token=token).first()
    if draft is None:
        sent = sent or Proposal.objects.filter(draft_token=token).first()
        if sent is None:
            raise Refused(Refusal(_("This draft is no longer here. Start a new proposal.")))
        return sent
    _refuse_unless_lead(draft.proposed_by_id, by)
    left = missing_in(draft)
    if left:
        raise Refused(
            Refusal(
                _("{count} answers are missing: {sentence}.").format(count=len(left), sentence=left[0].sentence),
                left[0].question,
            )
        )
    given = draft.given
    area = _area(given)
    proposal = Proposal.objects.create(
        reference=_reference(on),
        proposed_by_id=draft.proposed_by_id,
        proposed_to=area,
        partnership=partnership_of(area, on=on),
        given=given,
        form_version=draft.form_version,
        signed_off_by=given["incident"]["lead-name"] if given["incident"]["lead-agrees"] == "yes" else "",
        proposed_at=today.now(),
        proposed_on=on,
        author_id=by.person_id,
        draft_token=draft.token,
    )
    draft.delete()
    people = told_of_proposal(area, on=on)
    _write(Kind.PROPOSED, "proposal-waits", proposal, people, "/proposals/received/{reference}/", by=by, on=on)
    return proposal


def told_of_draft(draft: ProposalDraft, *, on: date) -> list[Person]:
    """Who would be written to if it were sent now; nobody while it does not say to which area."""
    try:
        return told_of_proposal(_area(draft.given), on=on)
    except Refused:
        return []


def told_of_proposal(area: Organisation, *, on: date) -> list[Person]:
    """Who is written to of a proposal made to an area: its managers and the authority's notifiers."""
    return [
        *holders_at([partnership_of(area, on=on)], Role.MANAGER, on=on),
        *holders_at([area], Role.NOTIFIER, on=on),
    ]


@transaction.atomic
def decline_proposal(*, proposal: Proposal, reasons: str, by: Actor, on: date) -> Proposal:
    """Answer that the area does not take it up, and why. The agency is told that there is an answer."""
    held = _hold_unanswered(proposal, by=by, on=on)
    if not reasons.strip():
        raise Refused(Refusal(_("Write why it is not taken up: the agency reads this."), "reasons"))
    return _answer(held, Proposal.Answer.DECLINED, reasons.strip(), None, by=by, on=on)


@transaction.atomic
def take_up_proposal(
    *,
    proposal: Proposal,
    search: ChildSearch,
    known_on: date,
    known_at: time | None = None,
    reasons: str = "",
    by: Actor,
    on: date,
) -> Case:
    """Take a proposal up: open the incident, after the search that every first call begins with. `known_on` is the day
    somebody in the authority first knew; what the agency reads is `reasons`."""
    held = _hold_unanswered(proposal, by=by, on=on)
    if search.case_id is not None:
        raise Refused(Refusal(_("This search has led to an incident already. Search once more.")))
    case = take_first_call(
        authority=held.proposed_to,
        known_on=known_on,
        known_at=known_at,
        children=children_of(held),
        summary=str(held.given["incident"].get("what-happened", "")),
        given=as_first_call(held, known_on, known_at),
        form_version=str(load_form(ENGLAND, "first-call").version),
        search=search,
        by=by,
        on=on,
    )
    for event in ("incident_proposed", "referral_received"):
        record_event(case, event, on=held.proposed_on, by=by)
    refresh_dues(case, by=by.person_id)
    _answer(held, Proposal.Answer.TAKEN_UP, reasons.strip(), case, by=by, on=on)
    return case


@transaction.atomic
def set_aside_answer(*, proposal: Proposal, text: Mapping[str, str], by: Actor, on: date) -> Proposal:
    """Keep an answer that came second beside the one that was given."""
    held = _hold(proposal, by=by, on=on)
    typed = {"text": dict(text), "by": by.name, "at": today.now().isoformat()}
    held.answers_set_aside = [*held.answers_set_aside, typed]
    held.save(update_fields=["answers_set_aside"])
    return held


def children_of(proposal: Proposal) -> list[ChildMentioned]:
    """The children of a proposal, as a first call takes them."""
    return [
        ChildMentioned(
            name=_name(child),
            born_on=_exact(child.get("date-of-birth")),
            age=child.get("age"),
            home_area=authority_chosen(child.get("home-area", "")),
        )
        for child in proposal.given.get("children", [])
    ]


def as_first_call(proposal: Proposal, known_on: date, known_at: time | None) -> dict[str, Any]:
    """A proposal's answers where the first call asks for the same."""
    said = proposal.given["incident"]
    at = f"T{known_at:%H:%M}" if known_at else ""
    wanted = {
        "children-safe": said.get("children-safe"),
        "safety-lead": " ".join(str(said.get("immediate-steps", "")).split())[:500],
        "became-aware": f"{known_on.isoformat()}{at}",
        "caller-name": said.get("proposer-name"),
        "caller-organisation": said.get("proposer-organisation"),
        "caller-phone": said.get("proposer-phone"),
        "what-happened": said.get("what-happened"),
        "child-name": [name for child in proposal.given.get("children", []) if (name := _name(child))],
        "area": option_code(proposal.proposed_to.code),
    }
    return {key: value for key, value in wanted.items() if value}


def _changed(before: Mapping[str, Any], answers: Mapping[str, Any], without: Sequence[str]) -> dict[str, Any]:
    return {key: value for key, value in {**before, **answers}.items() if key not in without}


def _name(child: Mapping[str, Any]) -> str:
    """Forenames and surname; nothing where both are said not to be known."""
    words = [str(child.get(part, "")).strip() for part in ("forenames", "surname")]
    return " ".join(word for word in words if word and word.casefold() != "not known")


def _exact(value: Mapping[str, Any] | None) -> date | None:
    if value and value.get("precision") == "exact":
        return date.fromisoformat(value["on"])
    return None


def _home_codes(given: Mapping[str, Any]) -> Sequence[str]:
    return [child["home-area"] for child in given.get("children", []) if child.get("home-area")]


def _area(given: Mapping[str, Any]) -> Organisation:
    for code in (given["incident"].get("incident-area", ""), *_home_codes(given)):
        area = authority_chosen(code)
        if area is not None:
            return area
    raise Refused(
        Refusal(
            _("Choose an English authority as where it happened or as the child's home area: the proposal goes there."),
            "incident-area",
        )
    )


def _refuse_unless_lead(agency: int, by: Actor) -> None:
    if not by.may(Permission.PROPOSE_INCIDENT) or agency not in by.organisations_as(Role.AGENCY_LEAD):
        raise Refused(Refusal(_("Only an agency's safeguarding lead can propose for it.")))


def _hold_draft(draft: ProposalDraft, *, by: Actor) -> ProposalDraft:
    held = ProposalDraft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if held is None:
        raise Refused(Refusal(_("This draft was sent or thrown away. Look among your proposals.")))
    _refuse_unless_lead(held.proposed_by_id, by)
    return held


def _hold(proposal: Proposal, *, by: Actor, on: date) -> Proposal:
    held: Proposal = Proposal.objects.select_for_update(of=("self",)).select_related("proposed_to").get(pk=proposal.pk)
    if not by.may(Permission.ANSWER_PROPOSAL) or not is_area_of(by, held.proposed_to, on=on):
        raise Refused(Refusal(_("Only the area it was made to can answer a proposal.")))
    return held


def _hold_unanswered(proposal: Proposal, *, by: Actor, on: date) -> Proposal:
    held = _hold(proposal, by=by, on=on)
    if held.answer:
        raise ChangedMeanwhile(Refusal(_("Somebody else has answered this proposal since you opened the page.")))
    return held


def _answer(
    held: Proposal, answer: Proposal.Answer, reasons: str, case: Case | None, *, by: Actor, on: date
) -> Proposal:
    held.answer, held.reasons, held.case = answer, reasons, case
    held.answered_at, held.answered_by_id = today.now(), by.person_id
    held.save(update_fields=["answer", "reasons", "case", "answered_at", "answered_by"])
    people = told_of_answer(held, on=on)
    _write(Kind.PROPOSAL_ANSWERED, "proposal-has-answer", held, people, "/proposals/{reference}/", by=by, on=on)
    return held


def told_of_answer(proposal: Proposal, *, on: date) -> list[Person]:
    """Who is written to when a proposal is answered: its author, and the agency's leads."""
    author = Person.objects.filter(pk=proposal.author_id, is_active=True)
    return [*author, *holders_at([proposal.proposed_by_id], Role.AGENCY_LEAD, on=on)]


def _write(kind: Kind, what: str, proposal: Proposal, to: Iterable[Person], path: str, *, by: Actor, on: date) -> None:
    line = Line(proposal.reference, what, on, path.format(reference=proposal.reference))
    for person in sorted(set(to), key=lambda one: one.pk):
        key = f"{kind}/{proposal.reference}/{person.pk}"
        write(kind=kind, key=key, to=person, lines=[line], by=by, on=on)


def _reference(on: date) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('proposal_reference')")
        return f"PR-{on.year}-{cursor.fetchone()[0]:04}"

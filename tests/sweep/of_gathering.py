"""The verbs about what agencies are asked and answer, each with its own person and its needs.
`verbs.py` gathers them."""

import io
from datetime import date
from typing import Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.papers import file_paper
from safeguarding.gathering.actions import answering, asking, following_up, ladder, recording, scope
from safeguarding.gathering.ladder import Rung
from safeguarding.gathering.models import InformationRequest, Ladder, Scope
from safeguarding.rules.roles import Permission as P
from tests.files.samples import eml
from tests.sweep.doing import Given, Verb
from tests.sweep.of_reviews import sent
from tests.sweep.story import Story

MON_7_DEC, MON_14_DEC = date(2026, 12, 7), date(2026, 12, 14)
ASKED = asking.Asked(
    power="section-16h",
    about="Robin Marlow, born 3 June 2019",
    purpose="To learn",
    questions="What did you know?",
    wanted_by=MON_7_DEC,
    signed_by="Ben B.",
)


def _request(story: Story, number: int) -> InformationRequest:
    with acting_as(story.cast.ben.pk):
        return story["sent"].information_requests.get(number=number)


def _asked_of(story: Story, body: str, kind: str) -> InformationRequest:
    """A request that is open, in an incident of its own: what a verb before did to another is nothing to it."""
    case, by, on = sent(story), story.cast.actor("ben"), today.today()
    with acting_as(by.person_id):
        scope.set_scope(
            case=case, from_on=date(2023, 1, 1), until_on=on, why="From the birth on", seen=0, by=by, on=on,
        )  # fmt: skip
        (request,) = asking.ask_agencies(case=case, bodies=[(story.cast[body], kind)], asked=ASKED, by=by, on=on)
    return request


def _police(story: Story, **more: Any) -> Given:
    """A request that is open."""
    request = _asked_of(story, "ashmere-police", "police-force")
    return {"case": request.case, "asked": request, **more}


def _hospital(story: Story, **more: Any) -> Given:
    """A request that is signed, with another version begun."""
    return {"asked": _request(story, 1), **more}


def _anew(story: Story, **more: Any) -> Given:
    """The hospital is asked once more, and has not answered."""
    return {"asked": _asked_of(story, "ashmere-hospital", "nhs-trust"), **more}


def _scope(story: Story) -> Given:
    with acting_as(story.cast.ben.pk):
        seen = Scope.objects.get(case=story["sent"]).pk
    return {"case": story["sent"], "from_on": date(2023, 1, 1), "until_on": date(2026, 11, 12), "why": "Earlier",
            "seen": seen}  # fmt: skip


def _ladder(story: Story) -> Given:
    with acting_as(story.cast.ben.pk):
        seen = Ladder.objects.get().pk
    return {"partnership": story.cast["ashmere-partnership"], "agency_kind": "", "steps": [Rung(1, "lead")],
            "seen": seen}  # fmt: skip


def _paper(story: Story) -> Given:
    by, given = story.cast.actor("ben"), _police(story, signed_by="Joe J.", signed_on=today.today(), seen=0)
    with acting_as(by.person_id):
        paper = file_paper(
            case=given["case"], name="answer.eml", stream=io.BytesIO(eml(body="As asked")), originator="The police",
            marking="OFFICIAL", onward_sharing="May be shared with the safeguarding partners", by=by, on=today.today(),
        )  # fmt: skip
    return {**given, "paper": paper, "summary": "Two visits"}


VERBS: tuple[Verb, ...] = (
    Verb(scope.set_scope, "ben", P.ASK_AGENCIES, _scope),
    Verb(scope.say_why_not_asked, "ben", P.ASK_AGENCIES,
         lambda s: {"case": s["sent"], "prompt": "gp", "why": "None is known"}),
    Verb(asking.add_agency, "ben", P.ASK_AGENCIES,
         lambda s: {"case": s["sent"], "name": "Mill Lane", "kind": "gp-practice", "email": "", "phone": ""}),
    Verb(asking.ask_agencies, "ben", P.ASK_AGENCIES,
         lambda s: {"case": s["sent"], "bodies": [(s.cast["calder"], "local-authority")], "asked": ASKED}),
    Verb(asking.make_request_letter, "ben", P.ASK_AGENCIES, _police),
    Verb(following_up.remind_agency, "ben", P.ASK_AGENCIES, _police),
    Verb(following_up.ask_again, "ben", P.ASK_AGENCIES, lambda s: _police(s, wanted_by=MON_14_DEC, why="More time")),
    Verb(following_up.withdraw_request, "ben", P.ASK_AGENCIES, lambda s: _police(s, why="Asked by mistake")),
    Verb(following_up.log_call, "ben", P.ASK_AGENCIES,
         lambda s: _police(s, called_on=today.today(), whom="Joe J.", said="On Friday")),
    Verb(following_up.record_midpoint, "ben", P.ASK_AGENCIES,
         lambda s: {"case": s["sent"], "come_to_light": "An aunt", "done_about_it": "She is rung"}),
    Verb(recording.record_answer, "ben", P.ASK_AGENCIES, _paper),
    Verb(recording.record_nothing_held, "ben", P.ASK_AGENCIES,
         lambda s: _police(s, said_by="Joe J.", said_on=today.today(), where_looked="Every record", seen=0)),
    Verb(answering.open_request, "kit", P.ANSWER_REQUEST, _anew, is_the_holders_alone=True),
    Verb(answering.save_answers, "kit", P.ANSWER_REQUEST,
         lambda s: _hospital(s, page="author", answers={"services": "Wards"}, seen=0), is_the_holders_alone=True),
    Verb(answering.set_answers_aside, "kit", P.ANSWER_REQUEST,
         lambda s: _hospital(s, text={"Services": "Typed at the same time"}), is_the_holders_alone=True),
    Verb(answering.sign_answers, "kit", P.ANSWER_REQUEST, lambda s: _hospital(s, seen=1), is_the_holders_alone=True),
    Verb(answering.say_nothing_held, "kit", P.ANSWER_REQUEST, lambda s: _anew(s, where_looked="Every ward", seen=0),
         is_the_holders_alone=True),
    Verb(answering.decline_request, "kit", P.ANSWER_REQUEST, lambda s: _anew(s, why="Not ours to give"),
         is_the_holders_alone=True),
    Verb(ladder.set_ladder, "ben", P.MANAGE_TEMPLATES, _ladder, is_the_holders_alone=True),
)  # fmt: skip

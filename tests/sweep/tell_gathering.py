"""The part of the story about what agencies are asked and answer: of the incident that was sent, the hospital has
signed and begun another version, the police are asked again and rung, a body of Calder's got a letter and it was
withdrawn. Every table of the app is filled, and each text is a marker."""

from datetime import date
from typing import TYPE_CHECKING, Any

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.gathering.actions import answering, asking, following_up, ladder, scope
from safeguarding.gathering.ladder import Rung
from safeguarding.gathering.models import InformationRequest
from safeguarding.gathering.reminding import remind_in
from safeguarding.rules.forms.loading import load_form
from tests.gathering.asking import ANSWERS
from tests.making import ENGLAND
from tests.sweep.markers import marker

if TYPE_CHECKING:
    from tests.sweep.story import Story

NAME = "sent"
TUE_24_NOV, FRI_27_NOV = date(2026, 11, 24), date(2026, 11, 27)


def tell(story: "Story") -> None:
    """Told after everything else of the story, by the real verbs."""
    _settle(story)
    hospital, police, away = _ask(story)
    _answer(story, hospital)
    _follow_up(story, police, away)


def _settle(story: "Story") -> None:
    case, by, on = story[NAME], story.cast.actor("ben"), today.today()
    with acting_as(by.person_id):
        scope.set_scope(
            case=case, from_on=date(2024, 1, 1), until_on=on, why=marker(f"{NAME}: why this period"), seen=0, by=by,
            on=on,
        )  # fmt: skip
        scope.say_why_not_asked(case=case, prompt="education", why=marker(f"{NAME}: why nobody is asked"), by=by, on=on)
        ladder.set_ladder(
            partnership=story.cast["ashmere-partnership"], agency_kind="", steps=[Rung(0, "contact")], seen=0, by=by,
            on=on,
        )  # fmt: skip


def _ask(story: "Story") -> list[InformationRequest]:
    case, by, on = story[NAME], story.cast.actor("ben"), today.today()
    asked = asking.Asked(
        power="other",
        power_words=marker(f"{NAME}: request power"),
        about=marker(f"{NAME}: request about"),
        purpose=marker(f"{NAME}: request purpose"),
        questions=marker(f"{NAME}: request questions"),
        wanted_by=TUE_24_NOV,
        signed_by=marker(f"{NAME}: request signed by"),
    )
    bodies = [
        (story.cast["ashmere-hospital"], "nhs-trust"),
        (story.cast["ashmere-police"], "police-force"),
        (story.cast["calder-police"], "police-force"),
    ]
    with acting_as(by.person_id):
        return asking.ask_agencies(case=case, bodies=bodies, asked=asked, by=by, on=on)


def _answer(story: "Story", request: InformationRequest) -> None:
    by, on = story.cast.actor("kit"), today.today()
    with acting_as(by.person_id):
        answering.open_request(asked=request, by=by, on=on)
        for page, given in ANSWERS.items():
            said = {key: _marked(key, value) for key, value in given.items()}
            answering.save_answers(asked=request, page=page, answers=said, seen=0, by=by, on=on)
        answering.sign_answers(asked=request, seen=0, by=by, on=on)
        again = {"child-heard": marker(f"{NAME}: agency answer again")}
        answering.save_answers(asked=request, page="child", answers=again, seen=0, by=by, on=on)
        aside = {"child-heard": marker(f"{NAME}: agency answer aside")}
        answering.set_answers_aside(asked=request, text=aside, by=by, on=on)


def _marked(key: str, value: Any) -> Any:
    is_words = key in ("services", "contact-summary", "household-known", "child-seen", "decisions")
    return marker(f"{NAME}: agency answer {key}") if is_words else value


def _follow_up(story: "Story", police: InformationRequest, away: InformationRequest) -> None:
    case, by, on = story[NAME], story.cast.actor("ben"), today.today()
    with acting_as(by.person_id):
        following_up.remind_agency(case=case, asked=police, by=by, on=on)
        following_up.ask_again(
            case=case, asked=police, wanted_by=FRI_27_NOV, why=marker(f"{NAME}: request again"), by=by, on=on
        )
        following_up.log_call(
            case=case, asked=police, called_on=on, whom=marker(f"{NAME}: whom somebody rang"),
            said=marker(f"{NAME}: what was said in a call"), by=by, on=on,
        )  # fmt: skip
        following_up.withdraw_request(case=case, asked=away, why=marker(f"{NAME}: request withdrawn"), by=by, on=on)
        following_up.record_midpoint(
            case=case, come_to_light=marker(f"{NAME}: who came to light"),
            done_about_it=marker(f"{NAME}: what is done about it"), by=by, on=on,
        )  # fmt: skip
    with acting_as(by.person_id, on=FRI_27_NOV):
        remind_in(case, on=FRI_27_NOV)


def rows(story: "Story", case: str) -> dict[str, list[Any]]:
    """Keys for addresses, by the word of the address that stands before them."""
    form = load_form(ENGLAND, "agency-return")
    numbers = list(story[case].information_requests.order_by("number").values_list("number", flat=True))
    return {
        "asked": numbers,
        "asked-of-us": list(story[NAME].information_requests.order_by("number").values_list("reference", flat=True)),
        "pages": [page.id for section in form.sections for page in section.pages],
        "why-not": ["gp", "education"],
    }

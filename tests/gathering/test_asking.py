"""Bodies are asked for what they know: a message or a letter each, a power, a date; prompts for education and GP."""

from datetime import date, timedelta
from typing import Any

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.models import Case, Event, Paper
from safeguarding.gathering.actions.asking import add_agency, ask_agencies, make_request_letter
from safeguarding.gathering.actions.scope import say_why_not_asked, set_scope
from safeguarding.gathering.models import InformationRequest, Scope
from safeguarding.gathering.requests import requests_of
from safeguarding.gathering.scope import prompts_of, scope_of
from safeguarding.messages.models import Message
from safeguarding.rules.refusal import Refused
from tests.at_once import at_once
from tests.cast import Cast, make_cast
from tests.gathering.asking import FROM, UNTIL, ask, asked, scoped, sent_incident
from tests.making import make_incident

pytestmark = pytest.mark.django_db


def happened(cast: Cast, case: Case) -> list[str]:
    with acting_as(cast.ben.pk):
        return list(Event.objects.filter(case=case, superseded_by__isnull=True).values_list("event", flat=True))


def scope(cast: Cast, case: Case, by: str = "ben", **given: Any) -> Scope:
    actor = cast.actor(by)
    said = {"from_on": FROM, "until_on": UNTIL, "why": "From the birth on", "seen": 0, **given}
    with acting_as(actor.person_id):
        return set_scope(case=case, **said, by=actor, on=today.today())


def test_the_first_scope_sets_the_rapid_review_up_and_a_change_is_a_row_of_its_own(cast: Cast) -> None:
    case = sent_incident(cast)
    first = scope(cast, case)
    assert scope(cast, case) == first
    second = scope(cast, case, why="From the first referral on", seen=first.pk)
    assert happened(cast, case).count("rapid_review_commissioned") == 1
    with acting_as(cast.ben.pk):
        assert scope_of(case) == second
        assert case.scopes.count() == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"until_on": FROM - timedelta(days=1)}, "ends before it begins"),
        ({"why": "  "}, "Write why"),
        ({"from_on": date(2026, 12, 24), "until_on": date(2026, 12, 24)}, "future"),
    ],
)
def test_a_scope_that_makes_no_sense_is_refused_with_the_cure(cast: Cast, given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        scope(cast, sent_incident(cast), **given)


def test_two_scopes_at_once_do_not_overwrite_each_other(cast: Cast) -> None:
    case = sent_incident(cast)
    scope(cast, case)
    with pytest.raises(ChangedMeanwhile):
        scope(cast, case, why="Another", seen=0)


def test_there_is_no_rapid_review_before_the_notification(cast: Cast) -> None:
    with pytest.raises(Refused, match="follows a notification"):
        scope(cast, make_incident(cast))


@pytest.mark.parametrize("name", ["ada", "pia", "vic", "kit", "cleo", "eve"])
def test_only_the_partnership_sets_scope_and_asks(cast: Cast, name: str) -> None:
    case = scoped(cast)
    with pytest.raises((Refused, Case.DoesNotExist)):
        scope(cast, case, by=name, why="Another")
    actor = cast.actor(name)
    with pytest.raises((Refused, Case.DoesNotExist)), acting_as(actor.person_id):
        ask_agencies(
            case=case, bodies=[(cast["ashmere-hospital"], "nhs-trust")], asked=asked(), by=actor, on=today.today()
        )


def test_who_signs_in_gets_a_message_with_a_reference_a_date_and_a_link(cast: Cast) -> None:
    (request,) = ask(cast)
    with acting_as(cast.ben.pk):
        message = Message.objects.get(kind="information-asked")
    assert message.recipient_id == cast.kit.pk
    assert message.lines == [
        {
            "reference": request.reference,
            "what": "information-wanted",
            "on": request.wanted_by.isoformat(),
            "path": f"/asked-of-us/{request.reference}/",
        }
    ]


def test_for_a_body_where_nobody_signs_in_a_letter_is_made_and_filed(cast: Cast) -> None:
    case = scoped(cast)
    with acting_as(cast.ben.pk):
        practice = add_agency(
            case=case, name="Mill Lane Surgery", kind="gp-practice", email="", phone="01632 960004",
            by=cast.actor("ben"), on=today.today(),
        )  # fmt: skip
        (request,) = ask_agencies(
            case=case, bodies=[(practice, "gp-practice")], asked=asked(), by=cast.actor("ben"), on=today.today()
        )
        paper = case.papers.get(kind=Paper.Kind.LETTER)
        assert request.reference in paper.title
        assert make_request_letter(case=case, asked=request, by=cast.actor("ben"), on=today.today()).pk >= paper.pk
        assert requests_of(case, on=today.today())[0].steps[0].paper == paper


def test_the_letters_count_as_sent_once_education_and_gp_are_asked_or_excused(cast: Cast) -> None:
    case = scoped(cast)
    ask(cast, case, ("ashmere-hospital", "gp-practice"))
    assert "information_requested" in happened(cast, case)
    assert "agency_letters_sent" not in happened(cast, case)
    with acting_as(cast.ben.pk):
        assert [one.prompt.id for one in prompts_of(case) if one.is_open] == ["education"]
        say_why_not_asked(
            case=case, prompt="education", why="The child was a baby.", by=cast.actor("ben"), on=today.today()
        )
        assert not any(one.is_open for one in prompts_of(case))
    assert happened(cast, case).count("agency_letters_sent") == 1


def test_a_reason_is_not_needed_where_somebody_is_asked(cast: Cast) -> None:
    case = scoped(cast)
    ask(cast, case, ("ashmere-hospital", "gp-practice"))
    with pytest.raises(Refused, match="asked already"), acting_as(cast.ben.pk):
        say_why_not_asked(case=case, prompt="gp", why="None", by=cast.actor("ben"), on=today.today())


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"power": "royal-decree"}, "Choose by which power"),
        ({"power": "other"}, "which other power"),
        ({"about": ""}, "whose records"),
        ({"purpose": " "}, "what the information is for"),
        ({"questions": "\n \n"}, "at least one question"),
        ({"wanted_by": date(2026, 11, 13)}, "has passed"),
        ({"signed_by": ""}, "who signs"),
    ],
)
def test_what_is_missing_is_said(cast: Cast, given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        ask(cast, None, **given)


def test_nobody_is_asked_before_the_scope_is_set(cast: Cast) -> None:
    case = sent_incident(cast)
    with pytest.raises(Refused, match="which period"), acting_as(cast.ben.pk):
        ask_agencies(
            case=case, bodies=[(cast["ashmere-hospital"], "nhs-trust")], asked=asked(), by=cast.actor("ben"),
            on=today.today(),
        )  # fmt: skip


def test_a_body_is_not_asked_twice_while_a_request_is_open(cast: Cast) -> None:
    case = scoped(cast)
    ask(cast, case)
    with pytest.raises(Refused, match="asked already"):
        ask(cast, case)


def test_two_hundred_thousand_letters_of_questions_are_kept_as_they_are(cast: Cast) -> None:
    (request,) = ask(cast, None, questions="<script>alert(1)</script>\n" + "è" * 20_000)
    assert request.questions.startswith("<script>")


@pytest.mark.django_db(transaction=True)
def test_two_managers_asking_the_same_body_at_once_make_one_request() -> None:
    cast = make_cast()
    case = scoped(cast)

    def go() -> list[InformationRequest]:
        return ask(cast, case)

    outcomes = at_once(go, go)
    assert sum(isinstance(one, Refused) for one in outcomes) == 1
    with acting_as(cast.ben.pk):
        assert case.information_requests.count() == 1

"""Partner bodies asked for their position, giving it, changing it; and a disagreement taken further."""

from datetime import date, timedelta
from typing import Any

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.leading import add_partner_body
from safeguarding.cases.actions.positions import (
    ask_for_positions,
    bodies_held,
    escalate,
    is_split,
    record_position,
    settle_escalation,
    views_of_bodies,
)
from safeguarding.cases.models import Bar, Case, Escalation, Event, Position, PositionRequest
from safeguarding.messages.models import Message
from safeguarding.people.models import HeldRole
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Role
from tests.cases.threshold.weighing import say
from tests.cast import LONG_AGO, Cast
from tests.making import make_incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_incident(cast)


def ask(cast: Cast, case: Case, *, by: str = "ada", **given: Any) -> list[PositionRequest]:
    actor = cast.actor(by)
    with acting_as(actor.person_id):
        return ask_for_positions(case=case, question="notify", by=actor, on=today.today(), **given)


def written(cast: Cast, case: Case, kind: str) -> list[Message]:
    with acting_as(cast.ben.pk):
        return list(Message.objects.filter(case_id=case.pk, kind=kind).order_by("id"))


def test_each_body_is_asked_by_a_link_and_a_date(cast: Cast, case: Case) -> None:
    wanted = today.today() + timedelta(days=2)
    asked = ask(cast, case, wanted_by=wanted)
    assert {row.body.code for row in asked} == {"ashmere", "board", "ashmere-police"}
    messages = written(cast, case, "position-asked")
    assert {message.recipient_id for message in messages} == {cast.pia.pk, cast.hal.pk, cast.joe.pk}
    line = messages[0].lines[0]
    assert line["on"] == wanted.isoformat()
    assert line["path"] == f"/cases/{case.reference}/position/notify/"


def test_asked_again_on_the_same_day_nothing_is_written_twice(cast: Cast, case: Case) -> None:
    ask(cast, case)
    ask(cast, case, by="ben")
    assert len(written(cast, case, "position-asked")) == 3
    with acting_as(cast.ben.pk):
        assert PositionRequest.objects.filter(case=case).count() == 3


def test_only_those_who_have_not_answered_are_asked_unless_named(cast: Cast, case: Case) -> None:
    say(cast, case, "hal")
    assert {row.body.code for row in ask(cast, case)} == {"ashmere", "ashmere-police"}
    assert [row.body.code for row in ask(cast, case, bodies=[cast["board"]])] == ["board"]


def test_a_body_that_takes_no_part_is_not_asked_until_it_is_added(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="takes no part"):
        ask(cast, case, bodies=[cast["calder-police"]])
    with acting_as(cast.ada.pk):
        add_partner_body(case=case, body=cast["calder-police"], by=cast.actor("ada"), on=today.today())
    assert [row.body.code for row in ask(cast, case, bodies=[cast["calder-police"]])] == ["calder-police"]


def test_there_may_be_any_number_of_bodies(cast: Cast, case: Case) -> None:
    from safeguarding.people.models import Organisation

    for number in range(7):
        body = Organisation.objects.create(code=f"force-{number}", name=f"Force {number}", kind="police-force")
        with acting_as(cast.ada.pk):
            add_partner_body(case=case, body=body, by=cast.actor("ada"), on=today.today())
    assert len(ask(cast, case)) == 10


@pytest.mark.parametrize("code", ["ashmere-hospital", "panel", "ashmere-partnership"])
def test_a_body_whose_people_could_not_see_the_incident_is_not_added(cast: Cast, case: Case, code: str) -> None:
    with pytest.raises(Refused, match="cannot take part"), acting_as(cast.ada.pk):
        add_partner_body(case=case, body=cast[code], by=cast.actor("ada"), on=today.today())


def test_somebody_kept_out_is_not_asked(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk):
        Bar.objects.create(case=case, person=cast.hal, why="Related", from_on=LONG_AGO, barred_by=cast.ben)
    ask(cast, case)
    assert cast.hal.pk not in {message.recipient_id for message in written(cast, case, "position-asked")}


def test_a_holder_gives_the_position_signed_in(cast: Cast, case: Case) -> None:
    position = say(cast, case, "hal", "disagree", reasons="No sign of abuse")
    assert (position.how, position.held_by, position.on) == ("signed-in", "Hal H.", today.today())
    with acting_as(cast.ada.pk):
        event = Event.objects.get(case=case, event="position_recorded")
    assert event.body_id == cast["board"].pk
    assert {message.recipient_id for message in written(cast, case, "position-given")} == {cast.ada.pk, cast.ben.pk}


def test_a_body_changes_its_mind_the_latest_counts_and_the_earlier_is_shown(cast: Cast, case: Case) -> None:
    first = say(cast, case, "hal", "more-facts")
    second = say(cast, case, "hal", "agree")
    with acting_as(cast.ada.pk):
        view = next(one for one in views_of_bodies(case, "notify", on=today.today()) if one.body == cast["board"])
    assert (view.latest, view.earlier) == (second, (first,))


def test_disagreement_comes_first(cast: Cast, case: Case) -> None:
    for name, view in (("pia", "agree"), ("joe", "disagree"), ("hal", "more-facts")):
        say(cast, case, name, view)
    with acting_as(cast.ada.pk):
        views = views_of_bodies(case, "notify", on=today.today())
    assert [one.latest.view for one in views if one.latest] == ["disagree", "more-facts", "agree"]
    assert is_split(views)


def test_a_person_who_holds_for_two_bodies_chooses(cast: Cast, case: Case) -> None:
    with acting_as(cast.ann.pk):
        HeldRole.objects.create(
            person=cast.hal, organisation=cast["ashmere-police"], role=Role.PARTNER, from_on=LONG_AGO, given_by=cast.ann
        )
    with acting_as(cast.hal.pk):
        held = bodies_held(case, by=cast.actor("hal"), on=today.today())
    assert [body.code for body in held] == ["ashmere-police", "board"]
    assert say(cast, case, "hal", body=cast["ashmere-police"]).body == cast["ashmere-police"]


def test_the_position_of_a_body_one_does_not_hold_is_refused(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="You do not hold"):
        say(cast, case, "hal", body=cast["ashmere-police"])


def test_a_position_given_meanwhile_is_told_and_both_are_known(cast: Cast, case: Case) -> None:
    say(cast, case, "hal", "agree")
    with pytest.raises(ChangedMeanwhile, match="since you opened"):
        say(cast, case, "hal", "disagree", seen=0)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"view": "maybe"}, "Select what"),
        ({"view": "disagree", "reasons": " "}, "Write why"),
        ({"view": "agree", "question": "nonsense"}, "no such question"),
    ],
)
def test_half_a_position_is_refused(cast: Cast, case: Case, given: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        say(cast, case, "hal", **given)


@pytest.mark.parametrize("name", ["ada", "ben"])
def test_who_runs_the_incident_gives_no_position(cast: Cast, case: Case, name: str) -> None:
    with pytest.raises(Refused, match="cannot do this"):
        say(cast, case, name, body=cast["ashmere"])


@pytest.mark.parametrize("name", ["kit", "uma", "vic", "cleo", "dot", "ann", "dee", "eve"])
def test_whoever_does_not_see_the_incident_gives_none(cast: Cast, case: Case, name: str) -> None:
    with pytest.raises(Case.DoesNotExist):
        say(cast, case, name, body=cast["board"])


def test_a_disagreement_is_taken_further_and_settled_once(cast: Cast, case: Case) -> None:
    def settle(name: str) -> Escalation:
        with acting_as(cast.people[name].pk):
            return settle_escalation(
                case=case, escalation=raised, outcome="To be notified", by=cast.actor(name), on=today.today()
            )

    with acting_as(cast.joe.pk):
        raised = escalate(
            case=case, question="notify", to_whom="Lead partners", why="Health sees it otherwise",
            by=cast.actor("joe"), on=today.today(),
        )  # fmt: skip
    assert settle("ben").settled_on == today.today()
    with pytest.raises(ChangedMeanwhile):
        settle("ada")
    assert len(written(cast, case, "escalated")) == 4


@pytest.mark.parametrize("given", [{"to_whom": " ", "why": "x"}, {"to_whom": "x", "why": " "}])
def test_to_whom_and_why_are_both_needed(cast: Cast, case: Case, given: dict[str, str]) -> None:
    with pytest.raises(Refused), acting_as(cast.ada.pk):
        escalate(case=case, question="notify", by=cast.actor("ada"), on=today.today(), **given)


def test_a_position_from_something_that_is_not_an_email_is_refused(cast: Cast, case: Case) -> None:
    from safeguarding.cases.models import Paper

    with pytest.raises(Refused, match="Attach the email"), acting_as(cast.ada.pk):
        record_position(
            case=case, question="notify", body=cast["board"], view="agree", reasons="", held_by="Hal H.",
            email=Paper(case_id=case.pk, kind=Paper.Kind.DOCUMENT), seen=0, by=cast.actor("ada"), on=today.today(),
        )  # fmt: skip
    with acting_as(cast.ada.pk):
        assert not Position.objects.filter(case=case).exists()


def test_a_day_that_has_passed_is_no_day_to_answer_by(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="has passed"):
        ask(cast, case, wanted_by=date(2020, 1, 1))

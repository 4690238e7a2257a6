"""Invented incidents for benchmarks: the same for the same seed, audited, and as real verbs would have left them."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.dues import owed_in, rows
from safeguarding.cases.generation import generate
from safeguarding.cases.models import Case, Event
from safeguarding.ground.verify_audit import faults, heads
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def cast_in_place() -> Cast:
    return make_cast()


def test_generated_incidents_stand_behind_the_wall_with_their_dues_and_audit(cast_in_place: Cast) -> None:
    assert list(generate(40)) == [40]
    with acting_as(cast_in_place.ben.pk):
        ours = list(Case.objects.all())
        assert 0 < len(ours) < 40
        for case in ours[:5]:
            stored = set(case.dues.values_list("duty", "due_on", "met_on"))
            assert stored == {(due.duty, due.due_on, due.met_on) for due in rows(case, owed_in(case))}
    assert faults() == []
    assert heads().chains > 40


def test_the_same_seed_gives_the_same_incidents(cast_in_place: Cast) -> None:
    def story() -> list[tuple[str, str]]:
        with acting_as(cast_in_place.ben.pk, on=today.today()):
            return [(str(on), event) for on, event in Event.objects.order_by("id").values_list("on", "event")]

    list(generate(20, seed=7))
    first = story()
    list(generate(20, seed=7))
    assert story() == first * 2


def test_the_same_seed_gives_the_same_incidents_children_and_decisions_on_any_day(cast_in_place: Cast) -> None:
    def written() -> list[tuple[object, ...]]:
        """All but the keys, the references and the moment of writing."""
        with acting_as(cast_in_place.ben.pk):
            return [
                (
                    *(case.opened_on, case.opened_at, case.authority_id),
                    *case.children.order_by("number").values_list("name", "born_on"),
                    *case.events.order_by("id").values_list("event", "on", "recorded_on"),
                    *case.decisions.values_list("outcome", "on", "reasons"),
                    *case.diary.order_by("id").values_list("on"),
                )
                for case in Case.objects.order_by("id")
            ]

    with today.turned_to(date(2026, 11, 2)):
        list(generate(30, seed=3))
    first = written()
    with today.turned_to(date(2028, 2, 29)):
        list(generate(30, seed=3))
    assert len(first) > 5
    assert written() == first * 2


def test_nothing_is_invented_after_the_last_day(cast_in_place: Cast) -> None:
    call_command("generate", "--cases", "20", "--until", "2019-03-01", "--yes-invented")
    with acting_as(cast_in_place.ben.pk):
        assert Event.objects.exists()
        assert not Event.objects.filter(on__gt=date(2019, 3, 1)).exists()
    with pytest.raises(CommandError, match="a day after 2019-01-07"):
        call_command("generate", "--cases", "1", "--until", "2018-01-01", "--yes-invented")


def test_generating_needs_its_switch_and_is_refused_in_production(settings, cast_in_place: Cast) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CommandError, match="--yes-invented"):
        call_command("generate", "--cases", "1")
    settings.DEMONSTRATION = settings.DEBUG = False
    with pytest.raises(CommandError, match="never written in production"):
        call_command("generate", "--cases", "1", "--yes-invented")

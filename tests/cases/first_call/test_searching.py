"""What a search finds in one's own area, and that a child known elsewhere leaves no trace."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.first_call import look_for_child
from safeguarding.cases.models import Bar, Case, Child, Party
from safeguarding.cases.naming import fold
from safeguarding.cases.search import Terms, matches, slips, word_alike
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Reach
from tests.cast import LONG_AGO, Cast
from tests.making import make_incident

pytestmark = pytest.mark.django_db

BORN = date(2019, 3, 4)


def known(cast: Cast, name: str, *, born_on: date | None = None, age: int | None = None, area: str = "ashmere") -> Case:
    case = make_incident(cast, area=area)
    opener = cast.ben if area == "ashmere" else cast.vic
    with acting_as(opener.pk):
        Child.objects.filter(case=case).update(name=name, folded=fold(name), born_on=born_on, age=age)
    return case


def found(cast: Cast, terms: Terms, *, by: str = "ada") -> list[str]:
    with acting_as(cast.people[by].pk):
        return [match.child.name for match in matches(terms, by=cast.actor(by), on=today.today())]


@pytest.mark.parametrize(
    ("sought", "on_file"),
    [
        ("Rowan Vale", "Rowan Vale"),
        ("rowan vale", "Rowan Vale"),
        ("Vale", "Rowan Vale"),
        ("Zoe Muller", "Zoë Müller"),
        ("Lukasz", "Łukasz Wren"),
        ("O'Brien", "Kay Obrien"),
        ("Rowen Vale", "Rowan Vale"),
        ("Kathryn Ashdown", "Katherine Ashdown"),
        ("Sam Hollis", "Samira Hollis"),
        ("Anne-Marie Stone", "Annemarie Stone"),
        ("Vlae", "Rowan Vale"),
    ],
)
def test_a_name_is_found_without_its_accents_its_case_or_its_spelling(cast: Cast, sought: str, on_file: str) -> None:
    known(cast, on_file)
    assert found(cast, Terms(name=sought)) == [on_file]


@pytest.mark.parametrize("sought", ["Jo", "Ada Fenn", "Vial Moor"])
def test_another_name_is_not_found(cast: Cast, sought: str) -> None:
    known(cast, "Rowan Vale")
    assert found(cast, Terms(name=sought)) == []


def test_an_other_spelling_is_tried_as_well(cast: Cast) -> None:
    known(cast, "Rowan Vale")
    assert found(cast, Terms(name="Ruadhan Dale-Smith", other_name="Rowan")) == ["Rowan Vale"]


def test_a_birth_date_finds_a_child_under_another_name_day_and_month_either_way(cast: Cast) -> None:
    known(cast, "Rowan Vale", born_on=BORN)
    assert found(cast, Terms(name="Quite Different", born_on=BORN)) == ["Rowan Vale"]
    assert found(cast, Terms(born_on=date(2019, 4, 3))) == ["Rowan Vale"]
    assert found(cast, Terms(born_on=date(2018, 4, 3))) == []


def test_an_age_alone_finds_those_within_a_year(cast: Cast) -> None:
    known(cast, "Rowan Vale", age=7)
    assert found(cast, Terms(age=8)) == ["Rowan Vale"]
    assert found(cast, Terms(age=10)) == []


def test_the_most_alike_comes_first(cast: Cast) -> None:
    known(cast, "Rowan Hollis")
    known(cast, "Rowan Vale", born_on=BORN)
    assert found(cast, Terms(name="Rowan Vale", born_on=BORN)) == ["Rowan Vale", "Rowan Hollis"]


def test_nothing_to_search_with_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="Enter a name"), acting_as(cast.ada.pk):
        look_for_child(terms=Terms(name=" -- "), by=cast.actor("ada"), on=today.today())


def test_a_child_known_in_another_area_leaves_no_trace_in_words_rows_or_queries(cast: Cast) -> None:
    def looked() -> tuple[list[str], int]:
        with (
            acting_as(cast.ada.pk),
            CaptureQueriesContext(
                connection,
            ) as queries,
        ):
            search = look_for_child(terms=Terms(name="Rowan Vale"), by=cast.actor("ada"), on=today.today())
            return search.found, len(queries)

    before = looked()
    known(cast, "Rowan Vale", area="calder")
    assert looked() == before
    assert before[0] == []


def test_the_number_of_queries_is_the_same_with_one_match_and_with_thirty(cast: Cast) -> None:
    def count() -> int:
        with acting_as(cast.ada.pk), CaptureQueriesContext(connection) as queries:
            assert matches(Terms(name="Rowan"), by=cast.actor("ada"), on=today.today())
            return len(queries)

    known(cast, "Rowan Vale")
    one = count()
    for _ in range(29):
        known(cast, "Rowan Vale")
    assert count() == one


def test_somebody_kept_out_of_an_incident_does_not_find_it(cast: Cast) -> None:
    case = known(cast, "Rowan Vale")
    with acting_as(cast.ben.pk):
        Bar.objects.create(case=case, person=cast.ada, why="Related", from_on=LONG_AGO, barred_by=cast.ben)
    assert found(cast, Terms(name="Rowan Vale")) == []


def test_an_incident_elsewhere_in_which_ones_own_area_takes_part_is_found(cast: Cast) -> None:
    case = known(cast, "Rowan Vale", area="calder")
    with acting_as(cast.vic.pk):
        Party.objects.create(
            case=case, organisation=cast["ashmere"], reach=Reach.HOME_AREA, from_on=LONG_AGO, added_by=cast.vic
        )
    assert found(cast, Terms(name="Rowan Vale")) == ["Rowan Vale"]


@pytest.mark.parametrize("name", ["pia", "hal", "kit", "cleo", "dot", "ann", "dee", "eve"])
def test_nobody_searches_but_those_who_take_calls(cast: Cast, name: str) -> None:
    with pytest.raises(Refused), acting_as(cast.people[name].pk):
        look_for_child(terms=Terms(name="Rowan"), by=cast.actor(name), on=today.today())


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("rowan", "rowen", 1), ("kitten", "sitting", 3)],
)
def test_slips_are_counted(one: str, other: str, expected: int) -> None:
    assert slips(one, other) == slips(other, one) == expected


def test_short_words_must_be_the_same() -> None:
    assert not word_alike("jo", "jon")
    assert not word_alike("ann", "ian")
    assert word_alike("rob", "robert")


@given(st.text("abcde", max_size=9), st.text("abcde", max_size=9))
def test_letters_that_one_word_lacks_never_outnumber_the_slips_between_the_two(one: str, other: str) -> None:
    assert max(len({*one} - {*other}), len({*other} - {*one})) <= slips(one, other)

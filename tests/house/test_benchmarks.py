"""The benchmark's parts work, on a tiny size: that each measures what it says, puts back what it changes, and tells of
a miss. How long anything takes is never tested."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connections

from benchmarks import counting, filling, obligations, own_ground, processor, report, trail, wall
from benchmarks.browser import Answer, Browsers
from benchmarks.figures import Line, Part, Table, percentile, spread
from benchmarks.gaps import fillings
from benchmarks.pages import UNDER_LOAD, all_pages, paths_for
from benchmarks.queries import Seen, compare, see_all
from benchmarks.signing_in import Somebody, everybody
from benchmarks.traffic import open_loop
from safeguarding import today
from safeguarding.ground.addresses import PROJECT
from safeguarding.ground.verify_audit import faults
from tests.cast import make_cast

A_LOOK = Seen(status=200, queries=2, statements=('SELECT 1 FROM "a" x', 'SELECT 1 FROM "b" x'), seconds=(0.01,))
KEY = ("cases/", "manager")


@pytest.fixture
def people() -> Iterator[list[Somebody]]:
    """Everybody who looks, over a register of two areas and a few incidents."""
    make_cast()
    filling.add_what_is_around()
    filling.fill(12, seed=1)
    yield everybody()
    for alias in ("default", "owner"):
        connections[alias].close()


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([5, 1, 4, 2, 3], 0.5) == 3
    assert percentile([1, 2], 0.95) == 2
    assert spread([1.0, 3.0, 2.0], "s", digits=1) == "2.0 s (1.0–3.0)"
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 0.5)


def test_every_press_is_made_and_every_bad_answer_counted() -> None:
    asked: list[str] = []

    def ask(path: str) -> Answer:
        asked.append(path)
        return Answer(500 if path == "/b" else 200, b"", 0.0)

    sample = open_loop(ask, ["/a", "/b"], seconds=1, rate=50)
    assert len(sample.seconds) == len(asked) == 50
    assert sample.errors == asked.count("/b") == 25


def test_a_server_that_is_not_there_is_an_error_and_not_an_exception() -> None:
    answer = Browsers(1, "sessionid", ["none"]).get("/")
    assert (answer.status, answer.is_good) == (0, False)


def test_nothing_is_measured_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFEGUARDING_MODE", "production")
    with pytest.raises(own_ground.RefusesToMeasure, match="unset"):
        own_ground.enter(own_ground.MANY)


def test_two_runs_at_once_would_disturb_each_other_and_the_second_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(own_ground, "FOLDER", tmp_path)
    with own_ground.alone(), pytest.raises(own_ground.RefusesToMeasure, match="under way"), own_ground.alone():
        pass
    with own_ground.alone():
        assert (tmp_path / "lock").exists()


def test_the_environment_names_no_server_and_no_data_but_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@db/real")
    monkeypatch.setenv("SAFEGUARDING_MAIL_HOST", "mail.example")
    made = own_ground.environment(own_ground.MANY)
    ours = {name for name in made if name.startswith(("SAFEGUARDING_", "DATABASE_", "DJANGO_"))}
    assert ours == {"SAFEGUARDING_DATA", "SAFEGUARDING_MODE"}
    assert own_ground.MANY.is_relative_to(PROJECT / "build")


def test_counting_agrees_with_the_other_ways_of_counting() -> None:
    (table,) = counting.measure(dates=40, runs=1).tables
    assert [row[0] for row in table.rows] == ["ours", "numpy.busday_offset", "workalendar"]
    assert table.rows[1][3] == "0 of 40"


def test_obligations_are_told_against_their_budget() -> None:
    (line,) = obligations.measure(cases=3, runs=1).lines
    assert line.ratio is not None
    assert line.is_met == (line.ratio <= 1)


def test_a_page_that_takes_more_queries_with_more_incidents_is_a_miss_that_names_the_table() -> None:
    more = replace(A_LOOK, queries=3, statements=(*A_LOOK.statements, 'UPDATE "b" SET x = 1'))
    part = compare({KEY: A_LOOK}, {KEY: more}, sizes=(1, 9))
    assert [line.is_met for line in part.lines] == [False]
    assert "`b` 1 and 2" in part.remarks[0]
    assert all(line.is_met for line in compare({KEY: A_LOOK}, {KEY: A_LOOK}, sizes=(1, 9)).lines)


def test_a_page_that_answers_with_an_error_is_a_miss() -> None:
    part = compare({KEY: A_LOOK}, {KEY: replace(A_LOOK, status=500)}, sizes=(1, 9))
    assert part.lines[-1] == Line("Pages that answered with an error", "none", "1", None, False)


def test_the_page_says_which_budgets_are_missed_and_names_neither_machine_nor_folder() -> None:
    part = Part("A part", "How.", [Line("One", "≤ 1", "2", 2.0, False)], [Table(("Head",), [("a|b",)])], ["A remark."])
    load = [(0.5, 0.5, 0.5), (9.0, 9.0, 9.0)]
    conditions = report.conditions(on=today.today(), load=load, minutes=3, server="PostgreSQL 18.4")
    written = report.page([part], conditions)
    assert "| One | ≤ 1 | 2 | 2.00 | **no** |" in written
    assert "a\\|b" in written
    assert "from 0.5 to 9.0" in written
    assert os.uname().nodename not in written
    assert str(PROJECT) not in written
    assert "MISSED" in report.said(part.lines[0])


def test_the_pages_that_people_open_all_day_are_on_the_site() -> None:
    assert {route for _, route in UNDER_LOAD} - {page.route for page in all_pages()} == set()


def test_a_gap_that_nothing_knows_leaves_the_page_unmeasured() -> None:
    nobody = Somebody("nobody", None, None, [], [])  # type: ignore[arg-type]
    assert fillings("elsewhere/<int:thing>/", ["<int:thing>"], nobody) == []
    assert fillings("directory/", [], nobody) == [{}]


def test_processor_time_only_grows() -> None:
    group = os.getpgid(0)
    before = processor.used_by_group(group)
    sum(range(3_000_000))
    assert processor.used_by_group(group) >= before >= 0


@pytest.mark.django_db(transaction=True, databases=["default", "owner", "public"])
def test_everybody_finds_pages_and_their_queries_are_counted(people: list[Somebody]) -> None:
    seen = see_all(people[:1] + people[3:4])
    assert all(one.status == 200 for one in seen.values()), [key for key, one in seen.items() if one.status != 200]
    assert seen["cases/", people[0].what].queries > 3
    assert ("received/", people[3].what) in seen
    assert any(route.startswith("cases/<str:reference>/") for route, _ in seen)
    assert faults() == []


@pytest.mark.django_db(transaction=True, databases=["default", "owner", "public"])
def test_walls_and_audit_are_back_when_they_were_down_for_a_moment(people: list[Somebody]) -> None:
    walled, audited = wall.walled(), trail.audited()
    assert "cases_case" in walled
    with wall.walls_down():
        assert wall.walled() == []
    assert wall.walled() == walled
    part = trail.measure(people[1], rounds=1, each=1)
    assert [line.ratio is not None for line in part.lines] == [True, True]
    assert trail.audited() == audited
    assert faults() == []


@pytest.mark.django_db(transaction=True, databases=["default", "owner", "public"])
def test_the_same_people_look_at_a_database_of_any_size(people: list[Somebody]) -> None:
    again = everybody()
    assert [one.person.pk for one in again] == [one.person.pk for one in people]
    page = next(page for page in all_pages() if page.route == "cases/<str:reference>/")
    assert all(path.startswith("/cases/SR-G-") for path in paths_for(page, people[2]))


def test_make_bench_runs_all_of_it() -> None:
    assert "-m benchmarks" in (PROJECT / "Makefile").read_text(encoding="utf-8")

"""The patterns that every screen shares: their words, and what they say to those who see no colour."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils.safestring import mark_safe

from safeguarding.look.components import ComponentError
from safeguarding.look.patterns import Contact, Copyable, DayCell, Happening, Step
from safeguarding.look.standing_words import shown
from safeguarding.rules.clock import Standing
from safeguarding.today import turned_to

MON_4_MAY = date(2026, 5, 4)


def written(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load patterns %}" + source).render(context)


@pytest.mark.parametrize(
    ("standing", "due", "force", "words"),
    [
        ("open", date(2026, 5, 8), "statute", "to do by 8 May"),
        ("open", date(2027, 1, 8), "statute", "to do by 8 January 2027"),
        ("due-today", MON_4_MAY, "statute", "today"),
        ("late", date(2026, 5, 3), "statute", "past its date (1 day)"),
        ("late", date(2026, 5, 2), "local", "past its date (2 days)"),
        ("met", date(2026, 5, 2), "statute", "done"),
        ("met-late", date(2026, 5, 2), "statute", "done after its date"),
        ("no-period", None, "statute", "no date set in law"),
        ("unconfirmed", None, "statute", "unconfirmed"),
        ("stopped", None, "statute", "stopped"),
        ("relaxed", date(2026, 5, 2), "statute", "relaxed nationally"),
    ],
)
def test_a_standing_reads_as_words(standing: Standing, due: date | None, force: str, words: str) -> None:
    assert shown(standing, due=due, today=MON_4_MAY, force=force).words == words


@pytest.mark.parametrize(("force", "is_red"), [("statute", True), ("guidance", True), ("local", False)])
def test_red_is_for_a_date_of_the_law_alone(force: str, is_red: bool) -> None:
    assert ("red" in shown("late", due=date(2026, 5, 1), today=MON_4_MAY, force=force).classes) is is_red


def test_something_that_must_last_is_not_asked_to_be_done() -> None:
    assert shown("open", due=date(2027, 5, 4), today=MON_4_MAY, lasts=True).words == "until at least 4 May 2027"


def test_the_tag_of_a_standing_asks_today_what_day_it_is() -> None:
    with turned_to(date(2026, 5, 6)):
        assert "past its date (2 days)" in written('{% standing "late" due=due %}', due=MON_4_MAY)


def test_the_present_step_is_told_without_colour() -> None:
    steps = [Step("First call", "done"), Step("Notify or not", "passed-over"), Step("Rapid review", "now")]
    steps.append(Step("Decision", "next"))
    html = written("{% stages steps %}", steps=steps)
    assert html.count('aria-current="step"') == 1
    for words in ("done", "passed over", "now", "still to come"):
        assert f">{words}</span>" in html


def test_a_moment_on_the_timeline_is_told_in_london() -> None:
    happening = Happening("Answered", datetime(2026, 7, 13, 13, 2, tzinfo=UTC), by="Sam <Reid>")
    with turned_to(MON_4_MAY):
        html = written("{% timeline happenings %}", happenings=[happening])
    assert "Monday 13 July at 14:02" in html
    assert "by Sam &lt;Reid&gt;" in html


def test_a_day_off_says_why_and_today_says_so() -> None:
    cells = [DayCell(date(2026, 5, 1), 9), DayCell(MON_4_MAY, None, "Early May bank holiday")]
    html = written('{% days_row cells "Days" day %}', cells=cells, day=MON_4_MAY)
    assert "Early May bank holiday" in html
    assert '<span class="app-days__note">today</span>' in html
    assert '<span class="govuk-visually-hidden">passed</span>' in html


def test_the_working_of_a_date_is_a_table_of_its_sentences() -> None:
    html = written("{% why_this_date lines %}", lines=("Rule: 15 working days.", "Monday is day 0."))
    assert '<th scope="row" class="govuk-table__header app-unbroken">Rule</th>' in html
    assert '<td class="govuk-table__cell" colspan="2">Monday is day 0.</td>' in html


def test_a_field_is_copied_exactly_as_it_is() -> None:
    field = Copyable("what", "What happened", "Line one\n  <two>", limit=5)
    html = written("{% copy_sheet fields %}", fields=[field])
    assert '<p class="app-copy__words" id="copy-what">Line one\n  &lt;two&gt;</p>' in html
    assert "16 characters of 5 allowed: too long for the other form" in html.replace("\n", " ")


def test_the_tick_of_a_field_is_kept() -> None:
    html = written("{% copy_sheet fields %}", fields=[Copyable("area", "Area", "Northvale", is_entered=True)])
    assert 'name="entered" value="area" checked' in html


def test_a_field_without_an_answer_has_nothing_to_copy() -> None:
    html = written("{% copy_sheet fields %}", fields=[Copyable("area", "Area", "", is_missing=True)])
    assert "Not answered yet" in html
    assert "data-copy=" not in html


def test_a_telephone_number_can_be_pressed() -> None:
    html = written("{% contacts people %}", people=[Contact("Runs this", "Morgan Ellis", telephone="01632 960 001")])
    assert '<a class="govuk-link govuk-link--no-visited-state" href="tel:01632960001">01632 960 001</a>' in html


def test_a_drawing_is_taken_only_when_it_is_ours() -> None:
    assert "<svg></svg>" in written("{% drawing svg %}", svg=mark_safe("<svg></svg>"))
    with pytest.raises(ComponentError, match="ordinary string"):
        written("{% drawing svg %}", svg="<svg onload=typed()>")


def test_a_wide_table_moves_inside_its_own_frame() -> None:
    html = written('{% scrolling "Cases" %}<table></table>{% endscrolling %}')
    assert html == '<div class="app-scroll" role="region" tabindex="0" aria-label="Cases"><table></table></div>'


def test_a_form_without_an_address_saves_nothing_by_itself() -> None:
    assert written("<form{% autosave address %}>", address="") == "<form>"
    assert 'data-autosave="/save/"' in written("<form{% autosave address %}>", address="/save/")

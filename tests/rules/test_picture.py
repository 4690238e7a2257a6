"""The picture of a procedure and the reference pages: drawn from the data, and never stale."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from safeguarding.commands.law import main
from safeguarding.rules.clock import Fact
from safeguarding.rules.lawbook import pages
from safeguarding.rules.phases import phase
from safeguarding.rules.picture import describe, picture
from safeguarding.rules.procedure import load, procedures
from tests.rules.days import ENGLAND, FRI_13_MAR, SCOTLAND

SVG = "{http://www.w3.org/2000/svg}"
DOCS = Path(__file__).parents[2] / "docs" / "reference" / "law"


def states(text):
    groups = ElementTree.fromstring(text).iter(f"{SVG}g")
    return {g.get("data-stage"): g.get("class").rsplit("--", 1)[1] for g in groups}


@pytest.mark.parametrize("name", procedures())
def test_a_picture_shows_every_stage_and_can_be_heard(name):
    root = ElementTree.fromstring(picture(load(name)))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "law-picture-title law-picture-desc"
    assert root.find(f"{SVG}title").text == load(name).title.en
    assert all(stage.title.en in root.find(f"{SVG}desc").text for stage in load(name).stages)
    assert set(states(picture(load(name)))) == {stage.id for stage in load(name).stages}


@pytest.mark.parametrize("name", procedures())
def test_a_picture_needs_no_inline_style_and_no_script(name):
    assert not re.search(r"style=|<style|<script|\son\w+=|href=", picture(load(name)))


def test_the_place_reached_is_marked_in_words():
    facts = (Fact("incident_known_to_la", FRI_13_MAR), Fact("notification_submitted", FRI_13_MAR))
    drawn = picture(load(ENGLAND), phase(load(ENGLAND), facts))
    found = states(drawn)
    assert (found["awareness"], found["threshold-talk"]) == ("reached", "passed-over")
    assert "Threshold talk – passed over" in drawn
    assert (found["notification"], found["sent"], found["withdrawn"]) == ("here", "ahead", "ahead")
    assert "Notification – here now" in drawn
    assert describe(load(ENGLAND), phase(load(ENGLAND), facts)).endswith("The place reached: Notification.")


def test_an_end_marks_only_what_was_reached():
    facts = (Fact("incident_known_to_la", FRI_13_MAR), Fact("decided_not_to_notify", FRI_13_MAR))
    found = states(picture(load(ENGLAND), phase(load(ENGLAND), facts)))
    assert (found["awareness"], found["threshold-talk"], found["not-notified"]) == ("reached", "ahead", "here")


def test_a_procedure_without_other_ends_has_no_heading_for_them():
    scotland = load(SCOTLAND)
    line = scotland.model_copy(update={"stages": tuple(s for s in scotland.stages if not s.is_end)})
    assert "It may also end as" not in picture(line)
    assert "It may also end as" in picture(scotland)


def test_the_reference_pages_are_in_step_with_the_law():
    """Write them again with: safeguarding law docs."""
    written = {path.name: path.read_text(encoding="utf-8") for path in DOCS.iterdir()}
    assert written == pages()


def test_the_pages_are_written_where_they_are_asked_for(tmp_path, capsys):
    assert main(["docs", str(tmp_path / "law")]) == 0
    assert {path.name for path in (tmp_path / "law").iterdir()} == set(pages())
    assert "README.md" in capsys.readouterr().out


def test_every_duty_has_its_place_in_the_pages():
    page = pages()["england-child-safeguarding-practice-review.md"]
    assert all(f"`{duty.id}`" in page for duty in load(ENGLAND).duties)
    assert "**Unconfirmed: no date runs until it is cited.**" in page
    assert "- aid: Worry about one agency alone (recalled, unconfirmed)" in page
    assert "- Owed by Safeguarding partners\n- From `review_decided` to `reviewer_appointed`: none" in page
    assert "GOV.UK, Report a serious child safeguarding incident, reporting page (undated)" in page

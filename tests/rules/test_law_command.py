"""`safeguarding law`: list, check, diff, picture."""

import json
import shutil
from datetime import date

import pytest

from safeguarding.commands import law
from safeguarding.rules import procedure as procedures_module
from safeguarding.rules.differences import differences
from safeguarding.rules.procedure import LAW, load
from tests.rules.days import ENGLAND, SCOTLAND


def test_the_list_names_every_duty_with_its_source(capsys):
    assert law.main(["list"]) == 0
    printed = capsys.readouterr().out
    assert all(f"  {duty.id}: " in printed for duty in load(ENGLAND).duties)
    assert "Children Act 2004, section 16G(7) (2004)" in printed


def test_the_list_as_json_carries_citation_and_examples(capsys):
    assert law.main(["list", "--json"]) == 0
    found = {entry["procedure"]: entry["duties"] for entry in json.loads(capsys.readouterr().out)}
    duty = next(d for d in found[ENGLAND] if d["id"] == "eng-advance-copy-guidance")
    assert (duty["runs"], duty["cite"]["seen"], duty["from"]) == (False, "recalled", "2018-06-29")
    assert duty["example"][0]["if_confirmed"] == "2027-01-19"
    assert len(found[SCOTLAND]) == len(load(SCOTLAND).duties)


def test_the_list_of_a_day_leaves_out_what_was_not_in_force(capsys):
    law.main(["list", "--on", "2026-04-28"])
    assert "eng-share-information" not in capsys.readouterr().out
    law.main(["list", "--on", "2026-04-29"])
    assert "eng-share-information" in capsys.readouterr().out


def test_the_check_passes_on_the_law_as_shipped(capsys):
    assert law.main(["check"]) == 0
    assert f"{SCOTLAND}: " in capsys.readouterr().out


@pytest.fixture
def own_law(tmp_path, monkeypatch):
    """A copy of the law that a test may break."""
    copy = tmp_path / "law"
    shutil.copytree(LAW, copy)
    monkeypatch.setattr(procedures_module, "LAW", copy)
    load.cache_clear()
    yield copy
    load.cache_clear()


def test_the_check_names_a_broken_file_and_a_broken_example(own_law, capsys):
    (own_law / SCOTLAND / "procedure.toml").write_text("from = 2020-13-01")
    duties = own_law / ENGLAND / "duties" / "1-notification.toml"
    text = duties.read_text()
    text = text.replace("due = 2026-12-24, met = 2026-12-22", "due = 2026-12-25, met = 2026-12-22", 1)
    text = text.replace('standing = "met-late", today = 2027-01-04', 'standing = "met", today = 2027-01-04', 1)
    text = text.replace("if_confirmed = 2026-11-23", "if_confirmed = 2026-11-24", 1)
    text = text.replace("facts = { referral_received = 2026-12-24 }", "facts = { referral_received = 2016-12-23 }", 1)
    duties.write_text(text)
    assert law.main(["check"]) == 1
    said = capsys.readouterr().err
    assert "law/scotland/learning-review/procedure.toml: " in said
    assert "duty 'eng-notify-panel', example 4: due says 2026-12-25, the rules say 2026-12-24; correct" in said
    assert "duty 'eng-notify-panel', example 5: standing says met, the rules say met-late" in said
    assert "if_confirmed says 2026-11-24, the rules say 2026-11-23" in said
    assert "duty 'eng-threshold-meeting', example 1: its facts do not start the duty" in said


def test_a_broken_file_stops_the_other_commands_with_its_name(own_law, capsys):
    (own_law / SCOTLAND / "procedure.toml").write_text("from = 2020-13-01")
    assert law.main(["list"]) == 2
    assert capsys.readouterr().err.startswith("law/scotland/learning-review/procedure.toml: ")


def test_the_diff_shows_what_began_changed_and_ended(capsys):
    assert law.main(["diff", "2019-01-01", "2026-11-23"]) == 0
    printed = capsys.readouterr().out
    assert "  + eng-share-information: " in printed
    assert "  ~ eng-rapid-review: " in printed
    assert "      starts: incident_known_to_la -> notification_submitted" in printed
    assert "  - sco-return-information-2015: " in printed


def test_the_diff_of_one_day_with_itself_is_empty(capsys):
    law.main(["diff", "2026-11-23", "2026-11-23"])
    assert f"{ENGLAND}: no change" in capsys.readouterr().out
    assert differences(load(ENGLAND), date(2017, 1, 1), date(2017, 1, 2)) == ()


@pytest.mark.parametrize("words", ["2026-02-30", "20260223", "tomorrow!!"])
def test_a_day_that_is_none_is_refused(words, capsys):
    with pytest.raises(SystemExit) as left:
        law.main(["diff", words, "2026-11-23"])
    assert left.value.code == 2
    assert f"'{words}' is not a date; write year-month-day, like 2026-03-13" in capsys.readouterr().err


def test_the_picture_can_show_the_place_that_an_event_reaches(capsys):
    assert law.main(["picture", ENGLAND]) == 0
    assert "here now" not in capsys.readouterr().out
    assert law.main(["picture", ENGLAND, "--reached", "rapid_review_sent"]) == 0
    assert "Sent to the Panel – here now" in capsys.readouterr().out


def test_a_picture_of_nothing_known_is_refused(capsys):
    assert law.main(["picture", "england/child-safeguarding"]) == 2
    assert "there is no procedure 'england/child-safeguarding'; did you mean" in capsys.readouterr().err
    assert law.main(["picture", ENGLAND, "--reached", "rapid_review_send"]) == 2
    assert "did you mean 'rapid_review_sent'?" in capsys.readouterr().err

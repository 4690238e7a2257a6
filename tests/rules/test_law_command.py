"""`safeguarding law`: list, check, diff, picture."""

import json
import shutil
from datetime import date

import pytest

from safeguarding.commands import law
from safeguarding.rules import procedure as procedures_module
from safeguarding.rules.differences import differences
from safeguarding.rules.forms import loading
from safeguarding.rules.forms.differences import form_differences
from safeguarding.rules.forms.loading import forms
from safeguarding.rules.procedure import LAW, load
from safeguarding.rules.text import Text
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
    told = capsys.readouterr().out
    assert f"{SCOTLAND}: " in told
    assert f", {len(forms(ENGLAND))} forms, all as written." in told


def test_the_check_reads_the_forms_too(tmp_path, monkeypatch, capsys):
    copy = tmp_path / "law"
    shutil.copytree(LAW, copy)
    form = copy / ENGLAND / "forms" / "first-call.toml"
    form.write_text(form.read_text().replace("version = 1", "version = 0", 1))
    monkeypatch.setattr(loading, "LAW", copy)
    forms.cache_clear()
    assert law.main(["check"]) == 1
    forms.cache_clear()
    assert "first-call.toml, form 'first-call', key 'version': must be 1 or more." in capsys.readouterr().err


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


@pytest.mark.parametrize(
    ("field", "value", "line"),
    [("remind", (9, 1), "remind: 5, 2, 0 -> 9, 1"), ("per", "each", "per: case -> each"),
     ("reopens", ("decided_to_notify",), "reopens:  -> decided_to_notify"),
     ("calendar", "wales", "calendar: england -> wales"), ("note", None, "-> none"),
     ("lateness_as", "local", "lateness as: its force -> local")],
)  # fmt: skip
def test_the_diff_tells_every_part_of_a_duty(field, value, line):
    newest = load(ENGLAND).duty("eng-rapid-review")
    closed = newest.model_copy(update={"until_on": date(2026, 1, 1)})
    amended = newest.model_copy(update={"from_on": date(2026, 1, 2), field: value})
    procedure = load(ENGLAND).model_copy(update={"duties": (closed, amended)})
    told = differences(procedure, date(2026, 1, 1), date(2026, 1, 2))
    assert told[0].startswith("~ eng-rapid-review: ")
    assert any(one.startswith(f"    {field.replace('_', ' ')}: ") and one.endswith(line) for one in told)
    assert not any(one.startswith("    force: ") for one in told)


def test_the_diff_tells_what_changed_in_a_form():
    (old,) = [form for form in forms(ENGLAND) if form.id == "care-leaver-death"]
    section = old.sections[0]
    page = section.pages[0]
    asked = page.questions[0]
    changed = asked.model_copy(update={"label": Text(en="Another word"), "max_rows": 3})
    pages = (page.model_copy(update={"questions": (changed, *page.questions[2:])}), *section.pages[1:])
    new = old.model_copy(
        update={
            "version": old.version + 1,
            "valid_from": date(2026, 12, 1),
            "sections": (section.model_copy(update={"pages": pages}), *old.sections[1:]),
        }
    )
    days = date(2026, 11, 30), date(2026, 12, 1)
    told = list(form_differences((new, old), *days))
    assert told[0] == f"~ form {old.id}: {old.title.en} (version 1 -> 2)"
    assert f"    - {page.questions[1].id}: {page.questions[1].label.en}" in told
    assert f"    ~ {asked.id}, label: {asked.label.en} -> Another word" in told
    assert f"    + {page.questions[1].id}: {page.questions[1].label.en}" in form_differences((old, new), *days[::-1])
    assert list(form_differences((new,), *days)) == [f"+ form {old.id}: {old.title.en} (version 2)"]
    assert list(form_differences((new,), *days[::-1])) == [f"- form {old.id}: {old.title.en} (version 2)"]
    assert list(form_differences((old,), *days)) == []


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

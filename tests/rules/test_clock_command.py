"""`safeguarding clock`: JSON in, JSON out; bad input is told in one sentence."""

import io
import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

from safeguarding.commands import clock
from tests.rules.days import ENGLAND, SCOTLAND

ASKED = {
    "procedure": ENGLAND,
    "facts": [{"event": "notification_submitted", "on": "2026-03-13"}],
    "today": "2026-04-01",
}


def ask(monkeypatch, raw):
    text = raw if isinstance(raw, bytes) else raw.encode() if isinstance(raw, str) else json.dumps(raw).encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text)))
    return clock.main(["-"])


def changed(**parts):
    return {key: value for key, value in (ASKED | parts).items() if value is not ...}


def fact(**parts):
    return changed(facts=[{"event": "notification_submitted", "on": "2026-03-13"} | parts])


def late(**parts):
    return fact(**parts) | {"today": "9999-12-31"}


def test_the_question_of_the_issue_is_answered(monkeypatch, capsys):
    assert ask(monkeypatch, ASKED) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["phase", "dues", "stopped"]
    assert answer["phase"] == "notification"
    due = next(d for d in answer["dues"] if d["duty"] == "eng-rapid-review")
    assert list(due) == [
        "duty", "title", "owed_by", "owed_to", "due", "met", "standing", "force", "seen", "why",
    ]  # fmt: skip
    assert (due["due"], due["met"], due["standing"]) == ("2026-04-07", None, "open")
    assert "Friday 3 April 2026: Good Friday, not counted." in due["why"]


def test_a_duty_without_a_period_has_no_date(monkeypatch, capsys):
    facts = [{"event": "review_decided", "on": "2026-03-13"}, {"event": "reviewer_appointed", "on": "2026-03-20"}]
    assert ask(monkeypatch, changed(facts=facts)) == 0
    dues = {due["duty"]: due for due in json.loads(capsys.readouterr().out)["dues"]}
    assert (dues["eng-start-notice"]["due"], dues["eng-start-notice"]["standing"]) == (None, "unconfirmed")
    assert (dues["eng-appoint-reviewer"]["due"], dues["eng-appoint-reviewer"]["met"]) == (None, "2026-03-20")


def test_scotland_is_answered_from_data_alone(monkeypatch, capsys):
    facts = [{"event": "no_review_decided", "on": "2026-11-27"}]
    assert ask(monkeypatch, changed(procedure=SCOTLAND, facts=facts, today="2026-11-27")) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["phase"] == "no-review"
    assert [(due["duty"], due["due"], due["standing"]) for due in answer["dues"]] == [
        ("sco-decision-notice", "2026-11-27", "due-today")
    ]


def test_a_moment_alone_falls_on_its_london_date(monkeypatch, capsys):
    facts = [{"event": "incident_known_to_la", "at": "2026-07-05T23:30:00Z"}]
    assert ask(monkeypatch, changed(facts=facts, today="2026-07-06")) == 0
    dues = {due["duty"]: due["due"] for due in json.loads(capsys.readouterr().out)["dues"]}
    assert dues["eng-notify-panel"] == "2026-07-13"


def test_no_facts_owe_nothing(monkeypatch, capsys):
    assert ask(monkeypatch, changed(facts=[])) == 0
    assert json.loads(capsys.readouterr().out) == {"phase": "awareness", "dues": [], "stopped": []}


def test_what_stopped_is_no_longer_among_what_is_owed(monkeypatch, capsys):
    facts = [
        {"event": "incident_known_to_la", "on": "2026-12-17"},
        {"event": "decided_not_to_notify", "on": "2027-01-04"},
    ]
    assert ask(monkeypatch, changed(facts=facts, today="2027-02-01")) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["dues"] == []
    found = next(one for one in answer["stopped"] if one["duty"] == "eng-notify-panel")
    assert list(found) == [
        "duty", "title", "owed_by", "owed_to", "due", "met", "standing", "force", "seen", "why", "stopped",
    ]  # fmt: skip
    assert (found["due"], found["standing"], found["stopped"]) == ("2026-12-24", "late", "2027-01-04")
    assert "stopped 11 days past its date, on Monday 4 January 2027" in found["why"][-1]


@pytest.mark.parametrize(
    ("today", "ended", "standing", "met"),
    [("2028-01-28", None, "open", None), ("2028-01-29", None, "met", "2028-01-29"),
     ("2028-03-01", "2027-11-01", "late", "2027-11-01"), ("2028-03-01", "2028-02-01", "met", "2028-01-29")],
)  # fmt: skip
def test_what_must_last_is_met_on_the_day_its_time_has_run(monkeypatch, capsys, today, ended, standing, met):
    facts = [{"event": "report_published", "on": "2027-01-28"}]
    facts += [{"event": "public_period_ended", "on": ended}] if ended else []
    assert ask(monkeypatch, changed(facts=facts, today=today)) == 0
    dues = {due["duty"]: due for due in json.loads(capsys.readouterr().out)["dues"]}
    kept = dues["eng-keep-public"]
    assert (kept["due"], kept["standing"], kept["met"]) == ("2028-01-29", standing, met)


def test_a_file_is_read_by_its_name(tmp_path, capsys):
    path = tmp_path / "facts.json"
    path.write_text("\ufeff" + json.dumps(ASKED), encoding="utf-8")
    assert clock.main([str(path)]) == 0
    assert '"eng-rapid-review"' in capsys.readouterr().out


BAD = [
    ("", "is empty; write an object like"),
    ("  \n", "is empty"),
    ("{", "is not JSON at line 1, column 2: expecting property name"),
    (b"\xff\xfe", "is not UTF-8 text; save it as UTF-8."),
    ("[]", "the whole: must be an object in braces; it is a list."),
    ("null", "the whole: must be an object in braces; it is null."),
    ("[" * 100_000, "is nested too deeply"),
    ('{"today": ' + "9" * 5_000 + "}", "holds a number too long to read"),
    ('{"today": 1, "today": 2}', "key 'today' is given twice in one object; keep one."),
    (b" " * 5_000_001, "is larger than 5 MB; give the facts of one case only."),
    (changed(today=...), "key 'today': is missing; add it."),
    (changed(procedure=...), "key 'procedure': is missing"),
    (changed(facts=...), "key 'facts': is missing"),
    (changed(todays="x"), "key 'todays': unknown key; did you mean 'today'?"),
    (changed(procedure=7), "key 'procedure': must be text in quotation marks; it is a number."),
    (changed(procedure=""), "key 'procedure': is empty; say which."),
    (changed(procedure="england/child-safeguarding"), "key 'procedure': there is no procedure 'england/child-safe"),
    (changed(procedure="../../etc"), "key 'procedure': there is no procedure '../../etc'"),
    (changed(today="2026-02-30"), "key 'today': '2026-02-30' is not a date; write year-month-day"),
    (changed(today="13/03/2026"), "key 'today': '13/03/2026' is not a date"),
    (changed(today=True), "key 'today': must be text in quotation marks; it is true or false."),
    (changed(facts={}), "key 'facts': must be a list in square brackets; it is an object."),
    (changed(facts=["x"]), "fact 1: must be an object in braces; it is text."),
    (changed(facts=[{}] * 5_001), "key 'facts': holds 5001, more than 5000"),
    (changed(facts=[{"on": "2026-03-13"}]), "fact 1, key 'event': is missing; add it."),
    (changed(facts=[{"event": "review_decided"}]), "fact 1, key 'on': is missing; add the day, like 2026-03-13."),
    (fact(event=""), "fact 1, key 'event': is empty; say which."),
    (fact(event="notification_sent"), "fact 1 (notification_sent), key 'event': there is no event 'notification_sent'"),
    (fact(event="notification_sent"), "did you mean 'notification_submitted'?"),
    (fact(on="2026-3-13"), "fact 1, key 'on': '2026-3-13' is not a date"),
    (fact(on=20260313), "fact 1, key 'on': must be text in quotation marks; it is a number."),
    (late(on="2070-01-01"), "fact 1 (notification_submitted), key 'on': counting from 2070-01-01 leaves the calendar"),
    (late(on="9999-12-31"), "fact 1 (notification_submitted), key 'on': counting from 9999-12-31 leaves"),
    (fact(on="2026-04-02"), "fact 1 (notification_submitted), key 'on': 2026-04-02 is after today, 2026-04-01; give "),
    (fact(event="\ud800"), "fact 1, key 'event': '\\ud800' holds half a letter (a surrogate alone); write the whole"),
    (fact(event="a\nb" + "c" * 99), "fact 1 (a\\nbccccc"),
    (fact(**{"wh\nom": "x"}), "fact 1, key 'wh\\nom': unknown key"),
    (changed(procedure="x" * 99), f"key 'procedure': there is no procedure '{'x' * 57}...'"),
    ([], "the whole: must be an object in braces; it is a list."),
    (fact(whom="x"), "fact 1, key 'whom': unknown key"),
    (fact(at="2026-03-13T10:00"), "fact 1, key 'at': '2026-03-13T10:00' is not a moment; write day, time and zone"),
    (fact(at="2026-03-14T10:00:00Z"), "fact 1 (notification_submitted), key 'at': is 2026-03-14 in London"),
    (
        fact(supersedes="x", reason="y"),
        "fact 1 (notification_submitted), key 'supersedes': no earlier fact has the id 'x'.",
    ),
]


@pytest.mark.parametrize(("raw", "sentence"), BAD)
def test_bad_input_is_told_in_one_sentence_naming_entry_and_cure(monkeypatch, capsys, raw, sentence):
    assert ask(monkeypatch, raw) == 2
    out, said = capsys.readouterr()
    assert out == ""
    assert said.startswith("standard input: ")
    assert sentence in said
    assert said.count("\n") == 1


def test_a_planned_day_may_lie_ahead(monkeypatch, capsys):
    assert ask(monkeypatch, changed(facts=[{"event": "publication_planned", "on": "2027-01-28"}])) == 0


def test_days_before_the_law_owe_nothing_and_say_when_it_begins(monkeypatch, capsys):
    assert ask(monkeypatch, fact(on="2009-03-13")) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["dues"] == []
    assert told.err == (
        f"standard input: no duty of {ENGLAND} was in force on any of these days; its first day is 2018-06-29.\n"
    )
    assert ask(monkeypatch, fact(on="2018-06-29")) == 0
    assert capsys.readouterr().err == ""


def test_without_a_file_one_is_asked_for(capsys):
    assert clock.main([]) == 2
    assert capsys.readouterr().err == (
        "safeguarding clock: no file was named; name a JSON file, or - for standard input.\n"
    )
    with pytest.raises(SystemExit) as left:
        clock.main(["a\nb", "--what"])
    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_an_extension_past_the_calendar_is_told_by_its_key(monkeypatch, capsys):
    facts = [
        {"event": "review_decided", "on": "2026-03-13"},
        {"event": "duty_extended", "on": "2026-03-14", "duty": "eng-complete-review", "until": "9999-12-31",
         "reason": "x"},
    ]  # fmt: skip
    assert ask(monkeypatch, changed(facts=facts)) == 2
    assert "fact 2 (duty_extended), key 'until': counting from 9999-12-31 leaves" in capsys.readouterr().err


def test_a_date_beyond_that_no_entry_gave_is_told_of_the_fact_that_starts_it(monkeypatch, capsys):
    facts = [{"event": event, "on": "2060-12-01"} for event in ("position_recorded", "review_decided")]
    assert ask(monkeypatch, changed(facts=facts, today="2060-12-01")) == 2
    said = capsys.readouterr().err
    assert "fact 2 (review_decided), key 'on': counting from 2061-06-01 leaves the calendar" in said


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("missing.json", "there is no such file; check the name"), (".", "is a folder; name a JSON file in it."),
     ("a\0b", "cannot be read"), ("x" * 300, "cannot be read")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_named(name, sentence, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert clock.main([name]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{name}: ".replace("\0", "\\x00"))
    assert sentence in said


def test_neither_command_nor_rules_load_django():
    """In a fresh interpreter: whatever the tests loaded themselves does not count."""
    program = (
        "import sys, pkgutil, importlib, safeguarding.rules as rules, safeguarding.commands.law, "
        "safeguarding.commands.clock\n"
        "for found in pkgutil.walk_packages(rules.__path__, 'safeguarding.rules.'):\n"
        "    importlib.import_module(found.name)\n"
        "bad = [name for name in sys.modules if name.split('.')[0] in ('django', 'psycopg', 'sqlite3')]\n"
        "sys.exit(', '.join(bad) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

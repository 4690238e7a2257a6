"""A law folder that is wrong names its file, entry, key and cure."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from safeguarding.rules.lawfile import LawFault, near
from safeguarding.rules.procedure import LAW, Procedure, load, read
from tests.rules.days import ENGLAND, SCOTLAND

GOOD = {
    "procedure.toml": """
title = { en = "A procedure" }
review = { en = "Review" }
scheme = { en = "Scheme" }
from = 2020-01-01
begins_with = ["begun"]
source = { en = "Source" }
""",
    "bodies.toml": '[[body]]\nid = "board"\ntitle = { en = "Board" }\n',
    "events.toml": """
[[event]]
id = "begun"
title = { en = "Begun" }
[[event]]
id = "ended"
title = { en = "Ended" }
""",
    "duties/one.toml": """
[[duty]]
id = "one"
title = { en = "Do it" }
owed_by = "board"
owed_to = ["board"]
starts = "begun"
ends = "ended"
due = "within 5 working days"
from = 2020-01-01
cite = { title = "An Act", provision = "section 1", year = 2020, force = "statute", seen = "primary" }
example = [ { facts = { begun = 2026-11-23 }, due = 2026-12-01 } ]
""",
    "stages.toml": """
[[stage]]
id = "first"
number = 1
title = { en = "First" }
who = ["board"]
what = { en = "It begins" }
reached_by = ["begun"]
next = ["ended"]
""",
}


def folder(tmp_path: Path, **changed: str) -> Path:
    files = GOOD | {name.replace("__", "/") + ".toml": text for name, text in changed.items()}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def fault(tmp_path: Path, **changed: str) -> str:
    with pytest.raises(LawFault) as refused:
        read(folder(tmp_path, **changed), "scotland/trial")
    return str(refused.value)


def duty(find: str, put: str) -> str:
    assert find in GOOD["duties/one.toml"]
    return GOOD["duties/one.toml"].replace(find, put)


def test_a_good_folder_loads_with_its_nations_calendar(tmp_path):
    procedure = read(folder(tmp_path), "scotland/trial")
    assert procedure.duties[0].calendar == "scotland"
    assert procedure.title.en == "A procedure"


ONE = "law/scotland/trial/duties/one.toml, duty 'one', key "


@pytest.mark.parametrize(
    ("find", "put", "said"),
    [
        ("from = 2020", "form = 2020", ONE + "'form': unknown key; did you mean 'from'?"),
        ("from = 2020-01-01\n", "", ONE + "'from': is missing; add from = ..."),
        ('"within 5 working days"', "5", ONE + "'due': must be text in quotation marks; it is 5."),
        ("from = 2020-01-01", 'from = "2020-01-01"', ONE + "'from': must be a date written without quotation marks"),
        ('en = "Do it"', 'fr = "Fais-le"', ONE + "'title.fr': unknown key; known: cy, en."),
        ('en = "Do it"', 'en = ""', ONE + "'title.en': is empty; say something"),
        ('{ en = "Do it" }', '"Do it"', ONE + "'title': must be keys in braces"),
        ('owed_to = ["board"]', 'owed_to = "board"', ONE + "'owed_to': must be a list in square brackets"),
        ("year = 2020", 'year = "2020"', ONE + "'cite.year': must be a whole number without quotation marks"),
        ('"statute"', '"law"', ONE + "'cite.force': 'law' is not one of the choices; known: guidance, local"),
        ('"statute"', '"statue"', ONE + "'cite.force': 'statue' is not one of the choices; did you mean 'statute'?"),
        ("facts = { begun = 2026-11-23 }", 'facts = "begun"', ONE + "'example[1].facts': must be pairs in braces"),
        ("from = 2020", "on = 1\nfrom = 2020", ONE + "'on': must be true or false"),
        ("within 5", "wihin 5", ONE + "'due': unknown period 'wihin 5 working days'; did you mean"),
        ("from = 2020-01-01", "from = 2020-01-01\nuntil = 2019-01-01", ": ends on 2019-01-01 before it begins on"),
        ("from = 2020", "on = false\nfrom = 2020", ": can be confirmed, and would then remind nobody; add remind = "),
        ('"primary"', '"recalled"', ": can be confirmed, and would then remind nobody; add remind = [2, 0]."),
        ("from = 2020", "remind = [5, -1]\nfrom = 2020", ": reminds after the date; write days before it"),
        ("example = [ { facts = { begun = 2026-11-23 }, due = 2026-12-01 } ]", "", ": has no worked example; add"),
        (", due = 2026-12-01", ", dew = 2026-12-01", "key 'example[1].dew': unknown key; did you mean 'due'?"),
        (", due = 2026-12-01", "", "key 'example[1]': expects nothing; add due = a date"),
        (", due = 2026-12-01", ', standing = "late"', "key 'example[1]': names a standing without the day"),
        ('starts = "begun"', 'starts = "began"', "key 'starts': 'began' is not declared; did you mean 'begun'"),
        ('ends = "ended"', 'ends = "x"', "key 'ends': 'x' is not declared; known: begun, duty_extended"),
        ('owed_by = "board"', 'owed_by = "bored"', "key 'owed_by': 'bored' is not declared; did you mean 'board'?"),
        ("from = 2020", 'calendar = "englnd"\nfrom = 2020', "'englnd' is not declared; did you mean 'england'"),
        ("{ begun = 2026", "{ begin = 2026", "key 'example.facts': 'begin' is not declared; did you mean 'begun'?"),
        ("within 5 working days", "no later than 7 days before", "counts backwards from an event that is not"),
        ('id = "one"\n', "", "duties/one.toml, duty number 1, key 'id': is missing"),
        ("[[duty]]", "[duty]", "write [[duty]] with two brackets on each side."),
        ("[[duty]]", "[[dooty]]", "unknown table 'dooty'; this file holds only [[duty]]."),
    ],
)  # fmt: skip
def test_a_wrong_duty_is_named_with_its_cure(tmp_path, find, put, said):
    assert said in fault(tmp_path, duties__one=duty(find, put))


def test_one_duty_twice_over_is_refused(tmp_path):
    twice = GOOD["duties/one.toml"] * 2
    assert "duty 'one from 2020-01-01': is given twice; keep one." in fault(tmp_path, duties__one=twice)


def test_two_versions_in_force_at_once_are_refused(tmp_path):
    second = duty("from = 2020-01-01", "from = 2024-01-01")
    said = fault(tmp_path, duties__one=GOOD["duties/one.toml"] + second)
    assert "key 'until': two versions are in force on 2024-01-01; give the older one an until before it." in said


def test_an_amended_duty_closes_one_entry_and_adds_another(tmp_path):
    first = duty("from = 2020-01-01", "from = 2020-01-01\nuntil = 2023-12-31")
    second = duty("from = 2020-01-01", "from = 2024-01-01")
    assert len(read(folder(tmp_path, duties__one=first + second), "scotland/trial").duties) == 2


def test_a_strange_file_is_refused(tmp_path):
    assert fault(tmp_path, event="") == (
        "law/scotland/trial/event.toml: nothing reads this file; did you mean 'events'?"
    )


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("from = 2020-13-01", "Is 2020-13-01 a real date, written year-month-day with two digits each?"),
        ("from = ", "Look for a missing quotation mark or bracket"),
        ("from = 2020-01-01\nfrom = 2020-01-01", "a key given twice"),
    ],
)
def test_a_syntax_error_says_what_usually_cures_it(tmp_path, text, cure):
    said = fault(tmp_path, procedure=text)
    assert said.startswith("law/scotland/trial/procedure.toml: ")
    assert cure in said


def test_a_file_in_another_encoding_is_refused(tmp_path):
    (folder(tmp_path) / "bodies.toml").write_bytes('[[body]]\nid = "é"'.encode("latin-1"))
    with pytest.raises(LawFault, match=r"bodies\.toml: the file is not UTF-8 text"):
        read(tmp_path, "scotland/trial")


def test_a_stage_that_names_a_decision_without_options_is_refused(tmp_path):
    wrong = GOOD["stages.toml"] + 'options = "decision"\n'
    assert "stage 'first', key 'options': 'decision' is not declared." in fault(tmp_path, stages=wrong)


OPTION = '[[option]]\nid = "go"\nof = "way"\ntitle = { en = "Go" }\nseen = "product"\nneeds = ["NEED"]\n'
TEST = """
[[test]]
id = "limbs"
title = { en = "Limbs" }
weighed_by = "board"
binding = false
cite = { title = "An Act", provision = "section 1", year = 2020, force = "statute", seen = "primary" }
item = [ { id = "harm", text = { en = "Harm" } } ]
"""


def test_what_an_option_needs_is_on_a_closed_list(tmp_path):
    said = fault(tmp_path, options=OPTION.replace("NEED", "reason"))
    assert "option 'way.go', key 'needs': 'reason' is not declared; did you mean 'reasons'?" in said
    assert "'test-limbs' is not declared" in fault(tmp_path, options=OPTION.replace("NEED", "test-limbs"))
    assert read(folder(tmp_path, options=OPTION.replace("NEED", "test-limbs"), tests=TEST), "scotland/trial").options


STEP = """
[[step]]
id = "s"
duty = "one"
title = { en = "Step" }
who = "board"
from_day = 0
to_day = 2
working_days = 2
done_by = "ended"
"""


def test_a_step_before_the_first_day_is_refused(tmp_path):
    assert "step 's', key 'from_day': must be 1 or more." in fault(tmp_path, steps=STEP)


def test_a_step_under_no_duty_is_refused(tmp_path):
    wrong = STEP.replace('duty = "one"', 'duty = "once"').replace("from_day = 0", "from_day = 1")
    assert "step 's', key 'duty': 'once' is not declared; did you mean 'one'?" in fault(tmp_path, steps=wrong)


def test_an_unknown_procedure_is_named_with_the_nearest():
    with pytest.raises(LawFault, match=r"there is no procedure 'scotland/learning-reviews'; did you mean 'scotland/"):
        load("scotland/learning-reviews")


def test_a_procedure_answers_for_its_parts():
    procedure = load(ENGLAND)
    assert procedure is load(ENGLAND)
    assert procedure == load(ENGLAND) != load(SCOTLAND)
    assert hash(procedure) == hash(load(ENGLAND))
    assert procedure.event("publication_planned").is_planned
    assert procedure.body("panel").is_national
    assert [option.id for option in procedure.options_of("threshold")] == [
        "notify",
        "do-not-notify",
        "more-facts-needed",
    ]
    reminders = procedure.reminders(procedure.duty("eng-rapid-review"))
    assert [reminder.days_before for reminder in reminders] == [5, 2, 0]


def test_an_unknown_duty_or_event_is_named_with_the_nearest():
    with pytest.raises(KeyError, match=r"no duty 'eng-rapid-revue' in .*; did you mean 'eng-rapid-review'"):
        load(ENGLAND).duty("eng-rapid-revue")
    with pytest.raises(KeyError, match=r"no event 'rapid_review_send' in .*; did you mean 'rapid_review_sent'"):
        load(ENGLAND).event("rapid_review_send")
    with pytest.raises(KeyError):
        load(ENGLAND).duty("eng-rapid-review", on=date(2000, 1, 1))


def test_near_says_nothing_more_where_nothing_is_known():
    assert near("x", ()) == "."
    assert near("zzz", map(str, range(60))).endswith(" ...")


WRONG = ('"text"', "7", "7.5", "true", "2026-11-23", "2026-11-23T10:00:00Z", "[]", "[7]", '["x"]', "{}", "{ x = 7 }")
BUILDERS = re.compile(r"Input should|instance of|Value error|pydantic|NoneType|tuple|Duty|Text\b|model")


@pytest.mark.parametrize("stem", ["duties/one", "stages", "bodies", "events", "procedure"])
def test_no_wrong_value_is_answered_in_builders_words(tmp_path, stem):
    """Every key in turn takes every kind of value: the answer is always a sentence of ours, or none is needed."""
    text = GOOD[f"{stem}.toml"]
    keys = [line for line in text.splitlines() if re.match(r"\w+ = ", line)]
    told = set()
    for line in keys:
        for value in WRONG:
            changed = text.replace(line, f"{line.split(' = ')[0]} = {value}")
            tomllib.loads(changed)
            try:
                read(folder(tmp_path, **{stem.replace("/", "__"): changed}), "scotland/trial")
            except LawFault as refused:
                told.add(str(refused))
    assert len(told) > 10
    assert not [sentence for sentence in told if BUILDERS.search(sentence.split(": ", 1)[1])]


def test_the_law_is_the_same_for_everyone_who_loads_it():
    assert isinstance(read(LAW / SCOTLAND, SCOTLAND), Procedure)
    assert [d.id for d in read(LAW / SCOTLAND, SCOTLAND).duties] == [d.id for d in load(SCOTLAND).duties]

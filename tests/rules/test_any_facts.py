"""Whatever facts are given: an answer that holds together, or one sentence."""

import json
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from safeguarding.commands.clock import answer
from safeguarding.commands.question import BadInput
from safeguarding.rules.clock import Fact, obligations, standing_of
from safeguarding.rules.phases import phase
from safeguarding.rules.procedure import LAW, load, procedures
from safeguarding.rules.why import why
from tests.rules.days import ENGLAND

EVENTS = sorted(
    set(load(ENGLAND).event_by_id) - {"duty_extended", "local_date_set", "progress_paused", "fact_withdrawn"}
)
FACTS = st.lists(
    st.builds(
        Fact,
        event=st.sampled_from(EVENTS),
        on=st.dates(date(2015, 1, 1), date(2035, 12, 31)),
        body=st.sampled_from(("", "school", "trust")),
    ),
    max_size=25,
)
TODAYS = st.dates(date(2018, 1, 1), date(2040, 12, 31))
WORDS = {"open", "due-today", "late", "met", "met-late", "no-period", "unconfirmed", "stopped", "relaxed"}


@given(FACTS, TODAYS)
def test_every_obligation_holds_together(facts, today):
    procedure = load(ENGLAND)
    found = obligations(procedure, facts)
    assert found == obligations(procedure, facts)
    assert phase(procedure, facts).stage in procedure.stages
    for owed in found:
        assert owed.duty.in_force(owed.started_on)
        assert (owed.due is None) == (not owed.confirmed or not owed.duty.period.has_date)
        assert owed.act_by is None or owed.due is None or owed.act_by <= owed.due
        assert owed.met_on is None or owed.duty.period.is_backward or owed.met_on >= owed.started_on
        assert owed.met_on is None or owed.stopped_on is None
        assert standing_of(owed, today) in WORDS
        assert owed.due is not None or standing_of(owed, today) not in ("late", "met-late", "open", "due-today")
        assert why(owed, procedure, today)


CLOSED_LIST = {"open", "due-today", "late", "met", "met-late", "no-period", "unconfirmed"}


@given(FACTS, TODAYS)
def test_the_clock_answers_with_the_closed_list_of_words_and_no_other(facts, today):
    given_facts = [{"event": fact.event, "on": str(fact.on), "body": fact.body} for fact in facts]
    today = max([today, *(fact.on for fact in facts)])
    told = answer({"procedure": ENGLAND, "facts": given_facts, "today": str(today)})
    assert {one["standing"] for one in (*told["dues"], *told["stopped"])} <= CLOSED_LIST
    assert not any("stopped" in one for one in told["dues"])
    for one in told["stopped"]:
        assert (one["met"], one["why"][-1].endswith("; no longer owed.")) == (None, True)


@given(FACTS)
def test_once_met_always_met_and_once_late_never_open(facts):
    found = obligations(load(ENGLAND), facts)
    days = [date(2015, 1, 1) + timedelta(days=90 * n) for n in range(100)]
    for owed in found:
        seen = [standing_of(owed, day) for day in days]
        assert seen == sorted(seen, key=["open", "due-today", "late", "met", *WORDS].index)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
NEARLY = st.fixed_dictionaries(
    {},
    optional={
        "procedure": st.sampled_from((ENGLAND, "england", "", 7)) | JSON,
        "today": st.sampled_from(("2026-11-23", "2026-11-31", "")) | JSON,
        "facts": st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "event": st.sampled_from(EVENTS) | JSON,
                    "on": st.dates().map(str) | JSON,
                    "id": st.sampled_from(("1", "2")) | JSON,
                    "supersedes": st.sampled_from(("1", "2")) | JSON,
                    "at": st.datetimes().map(str) | JSON,
                    "body": JSON,
                },
            ),
            max_size=4,
        )
        | JSON,
    },
)


@given(JSON | NEARLY)
def test_no_question_is_answered_by_a_crash(asked):
    assert "\n" not in said_of(json.loads(json.dumps(asked)))


def said_of(asked):
    """Nothing when there was an answer, else the sentence."""
    try:
        answer(asked)
    except BadInput as refused:
        return str(refused)
    return ""


def test_a_nation_is_a_folder_of_data_and_no_python_names_one():
    nations = {procedure.split("/")[0] for procedure in procedures()} | {"wales", "northern-ireland"}
    modules = [*LAW.parent.glob("*.py"), *(LAW.parents[1] / "commands").glob("[clq]*.py")]
    assert len(modules) > 20
    for path in modules:
        code = path.read_text(encoding="utf-8").lower()
        assert not [nation for nation in nations if nation in code], path.name

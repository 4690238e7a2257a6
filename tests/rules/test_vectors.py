"""Every test vector of the working-days reference: what each phrase of law comes to on named days."""

from datetime import date

import pytest

from safeguarding.rules import periods
from safeguarding.rules.phrases import parse
from safeguarding.rules.workdays import calendar

D = date.fromisoformat
NATIONS = ("england", "wales", "scotland", "northern-ireland")
AFTER = """
2026-03-13 5 2026-03-20 2026-03-20 2026-03-23
2026-03-30 10 2026-04-15 2026-04-14 2026-04-15
2026-04-02 5 2026-04-13 2026-04-10 2026-04-13
2026-04-30 5 2026-05-08 2026-05-08 2026-05-08
2026-06-11 3 2026-06-16 2026-06-17 2026-06-16
2026-06-11 5 2026-06-18 2026-06-19 2026-06-18
2026-07-08 5 2026-07-15 2026-07-15 2026-07-16
2026-07-30 5 2026-08-06 2026-08-07 2026-08-06
2026-08-27 5 2026-09-04 2026-09-03 2026-09-04
2026-11-20 5 2026-11-27 2026-11-27 2026-11-27
2026-11-21 5 2026-11-27 2026-11-27 2026-11-27
2026-11-22 5 2026-11-27 2026-11-27 2026-11-27
2026-11-23 5 2026-11-30 2026-12-01 2026-11-30
2026-11-23 15 2026-12-14 2026-12-15 2026-12-14
2026-11-25 5 2026-12-02 2026-12-03 2026-12-02
2026-12-17 5 2026-12-24 2026-12-24 2026-12-24
2026-12-22 15 2027-01-15 2027-01-18 2027-01-15
2026-12-23 5 2027-01-04 2027-01-05 2027-01-04
2026-12-25 5 2027-01-05 2027-01-06 2027-01-05
2027-03-19 15 2027-04-13 2027-04-12 2027-04-13
2027-12-23 5 2028-01-04 2028-01-05 2028-01-04
2022-09-12 5 2022-09-20 2022-09-20 2022-09-20
2026-07-06 5 2026-07-13 2026-07-13 2026-07-14
2026-07-05 5 2026-07-10 2026-07-10 2026-07-10
2026-11-27 5 2026-12-04 2026-12-07 2026-12-04
2027-03-24 5 2027-04-02 2027-04-01 2027-04-02
2026-12-24 15 2027-01-19 2027-01-20 2027-01-19
"""


@pytest.mark.parametrize("line", AFTER.split("\n")[1:-1])
def test_working_days_after_agree_with_the_table(line):
    start, count, england, scotland, northern_ireland = line.split()
    due = dict(zip(NATIONS, (england, england, scotland, northern_ireland), strict=True))
    period = parse(f"within {count} working days")
    assert {nation: period.due(D(start), calendar(nation)).isoformat() for nation in NATIONS} == due


BEFORE = """
2026-12-31 2026-12-24 2026-12-18 2026-12-18
2027-01-07 2026-12-31 2026-12-24 2026-12-23
2027-01-28 2027-01-21 2027-01-19 2027-01-19
2027-04-08 2027-04-01 2027-03-30 2027-03-30
2027-05-10 2027-05-03 2027-04-28 2027-04-28
"""


@pytest.mark.parametrize("line", BEFORE.split("\n")[1:-1])
def test_days_before_a_publication_agree_with_the_table(line):
    planned, days, england, scotland = map(D, line.split())
    assert parse("no later than 7 days before").due(planned, calendar("england")) == days
    assert parse("no later than 7 working days before").due(planned, calendar("england")) == england
    assert parse("no later than 7 working days before").due(planned, calendar("scotland")) == scotland


@pytest.mark.parametrize(
    ("sent", "regulation", "guidance"),
    [("2027-01-19", "2027-01-26", "2027-01-28"), ("2026-12-21", "2026-12-28", "2027-01-04")],
)
def test_the_earliest_publication_after_sending_agrees_with_the_table(sent, regulation, guidance):
    assert periods.earliest_after_days(D(sent), 7) == D(regulation)
    assert periods.earliest_after_working_days(D(sent), 7, calendar("england")) == D(guidance)


OTHERS = """
within 6 months | 2026-10-15 | 2027-04-15 | 2027-04-15
within 6 months | 2026-10-10 | 2027-04-10 | 2027-04-09
within 6 months | 2026-08-31 | 2027-02-28 | 2027-02-26
within 6 months | 2026-08-30 | 2027-02-28 | 2027-02-26
within 6 months | 2026-08-29 | 2027-02-28 | 2027-02-26
within 6 months | 2027-01-15 | 2027-07-15 | 2027-07-15
within 1 month | 2026-10-15 | 2026-11-15 | 2026-11-13
one month beginning with | 2026-03-15 | 2026-04-14 | 2026-04-14
one month beginning with | 2027-01-31 | 2027-02-28 | 2027-02-26
one month beginning with | 2027-03-01 | 2027-03-31 | 2027-03-31
one month from and including | 2026-11-20 | 2026-12-19 | 2026-12-18
within one month beginning with the day | 2026-03-15 | 2026-04-14 | 2026-04-14
within 14 days after | 2026-11-02 | 2026-11-16 | 2026-11-16
within 14 calendar days | 2026-11-02 | 2026-11-16 | 2026-11-16
seven clear days before | 2026-11-20 | 2026-11-12 | 2026-11-12
7 clear days before | 2027-01-04 | 2026-12-27 | 2026-12-24
at least seven clear days before | 2027-01-04 | 2026-12-27 | 2026-12-24
within 2 weeks | 2026-12-16 | 2026-12-30 | 2026-12-30
at least 2 weeks before | 2027-01-28 | 2027-01-14 | 2027-01-14
within 7 days of ratification | 2026-12-18 | 2026-12-25 | 2026-12-24
7 days prior | 2027-05-10 | 2027-05-03 | 2027-04-30
for a minimum of 1 year following | 2027-01-28 | 2028-01-29 |
for at least 1 year following | 2028-02-29 | 2029-03-01 |
for at least 3 years following | 2027-01-28 | 2030-01-29 |
at least once in every 12-month period | 2026-09-30 | 2027-09-30 | 2027-09-30
before 31 July | 2027-03-31 | 2027-07-30 | 2027-07-30
before 31 July | 2027-07-30 | 2027-07-30 | 2027-07-30
before 31 July | 2027-07-31 | 2028-07-30 | 2028-07-28
by 30 September | 2027-03-31 | 2027-09-30 | 2027-09-30
by 30 September | 2027-09-30 | 2027-09-30 | 2027-09-30
by 30 September | 2027-10-01 | 2028-09-30 | 2028-09-29
same day | 2026-11-23 | 2026-11-23 | 2026-11-23
at the point of decision | 2026-11-23 | 2026-11-23 | 2026-11-23
at the same time | 2026-11-23 | 2026-11-23 | 2026-11-23
"""


@pytest.mark.parametrize("line", OTHERS.split("\n")[1:-1])
def test_other_phrases_agree_with_the_table(line):
    phrase, start, due, act_by = (part.strip() for part in line.split("|"))
    period, days = parse(phrase), calendar("england")
    assert period.due(D(start), days) == D(due)
    if act_by:
        assert periods.act_by(D(due), days) == D(act_by)


@pytest.mark.parametrize(
    ("phrase", "anchor", "first", "last"),
    [
        ("any date during the 6 months preceding", "2026-10-20", "2026-04-20", "2026-10-19"),
        ("any date during the 6 months preceding", "2026-08-31", "2026-02-28", "2026-08-30"),
        ("12 months before", "2026-10-20", "2025-10-20", "2026-10-20"),
    ],
)
def test_look_back_windows_agree_with_the_table(phrase, anchor, first, last):
    assert parse(phrase).window(D(anchor)) == (D(first), D(last))
    assert not parse(phrase).has_date


def test_an_english_duty_about_a_death_in_scotland_counts_english_days():
    assert parse("within 5 working days").due(D("2026-06-11"), calendar("england")) == D("2026-06-18")
    assert parse("within 5 working days").due(D("2026-06-11"), calendar("scotland")) == D("2026-06-19")

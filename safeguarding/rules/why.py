"""Why this date: the counting day by day in words, the rule, the calendar, the provision and how it was seen.

Composed only when somebody asks: what is owed, and how it looks, is told without a sentence (`clock.py`, `owed.py`).
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from safeguarding.rules.clock import Obligation, standing_of
from safeguarding.rules.phrases import Period, parse
from safeguarding.rules.procedure import Procedure
from safeguarding.rules.saying import FORCES, MISSED, SOURCES, day, days, holiday, reason_in_words
from safeguarding.rules.text import Text, composed

FORWARD = Text(en="Weekends and holidays count; the start day does not.")
BACKWARD = Text(en="Weekends and holidays count; the day it counts back from does not.")
DAYS_ON: Mapping[str, Text] = {
    "days_after": FORWARD,
    "weeks_after": FORWARD,
    "days_before": BACKWARD,
    "weeks_before": BACKWARD,
    "clear_days_before": Text(en="Clear days: neither end counts; weekends and holidays do."),
    "months_after": Text(en="The same day of the month, or the last day of a month that has no such day."),
    "month_including": Text(en="The start day counts, so it ends the day before the same day of the next month."),
    "every_12_months": Text(en="Twelve months on from the last one."),
    "by_date": Text(en="The day named is itself in time."),
    "before_date": Text(en="The last day in time is the day before the date named."),
    "coupled": Text(en="On the same day."),
    "public_for_years": Text(en="It may end on the day after the anniversary, not before."),
}
NO_DATE: Mapping[str, Text] = {
    "asap": Text(en="No date is fixed: the time taken is shown."),
    "interval": Text(en="No date is fixed: the interval is set locally."),
    "sequence": Text(en="No date is fixed: only the order."),
    "lookback_months": Text(en="No date is owed: it is a window to look back over."),
    "timeline_months": Text(en="No date is owed: it is the window that a timeline covers."),
    "none": Text(en="The law fixes no period: the time taken is shown."),
}

STARTED = Text(en="{event}: {on}.")
RULE = Text(en="Rule: {phrase}.")
CALENDAR = Text(en="Calendar: {calendar}, known to the end of {year}.")
DAY_NOUGHT = Text(en="{on} is day 0 and is not counted.")
COUNTED = Text(en="{on}: working day {number}.")
PASSED_OVER = Text(en="{on}: {why}, not counted.")
MAY_END = Text(en="It may end from {on}.")
BY_THE_END = Text(en="To be done by the end of {on}, London time.")
PROVISIONAL = Text(en="Provisional: bank holidays after {year} are not yet published.")
ACT_BY = Text(en="{on} is no working day ({why}): act by {act_by}.")
LOCAL_DATE = Text(en="A local date was set on {on}: {why}")
SINCE = Text(en="{days} since the start.")
UNCONFIRMED = Text(en="Unconfirmed: {why}. No date runs until an administrator confirms it with a citation.")
REMEMBERED = Text(en="it is remembered, its text not checked")
SWITCHED_OFF = Text(en="it is switched off as shipped")
MOVED = Text(en="Moved from {was} to {now}: {why}")
RELAXED = Text(en="Relaxed nationally for this date: shown as relaxed, not as met.")
DONE = Text(en="Done on {on}.")
DONE_LATE = Text(en="Done on {on}, {days} past the date.")
LEFT = Text(en="On {on}: {days} left.")
LAST_DAY = Text(en="{on} is the last day.")
PAST = Text(en="On {on}: {days} past its date.")
STOPPED = Text(en="{event}: stopped on {on}; no longer owed.")
STOPPED_LATE = Text(en="{event}: stopped {days} past its date, on {on}; no longer owed.")
SOURCE = Text(en="Source: {cite}; {force}; {source}.")
CONFIRMED = Text(
    en="Confirmed locally: {title}, {provision} ({year}), {period}; checked on {checked_on} by {person}; "
    "in effect from {effective_from}."
)


def why(obligation: Obligation, procedure: Procedure, today: date) -> tuple[Text, ...]:
    """The working of one obligation, a sentence a line, in the order in which a person would count."""
    return (
        *_start(obligation, procedure),
        *(_dated(obligation, obligation.due) if obligation.due else _undated(obligation, today)),
        *_moves(obligation),
        *_act_by(obligation),
        *_relaxed(obligation),
        *_position(obligation, today),
        *_authority(obligation),
        *_stop(obligation, procedure),
    )


def _start(obligation: Obligation, procedure: Procedure) -> Iterator[Text]:
    event = procedure.event(obligation.started_by)
    yield composed(STARTED, event=event.title, on=day(obligation.started_on))
    if obligation.confirmed and parse(obligation.phrase).function != "none":
        # The closed list of phrases is English: a rule is told in Welsh once its phrase is.
        yield composed(RULE, phrase=Text(en=obligation.phrase))


def _dated(obligation: Obligation, due: date) -> Iterator[Text]:
    period = parse(obligation.phrase)
    if (given := obligation.set_locally) is not None:
        yield NO_DATE[period.function]
        # The reason is its writer's own words, in the language in which they were written.
        yield composed(LOCAL_DATE, on=day(given.set_on), why=Text(en=given.reason, cy=given.reason))
        yield _conclusion(period, due)
        return
    if period.counts_working_days:
        yield from _counting(obligation, period)
    else:
        yield DAYS_ON[period.function]
    yield _conclusion(period, obligation.extended_from or due)
    if obligation.provisional:
        yield composed(PROVISIONAL, year=obligation.calendar.known_through.year)


def _counting(obligation: Obligation, period: Period) -> Iterator[Text]:
    """Each day between: counted with its number, or passed over with the reason."""
    calendar, step = obligation.calendar, timedelta(days=-1 if period.is_backward else 1)
    yield composed(CALENDAR, calendar=calendar.title, year=calendar.known_through.year)
    yield composed(DAY_NOUGHT, on=day(obligation.started_on))
    on, number = obligation.started_on, 0
    while number < period.count:
        on += step
        away = calendar.why_not_working(on)
        if away is None:
            number += 1
            yield composed(COUNTED, on=day(on), number=number)
        else:
            yield composed(PASSED_OVER, on=day(on), why=holiday(away))


def _conclusion(period: Period, due: date) -> Text:
    return composed(MAY_END if period.is_floor else BY_THE_END, on=day(due))


def _act_by(obligation: Obligation) -> Iterator[Text]:
    """Of the date as it is now: said after what moved it."""
    due, act_by = obligation.due, obligation.act_by
    if due and act_by and act_by != due and (away := obligation.calendar.why_not_working(due)):
        yield composed(ACT_BY, on=day(due), why=holiday(away), act_by=day(act_by))


def _undated(obligation: Obligation, today: date) -> Iterator[Text]:
    if not obligation.confirmed:
        yield composed(UNCONFIRMED, why=REMEMBERED if obligation.duty.is_on else SWITCHED_OFF)
    else:
        yield NO_DATE[parse(obligation.phrase).function]
    last = obligation.met_on or obligation.stopped_on or today
    if last >= obligation.started_on:
        yield composed(SINCE, days=days((last - obligation.started_on).days))


def _moves(obligation: Obligation) -> Iterator[Text]:
    for move in obligation.moved:
        yield composed(MOVED, was=day(move.from_on), now=day(move.to_on), why=reason_in_words(move))


def _relaxed(obligation: Obligation) -> Iterator[Text]:
    if obligation.relaxed:
        yield RELAXED


def _position(obligation: Obligation, today: date) -> Iterator[Text]:
    due, met_on, word = obligation.due, obligation.met_on, standing_of(obligation, today)
    if met_on and due and word == "met-late":
        yield composed(DONE_LATE, on=day(met_on), days=days((met_on - due).days))
    elif met_on:
        yield composed(DONE, on=day(met_on))
    elif due and word == "open":
        yield composed(LEFT, on=day(today), days=days((due - today).days))
    elif word == "due-today":
        yield composed(LAST_DAY, on=day(today))
    elif due and word == "late":
        yield composed(PAST, on=day(today), days=days((today - due).days))


def _stop(obligation: Obligation, procedure: Procedure) -> Iterator[Text]:
    """What stopped it, and whether its date had passed by then: no stop undoes that."""
    if obligation.stopped_on is None:
        return
    event, on = procedure.event(obligation.stopped_by).title, day(obligation.stopped_on)
    if past := obligation.days_past_when_stopped:
        yield composed(STOPPED_LATE, event=event, days=days(past), on=on)
    else:
        yield composed(STOPPED, event=event, on=on)


def _authority(obligation: Obligation) -> Iterator[Text]:
    duty, cited = obligation.duty, obligation.confirmation
    yield composed(SOURCE, cite=str(duty.cite), force=FORCES[duty.force], source=SOURCES[duty.seen])
    if cited is not None:
        yield composed(
            CONFIRMED,
            title=cited.title,
            provision=cited.provision,
            year=cited.year,
            period=cited.period,
            checked_on=day(cited.checked_on),
            person=cited.person,
            effective_from=day(cited.effective_from),
        )
    if obligation.due and not parse(obligation.phrase).is_floor:
        yield MISSED[obligation.judged_as]
    if duty.note is not None:
        yield duty.note

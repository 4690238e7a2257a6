"""Why this date: the counting day by day in words, the rule, the calendar, the provision and how it was seen."""

from collections.abc import Iterator
from datetime import date, timedelta

from safeguarding.rules.clock import Obligation, standing_of
from safeguarding.rules.phrases import Period, parse
from safeguarding.rules.procedure import Procedure
from safeguarding.rules.saying import FORCES, MISSED, SOURCES, count, day, holiday

DAYS_ON = {
    "days_after": "Weekends and holidays count; the start day does not.",
    "weeks_after": "Weekends and holidays count; the start day does not.",
    "days_before": "Weekends and holidays count; the day it counts back from does not.",
    "weeks_before": "Weekends and holidays count; the day it counts back from does not.",
    "clear_days_before": "Clear days: neither end counts; weekends and holidays do.",
    "months_after": "The same day of the month, or the last day of a month that has no such day.",
    "month_including": "The start day counts, so it ends the day before the same day of the next month.",
    "every_12_months": "Twelve months on from the last one.",
    "by_date": "The day named is itself in time.",
    "before_date": "The last day in time is the day before the date named.",
    "coupled": "On the same day.",
    "public_for_years": "It may end on the day after the anniversary, not before.",
}
NO_DATE = {
    "asap": "No date is fixed: the time taken is shown.",
    "interval": "No date is fixed: the interval is set locally.",
    "sequence": "No date is fixed: only the order.",
    "lookback_months": "No date is owed: it is a window to look back over.",
    "timeline_months": "No date is owed: it is the window that a timeline covers.",
    "none": "The law fixes no period: the time taken is shown.",
}


def why(obligation: Obligation, procedure: Procedure, today: date) -> tuple[str, ...]:
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


def _start(obligation: Obligation, procedure: Procedure) -> Iterator[str]:
    event = procedure.event(obligation.started_by)
    yield f"{event.title.en}: {day(obligation.started_on)}."
    if obligation.confirmed and parse(obligation.phrase).function != "none":
        yield f"Rule: {obligation.phrase}."


def _dated(obligation: Obligation, due: date) -> Iterator[str]:
    period = parse(obligation.phrase)
    if period.counts_working_days:
        yield from _counting(obligation, period)
    else:
        yield DAYS_ON[period.function]
    yield _conclusion(period, obligation.extended_from or due)
    if obligation.provisional:
        year = obligation.calendar.known_through.year
        yield f"Provisional: bank holidays after {year} are not yet published."


def _counting(obligation: Obligation, period: Period) -> Iterator[str]:
    """Each day between: counted with its number, or passed over with the reason."""
    days, step = obligation.calendar, timedelta(days=-1 if period.is_backward else 1)
    yield f"Calendar: {days.title}, known to the end of {days.known_through.year}."
    yield f"{day(obligation.started_on)} is day 0 and is not counted."
    on, number = obligation.started_on, 0
    while number < period.count:
        on += step
        away = days.why_not_working(on)
        if away is None:
            number += 1
            yield f"{day(on)}: working day {number}."
        else:
            yield f"{day(on)}: {holiday(away)}, not counted."


def _conclusion(period: Period, due: date) -> str:
    if period.is_floor:
        return f"It may end from {day(due)}."
    return f"To be done by the end of {day(due)}, London time."


def _act_by(obligation: Obligation) -> Iterator[str]:
    """Of the date as it is now: said after what moved it."""
    if obligation.due and obligation.act_by and obligation.act_by != obligation.due:
        away = obligation.calendar.why_not_working(obligation.due) or ""
        yield f"{day(obligation.due)} is no working day ({holiday(away)}): act by {day(obligation.act_by)}."


def _undated(obligation: Obligation, today: date) -> Iterator[str]:
    if not obligation.confirmed:
        yield _not_confirmed(obligation)
    else:
        yield NO_DATE[parse(obligation.phrase).function]
    last = obligation.met_on or obligation.stopped_on or today
    if last >= obligation.started_on:
        yield f"{count((last - obligation.started_on).days, 'day')} since the start."


def _not_confirmed(obligation: Obligation) -> str:
    reason = "it is remembered, its text not checked" if obligation.duty.is_on else "it is switched off as shipped"
    return f"Unconfirmed: {reason}. No date runs until an administrator confirms it with a citation."


def _moves(obligation: Obligation) -> Iterator[str]:
    for move in obligation.moved:
        yield f"Moved from {day(move.from_on)} to {day(move.to_on)}: {move.reason}"


def _relaxed(obligation: Obligation) -> Iterator[str]:
    if obligation.relaxed:
        yield "Relaxed nationally for this date: shown as relaxed, not as met."


def _position(obligation: Obligation, today: date) -> Iterator[str]:
    due, word = obligation.due, standing_of(obligation, today)
    if obligation.met_on:
        late = f", {count((obligation.met_on - due).days, 'day')} past the date" if due and word == "met-late" else ""
        yield f"Done on {day(obligation.met_on)}{late}."
    elif due and word == "open":
        yield f"On {day(today)}: {count((due - today).days, 'day')} left."
    elif word == "due-today":
        yield f"{day(today)} is the last day."
    elif due and word == "late":
        yield f"On {day(today)}: {count((today - due).days, 'day')} past its date."


def _stop(obligation: Obligation, procedure: Procedure) -> Iterator[str]:
    """What stopped it, and whether its date had passed by then: no stop undoes that."""
    if obligation.stopped_on is None:
        return
    past = obligation.days_past_when_stopped
    when = f"{count(past, 'day')} past its date, on" if past else "on"
    event = procedure.event(obligation.stopped_by).title.en
    yield f"{event}: stopped {when} {day(obligation.stopped_on)}; no longer owed."


def _authority(obligation: Obligation) -> Iterator[str]:
    duty, cited = obligation.duty, obligation.confirmation
    yield f"Source: {duty.cite}; {FORCES[duty.force]}; {SOURCES[duty.seen]}."
    if cited is not None:
        yield (
            f"Confirmed locally: {cited.title}, {cited.provision} ({cited.year}), {cited.period}; checked on "
            f"{day(cited.checked_on)} by {cited.person}; in effect from {day(cited.effective_from)}."
        )
    if obligation.due and not parse(obligation.phrase).is_floor:
        yield MISSED[duty.judged_as]
    if duty.note is not None:
        yield duty.note.en

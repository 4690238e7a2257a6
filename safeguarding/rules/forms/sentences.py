"""What a person is told about an answer, in GOV.UK's manner; {named} is how the question names itself.

What is wrong with a form file is told by `rules/lawfile.py`.
"""

from collections.abc import Mapping

from safeguarding.rules.text import Text, composed

SENTENCES: Mapping[str, Text] = {
    "enter": Text(en="Enter {named}"),
    "select": Text(en="Select {named}"),
    "attach": Text(en="Attach {named}"),
    "record-positions": Text(en="Record {named}, one for each partner"),
    "no-longer-fits": Text(en="Select {named} again: the answer no longer fits what was answered before it"),
    "other-form": Text(en="{Named} has a form of its own for this answer: fill in that form instead"),
    "one-answer": Text(en="Give only one answer for {named}"),
    "not-listed": Text(en="Select {named} from the answers listed"),
    "cannot-save": Text(en="{Named} holds a character that cannot be saved, shown as �. Take it out and save again"),
    "too-long": Text(en="{Named} must be {limit} characters or fewer. It has {length}"),
    "too-many": Text(en="{Named} must be {limit} or fewer. There are {length}"),
    "email": Text(en="Enter {named} in the correct format, like name@example.com"),
    "phone": Text(en="Enter {named} as a phone number, like 01632 960 001 or +44 808 157 0192"),
    "whole-number": Text(en="{Named} must be a whole number, like 7"),
    "between": Text(en="{Named} must be between {minimum} and {maximum}"),
    "at-least": Text(en="{Named} must be {minimum} or more"),
    "time": Text(en="{Named} must have a real time, like 14:30 or 2:30pm"),
    "no-day-for-time": Text(en="{Named} must have a date as well as a time"),
    "real-date": Text(en="{Named} must be a real date"),
    "no-day": Text(en="{Named} must include a day"),
    "no-month": Text(en="{Named} must include a month"),
    "no-year": Text(en="{Named} must include a year"),
    "four-digits": Text(en="{Named} must have a year of 4 numbers, like 2026"),
    "too-early": Text(en="{Named} must be in 1900 or later"),
    "future": Text(en="{Named} must not be in the future"),
    "order": Text(en="{Named} must end on or after the day it begins"),
    "which-precision": Text(en="Select how exact {named} is"),
    "left-over": Text(en="{Named} has parts that “{precision}” has no place for. Clear them, or select another answer"),
}

LATER_DATE = Text(en="the later date of {named}")
OF_ROW = Text(en="“{column}” in row {row} of {named}")


def sentence(code: str, named: Text, **words: Text | str | int) -> Text:
    return composed(SENTENCES[code], named=named, **words)

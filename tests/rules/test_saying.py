"""Days, counts and moves in words, in whichever language has every one of them."""

from datetime import date

from safeguarding.rules.owed import Corrected, Declared, Move
from safeguarding.rules.phases import may_follow, phase
from safeguarding.rules.picture import describe
from safeguarding.rules.procedure import load
from safeguarding.rules.saying import day, days, holiday, reason_in_words
from safeguarding.rules.text import Text, composed, joined
from safeguarding.rules.workdays import ProclaimedDay, calendar, overlaid
from tests.rules.days import ENGLAND, FRI_13_MAR, TUE_7_APR

A_DAY = ProclaimedDay(FRI_13_MAR, "A day of thanks", ("england",), FRI_13_MAR)


def test_a_day_a_count_and_a_holiday_are_told_in_words():
    assert (day(FRI_13_MAR).en, days(1).en, days(2).en) == ("Friday 13 March 2026", "1 day", "2 days")
    assert holiday("Boxing Day (observed)").en == "Boxing Day, substitute day"


def test_what_a_person_wrote_stays_as_written_and_the_rules_own_reason_is_composed():
    assert reason_in_words(Move(FRI_13_MAR, TUE_7_APR, "The {call} was a day earlier.")) == (
        "The {call} was a day earlier."
    )
    corrected = reason_in_words(Move(FRI_13_MAR, TUE_7_APR, Corrected(FRI_13_MAR, TUE_7_APR)))
    assert str(corrected) == "The start was corrected from 2026-03-13 to 2026-04-07."
    declared = reason_in_words(Move(FRI_13_MAR, TUE_7_APR, Declared((A_DAY, A_DAY))))
    assert str(declared) == (
        "Declared a bank holiday after the start: 2026-03-13 (A day of thanks), 2026-03-13 (A day of thanks)."
    )


def test_a_list_is_welsh_only_when_every_part_of_it_is():
    one, two = Text(en="one", cy="(one)"), Text(en="two")
    assert joined((one, one)).in_("cy") == "(one), (one)"
    assert joined((one, two)).in_("cy") == "one, two"


def test_braces_in_what_is_set_in_are_no_places():
    assert composed(Text(en="{who}: {what}"), who="{what}", what=1).en == "{what}: 1"


def test_a_calendar_with_local_days_says_so():
    own = overlaid(calendar("england"), ((date(2026, 5, 5), "Founders' day"),), ())
    assert own.title.en == "England and Wales bank holidays, with local days"


def test_a_picture_and_a_refusal_are_told_in_welsh_once_the_law_and_the_sentence_are():
    """Until then the whole of each is English: nobody reads half a sentence."""
    procedure, here = load(ENGLAND), phase(load(ENGLAND), ())
    assert describe(procedure, here, "cy") == describe(procedure, here)
    refused = may_follow(procedure, (), "report_published", "cy")
    assert str(refused) == "It is too early for this: the case is at 'Awareness'. (The report was published.)"

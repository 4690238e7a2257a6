"""Which duty notifies a death: of a child by test A, of a looked-after child whatever the cause, of a care leaver."""

from datetime import date

from safeguarding.rules.clock import Fact, obligations
from safeguarding.rules.procedure import load
from tests.rules.days import ENGLAND, MON_23_NOV


def owed(*facts):
    return {obligation.duty.id: obligation for obligation in obligations(load(ENGLAND), facts)}


def test_a_care_leavers_death_is_notified_by_its_own_duty_and_not_as_an_incident_of_a_child():
    """Section 16C(1) is about a child; at 18 to 24 the death is notified under guidance (K4), with no date."""
    death = (Fact("incident_known_to_la", MON_23_NOV), Fact("death_known_to_la", MON_23_NOV))
    assert owed(*death)["eng-notify-panel"].due == date(2026, 11, 30)
    found = owed(*death, Fact("death_was_of_care_leaver", MON_23_NOV))
    assert "eng-notify-panel" not in found
    assert found["eng-notify-care-leaver-death"].due is None


def test_a_looked_after_childs_death_is_owed_to_the_panel_too_unless_it_is_outside_test_a():
    death = (
        Fact("incident_known_to_la", MON_23_NOV),
        Fact("death_known_to_la", MON_23_NOV),
        Fact("death_was_of_looked_after_child", MON_23_NOV),
    )
    assert {"eng-notify-panel", "eng-notify-looked-after-death"} <= set(owed(*death))
    assert "eng-notify-panel" not in owed(*death, Fact("no_rapid_review_owed", MON_23_NOV))

"""The notification is written page by page: begun from the first call, saved as one goes, child by child."""

from datetime import date, time
from typing import Any

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.first_call import ChildMentioned
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.actions.notification import (
    MOST_CHILDREN,
    Writing,
    add_another_child,
    begin_notification,
    choose_nature,
    correct_awareness,
    remove_last_child,
    save_page,
)
from safeguarding.cases.answers import answered, awareness
from safeguarding.cases.models import Answers, Case
from safeguarding.cases.sending import fields_of, missing_from, whole_notification
from safeguarding.rules.refusal import Refused
from tests.cases.first_call.calls import call, search
from tests.cases.notification.writing import (
    CHILD,
    FRI_13_NOV,
    MON_16_NOV,
    begin,
    decided,
    incident,
    receives_elsewhere,
    record,
    save,
    write_whole,
)
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def given(cast: Cast, case: Case, subject: int = 0) -> dict[str, Any]:
    with acting_as(cast.ada.pk):
        return answered(case, "notification").of(subject)


class TestBeginning:
    def test_what_the_first_call_knew_is_there_already(self, cast: Cast) -> None:
        case = call(cast, search(cast), given={"what-happened": "A fall on the stairs"})
        begin(cast, case)
        about = given(cast, case)
        assert about["what-happened"] == "A fall on the stairs"
        assert about["became-aware"] == "2026-11-13T09:30"
        assert (about["notifying-authority"], about["incident-area"]) == ("ashmere", "ashmere")
        assert (about["notifier-name"], about["notifier-email"]) == ("Ada A.", "ada@example.invalid")
        child = given(cast, case, 1)
        assert (child["forenames"], child["surname"], child["home-area"]) == ("Rowan", "Vale", "calder")

    def test_an_age_without_a_birth_date_is_carried_as_such(self, cast: Cast) -> None:
        case = call(cast, search(cast), children=[ChildMentioned(age=0)])
        begin(cast, case)
        assert given(cast, case, 1) == {"date-of-birth": {"precision": "unknown"}, "age": 0}

    def test_beginning_again_changes_nothing(self, cast: Cast, case: Case) -> None:
        begin(cast, case)
        save(cast, case, "what-happened", {"what-happened": "Newer"})
        begin(cast, case, by="ben")
        assert given(cast, case)["what-happened"] == "Newer"

    def test_whoever_manages_does_not_become_the_notifier(self, cast: Cast, case: Case) -> None:
        begin(cast, case, by="ben")
        assert "notifier-name" not in given(cast, case)

    @pytest.mark.parametrize("name", ["pia", "hal", "joe"])
    def test_who_only_reads_may_not_write(self, cast: Cast, case: Case, name: str) -> None:
        with pytest.raises(Refused, match="cannot do this"):
            begin(cast, case, by=name)

    @pytest.mark.parametrize("name", ["kit", "uma", "vic", "cleo", "dee", "ann", "dot", "eve"])
    def test_who_does_not_see_it_finds_nothing_to_write(self, cast: Cast, case: Case, name: str) -> None:
        with pytest.raises(Case.DoesNotExist):
            begin(cast, case, by=name)


class TestSaving:
    def test_a_page_is_saved_with_who_and_when(self, cast: Cast, case: Case) -> None:
        begin(cast, case)
        row = save(cast, case, "immediate-steps", {"immediate-steps": "With an aunt"}, by="ben")
        assert (row.version, row.saved_by_id, row.form_version) == (1, cast.ben.pk, "1")
        assert given(cast, case)["immediate-steps"] == "With an aunt"

    def test_saving_the_same_again_changes_nothing(self, cast: Cast, case: Case) -> None:
        first = save(cast, case, "immediate-steps", {"immediate-steps": "With an aunt"})
        again = save(cast, case, "immediate-steps", {"immediate-steps": "With an aunt"}, by="ben", seen=0)
        assert (again.pk, again.version, again.saved_by_id) == (first.pk, 1, cast.ada.pk)

    def test_an_answer_taken_away_is_gone(self, cast: Cast, case: Case) -> None:
        save(cast, case, "when-it-happened", {"incident-time": "14:30"})
        save(cast, case, "when-it-happened", {"incident-time": None})
        assert "incident-time" not in given(cast, case)

    def test_only_what_the_page_asks_is_stored(self, cast: Cast, case: Case) -> None:
        row = save(cast, case, "immediate-steps", {"immediate-steps": "x", "surname": "y", "nature": "child-death"})
        assert row.given == {"immediate-steps": "x"}

    def test_a_page_that_saves_itself_is_not_told_that_it_was_another(self, cast: Cast, case: Case) -> None:
        save(cast, case, "media", {"media-interest": "no"}, seen=0, token="tab-1")
        save(cast, case, "media", {"media-interest": "yes"}, seen=0, token="tab-1")
        assert given(cast, case)["media-interest"] == "yes"

    def test_but_once_somebody_else_saved_it_is_told(self, cast: Cast, case: Case) -> None:
        save(cast, case, "media", {"media-interest": "no"}, seen=0, token="tab-1")
        save(cast, case, "media", {"media-details": "A paper rang"}, by="ben", token="tab-2")
        with pytest.raises(ChangedMeanwhile):
            save(cast, case, "media", {"media-interest": "yes"}, seen=0, token="tab-1")
        assert given(cast, case)["media-interest"] == "no"

    def test_without_a_token_an_old_page_is_told(self, cast: Cast, case: Case) -> None:
        save(cast, case, "media", {"media-interest": "no"}, seen=0)
        with pytest.raises(ChangedMeanwhile):
            save(cast, case, "media", {"media-interest": "yes"}, seen=0)

    def test_there_is_no_such_page(self, cast: Cast, case: Case) -> None:
        with pytest.raises(Refused, match="no such page"):
            save(cast, case, "nowhere", {})

    @pytest.mark.parametrize(("page", "subject"), [("child-name", 0), ("child-name", 2), ("media", 1)])
    def test_a_page_about_a_child_needs_that_child(self, cast: Cast, case: Case, page: str, subject: int) -> None:
        with acting_as(cast.ada.pk), pytest.raises(Refused, match="no such child"):
            save_page(
                case=case,
                page=page,
                subject=subject,
                values={},
                writing=Writing(0),
                by=cast.actor("ada"),
                on=MON_16_NOV,
            )

    def test_once_sent_it_stays_as_it_was(self, cast: Cast, case: Case) -> None:
        receives_elsewhere(cast)
        decided(cast, case)
        record(cast, case)
        with pytest.raises(Refused, match="What was sent stays"):
            save(cast, case, "media", {"media-interest": "yes"})

    def test_the_form_keeps_the_version_under_which_it_was_begun(self, cast: Cast, case: Case) -> None:
        begin(cast, case)
        with acting_as(cast.ada.pk):
            assert {row.form_version for row in Answers.objects.filter(case=case, form="notification")} == {"1"}
            assert answered(case, "notification").form.version == 1


class TestChildren:
    def test_search_reads_what_the_form_says(self, cast: Cast, case: Case) -> None:
        save(cast, case, "child-name", {"surname": "Ó Brien", "forenames": "Seán"}, subject=1)
        save(cast, case, "child-born", {"date-of-birth": {"precision": "exact", "on": "2020-02-29"}}, subject=1)
        save(cast, case, "addresses", {"home-area": "calder"}, subject=1)
        with acting_as(cast.ada.pk):
            child = case.children.get(number=1)
            assert (child.name, child.folded, child.born_on) == ("Seán Ó Brien", "sean o brien", date(2020, 2, 29))
            assert child.home_area == cast["calder"]

    def test_an_inexact_birth_date_is_not_searched_by(self, cast: Cast, case: Case) -> None:
        save(cast, case, "child-born", {"date-of-birth": {"precision": "about", "on": "2020-02-29"}}, subject=1)
        with acting_as(cast.ada.pk):
            assert case.children.get(number=1).born_on is None

    def test_nine_children_are_written_and_go_into_the_sheet(self, cast: Cast, case: Case) -> None:
        for _ in range(8):
            with acting_as(cast.ada.pk):
                add_another_child(case=case, by=cast.actor("ada"), on=MON_16_NOV)
        write_whole(cast, case)
        with acting_as(cast.ada.pk):
            whole = whole_notification(case, on=MON_16_NOV)
            assert len(whole.children) == 9
            assert [missing.question for missing in missing_from(whole)] == ["positions"]
            texts = {field.key: field.text for field in fields_of(whole)}
        assert texts["surname.4"] == CHILD["surname"]
        assert "surname.5" not in texts
        assert "Child 9" in texts["what-happened"]

    def test_the_last_place_is_taken_away_while_it_is_empty(self, cast: Cast, case: Case) -> None:
        with acting_as(cast.ada.pk):
            actor = cast.actor("ada")
            add_another_child(case=case, by=actor, on=MON_16_NOV)
            remove_last_child(case=case, by=actor, on=MON_16_NOV)
            assert case.children.count() == 1
            with pytest.raises(Refused, match="at least one child"):
                remove_last_child(case=case, by=actor, on=MON_16_NOV)

    def test_a_child_about_whom_something_is_known_stays(self, cast: Cast, case: Case) -> None:
        with acting_as(cast.ada.pk):
            add_another_child(case=case, by=cast.actor("ada"), on=MON_16_NOV)
        save(cast, case, "child-health", {"disability": "no"}, subject=2)
        with acting_as(cast.ada.pk), pytest.raises(Refused, match="so the place stays"):
            remove_last_child(case=case, by=cast.actor("ada"), on=MON_16_NOV)

    def test_there_are_never_more_than_one_incident_holds(self, cast: Cast, case: Case) -> None:
        with acting_as(cast.ada.pk):
            for _ in range(MOST_CHILDREN - 1):
                add_another_child(case=case, by=cast.actor("ada"), on=MON_16_NOV)
            with pytest.raises(Refused, match="at most"):
                add_another_child(case=case, by=cast.actor("ada"), on=MON_16_NOV)


class TestAwareness:
    def correct(self, cast: Cast, case: Case, on: date, reason: str = "The log shows it", **given: Any) -> None:
        with acting_as(cast.ada.pk):
            current = awareness(case)
            assert current is not None
            asked = {"known_at": None, "seen": current.pk, **given}
            correct_awareness(case=case, known_on=on, reason=reason, by=cast.actor("ada"), on=MON_16_NOV, **asked)

    def test_correcting_it_moves_form_and_date_together(self, cast: Cast, case: Case) -> None:
        self.correct(cast, case, date(2026, 11, 12), known_at=time(8, 15))
        assert given(cast, case)["became-aware"] == "2026-11-12T08:15"
        with acting_as(cast.ada.pk):
            assert case.dues.get(duty="eng-notify-panel").due_on == date(2026, 11, 19)
            assert case.events.filter(event="incident_known_to_la").count() == 2

    def test_the_same_moment_again_is_no_correction(self, cast: Cast, case: Case) -> None:
        self.correct(cast, case, FRI_13_NOV, reason="")
        with acting_as(cast.ada.pk):
            assert case.events.filter(event="incident_known_to_la").count() == 1

    def test_it_needs_a_reason(self, cast: Cast, case: Case) -> None:
        with pytest.raises(Refused, match="Write the reason"):
            self.correct(cast, case, date(2026, 11, 12), reason=" ")

    def test_it_cannot_lie_ahead(self, cast: Cast, case: Case) -> None:
        with pytest.raises(Refused, match="lies ahead"):
            self.correct(cast, case, date(2026, 11, 17))

    def test_who_saw_an_older_moment_is_told(self, cast: Cast, case: Case) -> None:
        with acting_as(cast.ada.pk):
            first = awareness(case)
            assert first is not None
        self.correct(cast, case, date(2026, 11, 12))
        with pytest.raises(ChangedMeanwhile):
            self.correct(cast, case, date(2026, 11, 11), seen=first.pk)


class TestPaths:
    def nature(self, cast: Cast, case: Case, nature: str, seen: str = "") -> None:
        with acting_as(cast.ada.pk):
            choose_nature(case=case, nature=nature, seen=seen, by=cast.actor("ada"), on=today.today())

    def facts(self, cast: Cast, case: Case) -> set[str]:
        with acting_as(cast.ada.pk):
            return set(case.events.filter(superseded_by__isnull=True).values_list("event", flat=True))

    def test_a_looked_after_childs_death_has_its_own_dates(self, cast: Cast, case: Case) -> None:
        self.nature(cast, case, "looked-after-death-no-abuse")
        assert {"death_known_to_la", "death_was_of_looked_after_child", "no_rapid_review_owed"} <= self.facts(
            cast, case
        )
        with acting_as(cast.ada.pk):
            assert case.dues.get(duty="eng-notify-looked-after-death").due_on == date(2026, 11, 20)
            whole = whole_notification(case, on=MON_16_NOV)
            assert "harm-kinds" not in {missing.question for missing in missing_from(whole)}

    def test_a_care_leavers_death_has_a_short_form(self, cast: Cast, case: Case) -> None:
        begin(cast, case)
        self.nature(cast, case, "care-leaver-death")
        save(cast, case, "care-leaver-name", {"surname": "Vale", "forenames": "Rowan"})
        save(cast, case, "care-leaver-area", {"incident-area": "ashmere"})
        dates = {"date-of-birth": "2004-01-05", "date-of-death": "2026-11-11", "last-support-date": "2026-10-01"}
        save(cast, case, "care-leaver-dates", dates)
        with acting_as(cast.ada.pk):
            whole = whole_notification(case, on=MON_16_NOV)
            assert (whole.form.id, missing_from(whole)) == ("care-leaver-death", ())
            assert case.dues.get(duty="eng-notify-care-leaver-death").due_on is None
            assert case.children.get(number=1).born_on == date(2004, 1, 5)
        assert {"death_was_of_care_leaver", "no_rapid_review_owed"} <= self.facts(cast, case)

    @pytest.mark.parametrize(
        ("born", "said"),
        [
            ("2008-11-12", "put through test A"),
            ("2001-11-11", "up to and including"),
            ("2026-11-12", "before the date of"),
        ],
    )
    def test_a_care_leaver_is_of_an_age(self, cast: Cast, case: Case, born: str, said: str) -> None:
        self.nature(cast, case, "care-leaver-death")
        with pytest.raises(Refused, match=said):
            save(cast, case, "care-leaver-dates", {"date-of-birth": born, "date-of-death": "2026-11-11"})

    @pytest.mark.parametrize("born", ["2008-11-11", "2001-11-12"])
    def test_on_the_birthday_itself_the_age_counts(self, cast: Cast, case: Case, born: str) -> None:
        self.nature(cast, case, "care-leaver-death")
        save(cast, case, "care-leaver-dates", {"date-of-birth": born, "date-of-death": "2026-11-11"})

    def test_who_saw_another_kind_is_told(self, cast: Cast, case: Case) -> None:
        self.nature(cast, case, "child-death")
        with pytest.raises(ChangedMeanwhile):
            self.nature(cast, case, "serious-harm", seen="")

    def test_changing_the_kind_back_withdraws_what_followed(self, cast: Cast, case: Case) -> None:
        self.nature(cast, case, "looked-after-death-abuse")
        self.nature(cast, case, "serious-harm", seen="looked-after-death-abuse")
        assert "death_known_to_la" not in self.facts(cast, case)


def test_another_area_cannot_even_find_it(cast: Cast) -> None:
    case = incident(cast)
    with acting_as(cast.uma.pk), pytest.raises(Case.DoesNotExist):
        begin_notification(case=case, by=cast.actor("uma"), on=MON_16_NOV)

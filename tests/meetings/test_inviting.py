"""Inviting, taking an invitation back, and answering one: coming, apologies, somebody instead."""

import pytest

from safeguarding.actor import acting_as
from safeguarding.cases.actions.conflicts import bar_person
from safeguarding.cases.models import Case
from safeguarding.meetings.actions.calling import call_off
from safeguarding.meetings.actions.inviting import Outside, answer_invitation, invite, withdraw_invitation
from safeguarding.meetings.models import Invitation, Meeting, Reply
from safeguarding.messages.models import Message
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.meetings.making import about, do, invited, plain_item


def test_people_are_invited_once_and_written_to_once(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    do(cast, invite, meeting=meeting, people=[cast.pia, cast.pia, cast.kit])
    with pytest.raises(Refused):
        do(cast, invite, meeting=meeting, people=[cast.pia])
    with acting_as(cast.ben.pk):
        assert set(Invitation.objects.values_list("name", flat=True)) == {"Pia P.", "Kit K."}
        assert Message.objects.filter(kind="meeting-called").count() == 2


def test_somebody_outside_is_on_record_and_not_written_to(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    do(cast, invite, meeting=meeting, people=[], outside=[Outside("Dr Ash", "ash@example.invalid", cast["board"])])
    with acting_as(cast.ben.pk):
        assert Invitation.objects.get().person_id is None
        assert not Message.objects.filter(kind="meeting-called").exists()


def test_nobody_at_all_is_refused(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="name"):
        do(cast, invite, meeting=about(cast, case), people=[], outside=[Outside(" ")])


@pytest.mark.parametrize("name", ["ada", "pia", "kit", "vic", "eve"])
def test_nobody_else_invites(cast: Cast, case: Case, name: str) -> None:
    meeting = about(cast, case)
    with pytest.raises(Refused):
        do(cast, invite, by=name, meeting=meeting, people=[cast.people[name]])


def test_somebody_elsewhere_cannot_be_invited(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused):
        do(cast, invite, meeting=about(cast, case), people=[cast.vic])


def test_who_is_kept_out_of_all_that_is_talked_about_is_not_invited(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    do(cast, bar_person, case=case, person=cast.hal, why="A cousin")
    with pytest.raises(Refused):
        do(cast, invite, meeting=meeting, people=[cast.hal])
    plain_item(cast, meeting)
    do(cast, invite, meeting=meeting, people=[cast.hal])


def test_an_invitation_taken_back_shows_nothing_and_can_be_given_again(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    invited(cast, meeting, "kit")
    with acting_as(cast.ben.pk):
        invitation = Invitation.objects.get()
    for _ in range(2):
        do(cast, withdraw_invitation, invitation=invitation)
    with acting_as(cast.kit.pk):
        assert not Meeting.objects.exists()
    invited(cast, meeting, "kit")
    with acting_as(cast.kit.pk):
        assert Meeting.objects.exists()


def test_each_answer_is_added_and_the_latest_stands(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    invited(cast, meeting, "kit")
    with pytest.raises(Refused, match="instead"):
        do(cast, answer_invitation, by="kit", meeting=meeting, answer="instead")
    do(cast, answer_invitation, by="kit", meeting=meeting, answer="coming", instead="Nobody")
    do(cast, answer_invitation, by="kit", meeting=meeting, answer="instead", instead="Sam, deputy")
    with acting_as(cast.ben.pk):
        said = list(Reply.objects.values_list("answer", "instead"))
    assert said == [("coming", ""), ("instead", "Sam, deputy")]


@pytest.mark.parametrize("name", ["pia", "eve"])
def test_who_is_not_invited_by_name_has_nothing_to_answer(cast: Cast, case: Case, name: str) -> None:
    meeting = about(cast, case)
    with pytest.raises(Refused):
        do(cast, answer_invitation, by=name, meeting=meeting, answer="coming")


@pytest.mark.parametrize("answer", ["", "perhaps", "x" * 5000])
def test_an_answer_that_there_is_not_is_refused(cast: Cast, case: Case, answer: str) -> None:
    meeting = about(cast, case)
    invited(cast, meeting, "kit")
    with pytest.raises(Refused):
        do(cast, answer_invitation, by="kit", meeting=meeting, answer=answer)


def test_nothing_is_answered_once_it_is_called_off(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    invited(cast, meeting, "kit")
    meeting = do(cast, call_off, meeting=meeting, why="The room is flooded")
    with pytest.raises(Refused, match="already"):
        do(cast, answer_invitation, by="kit", meeting=meeting, answer="coming")
    with pytest.raises(Refused, match="already"):
        do(cast, invite, meeting=meeting, people=[cast.pia])

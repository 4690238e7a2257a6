"""Each partner body signs exactly one text; an edit makes it void and tells whoever had signed."""

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.models import Case
from safeguarding.messages.models import Message
from safeguarding.reviews.actions.signing import ask_sign_off
from safeguarding.reviews.models import SignOff
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.reviews.reviewing import decided, events_of, everybody_signs, sign, whole, write

pytestmark = pytest.mark.django_db
SIGNED_OFF = "rapid_review_signed_off"


def messages(cast: Cast, kind: str) -> list[str]:
    with acting_as(cast.ben.pk):
        return sorted(Message.objects.filter(kind=kind).values_list("to_name", flat=True))


def test_once_every_body_has_signed_one_text_it_is_signed_off(cast: Cast, case: Case) -> None:
    write(cast, case)
    decided(cast, case)
    sign(cast, case, "pia")
    sign(cast, case, "hal")
    assert SIGNED_OFF not in events_of(cast, case)
    assert whole(cast, case).unsigned == ("Ashmere police",)
    sign(cast, case, "joe")
    now = whole(cast, case)
    assert now.is_signed_off
    assert [one.name for one in now.signed] == ["Pia P.", "Joe J.", "Hal H."]
    assert SIGNED_OFF in events_of(cast, case)


def test_before_the_decision_nobody_signs(cast: Cast, case: Case) -> None:
    write(cast, case)
    with pytest.raises(Refused, match="The decision is not recorded yet"):
        sign(cast, case, "pia")


def test_each_signs_for_their_own_body_alone(cast: Cast, case: Case) -> None:
    decided(cast, case)
    with pytest.raises(Refused, match="You do not sign for Board"):
        sign(cast, case, "pia", body=cast["board"])
    with pytest.raises(Refused, match="You cannot do this"):
        sign(cast, case, "ben", body=cast["ashmere"])
    with acting_as(cast.ben.pk):
        assert not SignOff.objects.exists()


def test_signing_twice_changes_nothing(cast: Cast, case: Case) -> None:
    decided(cast, case)
    assert sign(cast, case, "pia") == sign(cast, case, "pia")


def test_an_old_text_is_not_signed(cast: Cast, case: Case) -> None:
    decided(cast, case)
    old = whole(cast, case).fingerprint
    write(cast, case)
    with pytest.raises(ChangedMeanwhile, match="The text was changed since you opened this page"):
        sign(cast, case, "pia", seen=old)


def test_an_edit_makes_it_void_and_whoever_had_signed_is_told(cast: Cast, case: Case) -> None:
    write(cast, case)
    decided(cast, case)
    everybody_signs(cast, case)
    write(cast, case, "An interpreter was never offered.")
    now = whole(cast, case)
    assert not now.is_signed_off
    assert now.signed == ()
    assert SIGNED_OFF not in events_of(cast, case)
    assert messages(cast, "sign-off-void") == ["Hal H.", "Joe J.", "Pia P."]


def test_a_text_put_back_must_be_signed_again(cast: Cast, case: Case) -> None:
    write(cast, case, "As first written")
    decided(cast, case)
    everybody_signs(cast, case)
    mark = whole(cast, case).fingerprint
    write(cast, case, "Otherwise")
    write(cast, case, "As first written")
    now = whole(cast, case)
    assert now.fingerprint == mark
    assert not now.is_signed_off
    everybody_signs(cast, case)
    assert whole(cast, case).is_signed_off
    assert events_of(cast, case).count(SIGNED_OFF) == 1


def test_saving_the_same_text_again_makes_nothing_void(cast: Cast, case: Case) -> None:
    write(cast, case, "The same")
    decided(cast, case)
    sign(cast, case, "pia")
    write(cast, case, "The same")
    assert len(whole(cast, case).signed) == 1


def test_another_decision_makes_it_void(cast: Cast, case: Case) -> None:
    decided(cast, case)
    everybody_signs(cast, case)
    decided(cast, case)
    assert not whole(cast, case).is_signed_off
    assert messages(cast, "sign-off-void") == ["Hal H.", "Joe J.", "Pia P."]


def test_the_bodies_that_have_not_signed_are_asked_once_a_day(cast: Cast, case: Case) -> None:
    decided(cast, case)
    sign(cast, case, "pia")
    seen, actor = whole(cast, case).fingerprint, cast.actor("ben")
    with acting_as(actor.person_id):
        asked = ask_sign_off(case=case, seen=seen, by=actor, on=today.today())
        again = ask_sign_off(case=case, seen=seen, by=actor, on=today.today())
        assert sorted(row.body.code for row in asked) == ["ashmere-police", "board"]
        assert asked == again
    assert messages(cast, "sign-off-asked") == ["Hal H.", "Joe J."]


def test_nobody_is_asked_to_sign_what_the_asker_has_not_seen(cast: Cast, case: Case) -> None:
    decided(cast, case)
    seen, actor = whole(cast, case).fingerprint, cast.actor("ben")
    write(cast, case)
    with acting_as(actor.person_id), pytest.raises(ChangedMeanwhile):
        ask_sign_off(case=case, seen=seen, by=actor, on=today.today())

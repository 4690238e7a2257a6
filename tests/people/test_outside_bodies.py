"""Where an outside body receives: said by an administrator, on record, and never for a body that nobody works at."""

import pytest
from django.urls import reverse

from safeguarding.ground.models import AuditEntry
from safeguarding.people.actions.bodies import set_receives_here
from safeguarding.people.models import Organisation
from safeguarding.rules.refusal import Refused
from tests.cast import Cast, make_cast
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def press(cast: Cast, who: str, body: str, receives: str) -> int:
    answer = signed_in(cast.people[who]).post(reverse("outside_bodies"), {"body": cast[body].pk, "receives": receives})
    return answer.status_code


def test_the_panel_receives_elsewhere_once_said_and_here_again(cast: Cast) -> None:
    for receives, expected in (("elsewhere", False), ("here", True)):
        assert press(cast, "ann", "panel", receives) == 302
        assert Organisation.objects.get(code="panel").receives_here is expected


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_who_said_so_is_on_record() -> None:
    cast = make_cast()
    press(cast, "ann", "panel", "elsewhere")
    last = AuditEntry.objects.using("owner").filter(table="people_organisation", verb="update").last()
    assert last is not None
    assert (last.person_id, last.content["after"]["receives_here"]) == (cast.ann.pk, False)


def test_a_body_that_nobody_works_at_cannot_receive_here(cast: Cast) -> None:
    empty = Organisation.objects.create(code="empty", name="Empty", kind=Organisation.Kind.NATIONAL)
    with pytest.raises(Refused, match="Give somebody the role"):
        set_receives_here(body=empty, receives_here=True, by=cast.actor("ann"), on=cast.ann.roles.get().from_on)


def test_only_a_national_body_receives(cast: Cast) -> None:
    assert press(cast, "ann", "ashmere", "here") == 302
    assert Organisation.objects.get(code="ashmere").receives_here is False


@pytest.mark.parametrize("key", ["", "0", "x", "9" * 40, "\0"])
def test_a_body_that_is_not_there_is_not_found(cast: Cast, key: str) -> None:
    answer = signed_in(cast.ann).post(reverse("outside_bodies"), {"body": key, "receives": "here"})
    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["ada", "ben", "pia", "kit", "cleo", "dot", "eve"])
def test_nobody_but_an_administrator_says_so(cast: Cast, who: str) -> None:
    assert press(cast, who, "panel", "elsewhere") == 403
    assert Organisation.objects.get(code="panel").receives_here is True

"""Who opened which page of a case is on record, in a chain of its own, and nobody writes into another's."""

import pytest
from django.db import ProgrammingError, connection
from django.urls import reverse

from safeguarding.actor import acting_as
from safeguarding.ground.models import AuditEntry
from tests.cast import Cast
from tests.making import make_incident
from tests.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.wall]


def test_a_page_that_was_opened_is_on_record_with_who_opened_it(cast: Cast) -> None:
    case = make_incident(cast)
    assert signed_in(cast.pia).get(reverse("cases:incident", args=[case.reference])).status_code == 200
    with acting_as(cast.ben.pk):
        read = AuditEntry.objects.filter(case_id=case.pk, chain="reads").get()
        assert (read.person_id, read.content) == (cast.pia.pk, {"page": "cases:incident"})


def test_a_page_that_was_refused_is_not(cast: Cast) -> None:
    case = make_incident(cast)
    assert signed_in(cast.vic).get(reverse("cases:incident", args=[case.reference])).status_code == 404
    with acting_as(cast.ben.pk):
        assert not AuditEntry.objects.filter(case_id=case.pk, chain="reads").exists()


def test_nobody_puts_a_reading_on_record_of_a_case_they_do_not_see(cast: Cast) -> None:
    case = make_incident(cast)
    with (
        pytest.raises(ProgrammingError, match="only of a case that one sees"),
        acting_as(cast.vic.pk),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT audit_read(%s, 'noise')", [case.pk])

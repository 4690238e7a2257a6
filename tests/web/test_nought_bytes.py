"""A nought byte in an address names no page; in a query it is as if it had not been typed."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.making import make_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/password/choose/MQ/%00/", "/cases/SR-2026-0001%00/", "/%00"])
def test_an_address_with_one_names_no_page(cast: Cast, path: str) -> None:
    assert Client().get(path).status_code == 404
    assert signed_in(cast.ben).post(path).status_code == 404


def test_a_query_is_read_without_it(cast: Cast) -> None:
    found = signed_in(cast.ben).get("/directory/", {"q\0": "\0ashmere\0 pol"}).content.decode()
    assert "Ashmere police" in found
    assert "\0" not in found


def test_a_key_of_nothing_else_is_no_key(cast: Cast) -> None:
    case = make_incident(cast)
    assert case.reference in signed_in(cast.ben).get("/cases/", {"before": "\0"}).content.decode()

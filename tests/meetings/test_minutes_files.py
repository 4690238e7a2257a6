"""Minutes as PDF and as Word: with the parts that the person may see, each reading on record."""

import io

import pikepdf
import pytest
from django.test import Client
from docx import Document

from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from safeguarding.ground.models import AuditEntry
from tests.cast import Cast
from tests.meetings.making import MARKER, about, invited, item_of, plain_item, sent, typed
from tests.signing_in import signed_in


def saved(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.headers["Cache-Control"] == "private, no-store"
    return response.content


def words_of(content: bytes) -> str:
    """Every word of a Word file, its tables too."""
    return " ".join(str(text.text) for text in Document(io.BytesIO(content)).element.body.iter() if text.text)


def reads(cast: Cast, name: str) -> int:
    with acting_as(cast.people[name].pk):
        return AuditEntry.objects.filter(chain="reads", person_id=cast.people[name].pk).count()


def test_whoever_sees_the_case_gets_the_whole_and_it_is_on_record(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    typed(cast, item_of(cast, meeting))
    sent(cast, meeting)
    pia, base = signed_in(cast.pia), f"/meetings/{meeting.reference}/"
    shown = pia.get(f"{base}minutes/").content.decode()
    before = reads(cast, "pia")
    for ending in ("pdf", "docx"):
        assert f"{base}minutes.{ending}" in shown
    assert f"Decided: {MARKER}" in words_of(saved(pia, f"{base}minutes.docx"))
    with pikepdf.open(io.BytesIO(saved(pia, f"{base}minutes.pdf"))) as made:
        assert made.docinfo["/Title"] == "Minutes: Rapid review"
    assert reads(cast, "pia") == before + 2


def test_whoever_does_not_see_the_case_gets_the_rest(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    typed(cast, item_of(cast, meeting))
    typed(cast, plain_item(cast, meeting), notes="In March", decision="March")
    invited(cast, meeting, "kit")
    sent(cast, meeting)
    kit = signed_in(cast.kit)
    said = words_of(saved(kit, f"/meetings/{meeting.reference}/minutes.docx"))
    assert "In March" in said
    assert "An item is not shown to you." in said
    assert MARKER not in said
    assert case.reference not in said
    saved(kit, f"/meetings/{meeting.reference}/minutes.pdf")
    assert not reads(cast, "kit")


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_no_file_before_they_are_sent_or_for_others(cast: Cast, case: Case, ending: str) -> None:
    meeting = about(cast, case)
    address = f"/meetings/{meeting.reference}/minutes.{ending}"
    assert signed_in(cast.ben).get(address).status_code == 404
    sent(cast, meeting)
    for name in ("ada", "kit", "vic", "eve"):
        assert signed_in(cast.people[name]).get(address).status_code == 404

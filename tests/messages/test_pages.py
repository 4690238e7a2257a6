"""The pages of messages that belong to no case: who may open them and what they show."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.html import linebreaks, urlize

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.messages.addresses import Address
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import Line
from safeguarding.messages.models import Feed
from safeguarding.messages.outbox import as_written, drawn, messages_of_case, reminders_of_case
from safeguarding.messages.reminding import remind
from safeguarding.messages.writing import preview
from tests.cast import Cast
from tests.making import make_incident
from tests.messages.making import FRI_13_MARCH, make_due, noon, send_all, write_one
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages(settings) -> None:  # type: ignore[no-untyped-def]
    settings.ROOT_URLCONF = "tests.messages.urls"


@pytest.mark.parametrize("address", ["/messages/", "/calendar/"])
def test_nobody_opens_them_without_signing_in(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert "sign-in" in answer["Location"]


@pytest.mark.parametrize("address", ["/messages/", "/calendar/"])
def test_somebody_without_a_role_is_refused(cast: Cast, address: str) -> None:
    assert signed_in(cast.eve).get(address).status_code == 403


def test_my_messages_are_mine_with_what_became_of_them(cast: Cast) -> None:
    case = make_incident(cast)
    write_one(cast, case, key="to-ada")
    write_one(cast, case, key="to-hal", to=cast.hal)
    send_all()
    page = signed_in(cast.ada).get("/messages/").content.decode()
    assert page.count(cast.ada.email) == 1
    assert cast.hal.email not in page
    assert "Sent" in page
    assert "<p>SR-2026-0001: a notification was made on Friday 13 March 2026.<br><a href=" in page


def test_a_letter_is_drawn_as_django_would_draw_it(cast: Cast) -> None:
    case = make_incident(cast)
    write_one(cast, case)
    with acting_as(cast.ada.pk):
        (one,) = as_written(messages_of_case(case.pk))
    assert one.text == linebreaks(urlize(one.letter.body, nofollow=True, autoescape=True))
    assert '/cases/SR-2026-0001/" rel="nofollow">http' in one.text
    assert drawn("Dear <b>,\n\nhttp://here/a\nso") == (
        '<p>Dear &lt;b&gt;,</p>\n\n<p><a href="http://here/a" rel="nofollow">http://here/a</a><br>so</p>'
    )
    assert "<script" not in drawn("http<script>\nhttp://here/<script>")


def test_a_letter_that_was_shown_follows_the_address_of_the_site(cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    case = make_incident(cast)
    write_one(cast, case)
    for site in ("http://127.0.0.1:8000", "https://elsewhere.example"):
        settings.SITE_ADDRESS = site
        with acting_as(cast.ada.pk):
            (one,) = as_written(messages_of_case(case.pk))
        assert f'<a href="{site}/cases/SR-2026-0001/"' in one.text


def test_a_quiet_outbox_says_so(cast: Cast) -> None:
    assert "Nothing was written yet." in signed_in(cast.ada).get("/messages/").content.decode()


def test_many_messages_come_in_pages_with_the_same_number_of_queries(
    cast: Cast,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    for number in range(30):
        write_one(cast, key=f"k/{number}")
    browser = signed_in(cast.ada)
    with django_assert_max_num_queries(30):
        first = browser.get("/messages/").content.decode()
    assert first.count("<details") == 25
    assert browser.get("/messages/?page=2").content.decode().count("<details") == 5


def test_a_feed_is_made_renewed_and_ended_on_its_page(cast: Cast) -> None:
    browser = signed_in(cast.ben)
    assert "Make an address" in browser.get("/calendar/").content.decode()
    made = browser.post("/calendar/new/")
    (secret,) = re.findall(r"http://127\.0\.0\.1:8000(/calendar/[^<]+\.ics)", made.content.decode())
    assert "no-store" in made["Cache-Control"]
    assert Client().get(secret).status_code == 200
    assert secret not in browser.get("/calendar/").content.decode()
    assert "has ended" in browser.post("/calendar/end/").content.decode()
    assert Client().get(secret).status_code == 404
    with acting_as(cast.ben.pk):
        assert not Feed.objects.exists()


@pytest.mark.parametrize("address", ["/calendar/new/", "/calendar/end/"])
def test_a_link_alone_makes_or_ends_nothing(cast: Cast, address: str) -> None:
    assert signed_in(cast.ben).get(address).status_code == 405


def test_the_outbox_of_a_case_can_be_included_in_its_pages(cast: Cast) -> None:
    case, day = make_incident(cast), today.today()
    make_due(cast, case, day)
    write_one(cast, case)
    assert remind(day, noon(day)) == 1
    with acting_as(cast.hal.pk):
        outbox = render_to_string("outbox/_outbox.html", {"outbox": as_written(messages_of_case(case.pk))})
        reminded = render_to_string("outbox/_reminded.html", {"reminded": reminders_of_case(case.pk)})
    assert "Waiting to be sent" in outbox
    assert cast.ada.email in outbox
    assert cast.ben.name in reminded


def test_a_preview_shows_the_words_and_the_warning(cast: Cast) -> None:
    case = make_incident(cast)
    with acting_as(cast.ben.pk):
        shown = preview(
            kind=Kind.POSITION_ASKED,
            to=Address("Joe <J>", "joe@gmail.com"),
            case_id=case.pk,
            lines=[Line(case.reference, "position-wanted", FRI_13_MARCH)],
            on=today.today(),
        )
    page = render_to_string("outbox/_preview.html", {"preview": shown})
    assert "looks like a personal address" in page
    assert "Joe &lt;J&gt;" in page
    assert "position is asked for by Friday 13 March 2026" in page

"""The pages of the notification: drawn, saved, refused with the text kept, and opened to whom they belong."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.notification import add_another_child, choose_nature
from safeguarding.cases.answers import answered
from safeguarding.cases.models import Answers, Case, SetAside, Submission
from safeguarding.messages.models import Message
from tests.cases.notification.writing import (
    CHILD,
    MARKER,
    MON_16_NOV,
    SHOT,
    begin,
    decided,
    receives_elsewhere,
    record,
    save,
    send,
    write_whole,
)
from tests.cases.threshold.weighing import HOLDS, say
from tests.cast import Cast
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

SEES_NOTHING = ("kit", "uma", "vic", "cleo", "dee", "ann", "dot", "eve")
READS = ("pia", "hal", "joe")

WRITERS = ("ada", "ben")
PAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("notification/", WRITERS),
    ("notification/page/what-happened/", WRITERS),
    ("notification/page/documents/", WRITERS),
    ("notification/page/partners/", WRITERS),
    ("notification/child/1/parents/", WRITERS),
    ("notification/children/", WRITERS),
    ("notification/when-known/", WRITERS),
    ("notification/check/", (*WRITERS, *READS)),
    ("sending/", (*WRITERS, *READS)),
    ("sheet/", WRITERS),
    ("sending/panel/record/", ("ada",)),
    ("sending/panel/record-withdrawal/", ("ada",)),
    ("sending/panel/send/", ("ada",)),
    ("told/", (*WRITERS, *READS)),
    ("told/board/record/", WRITERS),
    ("told/board/here/", WRITERS),
    ("withdrawal/", (*WRITERS, *READS)),
    ("withdrawal/withdraw/", WRITERS),
    ("withdrawal/stands/", WRITERS),
)
TITLE = re.compile(r"<title>(.*?)</title>", re.S)


def at(case: Case, page: str) -> str:
    return f"/cases/{case.reference}/{page}"


def text(response: object) -> str:
    return html.unescape(response.content.decode())  # type: ignore[attr-defined]


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def posted(browser: Client, address: str, **values: object) -> object:
    """The page opened, and sent with what it hid in itself."""
    shown = text(browser.get(address))
    kept = {name: hidden(shown, name) for name in ("seen", "token", "was-nature") if f'name="{name}"' in shown}
    return browser.post(address, {**kept, **values})


@pytest.fixture
def written(cast: Cast, case: Case) -> Case:
    decided(cast, case)
    write_whole(cast, case)
    return case


class TestWhoMay:
    @pytest.mark.parametrize(("page", "who"), PAGES, ids=[page for page, _ in PAGES])
    def test_each_page_is_open_to_those_whose_it_is(
        self, cast: Cast, written: Case, page: str, who: tuple[str, ...]
    ) -> None:
        for name in cast.people:
            answer = signed_in(cast.people[name]).get(at(written, page))
            expected = {200, 303} if name in who else {404} if name in SEES_NOTHING else {403}
            assert answer.status_code in expected, (page, name, answer.status_code)

    @pytest.mark.parametrize(("page", "who"), PAGES, ids=[page for page, _ in PAGES])
    def test_a_case_that_is_not_there_looks_the_same(
        self, cast: Cast, written: Case, page: str, who: tuple[str, ...]
    ) -> None:
        hidden_one = signed_in(cast.uma).get(at(written, page))
        absent = signed_in(cast.uma).get(f"/cases/SR-2026-9999/{page}")
        assert hidden_one.content == absent.content

    @pytest.mark.parametrize("page", [page for page, _ in PAGES])
    def test_who_may_not_open_it_may_not_send_it_either(self, cast: Cast, written: Case, page: str) -> None:
        for name in ("joe", "uma", "eve"):
            if page in ("notification/check/", "sending/", "told/", "withdrawal/") and name == "joe":
                continue
            assert signed_in(cast.people[name]).post(at(written, page)).status_code in (403, 404), (page, name)

    def test_the_inbox_is_the_national_bodys(self, cast: Cast, written: Case) -> None:
        row = send(cast, written)
        for name in cast.people:
            browser = signed_in(cast.people[name])
            for page in ("/received/", f"/received/{row.reference}/"):
                assert browser.get(page).status_code == (200 if name == "cleo" else 403), (page, name)


class TestNothingIsSaidOutside:
    @pytest.fixture
    def everywhere(self, cast: Cast, written: Case) -> tuple[Client, list[str]]:
        return signed_in(cast.ada), [at(written, page) for page, who in PAGES if "ada" in who]

    def test_no_title_and_no_address_names_a_child(self, everywhere: tuple[Client, list[str]]) -> None:
        browser, addresses = everywhere
        for address in addresses:
            answer = browser.get(address)
            if answer.status_code == 200:
                found = TITLE.search(text(answer))
                assert found, address
                assert MARKER not in found[1]
                assert MARKER not in " ".join(re.findall(r'(?:href|action)="([^"]*)"', text(answer))), address

    def test_nothing_says_notified_before_it_is_on_record(self, everywhere: tuple[Client, list[str]]) -> None:
        browser, addresses = everywhere
        for address in addresses:
            main = text(browser.get(address)).partition("<main")[2]
            assert not re.search(r"\b(was|is|has been) notified\b", main), address

    def test_no_message_names_a_child(self, cast: Cast, written: Case) -> None:
        send(cast, written)
        with acting_as(cast.ben.pk):
            rows = list(Message.objects.filter(case_id=written.pk).values())
        assert rows
        assert MARKER not in str(rows)


class TestWriting:
    def test_it_is_begun_by_a_press_and_lists_its_sections(self, cast: Cast, case: Case) -> None:
        browser = signed_in(cast.ada)
        assert "Begin the notification" in text(browser.get(at(case, "notification/")))
        assert browser.post(at(case, "notification/")).status_code == 303
        page = text(browser.get(at(case, "notification/")))
        assert "Child 1: The child" in page
        assert "Not started" in page
        assert "To be sent by Friday 20 November 2026" in page
        assert "Rowan" not in page

    def test_a_page_is_saved_and_leads_to_the_next(self, cast: Cast, case: Case) -> None:
        begin(cast, case)
        answer = posted(
            signed_in(cast.ada), at(case, "notification/page/what-happened/"), **{"what-happened": "A fall <b>down</b>"}
        )
        assert answer.status_code == 303  # type: ignore[attr-defined]
        assert answer.headers["Location"] == at(case, "notification/page/harm/")  # type: ignore[attr-defined]
        check = signed_in(cast.ada).get(at(case, "notification/check/")).content.decode()
        assert "A fall &lt;b&gt;down&lt;/b&gt;" in check

    def test_the_last_page_of_a_section_leads_to_the_list(self, cast: Cast, case: Case) -> None:
        answer = posted(signed_in(cast.ada), at(case, "notification/page/media/"), **{"media-interest": "no"})
        assert answer.headers["Location"] == at(case, "notification/")  # type: ignore[attr-defined]

    def test_what_cannot_be_read_is_said_at_its_field_and_kept(self, cast: Cast, case: Case) -> None:
        values = {"incident-date-precision": "exact", "incident-date-day": "31", "incident-date-month": "2"}
        answer = posted(signed_in(cast.ada), at(case, "notification/page/when-it-happened/"), **values)
        page = text(answer)
        assert "<title>Error:" in page
        assert "There is a problem" in page
        assert 'value="31"' in page
        with acting_as(cast.ada.pk):
            assert not Answers.objects.filter(case=case, page="when-it-happened").exists()

    @pytest.mark.parametrize("typed", ["x" * 10_001, "a\x00b", "\ud7ff\uffff"])
    def test_hostile_text_is_refused_and_never_breaks(self, cast: Cast, case: Case, typed: str) -> None:
        answer = posted(signed_in(cast.ada), at(case, "notification/page/what-happened/"), **{"what-happened": typed})
        assert answer.status_code == 200  # type: ignore[attr-defined]
        assert "There is a problem" in text(answer)

    @pytest.mark.parametrize(
        "page", ["notification/page/nowhere/", "notification/child/2/parents/", "notification/child/1/media/"]
    )
    def test_a_page_that_is_not_there(self, cast: Cast, case: Case, page: str) -> None:
        assert signed_in(cast.ada).get(at(case, page)).status_code == 404

    def test_another_parent_is_asked_for_without_a_script(self, cast: Cast, case: Case) -> None:
        values = {"parents-0_name": "Sam", "add-another": "parents"}
        page = text(posted(signed_in(cast.ada), at(case, "notification/child/1/parents/"), **values))
        assert "Person 3" in page
        assert 'value="Sam"' in page

    def test_another_child_is_added_and_the_empty_place_taken_away(self, cast: Cast, case: Case) -> None:
        begin(cast, case)
        browser = signed_in(cast.ada)
        browser.post(at(case, "notification/children/"), {"add": "yes"})
        assert "Child 2: The child" in text(browser.get(at(case, "notification/")))
        browser.post(at(case, "notification/children/"), {"remove": "yes"})
        assert "Child 2" not in text(browser.get(at(case, "notification/")))
        assert "at least one child" in text(browser.post(at(case, "notification/children/"), {"remove": "yes"}))

    def test_the_kind_of_incident_brings_its_own_form(self, cast: Cast, case: Case) -> None:
        begin(cast, case)
        browser = signed_in(cast.ada)
        posted(browser, at(case, "notification/page/nature/"), nature="care-leaver-death")
        page = text(browser.get(at(case, "notification/")))
        assert "Death of a care leaver" in page
        assert "Immediate steps" not in page
        assert browser.get(at(case, "notification/page/what-happened/")).status_code == 404

    def test_who_chose_a_kind_on_an_old_page_is_told(self, cast: Cast, case: Case) -> None:
        begin(cast, case)
        browser = signed_in(cast.ada)
        shown = text(browser.get(at(case, "notification/page/nature/")))
        with acting_as(cast.ben.pk):
            choose_nature(case=case, nature="child-death", seen="", by=cast.actor("ben"), on=MON_16_NOV)
        stale = {"nature": "serious-harm", "was-nature": hidden(shown, "was-nature")}
        page = text(browser.post(at(case, "notification/page/nature/"), stale))
        assert "Somebody else chose another kind" in page
        assert hidden(page, "was-nature") == "child-death"

    def test_when_it_was_known_is_corrected_with_a_reason(self, cast: Cast, case: Case) -> None:
        begin(cast, case)
        browser, address = signed_in(cast.ada), at(case, "notification/when-known/")
        day = {"known_on-day": "12", "known_on-month": "11", "known_on-year": "2026", "known_at": "9:15"}
        assert "Write the reason" in text(posted(browser, address, **day))
        assert posted(browser, address, **day, reason="The log shows it").status_code == 303  # type: ignore[attr-defined]
        assert "12 November 2026, 09:15" in text(browser.get(at(case, "notification/check/")))

    def test_what_is_missing_is_said_in_sentences_with_the_way_there(self, cast: Cast, case: Case) -> None:
        begin(cast, case)
        page = text(signed_in(cast.ada).get(at(case, "notification/check/")))
        assert "Enter the immediate steps for this and other children" in page
        assert at(case, "notification/child/1/addresses/") in page

    def test_once_sent_the_form_is_closed_and_shows_what_was_sent(self, cast: Cast, written: Case) -> None:
        send(cast, written)
        browser = signed_in(cast.ada)
        assert browser.get(at(written, "notification/page/media/")).status_code == 303
        page = text(browser.get(at(written, "notification/check/")))
        assert "It was sent and recorded" in page
        assert f"{MARKER} was brought to the ward." in page

    def test_the_number_of_queries_does_not_grow_with_children(
        self, cast: Cast, case: Case, django_assert_max_num_queries: object
    ) -> None:
        begin(cast, case)
        browser = signed_in(cast.ada)
        counts = []
        for more in (1, 8):
            with acting_as(cast.ada.pk):
                for _ in range(more):
                    add_another_child(case=case, by=cast.actor("ada"), on=MON_16_NOV)
            with django_assert_max_num_queries(60) as seen:  # type: ignore[operator]
                browser.get(at(case, "notification/"))
            counts.append(len(seen.captured_queries))
        assert counts[0] == counts[1]


class TestSavingItself:
    def script(self, browser: Client, address: str, values: dict[str, str]) -> object:
        return browser.post(address, values, headers={"X-Requested-With": "fetch"})

    def test_it_says_when_it_was_saved(self, cast: Cast, case: Case) -> None:
        address = at(case, "notification/page/what-happened/")
        answer = self.script(signed_in(cast.ada), address, {"what-happened": "Half a", "seen": "0", "token": "t1"})
        assert answer.json()["version"] == 1  # type: ignore[attr-defined]
        again = self.script(signed_in(cast.ada), address, {"what-happened": "Half a line", "seen": "0", "token": "t1"})
        assert again.json()["version"] == 2  # type: ignore[attr-defined]

    def test_a_conflict_gives_both_texts_and_keeps_one_set_aside(self, cast: Cast, case: Case) -> None:
        address = at(case, "notification/page/what-happened/")
        save(cast, case, "what-happened", {"what-happened": "Ben's"}, by="ben")
        browser = signed_in(cast.ada)
        for typed in ("Ad", "Ada's"):
            answer = self.script(browser, address, {"what-happened": typed, "seen": "0", "token": "t1"})
            assert answer.status_code == 409  # type: ignore[attr-defined]
        body = answer.json()  # type: ignore[attr-defined]
        assert body["saved"] == {"What happened?": "Ben's"}
        assert body["yours"] == {"What happened?": "Ada's"}
        with acting_as(cast.ada.pk):
            assert SetAside.objects.get().text["values"] == {"what-happened": "Ada's"}

    def test_a_part_that_cannot_be_read_does_not_hold_up_the_rest(self, cast: Cast, case: Case) -> None:
        address = at(case, "notification/page/when-it-happened/")
        values = {"incident-date-day": "99", "incident-time": "14:30", "seen": "0", "token": "t"}
        assert self.script(signed_in(cast.ada), address, values).status_code == 200  # type: ignore[attr-defined]
        with acting_as(cast.ada.pk):
            assert answered(case, "notification").incident["incident-time"] == "14:30"

    def test_a_refusal_is_a_sentence(self, cast: Cast, case: Case) -> None:
        with acting_as(cast.ada.pk):
            choose_nature(case=case, nature="care-leaver-death", seen="", by=cast.actor("ada"), on=MON_16_NOV)
        values = {"seen": "0", "token": "t"}
        for part, day in (("date-of-birth", (1, 1, 2015)), ("date-of-death", (1, 11, 2026))):
            values |= {f"{part}-{name}": str(n) for name, n in zip(("day", "month", "year"), day, strict=True)}
        answer = self.script(signed_in(cast.ada), at(case, "notification/page/care-leaver-dates/"), values)
        assert answer.status_code == 422  # type: ignore[attr-defined]
        assert "test A" in answer.json()["refused"]  # type: ignore[attr-defined]


class TestTwoTexts:
    @pytest.fixture
    def kept(self, cast: Cast, case: Case) -> SetAside:
        begin(cast, case)
        save(cast, case, "what-happened", {"what-happened": "Ben's text"}, by="ben")
        signed_in(cast.ada).post(
            at(case, "notification/page/what-happened/"), {"what-happened": "Ada's text", "seen": "0", "token": "t"}
        )
        with acting_as(cast.ada.pk):
            return SetAside.objects.get()

    def settle(self, cast: Cast, case: Case, kept: SetAside, **values: str) -> object:
        return posted(signed_in(cast.ben), at(case, f"notification/both-texts/{kept.pk}/"), **values)

    def stored(self, cast: Cast, case: Case) -> str:
        with acting_as(cast.ada.pk):
            return str(answered(case, "notification").incident["what-happened"])

    def test_both_stand_side_by_side(self, cast: Cast, case: Case, kept: SetAside) -> None:
        page = text(signed_in(cast.ben).get(at(case, f"notification/both-texts/{kept.pk}/")))
        assert "Ben's text" in page
        assert "Ada's text" in page
        assert "There are two texts for one page" in text(signed_in(cast.ada).get(at(case, "notification/")))

    @pytest.mark.parametrize(
        ("choice", "stands"),
        [("saved", "Ben's text"), ("set-aside", "Ada's text"), ("together", "Both texts")],
    )
    def test_a_person_says_which_stands(self, cast: Cast, case: Case, kept: SetAside, choice: str, stands: str) -> None:
        self.settle(cast, case, kept, choice=choice, **{"together-what-happened": "Both texts"})
        assert self.stored(cast, case) == stands
        with acting_as(cast.ada.pk):
            row = SetAside.objects.get()
            assert (row.settled_by_id, row.text["values"]["what-happened"]) == (cast.ben.pk, "Ada's text")

    def test_nothing_chosen_settles_nothing(self, cast: Cast, case: Case, kept: SetAside) -> None:
        assert "Select which text stands" in text(self.settle(cast, case, kept))

    def test_settled_twice_the_second_is_told(self, cast: Cast, case: Case, kept: SetAside) -> None:
        self.settle(cast, case, kept, choice="saved")
        answer = signed_in(cast.ada).post(
            at(case, f"notification/both-texts/{kept.pk}/"), {"choice": "set-aside", "seen": "2"}
        )
        assert "settled this already" in text(answer)
        assert self.stored(cast, case) == "Ben's text"

    @pytest.mark.parametrize("name", ["joe", "uma", "eve", "cleo"])
    def test_others_do_not_see_them(self, cast: Cast, case: Case, kept: SetAside, name: str) -> None:
        answer = signed_in(cast.people[name]).get(at(case, f"notification/both-texts/{kept.pk}/"))
        assert answer.status_code in (403, 404)


class TestSending:
    def test_the_sheet_counts_and_keeps_what_is_entered(self, cast: Cast, written: Case) -> None:
        browser, address = signed_in(cast.ada), at(written, "sheet/")
        assert re.search(r"\b0 of \d+ entered", text(browser.get(address)))
        browser.post(address, {"entered": ["incident-place", "surname.1"]})
        page = text(browser.get(address))
        assert re.search(r"\b2 of \d+ entered", page)
        assert f"12 {MARKER} Street" in page

    def test_that_it_was_sent_is_recorded_with_its_copy(self, cast: Cast, written: Case) -> None:
        receives_elsewhere(cast)
        browser = signed_in(cast.ada)
        values = {
            "reference": "NTF-77", "sent_on-day": "16", "sent_on-month": "11", "sent_on-year": "2026",
            "sent_time": "00:00", "sender": "Ada A.", "copy": SimpleUploadedFile("confirmation.txt", SHOT),
        }  # fmt: skip
        assert browser.post(at(written, "sending/panel/record/"), values).status_code == 303
        page = text(browser.get(at(written, "sending/")))
        assert "NTF-77" in page
        assert MARKER in text(browser.get(at(written, "sending/panel/")))

    def test_what_is_missing_from_the_proof_is_said_and_what_was_typed_stays(self, cast: Cast, written: Case) -> None:
        receives_elsewhere(cast)
        page = text(signed_in(cast.ada).post(at(written, "sending/panel/record/"), {"reference": "NTF-77"}))
        assert "Enter the day on which it was sent" in page
        assert 'value="NTF-77"' in page

    def test_without_a_copy_it_is_not_recorded(self, cast: Cast, written: Case) -> None:
        receives_elsewhere(cast)
        day = {"sent_on-day": "16", "sent_on-month": "11", "sent_on-year": "2026", "sent_time": "00:00"}
        values = {"reference": "NTF-77", "sender": "Ada", **day}
        assert "Choose the copy" in text(signed_in(cast.ada).post(at(written, "sending/panel/record/"), values))
        assert (
            signed_in(cast.ada).post(at(written, "sending/panel/record/"), {**values, "is_sheet": "on"}).status_code
            == 303
        )

    def test_who_records_second_is_told_and_what_they_typed_is_kept(self, cast: Cast, written: Case) -> None:
        receives_elsewhere(cast)
        record(cast, written)
        browser = signed_in(cast.ada)
        values = {
            "reference": "NTF-99", "sent_on-day": "16", "sent_on-month": "11", "sent_on-year": "2026",
            "sent_time": "00:00", "sender": "Ada A.", "is_sheet": "on",
        }  # fmt: skip
        assert "NTF-77" in text(browser.post(at(written, "sending/panel/record/"), values))
        assert "NTF-99" in text(browser.get(at(written, "sending/")))

    def test_sending_here_shows_exactly_what_goes_and_to_whom(self, cast: Cast, written: Case) -> None:
        browser, address = signed_in(cast.ada), at(written, "sending/panel/send/")
        page = text(browser.get(address))
        assert "cleo@example.invalid" in page
        assert f"{MARKER} was brought to the ward." in page
        assert "Confirm that you have read it" in text(posted(browser, address))
        assert posted(browser, address, checked="on").status_code == 303  # type: ignore[attr-defined]
        with acting_as(cast.ada.pk):
            assert Submission.objects.get().how == "here"

    def test_what_changed_since_the_preview_is_not_sent(self, cast: Cast, written: Case) -> None:
        browser, address = signed_in(cast.ada), at(written, "sending/panel/send/")
        mark = hidden(text(browser.get(address)), "seen")
        save(cast, written, "immediate-steps", {"immediate-steps": "Changed"}, by="ben")
        page = text(browser.post(address, {"seen": mark, "checked": "on"}))
        assert "Nothing was sent: read it again" in page
        assert hidden(page, "seen") != mark


class TestTellingAndWithdrawing:
    def test_each_is_told_and_it_shows(self, cast: Cast, case: Case) -> None:
        decided(cast, case)
        write_whole(cast, case, child={**CHILD, "home-area": "calder"})
        send(cast, case)
        browser = signed_in(cast.ada)
        here = at(case, "told/calder-partnership/here/")
        page = text(browser.get(here))
        assert "What they will see from then on" in page
        assert "vic@example.invalid" in page
        assert MARKER not in page
        assert browser.post(here).status_code == 303
        day = {"told_on-day": "16", "told_on-month": "11", "told_on-year": "2026"}
        assert browser.post(at(case, "told/board/record/"), {"how": "By phone", **day}).status_code == 303
        shown = text(browser.get(at(case, "told/")))
        assert "By phone" in shown
        assert "Not told yet." in shown
        assert signed_in(cast.vic).get(at(case, "notification/check/")).status_code == 200
        assert signed_in(cast.vic).get(at(case, "notification/")).status_code == 403

    def test_told_twice_the_second_text_is_kept(self, cast: Cast, written: Case) -> None:
        send(cast, written)
        browser = signed_in(cast.ada)
        day = {"told_on-day": "16", "told_on-month": "11", "told_on-year": "2026"}
        browser.post(at(written, "told/board/record/"), {"how": "By phone", **day})
        page = text(browser.post(at(written, "told/board/record/"), {"how": "In a meeting", **day}))
        assert "recorded already" in page
        assert "In a meeting" in text(browser.get(at(written, "told/")))

    def test_what_stops_is_named_before_it_is_withdrawn(self, cast: Cast, written: Case) -> None:
        send(cast, written)
        for name in HOLDS:
            say(cast, written, name, question="withdraw")
        browser, address = signed_in(cast.ben), at(written, "withdrawal/withdraw/")
        page = text(browser.get(address))
        assert "Complete the rapid review and send it to the Panel" in page
        assert "Board" in page
        assert posted(browser, address, reasons="An accident").status_code == 303  # type: ignore[attr-defined]
        assert "was sent the withdrawal on" in text(browser.get(at(written, "withdrawal/")))
        assert "An accident" in text(signed_in(cast.cleo).get(f"/received/{written.reference}-W/"))

    def test_while_one_does_not_agree_it_says_who(self, cast: Cast, written: Case) -> None:
        send(cast, written)
        browser, address = signed_in(cast.ben), at(written, "withdrawal/withdraw/")
        assert "Not agreed yet" in text(posted(browser, address, reasons="An accident"))
        assert posted(browser, at(written, "withdrawal/stands/"), reasons="It holds").status_code == 303  # type: ignore[attr-defined]


class TestReceiving:
    def test_the_national_body_reads_acknowledges_and_opens_no_case(self, cast: Cast, written: Case) -> None:
        row = send(cast, written)
        browser = signed_in(cast.cleo)
        assert row.reference in text(browser.get("/received/"))
        page = text(browser.get(f"/received/{row.reference}/"))
        assert f"{MARKER} was brought to the ward." in page
        found = TITLE.search(page)
        assert found
        assert MARKER not in found[1]
        assert browser.post(f"/received/{row.reference}/", {"note": "Thank you <i>"}).status_code == 303
        assert "Thank you &lt;i&gt;" in browser.get(f"/received/{row.reference}/").content.decode()
        assert "colleague has acknowledged" in text(browser.post(f"/received/{row.reference}/", {"note": "again"}))
        for address in (at(written, ""), at(written, "diary/"), at(written, "sending/")):
            assert browser.get(address).status_code == 404
        assert "Thank you" in text(signed_in(cast.ada).get(at(written, "sending/panel/")))

    def test_a_body_that_receives_elsewhere_is_told_so(self, cast: Cast) -> None:
        receives_elsewhere(cast)
        browser = signed_in(cast.cleo)
        assert "receives elsewhere" in text(browser.get("/received/"))
        assert browser.get("/received/nothing-here/").status_code == 404

    @pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "²"])
    def test_a_page_key_that_is_none_is_no_key(self, cast: Cast, before: str) -> None:
        assert signed_in(cast.cleo).get("/received/", {"before": before}).status_code == 200


def test_after_signing_out_and_in_again_the_text_is_there(cast: Cast, case: Case) -> None:
    begin(cast, case)
    browser = signed_in(cast.ada)
    address = at(case, "notification/page/immediate-steps/")
    posted(browser, address, **{"immediate-steps": "With an aunt"})
    browser.logout()
    with today.turned_to(MON_16_NOV):
        assert "With an aunt" in text(signed_in(cast.ada).get(address))

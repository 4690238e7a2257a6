"""E-mails read as they were sent; hostile ones refused; broken ones read as far as they go, with a note."""

import base64
import io
import tracemalloc
from datetime import UTC, datetime, timedelta

import oxmsg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.files.limits import MIB, Limits
from safeguarding.files.mail_messages import Attachment, MailMessage, read_message
from safeguarding.rules.refusal import Refusal
from tests.files import samples
from tests.files.compound_writer import FileTime, msg

LIMITS = Limits()


def answer(content: bytes, name: str = "mail.eml", limits: Limits = LIMITS) -> MailMessage | Refusal:
    return read_message(name, io.BytesIO(content), len(content), limits)


def read(content: bytes, name: str = "mail.eml") -> MailMessage:
    message = answer(content, name)
    assert isinstance(message, MailMessage), message
    return message


def refused(content: bytes, because: str) -> None:
    verdict = answer(content)
    assert isinstance(verdict, Refusal), verdict
    assert because in verdict.sentence


def multipart(*parts: str, boundary: str = "b1", close: bool = True) -> bytes:
    inner = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts) + (f"--{boundary}--\r\n" if close else "")
    return samples.eml(
        body=inner, headers=f'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="{boundary}"\r\n'
    )


def attached(name: str, content: bytes, kind: str = "application/octet-stream") -> str:
    return (
        f'Content-Type: {kind}\r\nContent-Disposition: attachment; filename="{name}"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{base64.encodebytes(content).decode()}"
    )


class TestInternetMail:
    def test_who_whom_what_and_when_with_the_senders_zone(self) -> None:
        message = read(samples.eml(headers='Cc: "Cole, Dee" <dee@example.invalid>, joe@example.invalid\r\n'))
        assert message.sender == '"Ada A." <ada@example.invalid>'
        assert message.to == ('"Ben B." <ben@example.invalid>',)
        assert message.cc == ('"Cole, Dee" <dee@example.invalid>', "joe@example.invalid")
        assert message.subject == "First call"
        assert message.sent_at is not None
        assert message.sent_at.isoformat() == "2026-03-13T09:05:00+01:00"
        assert message.body == "Please see the attached."
        assert message.attachments == ()
        assert message.notes == ()

    def test_words_in_other_alphabets_and_folded_headers(self) -> None:
        raw = (
            b"From: =?utf-8?q?Si=C3=A2n?= <sian@example.invalid>\r\nTo: x@example.invalid\r\n"
            b"Subject: =?utf-8?b?" + base64.b64encode("Galwad gyntaf, Llŷn".encode()) + b"?=\r\n and more\r\n"
            b"Date: Fri, 13 Mar 2026 09:05:00 +0000\r\nContent-Type: text/plain; charset=iso-8859-15\r\n"
            b"Content-Transfer-Encoding: quoted-printable\r\n\r\nCost =A4 5 for t=\r\nea\r\n"
        )
        message = read(raw)
        assert message.sender == "Siân <sian@example.invalid>"
        assert message.subject == "Galwad gyntaf, Llŷn and more"
        assert message.body == "Cost € 5 for tea"

    def test_attachments_are_listed_with_kind_by_content_and_true_size(self) -> None:
        message = read(
            multipart(
                "Content-Type: text/plain\r\n\r\nWords.",
                attached("report.pdf", samples.pdf()),
                attached("note.docx", samples.word()),
                attached("photo.bin", samples.png()),
                attached("page.html", b"<html></html>"),
                attached("files.zip", samples.zipped({"a.txt": b"a"})),
                "Content-Type: message/rfc822\r\n\r\n" + samples.eml().decode(),
            )
        )
        assert message.body == "Words."
        assert [(each.name, each.kind) for each in message.attachments] == [
            ("report.pdf", "PDF"),
            ("note.docx", "Word document"),
            ("photo.bin", "PNG picture"),
            ("page.html", "Kind that is not taken"),
            ("files.zip", "Archive"),
            ("message.eml", "E-mail"),
        ]
        assert message.attachments[0].size == len(samples.pdf())
        assert message.attachments[3].size == 13

    def test_the_plain_of_two_alternatives_is_shown(self) -> None:
        inner = (
            'Content-Type: multipart/alternative; boundary="b2"\r\n\r\n--b2\r\nContent-Type: text/plain\r\n\r\n'
            "The plain words.\r\n--b2\r\nContent-Type: text/html\r\n\r\n<b>The marked-up words.</b>\r\n--b2--\r\n"
        )
        message = read(multipart(inner, attached("a.txt", b"x", "text/plain")))
        assert message.body == "The plain words."
        assert message.attachments == (Attachment("a.txt", "Plain text", 1),)

    def test_a_body_in_html_alone_is_shown_as_its_words(self) -> None:
        page = (
            "<html><head><title>T</title><style>p {color: red}</style></head><body><p>One &amp; two</p>"
            "<script>alert('x')</script><div>Three<br>four</div></body></html>"
        )
        message = read(samples.eml(body=page, headers="Content-Type: text/html; charset=utf-8\r\n"))
        assert message.body == "One & two\nThree\nfour"

    def test_a_date_without_a_zone_or_without_sense_is_noted(self) -> None:
        message = read(samples.eml(date="Fri, 13 Mar 2026 09:05:00 -0000"))
        assert message.sent_at == datetime(2026, 3, 13, 9, 5, tzinfo=UTC)
        assert any("no time zone" in note for note in message.notes)
        message = read(samples.eml(date="the other day"))
        assert message.sent_at is None
        assert any("could not be read" in note for note in message.notes)

    def test_broken_encodings_are_read_as_far_as_they_go(self) -> None:
        message = read(
            samples.eml(
                body="caf\u00e9 !!! Zm9v",
                headers="Content-Type: text/plain; charset=klingon-8\r\nContent-Transfer-Encoding: base64\r\n",
            )
        )
        assert len(message.notes) == 2
        assert isinstance(message.body, str)

    def test_a_message_cut_short_is_noted(self) -> None:
        message = read(multipart("Content-Type: text/plain\r\n\r\nWords.", close=False))
        assert message.body == "Words."
        assert any("cut short" in note for note in message.notes)

    def test_characters_that_deceive_are_left_out(self) -> None:
        message = read(multipart("Content-Type: text/plain\r\n\r\nx", attached("gpj.\u202etxt.pdf", samples.pdf())))
        assert "\u202e" not in message.attachments[0].name

    def test_what_is_read_can_be_stored_as_json(self) -> None:
        stored = read(multipart("Content-Type: text/plain\r\n\r\nx", attached("a.pdf", samples.pdf()))).as_json()
        assert stored["sent_at"] == "2026-03-13T09:05:00+01:00"
        assert stored["attachments"] == ({"name": "a.pdf", "kind": "PDF", "size": len(samples.pdf())},)


SCRAPS = [
    b"From: a@b\r\n",
    b"Content-Type: multipart/mixed; boundary=x\r\n",
    b"\r\n",
    b"--x\r\n",
    b"--x--\r\n",
    b"--\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"=?utf-8?b?////?=",
    b'Content-Type: text/plain; charset="\xff"\r\n',
    b"Subject: =?x?q?=\r\n",
    b"Date: Fri, 99 Mar 99999 99:99:99 +9999\r\n",
    b"Content-Type: text/html\r\n",
    b"<b",
    b"&#xffffffff;",
    b"Content-Disposition: attachment; filename*=utf-9''%ff\r\n",
    b"\xff\x00",
    b'To: "\r\n',
    b"Cc: <<<@\r\n",
    b"words\r\n",
]


class TestUnsafeMail:
    def test_a_program_attached_refuses_the_whole(self) -> None:
        refused(multipart(attached("report.pdf", b"MZ\x00\x00" + bytes(100))), "program or shortcut is attached")
        refused(multipart(attached("invoice.pdf.js", b"run()")), "program or shortcut is attached")
        refused(multipart(attached("x.LNK", b"anything")), "program or shortcut is attached")

    def test_parts_within_parts_without_end_are_refused(self) -> None:
        body = "words"
        for depth in range(30):
            body = f'Content-Type: multipart/mixed; boundary="n{depth}"\r\n\r\n--n{depth}\r\n{body}\r\n--n{depth}--\r\n'
        refused(multipart(body), "too deeply")

    def test_thousands_of_parts_are_refused(self) -> None:
        refused(multipart(*["Content-Type: text/plain\r\n\r\nx"] * 2_000), "more parts")
        refused(multipart(*[attached("a.txt", b"x")] * 600), "more attachments")

    @pytest.mark.parametrize(
        "headers",
        [
            "X: " + "y" * 500_000 + "\r\n",
            "X: y\r\n" * 20_000,
            "To: " + "(" * 70_000 + "\r\n" * 1 + "Z: " + "w" * 300_000 + "\r\n",
        ],
        ids=["one long", "many", "nested"],
    )
    def test_enormous_headers_are_refused(self, headers: str) -> None:
        refused(samples.eml(headers=headers), "headers are far longer")

    def test_headers_of_many_parts_together_are_bounded(self) -> None:
        part = "Content-Type: text/plain\r\nX: " + "y" * 200_000 + "\r\n\r\nx"
        refused(multipart(*[part] * 10), "headers are far longer")

    def test_comments_within_comments_in_an_address_are_survived(self) -> None:
        message = read(samples.eml(headers="Cc: " + "(" * 20_000 + "\r\n"))
        assert message.subject == "First call"

    def test_a_large_message_is_read_within_little_memory(self) -> None:
        content = multipart("Content-Type: text/plain\r\n\r\nWords.", attached("a.bin", bytes(20 * MIB)))
        tracemalloc.start()
        try:
            message = answer(content, limits=Limits(seconds=120))
            assert isinstance(message, MailMessage)
            assert message.attachments[0].size == 20 * MIB
            assert tracemalloc.get_traced_memory()[1] < 32 * MIB  # the buffer read from is half of it or more
        finally:
            tracemalloc.stop()

    @settings(deadline=None, max_examples=150)
    @given(st.lists(st.sampled_from(SCRAPS), max_size=25).map(b"".join))
    def test_no_mail_at_all_breaks_the_reader(self, content: bytes) -> None:
        assert isinstance(answer(content), MailMessage | Refusal)


WHEN = datetime(2026, 3, 13, 8, 5, tzinfo=UTC)
FILE_TIME = FileTime(int((WHEN - datetime(1601, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1)) * 10)


def outlook(**changes: object) -> bytes:
    values: dict[int, object] = {
        0x0037: "First call",
        0x1000: "Please see the attached.\r\nAda",
        0x0C1A: "Ada A.",
        0x5D01: "ada@example.invalid",
        0x0039: FILE_TIME,
    }
    values |= {int(key, 16): value for key, value in changes.items()}
    return msg(
        {key: value for key, value in values.items() if value is not None},
        recipients=(
            {0x0C15: 1, 0x3001: "Ben B.", 0x39FE: "ben@example.invalid"},
            {0x0C15: 2, 0x3001: "joe@example.invalid", 0x39FE: "joe@example.invalid"},
            {0x0C15: 3, 0x3001: "Pia P.", 0x39FE: "pia@example.invalid"},
        ),
        attachments=(
            {0x3707: "report.pdf", 0x3704: "REPORT~1.PDF", 0x3701: samples.pdf(), 0x3705: 1},
            {0x3707: "photo.png", 0x3701: samples.png() + bytes(9000), 0x3705: 1},
            {0x3001: "An earlier message", 0x3705: 5, "__substg1.0_3701000D": {"__properties_version1.0": bytes(50)}},
        ),
    )


class TestOutlookMail:
    def test_who_whom_what_when_and_what_was_attached(self) -> None:
        message = read(outlook(), "mail.msg")
        assert message.sender == "Ada A. <ada@example.invalid>"
        assert message.to == ("Ben B. <ben@example.invalid>",)
        assert message.cc == ("joe@example.invalid",)
        assert message.bcc == ("Pia P. <pia@example.invalid>",)
        assert message.subject == "First call"
        assert message.sent_at == WHEN
        assert message.body == "Please see the attached.\nAda"
        assert [(each.name, each.kind, each.size) for each in message.attachments] == [
            ("report.pdf", "PDF", len(samples.pdf())),
            ("photo.png", "PNG picture", len(samples.png()) + 9000),
            ("An earlier message", "Outlook e-mail", 50),
        ]
        assert any("without its zone" in note for note in message.notes)

    def test_the_file_made_for_these_tests_is_one_that_other_readers_understand(self) -> None:
        """olefile, through python-oxmsg's own loader, against the compound file that the tests write."""
        message = oxmsg.Message.load(OUTLOOK)
        assert message.subject == "First call"
        assert message.sent_date == WHEN
        assert [each.file_name for each in message.attachments][:2] == ["report.pdf", "photo.png"]
        assert message.attachments[1].file_bytes == samples.png() + bytes(9000)

    def test_the_senders_header_keeps_the_zone(self) -> None:
        header = "From: Ada A. <ada@example.invalid>\r\nDate: Fri, 13 Mar 2026 09:05:00 +0100\r\n"
        message = read(outlook(**{"007D": header}), "mail.msg")
        assert message.sent_at is not None
        assert message.sent_at.isoformat() == "2026-03-13T09:05:00+01:00"
        assert message.sender == '"Ada A." <ada@example.invalid>'
        assert message.notes == ()

    def test_a_long_body_lies_in_ordinary_sectors(self) -> None:
        assert read(outlook(**{"1000": "wörds " * 5000}), "mail.msg").body.strip() == ("wörds " * 5000).strip()

    def test_a_body_in_html_alone_is_shown_as_its_words(self) -> None:
        message = read(outlook(**{"1000": None, "1013": b"<p>One &amp; two</p>"}), "mail.msg")
        assert message.body.strip() == "One & two"

    def test_a_body_that_cannot_be_read_is_noted(self) -> None:
        message = read(outlook(**{"1000": None}), "mail.msg")
        assert message.body == ""
        assert any("open the original" in note for note in message.notes)

    def test_a_program_attached_refuses_the_whole(self) -> None:
        content = msg({0x0037: "x"}, attachments=({0x3707: "report.pdf", 0x3701: b"MZ\x00" + bytes(90)},))
        verdict = answer(content, "mail.msg")
        assert isinstance(verdict, Refusal)
        assert "program or shortcut is attached" in verdict.sentence

    @settings(deadline=None, max_examples=150)
    @given(st.data())
    def test_no_damage_breaks_the_reader(self, data: st.DataObject) -> None:
        content = bytearray(OUTLOOK)
        for _change in range(data.draw(st.integers(1, 8))):
            at = data.draw(st.one_of(st.integers(0, 600), st.integers(0, len(content) - 5)))
            content[at : at + 4] = data.draw(
                st.sampled_from([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xfe\xff\xff\xff", b"\x05\0\0\0", b"AAAA"])
            )
        assert isinstance(answer(bytes(content), "mail.msg"), MailMessage | Refusal)

    @settings(deadline=None, max_examples=40)
    @given(st.integers(0, 20_000))
    def test_no_cut_breaks_the_reader(self, length: int) -> None:
        assert isinstance(answer(OUTLOOK[: max(8, length)], "mail.msg"), MailMessage | Refusal)


OUTLOOK = outlook()

"""Plainly invented papers for the demonstration, made here letter by letter: an email as most programs save it, a page
as a PDF, a partnership's own Word template. No file is carried along."""

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from io import BytesIO

import docx

from safeguarding.cases.markings import OFFICIAL_SENSITIVE, ONLY_WITH_CONSENT
from safeguarding.people.models import Person

MARKING = OFFICIAL_SENSITIVE
ONWARD_SHARING = ONLY_WITH_CONSENT
LETTER = (
    "{{partnership}}",
    "{{today}}",
    "Dear {{recipient_name}}",
    "Our reference: {{reference}}",
    "Please keep every record that you hold about this child and their family, and tell us who will answer for you.",
    "{{writer_name}}",
)
"""Of the fields that a template may hold, those that a letter to an agency needs."""


def an_email(writer: Person, reader: Person, *, subject: str, body: str, sent_at: datetime) -> bytes:
    """An email as it was sent, saved as .eml."""
    letter = EmailMessage()
    letter["From"] = formataddr((writer.name, writer.email))
    letter["To"] = formataddr((reader.name, reader.email))
    letter["Subject"] = subject
    letter["Date"] = format_datetime(sent_at)
    letter["Message-ID"] = f"<{sent_at:%Y%m%d%H%M}@example.invalid>"
    letter.set_content(body)
    return bytes(letter)


def a_template() -> bytes:
    """A Word template with its fields, as a partnership would bring its own."""
    document = docx.Document()
    for paragraph in LETTER:
        document.add_paragraph(paragraph)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def a_pdf(*lines: str) -> bytes:
    """One page of plain lines."""
    shown = " ".join(f"({line.translate(_ESCAPED)}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 16 TL 72 770 Td {shown} ET".encode("latin-1")
    return _numbered(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


_ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


def _numbered(*objects: bytes) -> bytes:
    """The objects one after the other, with the table that says where each begins."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n" % (size, table, size)
    return body + end + b"startxref\n%d\n%%%%EOF\n" % len(body)

"""Small honest files, made here byte by byte or through the libraries the project already has. Unsafe ones
are made from them in the tests that refuse them.
"""

import io
import struct
import zipfile
import zlib

import docx

from tests.files.compound_writer import FileTime, msg

CONTENT_TYPES = "application/vnd.openxmlformats-officedocument."


def pdf(*objects: bytes, version: bytes = b"1.7") -> bytes:
    body = b"%PDF-" + version + b"\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    return body + b"".join(objects) + b"trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def pdf_stream(data: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    head = b"5 0 obj\n<< /Length " + str(len(data)).encode() + b" /Filter " + filters + b" >>\nstream\n"
    return head + data + b"\nendstream\nendobj\n"


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 3, height: int = 2, *, pixels: bytes | None = None, extra: bytes = b"") -> bytes:
    rows = (b"\x00" + b"\x80" * width) * height if pixels is None else pixels
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + extra
        + png_chunk(b"IDAT", zlib.compress(rows))
        + png_chunk(b"IEND", b"")
    )


def jpeg(width: int = 3, height: int = 2) -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    comment = b"\xff\xfe\x00\x06abcd"
    return b"\xff\xd8" + comment + b"\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xda\x00\x02\xff\xd9"


def tiff(width: int = 3, height: int = 2, *, order: str = "<", following: int = 0) -> bytes:
    mark = b"II*\x00" if order == "<" else b"MM\x00*"
    entries = struct.pack(f"{order}HHII", 256, 4, 1, width) + struct.pack(f"{order}HHII", 257, 4, 1, height)
    return mark + struct.pack(f"{order}IH", 8, 2) + entries + struct.pack(f"{order}I", following)


def heic(width: int = 3, height: int = 2) -> bytes:
    extent = struct.pack(">I4sIII", 20, b"ispe", 0, width, height)
    meta = struct.pack(">I4sI", 12 + len(extent), b"meta", 0) + extent
    brand = b"ftypheic\x00\x00\x00\x00mif1heic"
    return struct.pack(">I", len(brand) + 4) + brand + meta


def zipped(members: dict[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(
                zipfile.ZipInfo(name), data, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def with_members(archive: bytes, members: dict[str, bytes]) -> bytes:
    """The archive with members put in or replaced."""
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    return zipped(parts | members)


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs or ("A note of the meeting.",):
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def excel(rows: bytes = b"<row/>") -> bytes:
    return zipped(
        {
            "[Content_Types].xml": (
                b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                b'<Override PartName="/xl/workbook.xml" ContentType="'
                + CONTENT_TYPES.encode()
                + b'spreadsheetml.sheet.main+xml"/></Types>'
            ),
            "xl/workbook.xml": b"<workbook/>",
            "xl/worksheets/sheet1.xml": b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>",
        }
    )


def open_document(kind: str = "text", **members: bytes) -> bytes:
    base = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
        "content.xml": b"<office/>",
        "META-INF/manifest.xml": b"<manifest/>",
    }
    return zipped(base | {name.replace("__", "/"): data for name, data in members.items()}, stored=("mimetype",))


def eml(
    *,
    body: str = "Please see the attached.",
    headers: str = "",
    date: str = "Fri, 13 Mar 2026 09:05:00 +0100",
) -> bytes:
    return (
        f"From: Ada A. <ada@example.invalid>\r\nTo: Ben B. <ben@example.invalid>\r\nSubject: First call\r\n"
        f"Date: {date}\r\n{headers}\r\n{body}\r\n"
    ).encode()


def outlook(
    *, body: str = "Please see the attached.", subject: str = "First call", sender: str = "Ada A. <ada@example.invalid>"
) -> bytes:
    """The email of `eml`, as Outlook saves it: a .msg file."""
    name, _, address = sender.rstrip(">").partition(" <")
    values = {
        0x0037: subject,
        0x1000: body,
        0x0C1A: name,
        0x0C1E: "SMTP",
        0x0C1F: address,
        0x0039: FileTime(_TENTHS_TO_1970 + 1_773_389_100 * 10**7),  # Friday 13 March 2026, 08:05 in London
    }
    return msg(values, recipients=({0x0C15: 1, 0x3001: "Ben B.", 0x39FE: "ben@example.invalid"},))


_TENTHS_TO_1970 = 116_444_736_000_000_000

"""What the first bytes of a file say it is. Deeper looks are in `pdfs`, `pictures`, `office`, `texts`."""

import re

from django.utils.translation import gettext as _

from safeguarding.files.unsafe import Unsafe, a_program

#: Enough to see a disk image's mark, which lies at 32769.
HEAD_BYTES = 36 * 1024
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_PROGRAMS = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",  # Mach-O, 32 bits
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",  # Mach-O for several machines; Java class
    b"\x00asm",
    b"dex\n",
    b"ITSF",  # compiled help
    b"#!",
)
_SHORTCUT = b"\x4c\x00\x00\x00\x01\x14\x02\x00"
_ARCHIVES = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"MSCF",
    b"\x28\xb5\x2f\xfd",
)
_DISKS = (b"KDMV", b"conectix", b"vhdxfile", b"QFI\xfb")
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"heif"}
_SCRIPT_TEXT = re.compile(rb"\s*(@echo\s+off|\[internetshortcut\]|\[desktop entry\]|<\?php|<%@|<job\b)", re.IGNORECASE)
_MARKUP = re.compile(rb"\s*<(!doctype|!--|!entity|\?xml|html|head|body|script|iframe|svg|\w{1,20}:svg)", re.IGNORECASE)


def recognise(head: bytes) -> str:
    """The family of formats: pdf, zip, compound, png, jpeg, tiff, heic, text or unknown.

    Raises Unsafe for what is never kept, whatever its name says.
    """
    refuse_by_head(head)
    for mark, family in (
        (b"%PDF-", "pdf"),
        (b"PK\x03\x04", "zip"),
        (COMPOUND, "compound"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff", "jpeg"),
        (b"II*\x00", "tiff"),
        (b"MM\x00*", "tiff"),
    ):
        if head.startswith(mark):
            return family
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return "heic"
    return "text" if looks_like_text(head) else "unknown"


def refuse_by_head(head: bytes) -> None:
    if is_program(head):
        raise a_program()
    if head.startswith(_SHORTCUT) or _SCRIPT_TEXT.match(head):
        raise Unsafe(_("it is a shortcut or a script, not a document"), _("choose the document that it leads to"))
    if head[0x8001:0x8006] == b"CD001" or head.startswith(_DISKS):
        raise Unsafe(_("it is a disk image"), _("open it and choose the documents inside"))
    if head.startswith(_ARCHIVES) or head[257:262] == b"ustar":
        raise Unsafe(_("it is an archive"), _("unpack it and choose the documents inside"))
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise Unsafe(_("Rich Text files can carry hidden objects"), _("save it as DOCX or PDF"))
    if is_markup(head):
        raise Unsafe(_("web pages and SVG drawings can run scripts"), _("save it as a PDF or a picture"))


def is_program(head: bytes) -> bool:
    # Two letters alone may begin a note ("MZ rang back"); a Windows program has zero bytes close behind.
    return head.startswith(_PROGRAMS) or (head.startswith(b"MZ") and b"\x00" in head[:256])


def is_markup(head: bytes) -> bool:
    return bool(_MARKUP.match(_plain(head)))


def looks_like_text(head: bytes) -> bool:
    plain = _plain(head)
    return bool(plain) and not any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in plain)


def _plain(head: bytes) -> bytes:
    """The head without its byte order mark; UTF-16 turned to UTF-8 so that one set of patterns serves."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace").encode()
    return head.removeprefix(b"\xef\xbb\xbf")

"""ZIP containers (DOCX, XLSX, ODT, ODS): sound, without bombs, overlaps, odd names or passwords. What the
members mean is `office`. Also the one place that lists and reads members, so that bounds hold everywhere.
"""

import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _

from safeguarding.files.limits import MIB, Budget
from safeguarding.files.reading import PIECE, read_at
from safeguarding.files.signatures import is_program
from safeguarding.files.unsafe import Unsafe, a_program, damaged, locked, macros, packed, two_in_one

_MACRO_PARTS = re.compile(r"(^|/)(vbaproject|vbadata|macrosheets|attachedtoolbars|activex)", re.IGNORECASE)
_XML_NAMES = (".xml", ".rels", ".vml", ".rdf")
_LONGEST_DIRECTORY = 4 * MIB
_DEEPEST = 2


def check_archive(source: IO[bytes], size: int, budget: Budget, depth: int = 1) -> zipfile.ZipFile:
    """The archive opened, every member read through once; raises Unsafe otherwise."""
    archive = open_archive(source, size, budget)
    for member in archive.infolist():
        _check_member(archive, member, budget, depth)
    return archive


def open_archive(source: IO[bytes], size: int, budget: Budget) -> zipfile.ZipFile:
    if read_at(source, 0, 4) != b"PK\x03\x04":
        raise two_in_one()
    _check_end(source, size, budget)
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError):
        raise damaged() from None
    _check_layout(source, archive, budget)
    return archive


def _check_end(source: IO[bytes], size: int, budget: Budget) -> None:
    """The directory's own record, before anything believes it: it must end the file and be of bearable
    size."""
    start = max(0, size - 66_000)
    source.seek(start)
    tail = source.read(size - start)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + 22 > len(tail):
        raise damaged()
    count, length, offset, comment = struct.unpack_from("<HIIH", tail, at + 10)
    if at + 22 + comment != len(tail):
        raise two_in_one()
    # Records for archives over four gigabytes serve only to hide a second directory in one of ours.
    if b"PK\x06\x07" in tail[max(0, at - 20) : at] or count == 0xFFFF or offset == 0xFFFFFFFF:
        raise packed()
    if count > budget.limits.members or length > _LONGEST_DIRECTORY:
        raise packed()
    if offset + length != start + at:
        raise two_in_one()


def _check_layout(source: IO[bytes], archive: zipfile.ZipFile, budget: Budget) -> None:
    """Members lie one after another from the first byte, none over another, each under one harmless name."""
    members = sorted(archive.infolist(), key=lambda member: member.header_offset)
    if not members or members[0].header_offset != 0:
        raise two_in_one()
    seen: set[str] = set()
    ends = 0
    for member in members:
        budget.member()
        _check_name(member.orig_filename, seen)
        if member.flag_bits & 0x1:
            raise locked()
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or member.header_offset < ends:
            raise packed()
        header = read_at(source, member.header_offset, 30)
        name_length, extra_length = struct.unpack_from("<HH", header, 26)
        named = read_at(source, member.header_offset + 30, name_length)
        if header[:4] != b"PK\x03\x04" or named.decode("utf-8", "replace") not in _spellings(member):
            raise damaged()
        ends = member.header_offset + 30 + name_length + extra_length + member.compress_size
    if ends > archive.start_dir:
        raise packed()


def _spellings(member: zipfile.ZipInfo) -> tuple[str, ...]:
    old = member.orig_filename.encode("cp437", "replace").decode("utf-8", "replace")
    return (member.orig_filename, member.filename, old)


def _check_name(name: str, seen: set[str]) -> None:
    parts = name.rstrip("/").split("/")
    bad = "\\" in name or name.startswith("/") or re.match(r"[A-Za-z]:", name) or re.search(r"[\x00-\x1f]", name)
    if bad or any(part in ("", ".", "..") for part in parts) or name.lower() in seen:
        raise Unsafe(_("a part inside it has an unsafe name"), _("open it, save it again and choose the new copy"))
    if _MACRO_PARTS.search(name):
        raise macros()
    seen.add(name.lower())


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget, depth: int) -> None:
    parser = _xml_parser() if member.filename.lower().endswith(_XML_NAMES) else None
    total, head = 0, b""
    for piece in member_pieces(archive, member, budget):
        total += len(piece)
        head = head or piece[:512]
        if parser is not None:
            _parse(parser, piece)
    if parser is not None and total:
        _parse(parser, b"", is_last=True)
    if is_program(head):
        raise a_program()
    if head.startswith(b"PK\x03\x04"):
        _check_nested(archive, member, budget, depth)


def member_pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    """A member unpacked in pieces, stopped as soon as it grows beyond what is likely or allowed."""
    limits, total = budget.limits, 0
    try:
        with archive.open(member) as stream:
            while piece := stream.read(PIECE):
                total += len(piece)
                budget.unpack(len(piece))
                if total > max(limits.ratio_floor, limits.ratio * member.compress_size):
                    raise packed()
                yield piece
    except RuntimeError:
        raise locked() from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        raise damaged() from None


def read_member(archive: zipfile.ZipFile, name: str, budget: Budget, most: int = 4 * MIB) -> bytes:
    """A whole member that ought to be small; empty when there is none of that name."""
    if name not in archive.NameToInfo:
        return b""
    parts, total = [], 0
    for piece in member_pieces(archive, archive.NameToInfo[name], budget):
        total += len(piece)
        if total > most:
            raise packed()
        parts.append(piece)
    return b"".join(parts)


def _check_nested(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget, depth: int) -> None:
    """A workbook inside a document is common (every chart has one); an archive in an archive in it is not."""
    if depth >= _DEEPEST:
        raise packed()
    with tempfile.SpooledTemporaryFile(max_size=MIB) as spool:
        for piece in member_pieces(archive, member, budget):
            spool.write(piece)
        check_archive(spool, spool.tell(), budget, depth + 1)


def _xml_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_args: object) -> None:
    raise Unsafe(_("it defines words that grow when it is opened"), _("open it, save it again and choose the new copy"))


def _parse(parser: expat.XMLParserType, piece: bytes, *, is_last: bool = False) -> None:
    try:
        parser.Parse(piece, is_last)
    except expat.ExpatError:
        raise damaged() from None

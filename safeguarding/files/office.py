"""Office documents (OOXML, OpenDocument): which they are by their own manifest, and that nothing in them
runs.

The container itself (bombs, names, passwords) is `zips`; the older compound files are `compound`.
"""

import re
import tempfile
import zipfile
from typing import IO

from django.utils.translation import gettext as _

from safeguarding.files.compound import Compound
from safeguarding.files.limits import MIB, Budget
from safeguarding.files.signatures import COMPOUND
from safeguarding.files.unsafe import Unsafe, a_program, damaged, locked, macros
from safeguarding.files.zips import check_archive, member_pieces, read_member

_MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": "docx",
    b"wordprocessingml.template.main+xml": "dotx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
}
_ODF_SCRIPTS = re.compile(r"^(Basic|Scripts)/")
_RELATIONSHIP = re.compile(rb"<[\w:]*Relationship\s[^>]{0,4000}>")
# A template on a council's own share (file:) is in half the letters they write; one on the web is an old attack.
# Links between workbooks are let be: Excel asks before it follows them.
_FETCHED = re.compile(rb"Type\s*=\s*[\"'][^\"']*/(attachedTemplate|oleObject|frame|subDocument)[\"']")
_ELSEWHERE = re.compile(rb"Target\s*=\s*[\"']\s*(https?|ftp|mhtml|ms-)[^\"']*[\"']", re.IGNORECASE)


def check_office(source: IO[bytes], size: int, budget: Budget) -> str:
    """The id of the kind: docx, dotx, xlsx, odt or ods."""
    archive = check_archive(source, size, budget)
    names = archive.namelist()
    if "[Content_Types].xml" in names:
        kind = _ooxml_kind(archive, budget)
    elif names[0] == "mimetype":
        kind = _odf_kind(archive, budget)
    else:
        raise Unsafe(_("it is an archive"), _("unpack it and choose the documents inside"))
    for name in names:
        _check_part(archive, name, budget)
    return kind


def _ooxml_kind(archive: zipfile.ZipFile, budget: Budget) -> str:
    types = read_member(archive, "[Content_Types].xml", budget)
    if re.search(rb"macroEnabled|vbaProject|ms-office\.activeX", types, re.IGNORECASE):
        raise macros()
    for mark, kind in _MAIN_PARTS.items():
        if mark in types:
            return kind
    raise Unsafe(_("this kind of Office file is not taken"), _("save it as DOCX, XLSX or PDF"))


def _odf_kind(archive: zipfile.ZipFile, budget: Budget) -> str:
    declared = read_member(archive, "mimetype", budget, most=200).strip()
    manifest = read_member(archive, "META-INF/manifest.xml", budget)
    if re.search(rb"<[\w:]*encryption-data\b", manifest):
        raise locked()
    kinds = {
        b"application/vnd.oasis.opendocument.text": "odt",
        b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    }
    if declared not in kinds:
        raise Unsafe(_("this kind of OpenDocument file is not taken"), _("save it as ODT, ODS or PDF"))
    return kinds[declared]


def _check_part(archive: zipfile.ZipFile, name: str, budget: Budget) -> None:
    if _ODF_SCRIPTS.match(name):
        raise macros()
    if name.endswith(".rels"):
        _check_relationships(read_member(archive, name, budget))
    elif not name.endswith((".xml", "/")):
        _check_embedded(archive, name, budget)


def _check_relationships(xml: bytes) -> None:
    for found in _RELATIONSHIP.finditer(xml):
        if _FETCHED.search(found.group()) and _ELSEWHERE.search(found.group()):
            raise Unsafe(_("it fetches part of itself from elsewhere"), _("save it as a PDF and choose that"))


def _check_embedded(archive: zipfile.ZipFile, name: str, budget: Budget) -> None:
    """An object placed in the document: an equation may stay, a wrapped-up file or macro may not."""
    with tempfile.SpooledTemporaryFile(max_size=MIB) as spool:
        for piece in member_pieces(archive, archive.NameToInfo[name], budget):
            if not spool.tell() and not piece.startswith(COMPOUND):
                return
            spool.write(piece)
        if spool.tell():
            check_compound_content(Compound(spool, spool.tell(), budget))


def check_compound_content(compound: Compound) -> None:
    names = {entry.name.lower() for entry in compound.root.walk()}
    if "encryptedpackage" in names:
        raise locked()
    if names & {"_vba_project", "vba", "_vba_project_cur", "macros"}:
        raise macros()
    if "\x01ole10native" in names:
        raise a_program()


def check_compound(source: IO[bytes], size: int, budget: Budget) -> str:
    """The id of the kind, which is only ever msg: other compound files are refused with their cure."""
    compound = Compound(source, size, budget)
    if "__properties_version1.0" in compound.root.children:
        return "msg"
    check_compound_content(compound)
    names = compound.root.children.keys()
    if names & {"WordDocument", "Workbook", "Book", "PowerPoint Document"}:
        raise Unsafe(
            _("files of Office before 2007 can hide programs"),
            _("save it as DOCX, XLSX or PDF and choose that"),
        )
    if any(name.startswith("\u4840") for name in names):  # the table names of a Windows installer
        raise a_program()
    raise damaged()

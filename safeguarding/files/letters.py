"""Letters merged from the partnership's own Word templates: which fields a template has, and a letter with
values in their places. Which values a case offers is the business of `cases`; the result is kept like any
other file.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree  # type: ignore[import-untyped]

from safeguarding.files.checking import kind_of
from safeguarding.files.configured import limits_in_force
from safeguarding.files.letter_cleaning import (
    Parts,
    clean_relationships,
    clean_settings,
    clean_types,
    drop_traces,
)
from safeguarding.files.limits import Budget
from safeguarding.files.unsafe import Unsafe
from safeguarding.files.word_fields import W, fill, names_in, normal
from safeguarding.files.zips import open_archive, read_member
from safeguarding.rules.refusal import Refusal

_WITH_FIELDS = re.compile(r"^word/(document|header|footer|footnotes|endnotes)\d*\.xml$")
_UNDECIDED = [f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")]
_LONGEST_PART = 32 * 1024 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)


def fields_in(template: bytes) -> tuple[str, ...] | Refusal:
    """The template's fields, each once, in the order met, named as `merge` wants them (lower case,
    underscores)."""
    try:
        parts = _parts(template)
        found = [normal(name) for name, root in _roots(parts) for name in names_in(root)]
    except Unsafe as unsafe:
        return unsafe.of_template()
    return tuple(dict.fromkeys(found))


def merge(template: bytes, values: Mapping[str, str | None]) -> bytes | Refusal:
    """The letter as DOCX. `values` names every field there is; those that the template uses must have a
    value.

    Values are plain text: marks and markup in them stay what they are, and line breaks are kept.
    """
    known = {normal(name): _plain(value or "") for name, value in values.items()}
    try:
        parts = _parts(template)
        roots = list(_roots(parts))
        asked = dict.fromkeys(normal(name) for _part, root in roots for name in names_in(root))
        refusal = _refusal_for(list(asked), known)
        if refusal is not None:
            return refusal
        for name, root in roots:
            fill(root, lambda field: known[normal(field)])
            parts[name] = _written(root)
        return _packed(parts)
    except Unsafe as unsafe:
        return unsafe.of_template()


def _refusal_for(asked: list[str], known: Mapping[str, str]) -> Refusal | None:
    """The first field that is not known, with the nearest that is; else the first known one without a
    value."""
    for name in asked:
        if name not in known:
            return Refusal(_unknown(name, sorted(known)), place=name)
    for name in asked:
        if not known[name].strip():
            return Refusal(
                _("The template uses the field “%(name)s”, which has no value yet; fill it in first.") % {"name": name},
                place=name,
            )
    return None


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    hint = _(" Did you mean “%(near)s”?") % {"near": near[0]} if near else ""
    said = _("The template uses a field “%(name)s”, which there is not.%(hint)s The fields are: %(known)s.")
    return said % {"name": name, "hint": hint, "known": ", ".join(known)}


def _parts(template: bytes) -> Parts:
    """The template's parts, after the check that every file of a stranger passes."""
    source, budget = io.BytesIO(template), Budget(limits_in_force())
    if kind_of("", source, len(template), budget).id not in ("docx", "dotx"):
        raise Unsafe(_("it is not a Word document"), _("save it as DOCX"))
    archive = open_archive(source, len(template), Budget(limits_in_force()))
    names = [name for name in archive.namelist() if not name.endswith("/")]
    parts = {name: read_member(archive, name, Budget(limits_in_force()), most=_LONGEST_PART) for name in names}
    if b"<w:comment " in parts.get("word/comments.xml", b""):
        raise Unsafe(_("it holds comments"), _("delete them in Word first"))
    return parts


def _roots(parts: Parts) -> list[tuple[str, Any]]:
    """The parts that can hold fields, parsed. What would go out unseen, or unfilled, is refused."""
    for name, xml in parts.items():
        if name.startswith(("word/diagrams/", "word/charts/")) and (b"{{" in xml or "«".encode() in xml):
            raise Unsafe(_("a field stands in a drawing or chart"), _("put it in the text or a text box"))
    roots = [(name, _parsed(parts[name])) for name in parts if _WITH_FIELDS.match(name)]
    for _name, root in roots:
        if not root.tag.startswith(W):
            raise Unsafe(_("it is saved as “Strict Open XML”"), _("save it as an ordinary Word document"))
        if next(root.iter(*_UNDECIDED), None) is not None:
            raise Unsafe(_("it holds tracked changes"), _("accept or reject them in Word first"))
    return sorted(roots, key=lambda each: not each[0].startswith("word/document"))


def _parsed(xml: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        raise Unsafe(_("one of its parts cannot be read"), _("save it again in Word")) from None


def _written(root: Any) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _packed(parts: Parts) -> bytes:
    """The package, with its traces taken out and every time stamp the same."""
    drop_traces(parts)
    for name in parts:
        if name == "[Content_Types].xml":
            parts[name] = _edited(parts[name], lambda root: clean_types(root, parts))
        elif name == "word/settings.xml":
            parts[name] = _edited(parts[name], clean_settings)
        elif name.endswith(".rels"):
            parts[name] = _edited(parts[name], partial(clean_relationships, name=name, parts=parts))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda each: each != "[Content_Types].xml"):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, parts[name])
    return out.getvalue()


def _edited(xml: bytes, edit: Callable[[Any], None]) -> bytes:
    root = _parsed(xml)
    edit(root)
    return _written(root)


def _plain(value: str) -> str:
    """Text that XML can carry: line breaks as one sign, tabs as spaces, no other control characters."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return re.sub(r"[\x00-\x09\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]", "", value)

"""What a letter leaves behind of its template: who wrote it, where it was kept, what data it was once merged
with.

Filling in the fields is `word_fields`; the whole making of a letter is `letters`.
"""

import re
from posixpath import dirname, join, normpath
from typing import Any

from safeguarding.files.word_fields import W

Parts = dict[str, bytes]

_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = _XML + (
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_APP = _XML + b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
_DROPPED = re.compile(
    r"^(docProps/(custom\.xml|thumbnail\.\w+|meta\w*\.xml)|customXml/.*|docMetadata/.*"
    r"|word/(people|comments\w*)\.xml)$",
    re.IGNORECASE,
)
_OUTWARD = ("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "recipientData")
_SETTINGS = ("attachedTemplate", "mailMerge", "docVars", "rsids", "linkStyles", "trackRevisions")


def drop_traces(parts: Parts) -> None:
    """Properties emptied; custom data, authors, comments and labels taken out with whatever points to
    them."""
    for name in [name for name in parts if _DROPPED.match(name)]:
        del parts[name]
    for name, empty in (("docProps/core.xml", _CORE), ("docProps/app.xml", _APP)):
        if name in parts:
            parts[name] = empty


def clean_settings(root: Any) -> None:
    for name in _SETTINGS:
        for element in root.findall(f"{W}{name}"):
            root.remove(element)


def clean_types(root: Any, parts: Parts) -> None:
    """Only parts that are there are declared, and what was a template is a document."""
    for element in list(root):
        name = element.get("PartName")
        if name is not None and name.lstrip("/") not in parts:
            root.remove(element)
        elif "template.main+xml" in element.get("ContentType", ""):
            element.set("ContentType", element.get("ContentType").replace("template.main", "document.main"))


def clean_relationships(root: Any, name: str, parts: Parts) -> None:
    """Only relationships to parts that are there, or to addresses outside that a reader may follow."""
    base = dirname(dirname(name))
    for element in list(root):
        is_outside = element.get("TargetMode") == "External"
        target = element.get("Target", "")
        place = target.lstrip("/") if target.startswith("/") else normpath(join(base, target))
        if element.get("Type", "").rsplit("/", 1)[-1] in _OUTWARD or (not is_outside and place not in parts):
            root.remove(element)

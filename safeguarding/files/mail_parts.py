"""What an e-mail says of itself, whichever program wrote it. `mail_eml` and `mail_msg` fill these in."""

import html
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from safeguarding.files.kinds import BY_EXTENSION, KINDS
from safeguarding.files.limits import MIB
from safeguarding.files.names import ending_of, safe_name
from safeguarding.files.signatures import is_program, recognise
from safeguarding.files.unsafe import Unsafe

LONGEST_BODY = MIB
MOST_ATTACHMENTS = 500
_RUNS = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|msi|msp|ps1|psm1|vbs|vbe|js|jse|wsf|wsh|hta|lnk|url|jar|cpl|reg|dll|sys|app|apk|iso|img|vhdx?|xll|"
    r"docm|dotm|xlsm|xltm|xlam|pptm|ppam|chm|scf|sh|command|desktop)$",
    re.IGNORECASE,
)
_ZIPPED = ("docx", "dotx", "xlsx", "odt", "ods")
_BLOCK_TAGS = {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "blockquote", "table", "ul", "ol", "hr"}


@dataclass(frozen=True)
class Attachment:
    name: str
    kind: str
    size: int


@dataclass(frozen=True)
class MailMessage:
    """An e-mail as it was sent. The original file stays the source; this is what a page shows of it."""

    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    #: In the zone the sender's program wrote; None when it wrote no date that can be read.
    sent_at: datetime | None
    body: str
    attachments: tuple[Attachment, ...] = ()
    bcc: tuple[str, ...] = ()
    #: What could not be read, in sentences for the person who files it.
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        return asdict(self) | {"sent_at": self.sent_at.isoformat() if self.sent_at else None}


@dataclass
class Notes:
    """Sentences gathered while reading, each once."""

    said: list[str] = field(default_factory=list)

    def add(self, sentence: str) -> None:
        if sentence not in self.said:
            self.said.append(sentence)


def attachment(name: str, head: bytes, size: int) -> Attachment:
    """What is attached, by its first bytes; a program makes the whole e-mail unsafe."""
    shown = safe_name(name or _("attachment"))
    if is_program(head) or _RUNS.search(shown):
        raise Unsafe(
            _("a program or shortcut is attached to it"),
            _("ask the sender for the message without that attachment"),
        )
    return Attachment(shown, _kind_label(shown, head), size)


def _kind_label(name: str, head: bytes) -> str:
    named = BY_EXTENSION.get(ending_of(name))
    try:
        family = recognise(head)
    except Unsafe:
        return _("Kind that is not taken")
    if family in KINDS:
        return str(KINDS[family].label)
    fits = {"zip": _ZIPPED, "compound": ("msg",), "text": ("txt", "csv", "eml")}.get(family, ())
    if named is not None and named.id in fits:
        return str(named.label)
    return _("Archive") if family == "zip" else _("Unknown kind")


def clean(text: str, longest: int = 1000) -> str:
    """One line of text without control or direction-changing characters."""
    return re.sub(
        r"\s+",
        " ",
        re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", text),
    )[:longest].strip()


def clean_body(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", text)[:LONGEST_BODY].strip("\n")


def text_of_html(source: str) -> str:
    """The words of an HTML body. One pass and no library: those that parse HTML can be made to take for
    ever."""
    out: list[str] = []
    skipping = ""
    first, *rest = source[:LONGEST_BODY].split("<")
    out.append(first)
    for piece in rest:
        tag, closed, words = piece.partition(">")
        name = (re.match(r"/?[A-Za-z][A-Za-z0-9]*", tag) or [""])[0].lower()
        if skipping:
            skipping = "" if name == f"/{skipping}" else skipping
        elif name in ("script", "style", "head", "title"):
            skipping = name
        if skipping or not closed:
            continue
        out.append("\n" if name.lstrip("/") in _BLOCK_TAGS else "")
        out.append(re.sub(r"\s+", " ", words))
    return re.sub(r" *\n[ \n]*", "\n", html.unescape("".join(out)))

"""What a file really is, by its content and not its name, against the allowed list in `kinds`.

The one entrance is `check`. Each family of formats is looked into by its own module; sealing and keeping come
after.
"""

from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from safeguarding.files.configured import limits_in_force
from safeguarding.files.kinds import ALLOWED_LABELS, BY_EXTENSION, KINDS, Kind
from safeguarding.files.limits import MIB, Budget, Limits
from safeguarding.files.mail_eml import is_mail
from safeguarding.files.mail_messages import check_mail
from safeguarding.files.names import ending_of, safe_name
from safeguarding.files.office import check_compound, check_office
from safeguarding.files.pdfs import check_pdf
from safeguarding.files.pictures import check_heic, check_jpeg, check_png, check_tiff
from safeguarding.files.reading import ends_as_archive
from safeguarding.files.signatures import HEAD_BYTES, recognise
from safeguarding.files.texts import check_text
from safeguarding.files.unsafe import Unsafe, two_in_one
from safeguarding.rules.refusal import Refusal

_PLAIN_FAMILIES = {
    "pdf": check_pdf,
    "png": check_png,
    "jpeg": check_jpeg,
    "tiff": check_tiff,
    "heic": check_heic,
}


@dataclass(frozen=True)
class Accepted:
    """A file that may be kept: what it is, and the name to show for it."""

    kind: Kind
    media_type: str
    safe_name: str


def check(name: str, content: IO[bytes], size: int, limits: Limits | None = None) -> Accepted | Refusal:
    """Whether the file may be kept. `content` can seek and is left at its beginning; nothing is stored."""
    budget = Budget(limits or limits_in_force())
    try:
        kind = kind_of(name, content, size, budget)
    except Unsafe as unsafe:
        return unsafe.as_refusal(safe_name(name))
    finally:
        content.seek(0)
    return Accepted(kind, kind.media_type, safe_name(name, kind.extensions[0]))


def _check_size(size: int, limits: Limits) -> None:
    if size <= 0:
        raise Unsafe(_("it is empty"), _("open it, check that it holds something and choose it again"))
    if size > limits.file_bytes:
        raise Unsafe(
            _("it is larger than %(limit)d MB") % {"limit": limits.file_bytes // MIB},
            _("split it, or save a smaller copy"),
        )


def kind_of(name: str, content: IO[bytes], size: int, budget: Budget) -> Kind:
    """What the file is; raises Unsafe when it may not be kept. Without an ending, content alone decides."""
    _check_size(size, budget.limits)
    content.seek(0)
    head = content.read(HEAD_BYTES)
    ending = ending_of(name)
    family = recognise(head)
    if family in ("text", "unknown"):
        kind = _text_kind(ending, family, head, content, size, budget)
    elif family == "zip":
        kind = KINDS[check_office(content, size, budget)]
    elif family == "compound":
        kind = KINDS[check_compound(content, size, budget)]
    else:
        kind = KINDS[family]
    _check_ending(ending, kind)
    _check_family(kind, content, size, budget)
    return kind


def _text_kind(ending: str, family: str, head: bytes, content: IO[bytes], size: int, budget: Budget) -> Kind:
    """Text bears no mark of its kind, so its ending says which; an e-mail must still begin as one."""
    named = BY_EXTENSION.get(ending)
    if named is KINDS["eml"] and is_mail(head):
        return named
    if family == "text" and named in (KINDS["txt"], KINDS["csv"]) and named is not None:
        check_text(content, size, budget)
        return named
    if named is not None:
        raise Unsafe(
            _("it is called %(ending)s but its content is not %(label)s") % {"ending": ending, "label": named.label},
            _("open it in the program it came from, save it again and choose the new copy"),
        )
    raise Unsafe(
        _("this kind of file is not taken"),
        _("save it as one of these: %(kinds)s") % {"kinds": ALLOWED_LABELS},
    )


def _check_ending(ending: str, kind: Kind) -> None:
    if ending and ending not in kind.extensions:
        raise Unsafe(
            _("it is called %(ending)s but its content is %(label)s") % {"ending": ending, "label": kind.label},
            _("give it the ending %(ending)s if that is what it should be") % {"ending": kind.extensions[0]},
        )


def _check_family(kind: Kind, content: IO[bytes], size: int, budget: Budget) -> None:
    if kind.id in ("eml", "msg"):
        check_mail(content, size, budget)
    elif kind.id in _PLAIN_FAMILIES:
        _PLAIN_FAMILIES[kind.id](content, size, budget)
    if kind.id in (*_PLAIN_FAMILIES, "txt", "csv") and ends_as_archive(content, size):
        raise two_in_one()

"""How papers are marked, and on what condition they may be passed on: what is kept, and its words on a page. What is
kept never changes with the language: what may go out is judged by it (`actions/enclosing.py`)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

Words = str | Promise

OTHER = "other"
OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE"
ONLY_WITH_CONSENT = gettext_noop("Not to be passed on without the originator's consent")
MAY_GO = gettext_noop("May be sent to the bodies that must be notified")
FOR_THE_ADDRESSEE = gettext_noop("For the addressee. Ask the safeguarding partnership before passing it on.")

_MARKINGS = (
    "OFFICIAL",
    OFFICIAL_SENSITIVE,
    gettext_noop("Confidential"),
    gettext_noop("Legally privileged"),
    gettext_noop("Health record"),
    gettext_noop("Police material"),
)
_CONDITIONS = (
    ONLY_WITH_CONSENT,
    gettext_noop("May be shared with the safeguarding partners"),
    gettext_noop("May be shared with the agencies of this incident"),
    MAY_GO,
)
MARKINGS: tuple[tuple[str, Words], ...] = (
    *((kept, _(kept)) for kept in _MARKINGS),
    ("None", _("No marking")),
    (OTHER, _("Another marking")),
)
CONDITIONS: tuple[tuple[str, Words], ...] = (
    *((kept, _(kept)) for kept in _CONDITIONS),
    (OTHER, _("Another condition")),
)
"""What may be chosen, as it is kept, and its words."""

_WORDS: Mapping[str, Words] = {**dict(MARKINGS), **dict(CONDITIONS), FOR_THE_ADDRESSEE: _(FOR_THE_ADDRESSEE)}


def in_words(kept: str) -> str:
    """A marking or condition in the language of the page; what somebody wrote themselves, as they wrote it."""
    return str(_WORDS.get(kept, kept))

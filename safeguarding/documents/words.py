"""The few words that stand on every document beside its own, in the languages of its readers. Django's translation is
not known here: a document says itself in which language it is written."""

from dataclasses import dataclass
from datetime import date

from safeguarding.documents.contents import Document
from safeguarding.documents.plain import one_line


@dataclass(frozen=True, slots=True)
class Words:
    """What a document says of itself, in one language. `page` names {page} and {pages}."""

    page: str
    reference: str
    made_on: str
    made_by: str
    months: tuple[str, ...]

    def day(self, on: date) -> str:
        return f"{on.day} {self.months[on.month - 1]} {on.year}"


_ENGLISH = Words(
    page="Page {page} of {pages}",
    reference="Reference",
    made_on="Made on",
    made_by="Made by",
    months=(
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
)  # fmt: skip

_WELSH = Words(
    page="Tudalen {page} o {pages}",
    reference="Cyfeirnod",
    made_on="Gwnaed ar",
    made_by="Gwnaed gan",
    months=(
        "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd",
        "Rhagfyr",
    ),
)  # fmt: skip


def words_in(language: str) -> Words:
    """The words in this language, or in English."""
    return _WELSH if language == "cy" else _ENGLISH


def about(document: Document, words: Words) -> list[tuple[str, str]]:
    """What stands under the title: which document, from when, by whom."""
    rows = (
        (words.reference, document.reference),
        (words.made_on, words.day(document.made_on)),
        (words.made_by, document.made_by),
    )
    return [(term, one_line(said)) for term, said in rows if one_line(said)]

"""What a document holds, whatever it is written as: parts with headings, and in them paragraphs, lists of facts and
tables. Whoever makes one gives plain text; each writer sees to its own escaping."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Running text: an empty line parts two paragraphs."""

    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list, each point a sentence or a few."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms, each with what is said of it."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; the first column heads its row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraphs | Points | Facts | Table


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it; parts within it are headed one level lower."""

    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `language` is a tag such as en-GB; `marking` stands on every page."""

    title: str
    reference: str
    made_on: date
    made_by: str
    marking: str = "OFFICIAL-SENSITIVE"
    language: str = "en-GB"
    parts: tuple[Part, ...] = field(default_factory=tuple)

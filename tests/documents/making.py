"""Documents for these tests."""

from datetime import date

from safeguarding.documents.contents import Block, Document, Facts, Paragraphs, Part, Points, Table

THU_26_NOV = date(2026, 11, 26)


def document(*blocks: Block, title: str = "Rapid review", language: str = "en-GB", parts: tuple[Part, ...] = ()):
    return Document(
        title=title,
        reference="SR-2026-0001",
        made_on=THU_26_NOV,
        made_by="Ashmere partnership",
        language=language,
        parts=(Part("What happened", blocks), *parts),
    )


def with_everything(text: str = "Some text") -> Document:
    """Each kind of block, in parts within parts, with this text in every place."""
    table = Table(text, (text, "What"), tuple((f"{number} {text}", text) for number in range(3)))
    return document(
        Paragraphs(f"{text}\nits second line\n\nits second paragraph"),
        Points((text, "another point")),
        Facts(((text, text),)),
        table,
        parts=(Part(text, (Paragraphs(text),), (Part("Within", (table,)),)),),
    )

"""Of what kind a block of a document is, for the page that draws it: `{% if block|is:"Facts" %}`."""

from django import template

from safeguarding.documents.contents import Block

register = template.Library()


@register.filter(name="is")
def is_of_kind(block: Block, kind: str) -> bool:
    """Whether the block is a `Paragraphs`, `Points`, `Facts` or `Table`."""
    return type(block).__name__ == kind

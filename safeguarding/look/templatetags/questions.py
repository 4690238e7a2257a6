"""`{% question %}`: one question of a form inside a page. What it becomes is in look/questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django import template
from django.utils.safestring import SafeString

from safeguarding.look.languages import spoken
from safeguarding.look.questions import Asking, render
from safeguarding.rules.forms.questions import Question
from safeguarding.rules.forms.reading import Reading

register = template.Library()


@register.simple_tag
def question(
    asked: Question,
    reading: Reading | Mapping[str, tuple[str, ...]] | None = None,
    prefix: str = "",
    heading: bool = False,
    add_another: str = "",
    elsewhere: str = "",
) -> SafeString:
    """`{% question q reading prefix %}`. `reading` is what `read` made of a post, or what `refill` made of a
    saved answer; `add_another` is the value of the button of that name, when it was pressed."""
    read = reading if isinstance(reading, Reading) else Reading(None, reading or {})
    asking = Asking(
        question=asked,
        typed=read.typed,
        error=read.error,
        at=read.at,
        prefix=prefix,
        language=spoken(),
        is_heading=heading,
        elsewhere=elsewhere,
    )
    return render(replace(asking, wants_more=bool(add_another) and add_another == asking.name()))

"""Words in English and, where a reader checked it, Welsh, and sentences composed of them. Strings of Django pages live
in gettext."""

from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["en", "cy"]


class Text(BaseModel):
    """One piece of wording. Welsh may be left out; nobody is served Welsh that was never checked."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    en: str = Field(min_length=1)
    cy: str | None = Field(default=None, min_length=1)

    def in_(self, language: str) -> str:
        """The words in a language, falling back to English."""
        return self.cy if language == "cy" and self.cy is not None else self.en

    def __str__(self) -> str:
        return self.en


def composed(template: Text, **words: Text | str | int) -> Text:
    """The template with its words set in; Welsh only where every word has checked Welsh. A plain string stands as it is
    in both: a name, a number, what a person wrote. `{Named}` is `{named}` at the head of a sentence."""
    languages = [word for word in (template, *words.values()) if isinstance(word, Text)]
    if any(text.cy is None for text in languages):
        return Text(en=_set(template.en, "en", words))
    return Text(en=_set(template.en, "en", words), cy=_set(template.in_("cy"), "cy", words))


def joined(parts: Iterable[Text]) -> Text:
    """A list in words; Welsh only where every part has it."""
    texts = tuple(parts)
    welsh = [text.cy for text in texts if text.cy is not None]
    return Text(en=", ".join(text.en for text in texts), cy=", ".join(welsh) if len(welsh) == len(texts) else None)


def _set(template: str, language: str, words: Mapping[str, Text | str | int]) -> str:
    said = {key: word.in_(language) if isinstance(word, Text) else str(word) for key, word in words.items()}
    named = said.get("named", "")
    return template.format(**said, Named=named[:1].upper() + named[1:])

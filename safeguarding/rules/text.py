"""Words in English and, where a reader checked it, Welsh. Strings of Django pages live in gettext."""

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

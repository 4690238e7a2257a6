"""Puts typed text back into the forms of a page that is drawn already, so that every form gives it back without a
line of its own. Pure: HTML and fields in, HTML and what found no place out."""

from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser

_TICKED = {"checkbox", "radio"}
_LEFT_ALONE = {"password", "file", "submit", "button", "image", "reset"}
# Hidden fields are filled too: they say what the typed text was written against, so that a change by somebody else in
# between is still noticed.
_NAMES_LEFT_ALONE = {"csrfmiddlewaretoken", "whose", "next"}


def fill_in(html: str, fields: Mapping[str, list[str]], *, path: str) -> tuple[str, dict[str, list[str]]]:
    """Fill the controls of every form that posts to `path`. Answers the page, and the fields without a place."""
    writer = _Filler(fields, path)
    writer.feed(html)
    writer.close()
    unplaced = {name: values for name, values in fields.items() if name not in writer.placed and any(values)}
    return "".join(writer.out), unplaced


class _Filler(HTMLParser):
    """Copies the page as it is, but for the start tags of controls and the text of text areas."""

    def __init__(self, fields: Mapping[str, list[str]], path: str) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.placed: set[str] = set()
        self._left = {name: list(values) for name, values in fields.items()}
        self._fields, self._path = fields, path
        self._in_form = self._in_text = False
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._in_text:
            return
        given = dict(attrs)
        if tag == "form":
            self._in_form = self._posts_here(given)
        written = self.get_starttag_text() or ""
        if self._in_form:
            written = self._control(tag, given, written)
        self.out.append(written)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._in_text = False
        elif self._in_text:
            return
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._in_form = False
        self.out.append(f"</{tag}>")

    def _posts_here(self, given: dict[str, str | None]) -> bool:
        action = (given.get("action") or "").split("?")[0]
        return (given.get("method") or "").lower() == "post" and action in ("", self._path)

    def _control(self, tag: str, given: dict[str, str | None], written: str) -> str:
        name = given.get("name") or ""
        if tag == "option" and self._select:
            is_chosen = (given.get("value") or "") in self._fields[self._select]
            return _with(tag, given, "selected", "" if is_chosen else None)
        if name not in self._fields or name in _NAMES_LEFT_ALONE:
            return written
        kind = (given.get("type") or "text").lower()
        if tag == "input" and kind not in _LEFT_ALONE:
            self.placed.add(name)
            if kind in _TICKED:
                is_ticked = (given.get("value") or "on") in self._fields[name]
                return _with(tag, given, "checked", "" if is_ticked else None)
            return _with(tag, given, "value", self._next(name))
        if tag == "textarea":
            self.placed.add(name)
            self._in_text = True
            return written + "\n" + escape(self._next(name))
        if tag == "select":
            self.placed.add(name)
            self._select = name
        return written

    def _next(self, name: str) -> str:
        """The next value of a name that a form may carry several times."""
        return self._left[name].pop(0) if self._left[name] else ""

    def handle_data(self, data: str) -> None:
        if not self._in_text:
            self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        if not self._in_text:
            self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        if not self._in_text:
            self.out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")


def _with(tag: str, given: dict[str, str | None], attribute: str, value: str | None) -> str:
    """The start tag with one attribute set, or left out when the value is None."""
    kept = {name: text for name, text in given.items() if name != attribute}
    if value is not None:
        kept[attribute] = value
    written = "".join(
        f" {name}" if text is None else f' {name}="{escape(text, quote=True)}"' for name, text in kept.items()
    )
    return f"<{tag}{written}>"

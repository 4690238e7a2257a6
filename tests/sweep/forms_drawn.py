"""The forms that a page draws, read from its HTML as a browser reads them, and filled in as somebody might."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

Given = dict[str, list[str]]


@dataclass
class Field:
    """One field of a form: what it is, what stands in it, what may be chosen."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)

    @property
    def is_ours(self) -> bool:
        """Put there by the page and not typed by anybody."""
        return self.kind in ("hidden", "submit")


@dataclass
class Form:
    """A form that posts."""

    action: str
    fields: list[Field] = field(default_factory=list)

    def field(self, name: str, kind: str) -> Field:
        found = next((one for one in self.fields if one.name == name and one.kind == kind), None)
        if found is None:
            found = Field(name, kind)
            self.fields.append(found)
        return found

    @property
    def takes_files(self) -> list[str]:
        return [one.name for one in self.fields if one.kind == "file"]

    def as_drawn(self) -> Given:
        """What a browser sends when nobody types anything."""
        given: Given = {}
        for one in self.fields:
            if one.kind not in ("file", "submit") and (one.value or one.kind not in ("radio", "checkbox")):
                given.setdefault(one.name, []).append(one.value)
        return given

    def filled(self) -> Given:
        """Every field filled with something that it might take."""
        given = self.as_drawn()
        for one in self.fields:
            if one.kind in ("hidden", "file"):
                continue
            if one.kind == "submit":
                if one.name not in given and one.value:
                    given[one.name] = [one.value]
            elif one.choices:
                given[one.name] = [next((value for value in one.choices if value), "")]
            elif not one.value:
                given[one.name] = [_something(one)]
        return given

    def everywhere(self, put: Callable[[Field], str]) -> Given:
        """The form filled in, and in every field that a person fills something else."""
        given = self.filled()
        for one in self.fields:
            if not one.is_ours and one.kind != "file":
                given[one.name] = [put(one)]
        return given


def _something(one: Field) -> str:
    name = one.name
    for end, text in (("day", "13"), ("month", "11"), ("year", "2026"), ("hour", "9"), ("minute", "30")):
        if name.endswith(end):
            return text
    if "email" in name or one.kind == "email":
        return "somebody@example.invalid"
    if one.kind == "number" or name.endswith(("days", "age", "number")):
        return "3"
    if one.kind == "password":
        return "a long password for tests"
    return "Some words" if one.kind == "textarea" else "A few words"


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.forms = address, list[Form]()
        self.form: Form | None = None
        self.field: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self.form = Form(given.get("action") or self.address)
            self.forms.append(self.form)
        elif self.form is None:
            return
        elif tag == "input" and given.get("name"):
            self._input(self.form, given)
        elif tag == "button" and given.get("name"):
            self.form.field(given["name"], "submit").value = given.get("value", "")
        elif tag in ("textarea", "select") and given.get("name"):
            self.field = self.form.field(given["name"], tag)
        elif tag == "option" and self.field is not None:
            self.field.choices.append(given.get("value", ""))
            if "selected" in given:
                self.field.value = given.get("value", "")

    @staticmethod
    def _input(form: Form, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind == "hidden":
            form.fields.append(Field(given["name"], kind, given.get("value", "")))
            return
        one = form.field(given["name"], kind)
        if kind in ("radio", "checkbox"):
            one.choices.append(given.get("value", "on"))
            if "checked" in given:
                one.value = given.get("value", "on")
        else:
            one.value = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.field is not None and self.field.kind == "textarea":
            self.field.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if tag in ("textarea", "select"):
            self.field = None


def forms_of(html: str, address: str) -> list[Form]:
    """Every form of a page that posts, the sign-out in the header left out."""
    reader = _Reader(address)
    reader.feed(html)
    return [form for form in reader.forms if not form.action.startswith("/sign-out/")]

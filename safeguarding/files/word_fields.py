"""Fields in one part of a Word document: «field» and {{field}} marks, however Word split them over runs, and
its own MERGEFIELD codes. Finding and filling are one walk, so that what is listed is what is filled. The
package around the part is `letters`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from safeguarding.files.unsafe import Unsafe

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARK = re.compile(r"«\s*([^\W\d][\w ./-]{0,60}?)\s*»|\{\{\s*([^\W\d][\w ./-]{0,60}?)\s*\}\}")
_MERGEFIELD = re.compile(r'\s*MERGEFIELD\s+(?:"([^"]+)"|(\S+))', re.IGNORECASE)
#: Codes that fetch other files or ask Word to think; a letter holds only words.
_NEVER = re.compile(
    r"\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|RD|MACROBUTTON|ASK|FILLIN|NEXT"
    r"|NEXTIF|SKIPIF|MERGEREC|MERGESEQ|ADDRESSBLOCK|GREETINGLINE)\b",
    re.IGNORECASE,
)
#: What stands between two pieces of text without being text itself; no mark reaches over it.
_GAPS = {f"{W}{name}" for name in ("tab", "br", "cr", "drawing", "pict", "object", "sym", "footnoteReference")}

Element = Any
ValueOf = Callable[[str], str]


def normal(name: str) -> str:
    """Field names are alike without regard to capitals, spaces, hyphens: "Child name" is child_name."""
    return re.sub(r"[\s_.\-/]+", "_", name.strip().lower()).strip("_")


def names_in(part: Element) -> list[str]:
    """The fields of this part, in reading order, as first written; nothing is changed."""
    found: list[str] = []
    codes = _codes(part)
    found += [code.name for code in codes]
    for texts in _paragraphs(part, codes):
        found += [_name_of(match) for match in _MARK.finditer(_joined(texts))]
    return found


def fill(part: Element, value_of: ValueOf) -> None:
    """Put each field's value in its place. Values are looked up once and never read for marks again."""
    codes = _codes(part)
    paragraphs = list(_paragraphs(part, codes))
    for texts in paragraphs:
        _fill_marks(texts, value_of)
    for code in codes:
        _fill_code(code, value_of(code.name))


@dataclass
class _Code:
    """One Word field: its instruction, the elements that make it up, and the text it shows."""

    instruction: str = ""
    name: str = ""
    shows: bool = False
    parts: list[Element] = field(default_factory=list)
    texts: list[Element] = field(default_factory=list)
    simple: Element = None


def _codes(part: Element) -> list[_Code]:
    """The MERGEFIELD codes of the part; any code that a letter may not carry is refused."""
    done: list[_Code] = []
    open_codes: list[_Code] = []
    for element in part.iter():
        if element.tag == f"{W}fldSimple":
            code = _Code(instruction=element.get(f"{W}instr", ""), simple=element)
            code.texts = list(element.iter(f"{W}t"))
            _take(code, done, open_codes)
        elif element.tag == f"{W}fldChar":
            _field_char(element, open_codes, done)
        elif element.tag == f"{W}instrText" and open_codes:
            open_codes[-1].instruction += element.text or ""
            open_codes[-1].parts.append(element)
        elif element.tag == f"{W}t" and open_codes and open_codes[-1].shows:
            open_codes[-1].texts.append(element)
    if any(_MERGEFIELD.match(code.instruction) for code in open_codes):
        raise _broken_code()
    return done


def _field_char(element: Element, open_codes: list[_Code], done: list[_Code]) -> None:
    kind = element.get(f"{W}fldCharType")
    if kind == "begin":
        open_codes.append(_Code(parts=[element]))
        return
    if not open_codes:
        raise _broken_code()
    open_codes[-1].parts.append(element)
    if kind == "separate":
        open_codes[-1].shows = True
    else:
        _take(open_codes.pop(), done, open_codes)


def _take(code: _Code, done: list[_Code], around: list[_Code]) -> None:
    if _NEVER.match(code.instruction):
        raise Unsafe(
            _("it holds the Word code %(code)s, which a letter may not") % {"code": code.instruction.split()[0]},
            _("take the code out of the template"),
        )
    found = _MERGEFIELD.match(code.instruction)
    if found is None:
        return
    if any(not outer.shows for outer in around):
        raise Unsafe(
            _("a field stands inside a Word rule such as IF"),
            _("write the field by itself, without the rule"),
        )
    code.name = found.group(1) or found.group(2)
    done.append(code)


def _fill_code(code: _Code, value: str) -> None:
    anchor = code.texts[0] if code.texts else _new_text(code)
    for text in code.texts[1:]:
        text.text = ""
    _put(anchor, "", value, "")
    for element in code.parts:
        element.getparent().remove(element)
    if code.simple is not None:
        parent = code.simple.getparent()
        at = parent.index(code.simple)
        parent[at : at + 1] = list(code.simple)


def _new_text(code: _Code) -> Element:
    """A place for the value of a code that shows nothing yet."""
    if code.simple is not None:
        run = code.simple.makeelement(f"{W}r")
        code.simple.append(run)
        text = run.makeelement(f"{W}t")
        run.append(text)
        return text
    last = code.parts[-1]
    text = last.makeelement(f"{W}t")
    last.addprevious(text)
    return text


def _paragraphs(part: Element, codes: list[_Code]) -> Iterator[list[Element | None]]:
    """The text elements of each paragraph, without those that codes show; None where something else
    stands."""
    # The codes hold their elements, so these ids stay theirs.
    shown = {id(text) for code in codes for text in code.texts}
    for paragraph in part.iter(f"{W}p"):
        yield [None if each.tag in _GAPS or id(each) in shown else each for each in _own(paragraph)]


def _own(paragraph: Element) -> Iterator[Element]:
    """Text and gaps of this paragraph, leaving out paragraphs inside it (text boxes have their own)."""
    todo = list(reversed(paragraph))
    while todo:
        element = todo.pop()
        if element.tag == f"{W}t" or element.tag in _GAPS:
            yield element
        if element.tag != f"{W}p":
            todo += reversed(element)


def _joined(texts: list[Element | None]) -> str:
    return "".join("\n" if text is None else text.text or "" for text in texts)


def _name_of(match: "re.Match[str]") -> str:
    return match.group(1) or match.group(2)


def _fill_marks(texts: list[Element | None], value_of: ValueOf) -> None:
    whole = _joined(texts)
    left_over = _MARK.sub("", whole)
    for half in ("{{", "}}"):
        if half in left_over:
            at = left_over.index(half)
            raise Unsafe(
                _("a field near “%(text)s” is not closed, or its name has signs that a name may not")
                % {"text": left_over[max(0, at - 20) : at + 20].strip()},
                _("write it as {{field}} or «field», letters and spaces only"),
            )
    # From the end, so that earlier places stay where they were found.
    for match in reversed(list(_MARK.finditer(whole))):
        _replace(texts, match.start(), match.end(), value_of(_name_of(match)))


def _replace(texts: list[Element | None], start: int, end: int, value: str) -> None:
    at, first = 0, True
    for text in texts:
        length = 1 if text is None else len(text.text or "")
        if text is not None and at < end and at + length > start:
            own = text.text or ""
            before, after = own[: max(0, start - at)], own[max(0, end - at) :] if end < at + length else ""
            _put(text, before, value if first else "", after)
            first = False
        at += length
        if at >= end:
            return


def _put(text: Element, before: str, value: str, after: str) -> None:
    """Write the value as plain text between the two, its line breaks as Word's."""
    first, *others = value.split("\n")
    text.text = before + first
    text.set(_SPACE, "preserve")
    last = text
    for line in others:
        brk = text.makeelement(f"{W}br")
        last.addnext(brk)
        new = text.makeelement(f"{W}t", {_SPACE: "preserve"})
        new.text = line
        brk.addnext(new)
        last = new
    last.text += after


def _broken_code() -> Unsafe:
    return Unsafe(_("one of its field codes is broken"), _("insert the field again"))

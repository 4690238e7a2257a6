"""HTML as a tree that two pages can be compared by: attribute order and idle white space left out."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "circle"}
# Beside these, white space is seen and heard: between two of them, or between one and a word.
INLINE = {"a", "span", "strong", "em", "b", "i", "code", "small", "label", "button", "svg", "input"}
# What starts and ends a line of its own even though the list above calls it inline.
EXACT = {"textarea", "pre"}

Node = tuple[str, tuple[tuple[str, str], ...], list["Node | str"]]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: Node = ("#root", (), [])
        self.open: list[Node] = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        seen = [name for name, _ in attrs]
        assert len(seen) == len(set(seen)), f"<{tag}> has an attribute twice: {attrs}"
        tidy = tuple(sorted((name, " ".join((value or "").split())) for name, value in attrs))
        node: Node = (tag, tidy, [])
        self.open[-1][2].append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        name = self.open.pop()[0]
        assert name == tag, f"</{tag}> closes <{name}>"

    def handle_data(self, data: str) -> None:
        inside = self.open[-1]
        if inside[0] in EXACT:
            inside[2].append(data)
            return
        words = re.sub(r"\s+", " ", data)
        if inside[2] and isinstance(inside[2][-1], str):
            words = re.sub(r" +", " ", inside[2].pop() + words)  # type: ignore[operator]
        inside[2].append(words)


def _is_inline(node: Node | str) -> bool:
    return isinstance(node, str) or node[0] in INLINE


def _tidied(node: Node) -> Node:
    tag, attrs, children = node
    if tag in EXACT:
        return node
    kept: list[Node | str] = []
    for number, child in enumerate(children):
        if not isinstance(child, str):
            kept.append(_tidied(child))
            continue
        before = children[number - 1] if number else None
        after = children[number + 1] if number + 1 < len(children) else None
        words = child
        if before is None or not _is_inline(before):
            words = words.lstrip(" ")
        if after is None or not _is_inline(after):
            words = words.rstrip(" ")
        if words:
            kept.append(words)
    return tag, attrs, kept


def tree(html: str) -> Node:
    """The tree of a piece of HTML; fails when a tag is left open or an attribute is given twice."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.open == [builder.root], f"left open: {[node[0] for node in builder.open[1:]]}"
    return _tidied(builder.root)


def lines(node: Node | str, depth: int = 0) -> list[str]:
    """The tree as lines, so that a difference reads as a difference."""
    if isinstance(node, str):
        return [" " * depth + repr(node)]
    tag, attrs, children = node
    own = " ".join(f'{name}="{value}"' for name, value in attrs)
    return [" " * depth + f"<{tag} {own}>", *(line for child in children for line in lines(child, depth + 1))]

"""`{% govuk %}` and its kin: the components inside page templates.

The components themselves are in look/components, the patterns made of them in templatetags/patterns.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context, TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString

from safeguarding.look.components import component

register = template.Library()

_COLLECTED = "govuk items"


def nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """`label__text="Name"` becomes `label={"text": "Name"}`, as deep as wanted."""
    whole: dict[str, Any] = {}
    for path, value in flat.items():
        *above, last = path.split("__")
        place = whole
        for step in above:
            place = place.setdefault(step, {})
        place[last] = value
    return whole


@register.simple_tag(name="govuk")
def govuk(name: str, /, **given: Any) -> SafeString:
    """One component: `{% govuk "button" text=_("Save") %}`. `label__text=` sets the text of the label."""
    return component(name, **nested(given))


class _Asked:
    """The words of a tag: leading positions, then names with values."""

    def __init__(self, parser: Parser, token: Token, positions: int) -> None:
        bits = token.split_contents()
        self.tag = bits[0]
        self.positions: list[FilterExpression] = [parser.compile_filter(bit) for bit in bits[1 : positions + 1]]
        rest = bits[positions + 1 :]
        self.named = token_kwargs(rest, parser)
        if rest or len(self.positions) < positions:
            raise TemplateSyntaxError(
                f"{{% {self.tag} %}} takes {positions} leading value(s) and then name=value pairs; "
                f"what it could not read: {' '.join(rest) or 'nothing follows'}"
            )

    def values(self, context: Context) -> dict[str, Any]:
        return nested({name: value.resolve(context) for name, value in self.named.items()})


class _Block(Node):
    def __init__(self, asked: _Asked, body: NodeList) -> None:
        self.asked, self.nodelist = asked, body

    def render(self, context: Context) -> SafeString:
        given = self.asked.values(context)
        collected: dict[str, list[Any]] = {}
        with context.push(**{_COLLECTED: collected}):
            body = self.nodelist.render(context)
        into = given.pop("into", "html")
        if body.strip():
            _merge(given, nested({into: body}))
        for name, items in collected.items():
            given[name] = [*given.get(name, []), *items]
        return component(self.asked.positions[0].resolve(context), **given)


@register.tag
def govukblock(parser: Parser, token: Token) -> Node:
    """A component whose HTML is the body.

    `{% govukblock "details" summary_text=_("Help") %}…{% endgovukblock %}`.
    `into="slots__end"` takes the body elsewhere than to `html`.

    Items and rows may be added inside it, in a loop too, with `{% govukitem %}` and `{% govukitemblock %}`.
    """
    asked = _Asked(parser, token, 1)
    body = parser.parse(("endgovukblock",))
    parser.delete_first_token()
    return _Block(asked, body)


class _Item(Node):
    def __init__(self, asked: _Asked, body: NodeList | None = None) -> None:
        self.asked, self.nodelist = asked, body or NodeList()

    def render(self, context: Context) -> SafeString:
        if _COLLECTED not in context:
            raise TemplateSyntaxError(f"{{% {self.asked.tag} %}} stands only inside {{% govukblock %}}.")
        collected = context[_COLLECTED]
        where, *path = (value.resolve(context) for value in self.asked.positions)
        item = self.asked.values(context)
        if path:
            _merge(item, nested({path[0]: self.nodelist.render(context)}))
        collected.setdefault(where, []).append(item)
        return SafeString("")


def _merge(into: dict[str, Any], more: Mapping[str, Any]) -> None:
    for name, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(name), dict):
            _merge(into[name], value)
        else:
            into[name] = value


@register.tag
def govukitem(parser: Parser, token: Token) -> Node:
    """One more entry of a list: `{% govukitem "rows" key__text=_("Area") value__text=area %}`."""
    return _Item(_Asked(parser, token, 1))


@register.tag
def govukitemblock(parser: Parser, token: Token) -> Node:
    """One more entry whose HTML is the body.

    `{% govukitemblock "rows" "value__html" key__text=_("Area") %}…{% endgovukitemblock %}`.
    """
    asked = _Asked(parser, token, 2)
    body = parser.parse(("endgovukitemblock",))
    parser.delete_first_token()
    return _Item(asked, body)

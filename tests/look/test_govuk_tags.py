"""The tags that page templates write components with."""

from __future__ import annotations

import pytest
from django.template import Context, Engine, TemplateSyntaxError

from safeguarding.look.components import ComponentError, component
from tests.look.html_trees import tree

ENGINE = Engine(libraries={"govuk": "safeguarding.look.templatetags.govuk"})


def written(source: str, **context: object) -> str:
    return ENGINE.from_string("{% load govuk %}" + source).render(Context(context))


def test_a_component_is_one_tag() -> None:
    assert written('{% govuk "button" text="Save" %}') == component("button", text="Save")


def test_two_underscores_reach_inside() -> None:
    source = '{% govuk "input" name="phone" label__text="Telephone" hint__text="With the area code" value=typed %}'
    expected = component(
        "input",
        name="phone",
        label={"text": "Telephone"},
        hint={"text": "With the area code"},
        value="020 <1>",
    )
    assert written(source, typed="020 <1>") == expected


def test_typed_words_in_a_tag_are_escaped() -> None:
    assert "&lt;b&gt;" in written('{% govuk "tag" text=typed %}', typed="<b>")


def test_typed_words_as_html_are_refused() -> None:
    with pytest.raises(ComponentError, match=r"tag\.html is HTML"):
        written('{% govuk "tag" html=typed %}', typed="<b>")


def test_the_body_of_a_block_is_html_and_escapes_what_it_prints() -> None:
    source = '{% govukblock "inset-text" %}<p>{{ typed }}</p>{% endgovukblock %}'
    assert "<p>&lt;b&gt;</p>" in written(source, typed="<b>")


def test_rows_are_added_in_a_loop() -> None:
    source = (
        '{% govukblock "summary-list" %}{% for key, value in facts %}'
        '{% govukitem "rows" key__text=key value__text=value %}{% endfor %}{% endgovukblock %}'
    )
    rows = [{"key": {"text": k}, "value": {"text": v}} for k, v in (("Area", "North <1>"), ("Opened", "4 May"))]
    ours = written(source, facts=[("Area", "North <1>"), ("Opened", "4 May")])
    assert tree(ours) == tree(component("summary-list", rows=rows))


def test_an_item_may_have_a_body_of_html() -> None:
    source = (
        '{% govukblock "accordion" id="why" %}'
        '{% govukitemblock "items" "content__html" heading__text="Reasons" %}'
        "<p>{{ typed }}</p>{% endgovukitemblock %}"
        "{% endgovukblock %}"
    )
    assert "<p>&lt;b&gt;</p>" in written(source, typed="<b>")


def test_an_item_outside_a_block_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="only inside"):
        written('{% govukitem "rows" text="Alone" %}')


def test_a_block_inside_a_block_keeps_its_own_items() -> None:
    source = (
        '{% govukblock "details" summary_text="More" %}{% govukblock "tabs" id_prefix="t" %}'
        '{% govukitem "items" label="One" panel__text="First" %}{% endgovukblock %}{% endgovukblock %}'
    )
    assert 'href="#t-1"' in written(source)


def test_words_that_a_tag_cannot_read_are_named() -> None:
    with pytest.raises(TemplateSyntaxError, match="stray"):
        written('{% govukblock "details" stray %}{% endgovukblock %}')

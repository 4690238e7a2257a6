"""What a component refuses and what it escapes; how it looks is held by the official examples."""

from __future__ import annotations

import pytest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from safeguarding.look.components import ComponentError, component


def test_words_are_escaped() -> None:
    written = component("inset-text", text="<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in written
    assert "<script" not in written


def test_typed_words_can_never_become_markup() -> None:
    with pytest.raises(ComponentError, match=r"inset-text\.html is HTML but was given an ordinary string"):
        component("inset-text", html="<b>typed by somebody</b>")


def test_html_deep_inside_is_refused_with_its_place() -> None:
    rows = [{"key": {"text": "Reference"}, "value": {"html": "<i>typed</i>"}}]
    with pytest.raises(ComponentError, match=r"summary-list\.rows\[0\]\.value\.html is HTML"):
        component("summary-list", rows=rows)


def test_a_slot_is_html_though_it_is_not_called_so() -> None:
    with pytest.raises(ComponentError, match=r"service-navigation\.slots\.end is HTML"):
        component("service-navigation", slots={"end": "<b>typed</b>"})


def test_attributes_from_an_ordinary_string_are_refused() -> None:
    with pytest.raises(ComponentError, match=r"tag\.attributes is HTML"):
        component("tag", text="Sent", attributes='onclick="typed()"')


def test_the_value_of_an_attribute_cannot_end_the_attribute() -> None:
    assert 'data-note="&quot;&gt;&lt;b&gt;"' in component("tag", text="Sent", attributes={"data-note": '"><b>'})


def test_html_that_is_marked_safe_is_kept() -> None:
    assert "<b>Sent &amp; kept</b>" in component("inset-text", html=format_html("<b>{}</b>", "Sent & kept"))


def test_a_misspelt_parameter_is_named_with_the_nearest() -> None:
    with pytest.raises(ComponentError, match=r"'button' has no parameter 'clases'\. Did you mean 'classes'\?"):
        component("button", text="Save", clases="wide")


def test_a_misspelt_component_is_named_with_the_nearest() -> None:
    with pytest.raises(ComponentError, match=r"no component called 'buton'\. Did you mean 'button'\?"):
        component("buton", text="Save")


def test_both_spellings_of_a_parameter_are_one() -> None:
    camel = component("button", text="Go", isStartButton=True)
    assert camel == component("button", text="Go", is_start_button=True)


def test_translated_words_are_taken_as_words() -> None:
    assert "Save &amp; continue" in component("button", text=gettext_lazy("Save & continue"))


def test_nothing_given_writes_nothing() -> None:
    assert component("button", text="Save", href=None, name=None) == component("button", text="Save")


def test_what_was_given_is_left_as_it_was() -> None:
    items = [{"value": "yes", "text": "Yes"}, {"value": "no", "text": "No"}]
    before = [dict(item) for item in items]
    component("radios", name="safe", items=items)
    component("radios", name="safe", items=items)
    assert items == before


def test_a_zero_that_somebody_typed_is_shown() -> None:
    assert 'value="0"' in component("input", name="count", label={"text": "How many"}, value=0)

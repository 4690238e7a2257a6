"""The language of the page: wording of law, days, and nothing in a language that has no word for it."""

from datetime import date

from django.template import Context, Template
from django.utils.translation import override

from safeguarding.look.languages import day, spoken
from safeguarding.rules.text import Text

TITLE, UNCHECKED = Text(en="Notify", cy="(Notify)"), Text(en="Tell")


def written(**given: Text) -> str:
    return Template("{% load words %}{{ title|spoken }}, {{ other|spoken }}").render(Context(given))


def test_wording_of_law_is_told_in_the_language_of_the_page_where_it_has_it() -> None:
    assert written(title=TITLE, other=UNCHECKED) == "Notify, Tell"
    with override("cy"):
        assert written(title=TITLE, other=UNCHECKED) == "(Notify), Tell"


def test_a_language_that_law_does_not_know_is_english() -> None:
    for code, language in (("en-gb", "en"), ("cy", "cy"), ("fr", "en")):
        with override(code):
            assert spoken() == language
    with override(None):
        assert spoken() == "en"


def test_a_month_is_named_in_the_language_of_the_page() -> None:
    assert day(date(2026, 6, 2)) == "2 June 2026"
    with override("cy"):
        assert day(date(2026, 6, 2)) == "2 Mehefin 2026"

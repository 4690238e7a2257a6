"""A chart is drawn with its table, says the same twice, and needs neither script nor style."""

import re

from django.template import Context, Template

from safeguarding.look.charts import Chart, bars

CHART = Chart(
    "c", "Where <each> stands", "Of one year.", ("Stage", "Incidents"), (("A & B", 12), ("C", 6), ("D", None)), None
)


def written(chart: Chart) -> str:
    return Template("{% load patterns %}{% chart one %}").render(Context({"one": chart}))


def test_the_table_says_what_the_picture_shows() -> None:
    page = written(CHART)
    assert re.findall(r'<th scope="row"[^>]*>(.*?)</th><td[^>]*>(.*?)</td>', page) == [
        ("A &amp; B", "12"), ("C", "6"), ("D", "not shown"), ("Together", "not shown"),
    ]  # fmt: skip
    assert re.findall(r"<text[^>]*>(.*?)</text>", page) == ["A &amp; B", "12", "C", "6", "D", "not shown"]


def test_a_bar_is_as_long_as_its_count_and_one_not_shown_has_no_length() -> None:
    assert re.findall(r'<rect [^>]*?width="(\d+)"', bars(CHART)) == ["320", "160", "0"]


def test_nothing_in_it_is_refused_by_a_strict_policy_and_nothing_stays_markup() -> None:
    page = written(CHART)
    assert "style=" not in page
    assert "<script" not in page
    assert "<each>" not in page


def test_the_table_that_scrolls_is_named_otherwise_than_the_part_it_stands_in() -> None:
    named = re.findall(r'aria-label="(.*?)"', written(CHART))
    assert named == ["Where &lt;each&gt; stands, in figures"]


def test_a_chart_of_nothing_says_so() -> None:
    assert "Nothing to count yet" in written(Chart("c", "T", "N", ("A", "B"), (), 0))

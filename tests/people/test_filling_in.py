"""Typed text is put back into any form of ours as it was, and into no other."""

import pytest

from safeguarding.people.filling_in import fill_in

HERE = "/page/"


def filled(form: str, **fields: list[str]) -> str:
    return fill_in(f'<form method="post">{form}</form>', fields, path=HERE)[0]


def test_a_text_box_gets_its_text_escaped() -> None:
    assert filled('<input name="a" value="old">', a=['"><script>']) == (
        '<form method="post"><input name="a" value="&quot;&gt;&lt;script&gt;"></form>'
    )


def test_a_text_area_gets_its_text_in_place_of_the_old_and_keeps_its_first_line_break() -> None:
    page = filled('<textarea name="a" rows="5">old &amp; &#8217; <b></textarea>', a=["\nnew </textarea> one"])
    assert page == ('<form method="post"><textarea name="a" rows="5">\n\nnew &lt;/textarea&gt; one</textarea></form>')


def test_radios_and_checkboxes_are_ticked_as_they_were() -> None:
    form = (
        '<input type="radio" name="r" value="1" checked><input type="radio" name="r" value="2">'
        '<input type="checkbox" name="c" value="x"><input type="checkbox" name="c" value="y" checked>'
    )
    page = filled(form, r=["2"], c=["x"])
    assert 'value="1">' in page
    assert 'value="2" checked="">' in page
    assert 'value="x" checked="">' in page
    assert 'value="y">' in page


def test_a_list_is_set_to_what_was_chosen() -> None:
    page = filled(
        '<select name="s"><option value="">-</option><option value="b" selected>B<option value="c">C</select>', s=["c"]
    )
    assert '<option value="b">' in page
    assert '<option value="c" selected="">' in page


def test_a_name_that_stands_several_times_gets_its_values_in_order() -> None:
    page = filled('<input name="n"><input name="n"><input name="n">', n=["one", "two"])
    assert 'value="one"><input name="n" value="two"><input name="n" value="">' in page


@pytest.mark.parametrize("kind", ["password", "file", "submit"])
def test_passwords_files_and_buttons_are_left_alone(kind: str) -> None:
    page, unplaced = fill_in(
        f'<form method="post"><input type="{kind}" name="a" value="v"></form>', {"a": ["x"]}, path=HERE
    )
    assert 'value="v"' in page
    assert unplaced == {"a": ["x"]}


@pytest.mark.parametrize("form", ['<form method="get">', "<form>", '<form method="post" action="/elsewhere/">'])
def test_other_forms_of_the_page_are_left_alone(form: str) -> None:
    page = f'{form}<input name="a"></form>'
    assert fill_in(page, {"a": ["x"]}, path=HERE) == (page, {"a": ["x"]})


def test_what_finds_no_place_is_handed_back() -> None:
    assert fill_in("<p>No form</p>", {"a": ["x"], "empty": [""]}, path=HERE)[1] == {"a": ["x"]}


def test_everything_else_of_a_page_is_copied_as_it_is() -> None:
    page = (
        "<!doctype html>\n<html lang=en><!-- note --><head><script src='x.js'></script></head>"
        "<body>&nbsp;&#39;<BR/><p class=a>text</p></body></html>"
    )
    assert fill_in(page, {"a": ["x"]}, path=HERE)[0] == page


def test_a_hidden_field_gets_what_the_text_was_written_against() -> None:
    assert filled('<input type="hidden" name="version" value="9">', version=["8"]).count('value="8"') == 1


@pytest.mark.parametrize("name", ["csrfmiddlewaretoken", "whose", "next"])
def test_the_forms_own_tokens_are_left_alone(name: str) -> None:
    form = f'<input type="hidden" name="{name}" value="new">'
    assert 'value="new"' in filled(form, **{name: ["old"]})

"""The sheet to copy: official order, four children apart, the rest in free text, counted in code points."""

from typing import Any

import pytest

from safeguarding.rules.forms.sheet import SheetField, further_children, sheet

from .answers import CHILD, INCIDENT, SENT, children
from .samples import england

FORM = england("notification")


def fields(*of_children: dict[str, Any], **keys: Any) -> tuple[SheetField, ...]:
    return sheet(FORM, INCIDENT, of_children, **keys)


def text(key: str, found: tuple[SheetField, ...]) -> str:
    return next(field.text for field in found if field.key == key)


def test_the_fields_stand_in_the_official_order_child_by_child() -> None:
    found = fields(*children(2))
    order = [(field.number, field.child or 0) for field in found]
    before = [pair for pair in order if pair[0] < 14]
    about = [pair for pair in order if 14 <= pair[0] <= 30]
    after = [pair for pair in order if pair[0] > 30]
    assert order == before + about + after
    assert before == sorted(before)
    assert after == sorted(after)
    assert about == sorted(about, key=lambda pair: (pair[1], pair[0]))


def test_each_field_reads_as_it_is_to_be_typed() -> None:
    found = fields(CHILD)
    assert text("notifying-authority", found) == "Barnsley"
    assert text("incident-date", found) == "between 9 March 2026 and 11 March 2026"
    assert text("became-aware", found) == "13 March 2026, 09:05"
    assert text("harm-kinds", found) == "Physical abuse; Neglect"
    assert text("positions", found) == "Example Council: Agrees\nExample Police: Not reached"
    assert text("documents", found) == "order.pdf (Legal papers)\nnote.txt"
    assert text("date-of-birth.1", found) == "2 June 2019"
    assert text("parents.1", found) == (
        "Sam Marlow; Relation to the child: mother; Living with the child: Yes\nNot known; Living with the child: No"
    )
    assert text("siblings.1", found) == ""


def test_what_is_not_asked_is_not_on_the_sheet_and_what_is_sent_comes_after() -> None:
    keys = {field.key for field in fields(CHILD)}
    assert keys.isdisjoint({"placement.1", "age.1", "date-notified", "panel-reference"})
    after = sheet(FORM, INCIDENT | SENT, [CHILD], sent=True)
    assert text("date-notified", after) == "17 March 2026, 16:00"
    assert after[-1].key == "panel-reference"


def test_what_is_required_and_missing_is_marked() -> None:
    found = {field.key: field for field in sheet(FORM, {}, [])}
    assert found["surname.1"].is_missing
    assert not found["other-names.1"].is_missing
    assert not found["siblings.1"].is_missing
    assert found["surname.1"].text == ""
    assert not any(field.is_missing for field in fields(CHILD))


@pytest.mark.parametrize(("count", "in_detail"), [(1, 1), (4, 4), (5, 4), (9, 4)])
def test_up_to_four_children_stand_one_by_one(count: int, in_detail: int) -> None:
    found = fields(*children(count))
    assert {field.child for field in found} - {None} == set(range(1, in_detail + 1))
    assert len({field.key for field in found}) == len(found)
    for number in range(1, count + 1):
        everywhere = "\n".join(field.text for field in found)
        assert f"Robin {number}" in everywhere


@pytest.mark.parametrize("count", [1, 4])
def test_up_to_four_children_leave_what_happened_alone(count: int) -> None:
    assert text("what-happened", fields(*children(count))) == "First line.\nSecond line."


def test_a_fifth_child_is_told_in_full_after_what_happened() -> None:
    told = text("what-happened", fields(*children(5)))
    assert told == (
        "First line.\nSecond line.\n\n"
        "Further children\n\n"
        "Child 5\n"
        "Surname: Marlow\n"
        "Forenames: Robin 5\n"
        "Date of birth: 2 June 2019\n"
        "Sex: Female\n"
        "Ethnicity: Not known\n"
        "Is or was the child disabled? No\n"
        "Home address: 12 Example Street / Example Town\n"
        "Home local authority area: Bedford\n"
        "Was the child looked after (in care) when it happened? No\n"
        "Was the child on a child in need plan? Not known\n"
        "Was the child on a child protection plan? No\n"
        "Was the child or family known to any agency? No\n"
        "Parents and carers: Sam Marlow; Relation to the child: mother; Living with the child: Yes"
        " / Not known; Living with the child: No"
    )


def test_nine_children_are_told_in_their_order_and_counted() -> None:
    field = next(field for field in fields(*children(9)) if field.key == "what-happened")
    assert [line for line in field.text.splitlines() if line.startswith("Child ")] == [
        f"Child {number}" for number in range(5, 10)
    ]
    assert field.characters == len(field.text) > 2000


def test_an_answer_that_is_no_longer_asked_is_not_told_of_a_fifth_child() -> None:
    stale = CHILD | {"placement": "foster-care"}
    assert "Foster care" not in further_children(FORM, INCIDENT, [CHILD] * 4 + [stale])
    in_care = stale | {"looked-after": "yes"}
    assert "Foster care" in further_children(FORM, INCIDENT, [CHILD] * 4 + [in_care])


def test_children_alone_fill_the_free_text_when_nothing_was_written_there() -> None:
    found = sheet(FORM, {}, children(5))
    told = next(field for field in found if field.key == "what-happened")
    assert told.text.startswith("Further children\n\nChild 5\n")
    assert told.is_missing


def test_characters_are_unicode_code_points_not_bytes_nor_utf_16_units() -> None:
    field = SheetField(11, "what-happened", "What happened?", "Zoë 👍\n", None, is_missing=False)
    assert field.characters == 6
    assert len(field.text.encode()) == 10
    assert len(field.text.encode("utf-16-le")) // 2 == 7


def test_a_form_without_a_limit_has_no_further_children() -> None:
    proposal = england("proposal")
    found = sheet(proposal, {}, children(6))
    assert {field.child for field in found} == {None, *range(1, 7)}
    assert further_children(proposal, {}, children(6)) == ""

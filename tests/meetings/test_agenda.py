"""The agenda: items, what is open as suggestions, papers chosen, and all of them as one PDF with its index."""

import io
from datetime import timedelta

import pikepdf
import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.models import Case
from safeguarding.ground.models import AuditEntry
from safeguarding.meetings.actions.agenda import add_case, add_item, change_item, choose_item_papers, take_off_item
from safeguarding.meetings.agenda import open_about, open_in
from safeguarding.meetings.bundle import bundle_of
from safeguarding.meetings.models import AgendaItem, ItemPaper, Meeting
from safeguarding.meetings.views.meeting import items_of
from safeguarding.rules.refusal import Refused
from tests.cast import Cast
from tests.files.samples import eml
from tests.gathering import asking
from tests.making import open_incident
from tests.meetings.making import (
    FRI_13_NOV,
    MARKER,
    a_paper,
    about,
    do,
    item_of,
    of_partnership,
    plain_item,
    typed,
)
from tests.plans import making as planning


def a_pdf(pages: int = 1) -> bytes:
    """A PDF of so many empty pages."""
    made, written = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page()
    made.save(written)
    return written.getvalue()


def test_what_is_open_about_a_case_is_suggested_and_nothing_twice(cast: Cast, notified: Case) -> None:
    with acting_as(cast.ben.pk):
        found = open_about(notified, on=FRI_13_NOV)
    assert any("meeting" in one for one in found)
    assert len(found) == len(set(found)) > 3


def test_who_has_still_to_answer_and_what_the_review_lacks_is_open(cast: Cast) -> None:
    (asked,) = asking.ask(cast)
    with acting_as(cast.ben.pk):
        found = open_about(asked.case, on=today.today())
        later = open_about(asked.case, on=asked.wanted_by + timedelta(days=2))
    answers = [one for one in found if one.startswith(f"{cast['ashmere-hospital']} has still to answer: ")]
    assert len(answers) == 1
    assert any("has still to answer" in one and "2 days past its date" in one for one in later)
    assert any(one.startswith("Section 1 is empty") for one in found)
    assert "No decision is proposed yet" in found


def test_an_action_of_a_case_is_named_in_words_about_that_case_alone(cast: Cast, case: Case) -> None:
    on, partnership = today.today(), cast["ashmere-partnership"]
    given = {"due_on": on + timedelta(days=30)}
    of_case = planning.acted(cast, None, case=case, text=f"Ring {MARKER}", **given)
    of_none = planning.acted(cast, None, text="Train everybody", **given)
    with acting_as(cast.ben.pk):
        across, about_it = open_in(partnership, on=on), open_about(case, on=on)
        late = open_in(partnership, on=on + timedelta(days=31))
    assert any(of_case.reference in one for one in across)
    assert MARKER not in str(across)
    assert any(f"{of_none.reference}: Train everybody. {of_none.lead} leads it, by" in one for one in across)
    assert any(f"{of_case.reference}: Ring {MARKER}" in one for one in about_it)
    assert of_none.reference not in str(about_it)
    assert all("It needs something" in one for one in late)


def test_a_partnership_without_a_plan_has_nothing_open(cast: Cast) -> None:
    assert open_in(cast["ashmere-partnership"], on=FRI_13_NOV) == []


def test_several_incidents_or_none_are_on_one_agenda(cast: Cast, case: Case) -> None:
    other, meeting = open_incident(cast, known_on=FRI_13_NOV), of_partnership(cast)
    for one in (case, other):
        do(cast, add_case, meeting=meeting, case=one)
    plain_item(cast, meeting)
    with acting_as(cast.ben.pk):
        said = list(AgendaItem.objects.values_list("number", "title"))
    assert said == [(1, case.reference), (2, other.reference), (3, "Dates of next year")]


@pytest.mark.parametrize("name", ["ada", "pia", "vic", "eve"])
def test_nobody_else_changes_the_agenda(cast: Cast, case: Case, name: str) -> None:
    meeting = about(cast, case)
    item = item_of(cast, meeting)
    for verb, given in (
        (add_item, {"meeting": meeting, "title": "x"}),
        (add_case, {"meeting": meeting, "case": case}),
        (change_item, {"item": item, "title": "x", "asked": "", "seen": 1}),
        (take_off_item, {"item": item}),
        (choose_item_papers, {"item": item, "papers": []}),
    ):
        with pytest.raises((Refused, Case.DoesNotExist)):
            do(cast, verb, by=name, **given)


def test_a_manager_elsewhere_puts_no_case_of_ours_on_their_own_agenda(cast: Cast, case: Case) -> None:
    theirs = of_partnership_of_calder(cast)
    with pytest.raises((Refused, Case.DoesNotExist)):
        do(cast, add_case, by="vic", meeting=theirs, case=case)


def of_partnership_of_calder(cast: Cast) -> Meeting:
    from safeguarding.meetings.actions.calling import call_meeting
    from tests.meetings.making import MON_16_NOV, TWO

    return do(
        cast, call_meeting, by="vic", partnership=cast["calder-partnership"], kind="case-review-group", title="Theirs",
        meets_on=MON_16_NOV, starts_at=TWO, place="Room",
    )  # fmt: skip


def test_an_item_is_worded_anew_and_not_over_anothers_words(cast: Cast, case: Case) -> None:
    item = item_of(cast, about(cast, case))
    do(cast, change_item, item=item, title="Anew", asked="What next?", seen=1)
    with pytest.raises(ChangedMeanwhile):
        do(cast, change_item, item=item, title="Over it", asked="", seen=1)
    with pytest.raises(Refused):
        do(cast, change_item, item=item, title="  ", asked="", seen=2)


def test_an_item_goes_off_while_nothing_is_written_under_it(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    second = plain_item(cast, meeting)
    do(cast, take_off_item, item=second)
    typed(cast, item_of(cast, meeting))
    with pytest.raises(Refused, match="stays"):
        do(cast, take_off_item, item=item_of(cast, meeting))


def test_privileged_papers_and_those_of_another_case_are_never_read_at_a_meeting(cast: Cast, case: Case) -> None:
    item = item_of(cast, about(cast, case))
    privileged = a_paper(cast, case, "advice.pdf", a_pdf(), marking="Legally privileged")
    elsewhere = a_paper(cast, open_incident(cast, known_on=FRI_13_NOV), "other.pdf", a_pdf())
    for paper in (privileged, elsewhere):
        with pytest.raises(Refused, match="cannot be read"):
            do(cast, choose_item_papers, item=item, papers=[paper])


def test_papers_are_one_pdf_in_agenda_order_and_the_rest_stands_beside(cast: Cast, case: Case) -> None:
    meeting = about(cast, case)
    item = item_of(cast, meeting)
    papers = [
        a_paper(cast, case, "second (two pages).pdf", a_pdf(2)),
        a_paper(cast, case, "mail.eml", eml(body="As agreed")),
        a_paper(cast, case, "covered.pdf", a_pdf(3), is_covered=True),
        a_paper(cast, case, "last – ’.pdf", a_pdf()),
    ]
    do(cast, choose_item_papers, item=item, papers=papers)
    with acting_as(cast.pia.pk):
        content = bundle_of(meeting, items_of(meeting))
        reads = AuditEntry.objects.filter(chain="reads", person_id=cast.pia.pk, case_id=case.pk).count()
    with pikepdf.open(io.BytesIO(content)) as made, made.open_outline() as outline:
        assert len(made.pages) == 1 + 2 + 1
        assert [one.title.split(", ")[-1] for one in outline.root] == [
            "Index",
            "second (two pages).pdf",
            "last – ’.pdf",
        ]
        index = made.pages[0].Contents.read_bytes()
    assert b"mail.eml: opened beside" in index
    assert b"covered.pdf: opened beside" in index
    assert rb"second \(two pages\).pdf: page 2" in index
    assert b"page 4" in index
    assert reads == 2


def test_the_bundle_holds_the_papers_of_items_that_the_reader_sees_alone(cast: Cast, case: Case) -> None:
    from tests.meetings.making import invited

    meeting = about(cast, case)
    do(cast, choose_item_papers, item=item_of(cast, meeting), papers=[a_paper(cast, case, "secret.pdf", a_pdf(5))])
    invited(cast, meeting, "kit")
    with acting_as(cast.kit.pk):
        content = bundle_of(meeting, items_of(meeting))
    with pikepdf.open(io.BytesIO(content)) as made:
        assert len(made.pages) == 1
        assert b"secret" not in made.pages[0].Contents.read_bytes()


def test_papers_are_chosen_anew(cast: Cast, case: Case) -> None:
    item = item_of(cast, about(cast, case))
    one, two = a_paper(cast, case, "one.pdf", a_pdf()), a_paper(cast, case, "two.pdf", a_pdf(2))
    do(cast, choose_item_papers, item=item, papers=[one])
    do(cast, choose_item_papers, item=item, papers=[two])
    with acting_as(cast.ben.pk):
        assert list(ItemPaper.objects.values_list("paper_id", flat=True)) == [two.pk]

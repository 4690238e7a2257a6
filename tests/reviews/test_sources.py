"""A section opens filled with what an agency really signed, and names the agency as its source."""

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from safeguarding.gathering.actions.answering import sign_answers
from safeguarding.reviews.sources import opening, sources_of
from safeguarding.reviews.whole import FORM
from safeguarding.rules.forms.loading import load_form
from tests.cast import Cast
from tests.gathering.asking import MARKER, ask, write_whole

pytestmark = pytest.mark.django_db


def test_a_signed_answer_fills_a_section_and_is_named(cast: Cast, case: Case) -> None:
    [asked] = ask(cast, case)
    write_whole(cast, asked)
    with acting_as(cast.ben.pk):
        section = load_form(case.procedure, FORM).section_of("involvement-described")
        assert "involvement-described" not in opening(case, section)
    with acting_as(cast.kit.pk):
        sign_answers(asked=asked, seen=0, by=cast.actor("kit"), on=today.today())
    with acting_as(cast.ben.pk):
        assert opening(case, section)["involvement-described"].startswith(f"Ashmere hospital: {MARKER} came")
        titles = [one.title for one in sources_of(case, section)]
    assert [title for title in titles if title.startswith("Ashmere hospital, signed by")]

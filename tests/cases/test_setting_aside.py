"""Text that could not be saved is kept beside what was saved, once however often the same is pressed."""

import pytest

from safeguarding.actor import acting_as
from safeguarding.cases.actions.holding import set_aside
from safeguarding.cases.models import SetAside
from tests.cast import Cast
from tests.making import make_incident

pytestmark = pytest.mark.django_db


def test_the_same_text_of_the_same_person_is_kept_once(cast: Cast) -> None:
    case, ada, ben = make_incident(cast), cast.actor("ada"), cast.actor("ben")
    with acting_as(cast.ben.pk):
        first = set_aside(case, what="decision", text={"reasons": "So it is"}, by=ben)
        assert set_aside(case, what="decision", text={"reasons": "So it is"}, by=ben) == first
        set_aside(case, what="decision", text={"reasons": "Otherwise"}, by=ben)
        set_aside(case, what="decision", text={"reasons": "So it is"}, by=ada)
        assert SetAside.objects.filter(case=case).count() == 3


def test_what_was_settled_is_kept_anew_when_it_is_typed_again(cast: Cast) -> None:
    case, ben = make_incident(cast), cast.actor("ben")
    with acting_as(cast.ben.pk):
        first = set_aside(case, what="decision", text={"reasons": "So it is"}, by=ben)
        SetAside.objects.filter(pk=first.pk).update(settled_at=first.typed_at, settled_by=cast.ben)
        assert set_aside(case, what="decision", text={"reasons": "So it is"}, by=ben) != first

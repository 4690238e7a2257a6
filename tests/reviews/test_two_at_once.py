"""Two people at the same moment: each signature is of one text, and no text is lost."""

from collections.abc import Callable
from typing import Any

import pytest

from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.models import Case
from safeguarding.reviews.models import SignOff
from tests.at_once import at_once
from tests.cast import Cast, make_cast
from tests.reviews.reviewing import (
    decide,
    events_of,
    everybody_says,
    notified,
    propose,
    second_manager,
    sign,
    weigh_all,
    whole,
    write,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told() -> tuple[Cast, Case]:
    cast = make_cast()
    second_manager(cast)
    case = notified(cast)
    weigh_all(cast, case)
    propose(cast, case)
    everybody_says(cast, case)
    return cast, case


def as_of_now(call: Callable[[], Any]) -> Callable[[], Any]:
    """A thread of its own stands on the real day: turned again to that of the test."""
    from safeguarding import today
    from tests.cases.notification.writing import MON_16_NOV

    def run() -> Any:
        with today.turned_to(MON_16_NOV):
            return call()

    return run


def both(*calls: Callable[[], Any]) -> list[Any]:
    return list(at_once(*map(as_of_now, calls)))


def test_two_at_once(told: tuple[Cast, Case]) -> None:
    """One database is made for all of it: making one is dear."""
    cast, case = told
    outcomes = both(lambda: decide(cast, case), lambda: decide(cast, case))
    assert sorted(type(one).__name__ for one in outcomes) == ["ChangedMeanwhile", "DecisionAfterReview"]

    mark = whole(cast, case).fingerprint
    outcomes = both(*(lambda name=name: sign(cast, case, name, seen=mark) for name in ("pia", "hal", "joe")))
    assert all(isinstance(one, SignOff) for one in outcomes)
    assert events_of(cast, case).count("rapid_review_signed_off") == 1

    write(cast, case, "Changed, so all must sign again")
    mark = whole(cast, case).fingerprint
    outcomes = both(lambda: sign(cast, case, "pia", seen=mark), lambda: sign(cast, case, "pia", seen=mark))
    assert outcomes[0].pk == outcomes[1].pk

    outcomes = both(lambda: write(cast, case, "By Ben", seen=1), lambda: write(cast, case, "By Bob", seen=1, by="bob"))
    assert sorted(isinstance(one, ChangedMeanwhile) for one in outcomes) == [False, True]

    mark = whole(cast, case).fingerprint
    signed, _saved = both(lambda: sign(cast, case, "hal", seen=mark), lambda: write(cast, case, "Once more"))
    now = whole(cast, case)
    assert now.signed == (), "signed before the edit it is void, and after it the text is an older one"
    assert isinstance(signed, SignOff | ChangedMeanwhile)

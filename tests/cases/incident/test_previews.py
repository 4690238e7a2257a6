"""Before a press that writes to people, the page says what goes to whom: F16."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.conflicts import bar_person
from safeguarding.cases.actions.positions import escalate
from safeguarding.cases.actions.proposals import send_proposal
from safeguarding.cases.actions.receiving import acknowledge
from safeguarding.cases.actions.withdrawal import withdraw_notification
from safeguarding.cases.models import Case
from safeguarding.messages.models import Message
from tests.cases.first_call import calls
from tests.cases.notification import writing
from tests.cases.proposals import proposing
from tests.cases.threshold import weighing
from tests.cast import Cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN = date(2026, 6, 1), date(2026, 6, 2)


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(TUE_2_JUN):
        return open_incident(cast, known_on=MON_1_JUN)


def page(cast: Cast, case: Case, address: str) -> str:
    with today.turned_to(TUE_2_JUN):
        return signed_in(cast.ben).get(f"/cases/{case.reference}/{address}").content.decode()


def test_before_asking_for_positions_each_holder_is_named_with_what_they_get(cast: Cast, case: Case) -> None:
    shown = page(cast, case, "positions/notify/ask/")
    for name in ("pia", "hal", "joe"):
        assert f"{name}@example.invalid" in shown
    assert "position is asked for as soon as you can give it" in shown
    assert "Rowan" not in shown


def test_before_changing_the_lead_the_message_is_shown(cast: Cast, case: Case) -> None:
    shown = page(cast, case, "lead/")
    assert "you are the lead from" in shown
    assert "Rowan" not in shown


def test_showing_it_writes_nothing(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk):
        before = Message.objects.count()
    page(cast, case, "positions/notify/ask/")
    page(cast, case, "lead/")
    with acting_as(cast.ben.pk):
        assert Message.objects.count() == before > 0


def named(page: object, name: str = "previews") -> set[str]:
    """Who is named on a page as written to."""
    return {one.to.email for one in page.context[name]}  # type: ignore[attr-defined]


def written(cast: Cast, kind: str, *names: str) -> set[str]:
    """Who was written to: the area's messages as Ben sees them, or another's as they see theirs."""
    found: set[str] = set()
    for name in names or ("ben",):
        with acting_as(cast.people[name].pk):
            found |= set(Message.objects.filter(kind=kind).values_list("to_address", flat=True))
    return found


def on_monday(cast: Cast) -> Case:
    """Decided on Monday 16 November, with Hal kept out: he is named nowhere and written to by nobody."""
    case = writing.incident(cast)
    with acting_as(cast.ben.pk):
        bar_person(case=case, person=cast.hal, why="A relative", by=cast.actor("ben"), on=today.today())
    return case


class TestNamedIsWritten:
    """Whoever the page names is who the verb writes to, and nobody else."""

    @pytest.fixture(autouse=True)
    def _on_monday(self, tmp_path: Path, settings: Settings) -> Iterator[None]:
        settings.DATA = tmp_path
        settings.FILE_KEYS = ("1:" + "A" * 43 + "=",)
        with today.turned_to(writing.MON_16_NOV):
            yield

    def at(self, case: Case, tail: str) -> str:
        return f"/cases/{case.reference}/{tail}"

    def test_a_decision(self, cast: Cast) -> None:
        case = on_monday(cast)
        page = signed_in(cast.ada).get(self.at(case, "notify-or-not/decision/"))
        weighing.answer_all(cast, case)
        for name in ("pia", "joe"):
            weighing.say(cast, case, name)
        weighing.settle(cast, case, going_ahead="Hal is kept out.")
        assert named(page) == written(cast, "decided")
        assert "hal@example.invalid" not in named(page)
        assert "joe@example.invalid" in page.content.decode()

    def test_a_position_given_and_one_recorded(self, cast: Cast) -> None:
        case = on_monday(cast)
        recording = signed_in(cast.ada).get(self.at(case, "positions/notify/record/"))
        giving = signed_in(cast.joe).get(self.at(case, "position/notify/"))
        weighing.say(cast, case, "joe")
        assert named(giving) == written(cast, "position-given") == {"ada@example.invalid", "ben@example.invalid"}
        assert named(recording) == {"ben@example.invalid"}

    def test_a_disagreement_taken_further(self, cast: Cast) -> None:
        case = on_monday(cast)
        page = signed_in(cast.joe).get(self.at(case, "notify-or-not/further/"))
        with acting_as(cast.joe.pk):
            escalate(
                case=case, question="notify", to_whom="The chiefs", why="No", by=cast.actor("joe"), on=today.today()
            )
        assert named(page) == written(cast, "escalated")

    def test_sending_here_then_withdrawing(self, cast: Cast) -> None:
        case = writing.incident(cast)
        writing.decided(cast, case)
        writing.write_whole(cast, case)
        page = signed_in(cast.ada).get(self.at(case, "sending/panel/send/"))
        row = writing.send(cast, case)
        assert named(page) == written(cast, "submitted", "ben", "cleo") | written(cast, "told")
        receiving = signed_in(cast.cleo).get(f"/received/{row.reference}/")
        with acting_as(cast.cleo.pk):
            acknowledge(submission=row, note="", by=cast.actor("cleo"), on=today.today())
        assert named(receiving) == written(cast, "acknowledged", "ben", "ada")
        for name in weighing.HOLDS:
            weighing.say(cast, case, name, question="withdraw")
        page = signed_in(cast.ada).get(self.at(case, "withdrawal/withdraw/"))
        with acting_as(cast.ada.pk):
            withdraw_notification(case=case, reasons="Mixed up.", seen=0, by=cast.actor("ada"), on=today.today())
        assert named(page) == written(cast, "withdrawn", "ben", "cleo")
        assert "cleo@example.invalid" in named(page)

    def test_recording_that_it_was_sent_elsewhere(self, cast: Cast) -> None:
        case = writing.incident(cast)
        writing.decided(cast, case)
        writing.receives_elsewhere(cast)
        page = signed_in(cast.ada).get(self.at(case, "sending/panel/record/"))
        writing.record(cast, case)
        assert named(page) == written(cast, "told")

    def test_a_first_call(self, cast: Cast) -> None:
        page = signed_in(cast.ada).get(f"/first-call/{calls.search(cast).token}/call/")
        calls.call(cast)
        assert named(page) == written(cast, "incident-opened")

    def test_a_proposal_and_its_answer(self, cast: Cast) -> None:
        begun = proposing.draft(cast)
        page = signed_in(cast.kit).get(f"/proposals/draft/{begun.token}/")
        with acting_as(cast.kit.pk):
            sent = send_proposal(token=str(begun.token), by=cast.actor("kit"), on=today.today())
        assert named(page) == written(cast, "incident-proposed", "ben", "ada")
        page = signed_in(cast.ada).get(f"/proposals/received/{sent.reference}/")
        assert named(page) == {"kit@example.invalid"}
        assert named(page, "previews_if_taken_up") == {
            f"{name}@example.invalid" for name in ("ben", "pia", "hal", "joe")
        }

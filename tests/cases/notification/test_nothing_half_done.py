"""The web server is stopped without warning while somebody saves, records and sends: what was acknowledged is stored
whole, and what is stored is whole."""

import http.client
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
from pytest_django import Settings

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.submission import latest_decision
from safeguarding.cases.answers import answered
from safeguarding.cases.models import Case
from safeguarding.ground.verify_audit import faults
from safeguarding.messages.models import Message
from tests.cases.notification.server import Visitor, server, stop_without_warning
from tests.cases.notification.writing import begin, decided, receives_elsewhere
from tests.cast import Cast, make_cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner", "public"])

NO_ANSWER = (OSError, http.client.HTTPException)
LONG = 300
MOMENTS = (0.05, 0.25, 0.6)
"""How long after the first answer the server is stopped, in seconds."""


@pytest.fixture(autouse=True)
def _on_monday() -> None:
    """The server is a process of its own and has the real day, so these tests have it too."""


@pytest.fixture(autouse=True)
def _keys_that_last(settings: Settings, tmp_path: Path) -> None:
    settings.SECRET_KEY = "k" * 60


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.mark.parametrize("moment", MOMENTS)
def test_stopped_while_a_page_is_saved(cast: Cast, tmp_path: Path, moment: float) -> None:
    case = open_incident(cast, known_on=today.today())
    begin(cast, case)
    address = f"/cases/{case.reference}/notification/page/immediate-steps/"
    acknowledged = [0]
    with server(tmp_path / "log") as (port, process):
        visitor = Visitor(port, signed_in(cast.ada))
        visitor.get(address)

        def write() -> None:
            for n in range(1, 10_000):
                values = {"immediate-steps": f"{n} " * LONG, "seen": "0", "token": "one-opening"}
                try:
                    if visitor.post(address, **values) == 303:
                        acknowledged[0] = n
                except NO_ANSWER:
                    return

        _stopped_during(write, process, acknowledged, moment)
    with acting_as(cast.ada.pk):
        row = case.answers.get(page="immediate-steps")
        stored = str(answered(case, "notification").incident["immediate-steps"])
    n = int(stored.split()[0])
    assert stored.split() == [str(n)] * LONG
    assert row.version == n
    assert acknowledged[0] <= n <= acknowledged[0] + 1


@pytest.mark.parametrize("moment", MOMENTS)
def test_stopped_while_it_is_recorded_as_sent(cast: Cast, tmp_path: Path, moment: float) -> None:
    receives_elsewhere(cast)
    cases = [open_incident(cast, known_on=today.today()) for _ in range(12)]
    for case in cases:
        decided(cast, case)
    acknowledged: list[int] = []
    with server(tmp_path / "log") as (port, process):
        visitor = Visitor(port, signed_in(cast.ada))
        visitor.get(f"/cases/{cases[0].reference}/sending/panel/record/")
        on = today.today()

        def write() -> None:
            for case in cases:
                values = {
                    "reference": f"NTF-{case.pk}", "sent_on-day": str(on.day), "sent_on-month": str(on.month),
                    "sent_on-year": str(on.year), "sent_time": "00:00", "sender": "Ada A.", "is_sheet": "on",
                    "reason": "Sent by night, before it was written down here.",
                }  # fmt: skip
                try:
                    if visitor.post(f"/cases/{case.reference}/sending/panel/record/", **values) == 303:
                        acknowledged.append(case.pk)
                except NO_ANSWER:
                    return

        _stopped_during(write, process, acknowledged, moment)
    whole = {case.pk: _how_much_is_there(cast, case) for case in cases}
    assert set(whole.values()) <= {ALL, NOTHING}, whole
    assert {pk for pk, there in whole.items() if there == ALL} >= set(acknowledged)
    assert faults() == []


ALL = (1, 1, 1, 1, 1, 4)
NOTHING = (0, 0, 0, 0, 0, 0)


def _how_much_is_there(cast: Cast, case: Case) -> tuple[int, ...]:
    """Submission, its paper with the file, the fact, the date met, the rapid review's date, the messages."""
    with acting_as(cast.ben.pk):
        assert latest_decision(case) is not None
        return (
            case.submissions.count(),
            case.papers.filter(kind="copy", file__isnull=False).count(),
            case.events.filter(event="notification_submitted").count(),
            case.dues.filter(duty="eng-notify-panel", met_on__isnull=False).count(),
            case.dues.filter(duty="eng-rapid-review").count(),
            Message.objects.filter(case_id=case.pk, kind="told").count(),
        )


def _stopped_during(write, process, acknowledged, moment: float) -> None:  # type: ignore[no-untyped-def]
    """Stop the server a moment after the first answer, while the writing goes on."""
    thread = Thread(target=write)
    thread.start()
    while thread.is_alive() and not any(acknowledged):
        sleep(0.01)
    sleep(moment)
    stop_without_warning(process)
    thread.join(timeout=30)
    assert any(acknowledged), "nothing was ever acknowledged: the server answered no form"

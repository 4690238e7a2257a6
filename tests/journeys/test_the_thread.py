"""The thread, from the first word to a notification on record, as everybody who has a part in it."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from datetime import time as datetime_time
from pathlib import Path

import pytest

from safeguarding.actor import acting_as
from safeguarding.cases.demonstration.teller import Teller
from safeguarding.cases.models import Case, Due
from safeguarding.messages import hours
from safeguarding.messages.models import Message
from safeguarding.people.demonstration import Demonstration
from safeguarding.people.models import Organisation
from safeguarding.today import today
from tests.files import samples
from tests.journeys import acts
from tests.journeys.conftest import Visiting
from tests.journeys.visitor import PHONE, Visitor
from tests.messages.sink import sink
from tests.messages.workers import wait_until, worker

SECTIONS = (
    "The incident",
    "Child 1: The child",
    "Child 1: Care, plans and agencies",
    "Child 1: Family",
    "Since it happened",
    "The safeguarding partners",
)
ASKS_OR_DENIES = re.compile(
    r"must (this |the incident )?(not )?be notified|(to|should|may|need not) be notified|nobody has been notified|"
    r"(is|do) not notif(ied|y)|not notified|that an incident be notified|what is notified",
    re.IGNORECASE,
)
"""How a page may speak of notifying before anything was sent: it asks, or it says no."""


def says_nothing_is_notified(visitor: Visitor) -> None:
    """Asked of every page about the incident before the submission is on record."""
    about_it = acts.REFERENCE.search(visitor.page.url)
    words = ASKS_OR_DENIES.sub("", visitor.page.title() + " " + visitor.text()) if about_it else ""
    assert "notified" not in words.casefold(), f"{visitor.page.url} says “notified”:\n{words}"


@pytest.fixture
def panel_elsewhere(demonstration: Demonstration) -> Iterator[None]:
    """The Panel receives in its own service, as it does unless it has chosen otherwise."""
    panel = Organisation.objects.filter(code="panel")
    panel.update(receives_here=False)
    yield
    panel.update(receives_here=True)


@pytest.fixture
def always_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """No message waits for the morning, at whatever hour this runs."""
    monkeypatch.setattr(hours, "DAY_BEGINS", datetime_time.min)
    monkeypatch.setattr(hours, "DAY_ENDS", datetime_time.max)


@pytest.mark.usefixtures("always_day", "panel_elsewhere")
def test_from_a_proposal_to_a_notification_on_record(
    visiting: Visiting, demonstration: Demonstration, tmp_path: Path
) -> None:
    before = says_nothing_is_notified
    proposal = acts.propose(visiting("hospital").sign_in())

    notifier = visiting("notifier", window=PHONE, seen=before).sign_in()
    reference = acts.take_up(notifier, proposal)
    acts.weigh(notifier, reference)
    acts.ask_the_partners(notifier, reference)

    police = visiting("partner-police", window=PHONE, seen=before).sign_in()
    acts.give_position(police, reference, "disagree", "We were told of an accident.")
    authority = visiting("partner-authority", window=PHONE, seen=before).sign_in()
    acts.give_position(authority, reference, "agree", "It was no accident.")
    notifier.go(f"/cases/{reference}/notify-or-not/").says("It need not be notified", "We were told of an accident.")
    acts.answer_again(police, reference, "agree", "We have heard the doctors since.")
    manager = visiting("manager", seen=before).sign_in()
    email = samples.eml(body="We agree.", date=f"{datetime.now(UTC):%a, %d %b %Y %H:%M:%S} +0000")
    acts.file_position_from_email(manager, reference, "Vales Integrated Care Board (demonstration)", email)

    acts.decide(notifier, reference, "notify", "Abuse is suspected, and a child was seriously harmed here.")
    notifier.press("Write the notification").press("Begin the notification")
    acts.write_sections(notifier, "Who is notifying")
    acts.sign_out_and_in_again(notifier, reference)
    acts.write_sections(notifier, *SECTIONS)
    notifier.says("Everything that is asked is answered").press("Check the answers")
    notifier.says("It is not sent yet", "12 Invented Street, Eastmere", "Head of safeguarding")
    manager.go("/").go(f"/cases/{reference}/").go(f"/cases/{reference}/days/").says("It is not recorded yet")

    notifier.seen = manager.seen = None
    acts.record_sent(notifier, reference, "PANEL-77120", samples.pdf())
    notifier.go(f"/cases/{reference}/").says("PANEL-77120")
    acts.tell(manager, reference)
    acts.keep_the_record(manager, reference, samples.pdf())
    visiting("east-manager").sign_in().go(f"/cases/{reference}/")

    with acting_as(demonstration.people["manager"].pk):
        case = Case.objects.get(reference=reference)
        met = dict(Due.objects.filter(case=case).values_list("duty", "met_on"))
        written = list(Message.objects.filter(case_id=case.pk).values_list("key", flat=True))
    assert met["eng-notify-panel"] == met["eng-tell-partners"] == today()
    assert met["eng-rapid-review"] is None
    assert_each_is_sent_once(reference, len(written), tmp_path)


def assert_each_is_sent_once(reference: str, written: int, folder: Path) -> None:
    """A real worker sends what waits to a mail server of the test's own."""
    log = folder / "worker.log"
    log.touch()

    def arrived() -> list[str]:
        return [letter["Message-ID"] for letter in mail.letters if reference in letter["Subject"]]

    with sink() as mail, worker(mail.port, log):
        wait_until(lambda: len(arrived()) >= written, "the sending of every message", log)
        time.sleep(2)  # long enough for a second copy of any of them, since the worker ticks every second
    assert len(arrived()) == len(set(arrived())) == written
    assert not [letter for letter in mail.letters if acts.CHILD[1] in letter.as_string()]


def test_sent_here_it_is_received_and_acknowledged(visiting: Visiting, demonstration: Demonstration) -> None:
    teller = Teller(demonstration, today())
    case = teller.open(1, "A child was brought to hospital unconscious")
    teller.weigh(case, 1)
    teller.ask(case, 1)
    teller.all_agree(case, 1)
    teller.conclude(case, 1, "notify", "All partners agree.")
    teller.write(case, 0)

    notifier = visiting("notifier", seen=says_nothing_is_notified).sign_in()
    notifier.go(f"/cases/{case.reference}/sending/").says("Receives here. Nothing has been sent to it yet.")
    notifier.press("See what goes, and send it").says("sees exactly what is below")
    notifier.press("Send to Child Safeguarding Practice Review Panel").says("There is a problem")
    notifier.seen = None
    notifier.fill(checked="on").press("Send to Child Safeguarding Practice Review Panel").says("What was sent")
    with acting_as(demonstration.people["manager"].pk):
        sent = case.submissions.get()

    panel = visiting("panel").sign_in()
    acts.acknowledge(panel, sent.reference)
    assert panel.page.goto(f"{panel.site}/cases/{case.reference}/").status == 404  # type: ignore[union-attr]
    panel.heard.clear()
    notifier.go(f"/cases/{case.reference}/sending/panel/").says("Acknowledged", "Thank you. The rapid review")

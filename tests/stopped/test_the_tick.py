"""The tick cut off from the database again and again while it writes reminders: each is written in the end, once."""

from datetime import date

from django.db import InterfaceError, OperationalError, connection, transaction
from procrastinate.exceptions import ConnectorException

from safeguarding.messages.models import Message
from safeguarding.messages.reminding import remind
from tests.cases.first_call.calls import MON_16_NOV, call, search
from tests.messages.making import noon
from tests.stopped.cutting_off import counted
from tests.sweep.story import Story

MON_23_NOV = date(2026, 11, 23)
CUT_OFF = (OperationalError, InterfaceError, ConnectorException)


def reminders() -> list[str]:
    """The key of every reminder there is, as the owner sees them."""
    return sorted(Message.objects.using("owner").filter(kind="reminder").values_list("key", flat=True))


def test_reminders_are_written_once_however_often_it_is_cut_off(story: Story) -> None:
    for by, area in (("ada", "ashmere"), ("uma", "calder")):
        call(story.cast, search(story.cast, by=by), by=by, area=area, known_on=MON_16_NOV)
    before = reminders()
    with transaction.atomic():
        with counted() as run:
            people = remind(MON_23_NOV, noon(MON_23_NOV))
        transaction.set_rollback(True)
    assert people > 1, "one person's reminders prove nothing of several"
    cut = 0
    for place in run.places(8):
        try:
            with counted(cut_after=place):
                remind(MON_23_NOV, noon(MON_23_NOV))
        except CUT_OFF:
            cut += 1
            connection.close()
    remind(MON_23_NOV, noon(MON_23_NOV))
    after = reminders()
    assert cut >= 2
    assert len(after) - len(before) == people
    assert remind(MON_23_NOV, noon(MON_23_NOV)) == 0
    assert reminders() == after

"""The thread's main forms in a browser that runs no script: each is sent by its button alone."""

from safeguarding import today
from safeguarding.people.demonstration import Demonstration
from tests.files import samples
from tests.journeys import acts
from tests.journeys.conftest import Visiting
from tests.journeys.test_the_thread import SECTIONS
from tests.journeys.visitor import PHONE

CALL: dict[str, acts.Given] = {
    "children-safe": "yes",
    "safety-lead": "The duty team manager",
    "first-to-know": "The duty team",
    "became-aware": acts.parts(today.today()),
    "caller-name": "The ward sister",
    "what-happened": acts.WHAT_HAPPENED,
    "medical-opinion": "yes",
    "medical-opinion-from": "The paediatrician",
}


def test_from_a_first_call_to_a_notification_sent(visiting: Visiting, demonstration: Demonstration) -> None:
    notifier = visiting("notifier", scripts=False, window=PHONE).sign_in()
    notifier.go("/first-call/").fill(name=acts.NAME).press("Look")
    notifier.press("The child is not here: write the call down") if "Nothing alike" in notifier.text() else (
        notifier.press("None of these is the child: write the call down")
    )
    notifier.press("Save: the days begin to count").says("There is a problem")
    notifier.fill(CALL).press("Save: the days begin to count").says("Call recorded", "Waiting for it stops no clock")
    found = acts.REFERENCE.search(notifier.page.url)
    assert found
    reference = found[0]

    acts.weigh(notifier, reference)
    acts.ask_the_partners(notifier, reference)
    for who in ("partner-authority", "partner-health", "partner-police"):
        partner = visiting(who, scripts=False, window=PHONE).sign_in()
        acts.give_position(partner, reference, "agree", f"We agree ({who}).")
    acts.decide(notifier, reference, "notify", "Abuse is suspected, and a child was seriously harmed here.")

    notifier.press("Write the notification").press("Begin the notification")
    acts.write_sections(notifier, "Who is notifying", *SECTIONS)
    notifier.says("Everything that is asked is answered").press("Send it, or record that it was sent")
    notifier.press("See what goes, and send it").fill(checked="on")
    notifier.press("Send to Child Safeguarding Practice Review Panel").says("What was sent")

    manager = visiting("manager", scripts=False).sign_in()
    acts.tell_by_phone(manager, reference)
    acts.keep_the_record(manager, reference, samples.pdf())
    panel = visiting("panel", scripts=False).sign_in()
    panel.from_menu("Received").press(panel.page.locator("main tbody th a").first.inner_text())
    panel.press("Acknowledge").says("Acknowledged")

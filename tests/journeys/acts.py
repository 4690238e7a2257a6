"""What people do in the journeys, each act one person's, pressed and typed as they would. The stories that string them
together are the tests; the words on the pages are asked for where they matter to the story."""

import re
from datetime import date

from safeguarding import today
from safeguarding.people.demonstration import PASSWORD
from tests.journeys.visitor import Given, Visitor

CHILD = ("Imogen", "Fairlie")
NAME = " ".join(CHILD)
HOME = "Eastmere (demonstration)"
BORN = {"day": "9", "month": "4", "year": "2024"}
WHAT_HAPPENED = "A toddler was brought to the ward with a broken arm that nobody could explain."
EVIDENCE = (
    ("yes", "Two doctors and the ward sister."),
    ("yes", "It happened at home in Northvale."),
    ("no", "It happened in England."),
)
"""What is said to each item of test A."""
REFERENCE = re.compile(r"SR-\d{4}-\d{4}")


def parts(day: date, **more: str) -> dict[str, str]:
    """A day as it is typed in three boxes."""
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year), **more}


def propose(hospital: Visitor) -> str:
    """The hospital proposes that an incident be notified; the reference of its proposal."""
    on = today.today()
    hospital.from_menu("Proposals")
    hospital.press("Propose an incident for Northvale Hospital (demonstration)")
    hospital.press("Safety now")
    hospital.fill({"children-safe": "yes", "immediate-steps": "She is on the ward. A social worker came at once."})
    hospital.press("Save and continue").press("Who proposes")
    hospital.fill({"proposer-kind": "another", "proposer-role": "Named nurse for safeguarding"})
    hospital.press("Save and continue").press("What happened")
    hospital.fill({"what-happened": WHAT_HAPPENED, "incident-date": parts(on, precision="exact")})
    hospital.fill({"incident-area": "Northvale (demonstration)", "agency-knew": parts(on, time="00:10")})
    hospital.press("Save and continue")
    hospital.fill({"outcome": "not-yet-known", "abuse-or-neglect": "unsure"})
    hospital.fill({"abuse-or-neglect-why": "What was said does not fit what the doctors saw."})
    hospital.press("Save and continue").press("Child 1")
    hospital.fill({"surname": CHILD[1], "forenames": CHILD[0], "home-area": HOME})
    hospital.fill({"date-of-birth": {**BORN, "precision": "exact"}})
    hospital.press("Save and continue").press("Your safeguarding lead")
    hospital.fill({"lead-name": "Stephen Dunmore", "lead-agrees": "yes", "lead-signed-on": parts(on)})
    hospital.press("Save and continue").press("Send the proposal").says("Sent. You are told here")
    return hospital.page.locator("h1").inner_text().strip()


def take_up(notifier: Visitor, proposal: str) -> str:
    """The notifier looks at what the own area knows, and takes the proposal up; the reference of the incident."""
    notifier.from_menu("Proposals").press(proposal).says(WHAT_HAPPENED)
    if notifier.asks("none_of_these"):
        notifier.fill({"none_of_these": "on"})
    notifier.fill({"answer": "taken-up", "known_on": parts(today.today()), "reasons": "Thank you. We open it today."})
    notifier.press("Answer").says("Call recorded", "What to do next", "The days count from there")
    found = REFERENCE.search(notifier.page.url)
    assert found
    return found[0]


def weigh(notifier: Visitor, reference: str) -> None:
    """Test A, item by item with evidence, and the kind of incident."""
    notifier.go(f"/cases/{reference}/notify-or-not/").says("Answer each item of test A")
    for answer, evidence in EVIDENCE:
        notifier.press("Answer the next item")
        notifier.fill({"answer": answer, "evidence": evidence}).press("Save and continue")
    notifier.press("Choose the kind of incident").fill(nature="serious-harm").press("Save and continue")


def ask_the_partners(notifier: Visitor, reference: str) -> None:
    """Every partner body is asked, with a day."""
    notifier.go(f"/cases/{reference}/notify-or-not/").press("Ask the partner bodies")
    notifier.fill({"wanted_by": parts(today.today())}).press("Ask them").says("Asked: 3.")


def give_position(partner: Visitor, reference: str, view: str, reasons: str) -> None:
    """From the person's own work to the one page, and back with the answer given."""
    partner.go("/").says(reference)
    partner.go(f"/cases/{reference}/position/notify/").says("Must this be notified?", "The test so far", WHAT_HAPPENED)
    partner.fill({"view": view, "reasons": reasons}).press("Record your position")
    partner.says("Your position is recorded", reasons)


def answer_again(partner: Visitor, reference: str, view: str, reasons: str) -> None:
    """A body thinks otherwise now; what it said before stays beneath."""
    partner.go(f"/cases/{reference}/position/notify/")
    partner.fill({"view": view, "reasons": reasons}).press("Record your position").says(reasons, "What it said before")


def file_position_from_email(manager: Visitor, reference: str, body: str, email: bytes) -> None:
    """The manager records what a body wrote in an email, with the email itself."""
    manager.go(f"/cases/{reference}/notify-or-not/").press("Record a position from an email")
    manager.page.get_by_label(body, exact=True).check()
    manager.fill({"held_by": "Gareth Vickers", "view": "agree"})
    manager.fill({"reasons": "We agree.", "marking": "OFFICIAL-SENSITIVE", "onward_sharing": "Safeguarding partners"})
    manager.attach("email", "position.eml", email, "message/rfc822").press("Record the position")
    manager.says("Recorded from the email", "from an email of Gareth Vickers")


def decide(notifier: Visitor, reference: str, outcome: str, reasons: str) -> None:
    """The authority's decision."""
    notifier.go(f"/cases/{reference}/notify-or-not/").press("Record the decision")
    notifier.says("Deciding sends nothing to anybody outside")
    notifier.fill({"outcome": outcome, "reasons": reasons}).press("Record the decision")
    notifier.says("The decision is recorded")


ANSWERS: dict[str, Given] = {
    "notifier-role": "Head of safeguarding",
    "incident-date": parts(today.today(), precision="exact"),
    "incident-time": "07:15",
    "incident-place": "At home",
    "place-kind": "home",
    "harm-kinds": ["physical"],
    "abuse-or-neglect": "suspected",
    "abuse-or-neglect-why": "What was said does not fit what the doctors found.",
    "date-of-birth": {**BORN, "precision": "exact"},
    "sex": "female",
    "ethnicity": "not-known",
    "disability": "no",
    "looked-after": "no",
    "address": "12 Invented Street, Eastmere",
    "home-area": HOME,
    "child-in-need-plan": "no",
    "child-protection-plan": "no",
    "known-to-agencies": "no",
    "parents": {"0_name": "The child’s mother", "0_relation": "Mother", "0_living-with": "yes"},
    "suspected-relation": "not-known",
    "immediate-steps": "A strategy discussion was held. Every child of the household is seen daily.",
    "rapid-review-threshold": "yes",
}
"""What the notifier knows that the first call did not say, by question."""


def write_sections(notifier: Visitor, *sections: str) -> None:
    """From the list of sections through each of these, page by page, answering what is asked; and back at the list."""
    for section in sections:
        notifier.press(section)
        while not notifier.page.url.endswith("/notification/"):
            notifier.fill({name: given for name, given in ANSWERS.items() if notifier.asks(name)})
            here = notifier.page.url
            notifier.press("Save and continue")
            assert notifier.page.url != here, notifier.text()


def sign_out_and_in_again(notifier: Visitor, reference: str) -> None:
    """Signed out half-way: what was saved stands, and what was being typed when the session ended comes back."""
    notifier.go(f"/cases/{reference}/notification/page/where-it-happened/")
    notifier.fill({"incident-place": "At home, in the kitchen"})
    notifier.context.clear_cookies(name="sessionid")
    notifier.press("Save and continue").says("What you typed is kept")
    notifier.fill(login=notifier.email, password=PASSWORD).press("Continue")
    notifier.give_code()
    notifier.says("Your text is here")
    assert notifier.field("incident-place").input_value() == "At home, in the kitchen"
    notifier.press("Save and go to the list").from_menu("Sign out")
    notifier.sign_in().go(f"/cases/{reference}/notification/").says("Last saved by Tunde Okafor")


def record_sent(notifier: Visitor, reference: str, came_back: str, copy: bytes) -> None:
    """After sending it in the Panel's own service: reference, time, sender and a copy of what was sent."""
    notifier.go(f"/cases/{reference}/sheet/").says("Copying sends nothing")
    notifier.page.locator('main [name="entered"]').first.check()
    notifier.press("Save the ticks").says("1 of ")
    notifier.press("Record that it was sent").says("Nothing is on record as sent to it yet")
    notifier.press("Record that it was sent").press("Record that it was sent")
    notifier.says("There is a problem", "Enter the reference that came back from the service")
    notifier.fill(reference=came_back, sent_on=parts(today.today()), sent_time="00:05")
    notifier.attach("copy", "confirmation.pdf", copy, "application/pdf").press("Record that it was sent")
    notifier.says(came_back, "00:05", "Sent elsewhere, and recorded", "Paper ")


def tell(manager: Visitor, reference: str) -> None:
    """One partner body by message, another by telephone; then the home area, which may open the incident then."""
    manager.go(f"/cases/{reference}/told/").says("Not told yet", "It cannot open this incident yet")
    manager.press("Tell them by message").says("This message says no more on purpose").press("Tell them by message")
    manager.press("Record how they were told").fill(how="By phone, the chief nurse")
    manager.press("Record that they were told").says("By phone, the chief nurse")
    manager.press("Tell them by message").says("What they will see from then on").press("Tell them by message")
    manager.says("It can open this incident")


def tell_by_phone(manager: Visitor, reference: str) -> None:
    """Everybody who takes part was rung."""
    manager.go(f"/cases/{reference}/told/")
    while "Not told yet" in manager.text():
        manager.press("Record how they were told").fill(how="By phone, the duty officer")
        manager.press("Record that they were told")
    manager.says("All were told by")


def keep_the_record(manager: Visitor, reference: str, paper: bytes) -> None:
    """Why this date, the fifteen days with a step done, a note in the diary, a paper in the case file."""
    manager.go(f"/cases/{reference}/dates/").says("Every date, and why").press("Why", nth=0)
    manager.go(f"/cases/{reference}/days/").says("Working day 0 of 15", "Forecast").press("Done")
    manager.press("Record it as done").says("Done 2")
    manager.go(f"/cases/{reference}/diary/").press("Write a note").fill(text="Rang the ward. She is safe.")
    manager.press("Keep the note").says("Rang the ward. She is safe.")
    manager.go(f"/cases/{reference}/papers/").press("File a paper")
    manager.attach("file", "minutes.pdf", paper, "application/pdf")
    manager.fill(title="Minutes of the strategy discussion", originator="Northvale Police", marking="Police material")
    manager.fill(onward_sharing="May be shared with the safeguarding partners").press("File it")
    manager.says("Minutes of the strategy discussion", "Police material")


def acknowledge(panel: Visitor, reference: str) -> None:
    """The national body opens what was sent to it, as it went, and acknowledges it."""
    panel.from_menu("Received").says("Not yet").press(reference)
    panel.fill(note="Thank you. The rapid review is expected in its time.").press("Acknowledge")
    panel.says("Thank you. The rapid review is expected in its time.")

"""What people do from the notification to the ordinary ending, each act one person's, pressed and typed as they would.
The story that strings them together is `test_the_ordinary_ending.py`; what comes before is in `acts.py`."""

import re
from datetime import date, timedelta

from safeguarding.gathering.demonstration import ANSWERED
from safeguarding.people.demonstration import Demonstration
from safeguarding.reviews.demonstration import TESTS, WRITTEN
from safeguarding.today import today
from tests.journeys.acts import parts
from tests.journeys.visitor import Given, Visitor

HOSPITAL, SCHOOL = "Northvale Hospital (demonstration)", "Millbrook School (demonstration)"
PANEL = "Child Safeguarding Practice Review Panel"
HOLDERS = {
    "partner-authority": "northvale",
    "partner-health": "vales-board",
    "partner-police": "northvale-police",
}
"""Who holds the position of which partner body."""
SEEN = ANSWERED["contact"]["contact-summary"]
"""What the hospital says of its contact, which the rapid review opens with."""
LEARNT = "Whoever sees that a child was not brought tells the others the same day."
MEASURE = "Share of ten records a month in which it was done"


def review(reference: str, page: str = "") -> str:
    """A page of the rapid review."""
    return f"/cases/{reference}/rapid-review/{page}"


def years_ago(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28))


def ask_agencies(manager: Visitor, reference: str, made: Demonstration) -> None:
    """The period, then whom, then what; what each would be sent is shown before the press."""
    on = today()
    manager.go(f"/cases/{reference}/").press("Who was asked, and who has answered").says("Nobody is asked yet.")
    manager.press("Set the period")
    manager.fill({"from_on": parts(years_ago(on, 2)), "until_on": parts(on), "why": "From the pregnancy on."})
    manager.press("Set the period").says("The period is set").press("Choose whom to ask")
    for body in (HOSPITAL, SCHOOL):
        manager.page.get_by_label(body, exact=True).check()
    manager.press("Go on with these").says("Stephen Dunmore", "Ruth Mensah")
    kinds = {"northvale-hospital": "nhs-trust", "millbrook-school": "maintained-school"}
    manager.fill({f"kind-{made.bodies[body].pk}": kind for body, kind in kinds.items()})
    manager.fill({"purpose": "To learn how services worked together.", "questions": "Who saw the child?"})
    manager.fill({"wanted_by": parts(on + timedelta(days=5))})
    see_what_is_sent(manager, reference)
    manager.press("Ask them").says("Asked: 2.", "2 answers are still to come")


def see_what_is_sent(visitor: Visitor, reference: str) -> None:
    """The preview, opened: a reference, and nothing of the case."""
    preview = visitor.page.locator("main details", has_text="What is sent, and to whom")
    preview.locator("summary").first.click()
    assert reference in preview.inner_text()
    visitor.look()


def answer_the_request(hospital: Visitor, reference: str) -> None:
    """Page by page to the end, then read and signed."""
    hospital.from_menu("Asked of us").press(f"{reference}-R2").says("What you are asked", "Who saw the child?")
    given: dict[str, Given] = {name: text for page in ANSWERED.values() for name, text in page.items()}
    given |= {"covers-from": parts(years_ago(today(), 2)), "covers-until": parts(today())}
    hospital.press("Who answers")
    while "/pages/" in hospital.page.url:
        hospital.fill({name: text for name, text in given.items() if hospital.asks(name)})
        here = hospital.page.url
        hospital.press("Save and continue")
        assert hospital.page.url != here, hospital.text()
    hospital.press("Read, and sign").says(SEEN, "A signed answer is never changed.")
    hospital.press("Sign the answer").says("Signed. Those who asked are told")


def hold_nothing(school: Visitor, reference: str) -> None:
    school.from_menu("Asked of us").press(f"{reference}-R1").press("We hold nothing")
    school.fill(where_looked="The register and the pastoral notes, by name and birth date.")
    school.press("Sign: we hold nothing").says("Signed: your organisation holds nothing.")


def write_the_review(manager: Visitor, reference: str) -> None:
    """Opened with what the agencies said, then section after section; and the whole read."""
    manager.go(f"/cases/{reference}/asked/").says("Holds nothing", "Signed").press(HOSPITAL).says(SEEN)
    manager.go(f"/cases/{reference}/").press("The rapid review, section by section").says("20 sections are still empty")
    manager.go(review(reference, "section/involvement/")).says(
        "Filled from what is on record", "signed by Stephen Dunmore"
    )
    assert SEEN in manager.field("involvement-described").input_value()
    manager.press("Save and go to the list").says("19 sections are still empty")
    manager.press("1. References, areas and authors")
    while "/section/" in manager.page.url:
        section = manager.page.url.rstrip("/").rpartition("/")[2]
        if section != "involvement":
            manager.fill({name: text for name, text in WRITTEN.get(section, {}).items() if manager.asks(name)})
        manager.press("Save and continue")
    manager.press("Read the whole").says(SEEN, WRITTEN["lived-experience"]["experience-described"])


def hold_the_meeting(manager: Visitor, police: Visitor, reference: str, made: Demonstration) -> str:
    """Called, invited, held with an action typed, minutes drawn, sent, answered and agreed; its reference."""
    manager.go(f"/cases/{reference}/").press("Meetings").press("Call a meeting")
    manager.fill({"kind": "rapid-review", "title": "Rapid review meeting", "meets_on": parts(today())})
    manager.fill(starts_at="00:10", place="Room 2", asked=["Step not done yet: Rapid review meeting"]).press("Call it")
    manager.fill(people=[str(made.people[who].pk) for who in HOLDERS]).press("Invite them").says("They are invited")
    meeting = manager.page.url.rstrip("/").rpartition("/")[2]
    police.go(f"/meetings/{meeting}/").press("Answer the invitation").fill(answer="coming").press("Send the answer")
    manager.go(f"/meetings/{meeting}/").press("Hold the meeting")
    for who, body in HOLDERS.items():
        manager.press("Somebody is here").fill(person=str(made.people[who].pk), body=str(made.bodies[body].pk))
        manager.press("They are here")
    manager.says("Enough bodies").press(f"1. {reference}")
    manager.fill(notes="Each agency told what it knew.", decision="No local review is needed.").press("Save")
    board = str(made.bodies["vales-board"].pk)
    manager.fill({"action-what": "Ask the health visitor for her records", "action-lead_body": board})
    manager.fill({"action-by_when": parts(today() + timedelta(days=14))}).press("Add the action")
    manager.go(f"/meetings/{meeting}/now/").press("The meeting was held").press("Draw up the minutes")
    manager.says("Ask the health visitor for her records", "Nobody has them yet")
    manager.press("Send them to those who attended").press("Send them").says("The minutes are sent")
    police.go(f"/meetings/{meeting}/minutes/").press("Are they right?").fill(is_right="yes").press("Save the answer")
    manager.go(f"/meetings/{meeting}/minutes/").says("Joanna Kowalska").press("They are agreed")
    manager.fill(agreed_on=parts(today())).press("Record it").says("The minutes are agreed")
    return meeting


def weigh_and_propose(manager: Visitor, reference: str) -> None:
    """Tests B and C item by item; no local review is proposed, and each body is asked."""
    manager.go(f"/cases/{reference}/").press("The decision after the rapid review").says("Answer test B, item by item")
    for test, items in TESTS.items():
        for item, (answer, evidence) in items.items():
            manager.go(review(reference, f"decision/test/{test}/{item}/"))
            manager.fill(answer=answer, evidence=evidence).press("Save and continue")
    manager.press("Propose a decision")
    manager.fill({"option": "no-lcspr-learning-complete", "reasons": "The learning is clear, and a plan answers it."})
    manager.fill({"family": "told", "family_on": parts(today()), "family_words": "The mother was told by her worker."})
    manager.press("Propose it").says("Nobody has been written to").press("Ask for positions")
    manager.fill(wanted_by=parts(today())).press("Ask them").says("Asked: 3.", "Not answered yet")


def give_position(partner: Visitor, reference: str) -> None:
    """From the person's own work to the one page, on the narrowest phone."""
    partner.go("/").says("Your organisation's position: the decision after the rapid review")
    found = partner.page.locator("main li, main tr", has_text=reference).get_by_role("link").first
    partner.go(found.get_attribute("href") or "").says("Do you agree with this decision?", "Test B: local criteria")
    partner.fill(view="agree", reasons="The plan answers what we found.").press("Record your position")
    partner.says("Your position is recorded")


def decide(manager: Visitor, reference: str) -> None:
    manager.go(review(reference, "decision/")).says("Every partner body agrees.").press("Record the decision")
    manager.fill(reasons="All partner bodies agree.").press("Record the decision").says("The decision is recorded")
    ask_to_sign(manager, reference)


def ask_to_sign(manager: Visitor, reference: str) -> None:
    manager.go(review(reference, "decision/")).press("Who has signed, and asking the others")
    manager.press("Ask them to sign").says("Asked: 3.")


def sign(partner: Visitor, reference: str) -> None:
    partner.go(review(reference, "sign-off/")).says("You sign the text below").press("Sign this text")
    partner.says("Signed off for", "signed by")


def change_what_was_signed(manager: Visitor, partner: Visitor, reference: str) -> None:
    """Every signature is void then, and whoever signed is told."""
    manager.go(review(reference, "section/learning/")).says("Changing it makes every signature void")
    manager.fill({"learning-between-agencies": f"{LEARNT} By telephone."}).press("Save and go to the list")
    partner.from_menu("Messages").says("A sign-off holds no longer")
    partner.go(review(reference, "sign-off/")).says("not signed yet")


def send_to_the_panel(manager: Visitor, reference: str) -> None:
    """Made into a PDF and a Word file, read, and sent here."""
    manager.go(f"/cases/{reference}/").press("Sending the rapid review, and the reply").says("Nothing has been sent.")
    manager.press("Read it, and make the files").says("Nothing is sent yet.").press("Make the files")
    manager.says("Fingerprint of the PDF").press("See what goes, and send it").press(f"Send to {PANEL}")
    manager.says("There is a problem").fill(checked="on").press(f"Send to {PANEL}")
    manager.says("What was sent", f"{reference}-R", "Acknowledged Not yet")


def reply(panel: Visitor, reference: str) -> None:
    """Found in the inbox and in the register, its file opened; replied to, with one thing asked for."""
    panel.from_menu("Received").says(f"{reference}-R").press("Rapid reviews received, and which have a reply")
    panel.press(f"{reference}-R").says("Nobody: every partner signed")
    assert fetched(panel, "Open paper 1").startswith(b"%PDF-")
    assert fetched(panel, "Open paper 2").startswith(b"PK")
    panel.fill(note="Thank you.").press("Acknowledge")
    panel.go("/rapid-reviews/").press(f"Not replied yet to {reference}-R")
    panel.fill({"options": ["agrees", "asks-more-information"], "text": "Thank you. We agree with your decision."})
    panel.fill({"what_1": "How will you know that practice changed?", "by_1": parts(today() + timedelta(days=28))})
    panel.press("Send the reply").says("Your reply of", "How will you know that practice changed?", "Not yet")


def fetched(visitor: Visitor, link: str) -> bytes:
    """The file that a link gives."""
    with visitor.page.expect_download() as coming:
        visitor.page.get_by_role("link", name=link, exact=True).click()
    return coming.value.path().read_bytes()


def answer_the_panel(manager: Visitor, panel: Visitor, reference: str) -> None:
    manager.go(review(reference, "sending/")).press("The reply, and what it asks for").says("Waiting for an answer")
    manager.press("Say who answers number 1").fill(who="The partnership").press("Save").press("Answer number 1")
    manager.fill({"text": "An audit of twelve families.", "answered_on": parts(today()), "answered_by": "Anil Mistry"})
    manager.press("Record the answer").says("Answered", "An audit of twelve families.")
    panel.go(f"/rapid-reviews/{reference}-R/reply/").says("An audit of twelve families.")


def write_the_plan(manager: Visitor, reference: str, made: Demonstration) -> str:
    """A finding, a recommendation after earlier ones like it were shown, an action of the hospital's; its reference."""
    hospital = str(made.bodies["northvale-hospital"].pk)
    manager.go(f"/cases/{reference}/").press("Findings, recommendations and actions").press("Write a finding")
    manager.fill(source="rapid", text="Missed visits were written down and not followed up.").press("Write it down")
    manager.press("Write a recommendation after finding 1")
    manager.fill(text="A missed visit of a small child is followed up within the week.", to=hospital, kind="process")
    manager.fill(outcome="Small children are seen.").press("Write it down").says("Asked before?").press("Write it down")
    manager.press("Write an action for recommendation 1")
    manager.fill({"text": "A list each Monday of visits that were missed", "lead": hospital, "measure": MEASURE})
    manager.fill({"outcome": "Small children are seen.", "due_on": parts(today() + timedelta(days=30))})
    manager.press("Put it into the plan").says("The action is in the plan")
    return manager.page.get_by_role("link", name=re.compile(r"^P-\d{4}-\d{3}$")).first.inner_text()


def finish_without_evidence(manager: Visitor, action: str) -> None:
    manager.go(f"/plan/actions/{action}/finish/").press("It is done")
    manager.says("There is a problem", "Evidence of what was changed: nothing was sent yet.")


def send_evidence(hospital: Visitor, action: str) -> None:
    hospital.from_menu("Our actions").press(action).press("Send evidence of what was changed")
    hospital.fill({"kind": "audit", "measured": MEASURE, "before": "4 of 10", "after": "9 of 10", "looked_at": "10"})
    hospital.fill(looked_by="The quality team", looked_on=parts(today())).press("Send it").says("The evidence is sent")


def accept_evidence(police: Visitor, manager: Visitor, action: str) -> None:
    """A partner outside the hospital says that it is enough, and when to look again; then it is done."""
    police.from_menu("Plan").press(action).press("Say whether this is enough")
    police.fill(said="shows", reason="Ten records were read again.", recheck_on=parts(today() + timedelta(days=1)))
    police.press("Say so").says("What it shows is kept", "Shown. To be looked at again by")
    manager.go(f"/plan/actions/{action}/").press("Say that it is done").press("It is done").says("The action is done")


def look_again(police: Visitor, hospital: Visitor, action: str) -> None:
    """On the day it no longer holds: the action is open again, and the hospital is told."""
    police.from_menu("Plan").says("To be looked at again").press(action).press("Look at it again")
    police.fill(holds="does-not", words="Of ten records of last month it was done in four.").press("Keep it")
    police.says("What was found is kept", "Made a difference: Not yet")
    hospital.from_menu("Our actions").says(action).from_menu("Messages").says("An action opened again")


def finish(manager: Visitor, reference: str, action: str) -> None:
    """With what is left in the plan; and the year's figures, and the overview."""
    manager.go(f"/cases/{reference}/").press("Finish this incident").says("What goes on in the plan", action)
    manager.fill(finished_on=parts(today()), words="The plan goes on.").press("Finish it")
    manager.says("The incident is finished. What is left in the plan goes on", "Close and yearly report")
    assert "Publication" not in manager.text()
    manager.from_menu("Plan").press("Figures for the yearly report").says("Incidents", "Rapid reviews sent")
    manager.from_menu("Overview").says("Where each stands", "The rapid review, and by when")

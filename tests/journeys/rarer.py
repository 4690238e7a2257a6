"""What the demonstration has not, so that the rarer pages can be looked at too: somebody kept out, work paused, two
texts for one page, a template, a local day, a proposal half written. Made by the verbs; gives the addresses at which
those pages are."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

from django.contrib.auth.tokens import default_token_generator
from django.utils.http import urlsafe_base64_encode

from safeguarding import today
from safeguarding.cases.actions.conflicts import bar_person
from safeguarding.cases.actions.corrections import pause_progress
from safeguarding.cases.actions.emergency import use_emergency_access
from safeguarding.cases.actions.first_call import look_for_child, say_none_is_the_child
from safeguarding.cases.actions.law import add_local_day
from safeguarding.cases.actions.letters import add_template
from safeguarding.cases.actions.notification import Writing, keep_beside
from safeguarding.cases.actions.papers import file_paper
from safeguarding.cases.actions.proposals import start_proposal
from safeguarding.cases.demonstration.stories import sent_this_week
from safeguarding.cases.demonstration.teller import Teller
from safeguarding.cases.models import Case, Decision, Event, Question
from safeguarding.cases.search import Terms
from safeguarding.people.actions.accounts import add_person, disable
from safeguarding.people.demonstration import Demonstration
from tests.files import samples
from tests.journeys.rarer_meetings import meetings
from tests.journeys.rarer_reviews import reviews


def make_rarer(made: Demonstration) -> list[str]:
    """Make them; the addresses at which they are seen, whoever may open each."""
    teller = Teller(made, today.today())
    sent, half_written = teller.open(3, "A child was hurt by a dog"), teller.open(2, "A child was left alone")
    with teller.as_of("manager") as (by, on):
        bar_person(case=sent, person=made.people["second-notifier"], why="A neighbour of the family", by=by, on=on)
        pause_progress(case=sent, until=None, reason="The police ask us to wait", told="The partners", by=by, on=on)
        conditions = {"marking": "OFFICIAL-SENSITIVE", "onward_sharing": "May be shared with the safeguarding partners"}
        for name, content in (("letter.eml", samples.eml()), ("picture.png", samples.png(300, 200))):
            said = {"title": "A paper", "originator": "Ward 5", **conditions}
            file_paper(case=sent, name=name, stream=BytesIO(content), by=by, on=on, **said)
        template = add_template(
            partnership=made.bodies["northvale-partnership"],
            title="Letter to agencies",
            name="letter.docx",
            content=samples.word("Dear {{recipient_name}},", "About {{reference}}."),
            by=by,
            on=on,
        )
    teller.write(half_written, 1, whole=False)
    with teller.as_of("second-notifier") as (by, on):
        writing, place = Writing(seen=0), {"incident-place": "In the garden"}
        kept = keep_beside(case=half_written, subject=0, page="where-it-happened", values=place, writing=writing, by=by)
    with teller.as_of("notifier") as (by, on):
        found = look_for_child(terms=Terms("Aisling Barlow"), by=by, on=on)
        waiting = say_none_is_the_child(search=look_for_child(terms=Terms("Nobody Known"), by=by, on=on), by=by, on=on)
    with teller.as_of("east-notifier") as (by, on):
        why = "The child was brought to us tonight, and nobody at Northvale answers."
        use_emergency_access(reference=sent.reference, why=why, by=by, on=on)
    with teller.as_of("manager"):
        used = sent.emergencies.get().pk
    with teller.as_of("hospital") as (by, on):
        draft = start_proposal(agency=made.bodies["northvale-hospital"], by=by, on=on)
    with teller.as_of("administrator") as (by, on):
        day, school = on + timedelta(days=9), made.bodies["northvale"]
        add_local_day(body=school, day=day, is_working=False, name="Founders’ day", authority="Council", by=by, on=on)
        stopped = add_person(email="gone@demonstration.invalid", name="Somebody Gone", by=by, on=on)
        disable(person=stopped, why="Left the hospital", by=by, on=on)
    return [
        f"/cases/{sent.reference}/",
        f"/cases/{sent.reference}/call/",
        f"/cases/{sent.reference}/kept-out/",
        f"/cases/{sent.reference}/emergency-access/{used}/end/",
        f"/emergency-access/{sent.reference}/",
        f"/cases/{sent.reference}/papers/1/",
        f"/cases/{sent.reference}/papers/2/",
        f"/cases/{sent.reference}/letters/{template.pk}/",
        f"/cases/{half_written.reference}/notification/",
        f"/cases/{half_written.reference}/notification/both-texts/{kept.pk}/",
        f"/first-call/{found.token}/",
        f"/first-call/{waiting.token}/call/",
        f"/proposals/draft/{draft.token}/",
        f"/people/{stopped.pk}/",
        *_of_the_withdrawn(made),
        *_to_be_sent_elsewhere(teller),
        *_agreed_to_withdraw(teller),
        *_of_each_point(made),
        *meetings(made),
        *reviews(made),
        link_to_choose_a_password(made),
        "/password/forgotten/",
        "/password/forgotten/sent/",
    ]


def link_to_choose_a_password(made: Demonstration) -> str:
    """What an emailed link opens."""
    person = made.people["school"]
    key = urlsafe_base64_encode(str(person.pk).encode())
    return f"/password/choose/{key}/{default_token_generator.make_token(person)}/"


def _of_the_withdrawn(made: Demonstration) -> list[str]:
    """An incident that was withdrawn is at its end; one that could be is on its way."""
    with Teller(made, today.today()).as_of("manager"):
        withdrawn = Case.objects.get(events__event="notification_withdrawn")
        events = Event.objects.filter(case=withdrawn).order_by("pk")
        first, last = events[0].pk, events.last()
    assert last
    address = f"/cases/{withdrawn.reference}"
    return [
        f"{address}/sending/panel/withdrawal/",
        f"{address}/sending/panel/record-withdrawal/",
        f"{address}/withdrawal/",
        f"{address}/events/{first}/correct/",
        f"{address}/events/{last.pk}/take-back/",
    ]


def _to_be_sent_elsewhere(teller: Teller) -> list[str]:
    """Decided and written, and owed to bodies that receive elsewhere: the sheet, and the record of what was sent."""
    case = teller.open(4, "A looked-after child died in hospital of an illness")
    teller.weigh(case, 3, "looked-after-death-no-abuse", answers={})
    teller.ask(case, 3)
    teller.all_agree(case, 2)
    teller.conclude(case, 2, Decision.Outcome.NOTIFY, "The death of a looked-after child is notified.")
    teller.write(case, 1)
    return [f"/cases/{case.reference}/sending/"]


def _agreed_to_withdraw(teller: Teller) -> list[str]:
    """Sent, and every partner body has said since that the criteria were never met."""
    case = sent_this_week(teller)
    teller.ask(case, 1, Question.WITHDRAW)
    teller.all_agree(case, 1, Question.WITHDRAW)
    return [f"/cases/{case.reference}/withdrawal/"]


def _of_each_point(made: Demonstration) -> Iterator[str]:
    """Where an incident can be taken on, at each point of the thread at which the demonstration has one."""
    with Teller(made, today.today()).as_of("manager"):
        for case in Case.objects.filter(escalations__settled_on=None, escalations__isnull=False).distinct():
            yield f"/cases/{case.reference}/notify-or-not/"
        for case in Case.objects.filter(sheet_ticks__isnull=False, submissions=None).distinct():
            yield from (f"/cases/{case.reference}/{page}/" for page in ("sending", "notification/papers"))
        for case in Case.objects.filter(submissions__isnull=False, told=None).distinct():
            yield from (f"/cases/{case.reference}/{page}/" for page in ("told", "days", "withdrawal"))

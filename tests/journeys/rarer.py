"""What the demonstration has not, so that the rarer pages can be looked at too: somebody kept out, work paused, two
texts for one page, a template, a local day, a proposal half written. Made by the verbs; gives the addresses at which
those pages are."""

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
from safeguarding.cases.demonstration.teller import Teller
from safeguarding.cases.models import Case, Event
from safeguarding.cases.search import Terms
from safeguarding.people.demonstration import Demonstration
from tests.files import samples
from tests.journeys.rarer_meetings import meetings


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
        *_of_the_withdrawn(made),
        *meetings(made),
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

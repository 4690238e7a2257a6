"""Incidents whose notification is being written at this moment: opened and begun by the real verbs, as the invented
ones of past years are not."""

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.first_call import ChildMentioned, take_first_call
from safeguarding.cases.actions.notification import NOTIFICATION, begin_notification
from safeguarding.cases.generation import OWNER
from safeguarding.cases.models import Case
from safeguarding.people.actors import actor_for
from safeguarding.people.models import Organisation, Person

NUMBER = 5


def open_some(*, authority: Organisation, notifier: Person) -> None:
    """So many in all: what an earlier run opened counts."""
    actor, on = actor_for(notifier), today.today()
    begun = Case.objects.using(OWNER).filter(
        authority=authority, answers__form=NOTIFICATION, submissions__isnull=True, opened_on=on
    )
    for number in range(begun.distinct().count(), NUMBER):
        with acting_as(actor.person_id):
            case = take_first_call(
                authority=authority,
                known_on=on,
                children=[ChildMentioned(name="Rowan Ashby"), ChildMentioned(age=number)],
                summary="An invented call",
                given={},
                form_version="1",
                by=actor,
                on=on,
            )
            begin_notification(case=case, by=actor, on=on)

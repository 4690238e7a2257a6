"""To whom the verbs write about a case, and the writing itself: a reference, a date and a link. Who may be written to
at all is `messages/recipients.py`; what each kind says, `messages/kinds.py`."""

from collections.abc import Iterable
from datetime import date

from safeguarding.actor import Actor
from safeguarding.cases.models import Case
from safeguarding.messages.kinds import Kind
from safeguarding.messages.lines import CASE_PATH, Line
from safeguarding.messages.writing import write
from safeguarding.people.models import HeldRole, Organisation, Person
from safeguarding.rules.roles import Role


def holders_at(organisations: Iterable[Organisation | int], *roles: Role, on: date) -> list[Person]:
    """The people who hold one of these roles at one of these bodies on a day and may sign in, each once."""
    at = [body.pk if isinstance(body, Organisation) else body for body in organisations]
    held = HeldRole.objects.on(on).filter(organisation_id__in=at, role__in=[role.value for role in roles])
    return list(Person.objects.filter(pk__in=held.values("person_id"), is_active=True).order_by("pk"))


def who_run(case: Case, *, on: date) -> list[Person]:
    """Who runs a case from day to day: the managers of its partnership and the notifiers of its authority."""
    notifiers = holders_at([case.authority_id], Role.NOTIFIER, on=on) if case.authority_id else []
    return [*holders_at([case.partnership_id], Role.MANAGER, on=on), *notifiers]


def write_about(
    case: Case,
    *,
    kind: Kind,
    what: str,
    to: Iterable[Person],
    key: str,
    by: Actor,
    on: date,
    named_on: date | None = None,
    path: str = "",
) -> int:
    """Write one message to each of these people, but not to whoever acts. `key` says what is told; the same is told
    to the same person once. Says how many were written."""
    line = Line(case.reference, what, named_on or on, path or CASE_PATH.format(reference=case.reference))
    written = [
        write(
            kind=kind,
            key=f"{kind}/{case.reference}/{key}/{person.pk}",
            to=person,
            case_id=case.pk,
            lines=[line],
            by=by,
            on=on,
        )
        for person in to
        if person.pk != by.person_id
    ]
    return len([message for message in written if message is not None])

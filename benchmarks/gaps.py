"""What goes into the gaps of an address for one person: references of their own incidents, and what those hold. A gap
that nothing here knows leaves the page unmeasured, and the report names it."""

from collections.abc import Callable, Iterable, Sequence

from benchmarks.filling import NATIONAL
from benchmarks.signing_in import Somebody
from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.first_call import ENGLAND, look_for_child
from safeguarding.cases.actions.notification import NOTIFICATION
from safeguarding.cases.generation import OWNER
from safeguarding.cases.models import Case, Child, Due, Event, Question, Submission
from safeguarding.cases.search import Terms
from safeguarding.people.actors import actor_for
from safeguarding.rules.forms.loading import load_form
from safeguarding.rules.roles import Permission

Values = dict[str, str]
REFERENCE = "<str:reference>"
BEFORE_IT_WENT = ("notification/", "notify-or-not/", "position/", "positions/", "sheet/", "sending/<slug:code>/send/")
"""Parts of an incident's pages that are for the time before it is notified."""
MOST = 40


def fillings(route: str, gaps: Sequence[str], somebody: Somebody) -> list[Values]:
    """Values for every gap, several times over where there are several things of the person's; none where a gap is
    not known."""
    if not gaps:
        return [{}]
    if route.startswith("cases/"):
        return [
            {REFERENCE: case.reference, **more} for case in _cases(route, somebody) for more in _in(case, route, gaps)
        ]
    fill = _ELSEWHERE.get((route.split("/", 1)[0], *gaps))
    return list(fill(somebody)) if fill else []


def _cases(route: str, somebody: Somebody) -> Sequence[Case]:
    is_early = route.removeprefix(f"cases/{REFERENCE}/").startswith(BEFORE_IT_WENT)
    return somebody.unsent if is_early else somebody.sent


def _in(case: Case, route: str, gaps: Sequence[str]) -> list[Values]:
    """Values of the gaps after the reference: one set a case."""
    rest = tuple(gap for gap in gaps if gap != REFERENCE)
    if not rest:
        return [{}]
    fill = _IN_A_CASE.get((_after_reference(route), *rest)) or _IN_A_CASE.get(rest)
    return [values] if fill and (values := fill(case)) else []


def _after_reference(route: str) -> str:
    return route.split("/")[2]


def _date(case: Case) -> Values:
    due = Due.objects.using(OWNER).filter(case=case, due_on__isnull=False).order_by("pk").first()
    return {"<str:duty>": due.duty, "<str:started_on>": due.started_on.isoformat()} if due else {}


def _event(case: Case) -> Values:
    event = Event.objects.using(OWNER).filter(case=case).order_by("pk").first()
    return {"<int:key>": str(event.pk)} if event else {}


def _page_about(about: str) -> Callable[[Case], Values]:
    def first(case: Case) -> Values:
        form = load_form(ENGLAND, NOTIFICATION)
        section = next(section for section in form.sections if section.about == about)
        return {"<slug:page>": section.pages[0].id, "<int:subject>": "1"}

    return first


_IN_A_CASE: dict[tuple[str, ...], Callable[[Case], Values]] = {
    ("<str:duty>", "<str:started_on>"): _date,
    ("<str:duty>",): _date,
    ("events", "<int:key>"): _event,
    ("<slug:question>",): lambda case: {"<slug:question>": Question.NOTIFY.value},
    ("notification", "<slug:page>"): _page_about("incident"),
    ("notification", "<int:subject>", "<slug:page>"): _page_about("child"),
    ("<slug:code>",): lambda case: {"<slug:code>": NATIONAL},
}


def _search(somebody: Somebody) -> Iterable[Values]:
    """A search of their own for a child of their own area."""
    actor = actor_for(somebody.person)
    child = Child.objects.using(OWNER).filter(case__in=[case.pk for case in somebody.sent]).order_by("pk").first()
    if child is None or not actor.may(Permission.SEARCH):
        return []
    with acting_as(actor.person_id):
        made = look_for_child(terms=Terms(name=child.name), by=actor, on=today.today())
    return [{"<uuid:token>": str(made.token)}]


def _received(somebody: Somebody) -> Iterable[Values]:
    newest = Submission.objects.using(OWNER).filter(recipient=somebody.organisation).order_by("-pk")[:MOST]
    return [{"<slug:sent>": one.reference} for one in newest]


_ELSEWHERE: dict[tuple[str, ...], Callable[[Somebody], Iterable[Values]]] = {
    ("first-call", "<uuid:token>"): _search,
    ("directory", "<int:key>"): lambda somebody: [{"<int:key>": str(somebody.organisation.pk)}],
    ("people", "<int:key>"): lambda somebody: [{"<int:key>": str(somebody.person.pk)}],
    ("received", "<slug:sent>"): _received,
    ("law", "<str:nation>", "<str:name>"): lambda somebody: [
        dict(zip(("<str:nation>", "<str:name>"), ENGLAND.split("/"), strict=True))
    ],
}

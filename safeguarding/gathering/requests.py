"""How each request stands: asked, opened, part answered, signed, past its date, and when there was last contact.
Worked out from what happened when it is shown, and never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.models import Case
from safeguarding.gathering.models import AgencyReturn, InformationRequest, RequestStep

W = RequestStep.What

STATES: dict[str, Promise] = {
    "asked": _("Asked, not opened yet"),
    "opened": _("Opened"),
    "begun": _("Part answered"),
    "signed": _("Signed"),
    "nothing-held": _("Holds nothing"),
    "declined": _("Declined"),
    "withdrawn": _("Withdrawn"),
}
"""How a request can stand, in words."""
ACCOUNTED_FOR = frozenset({"signed", "nothing-held", "declined", "withdrawn"})
ORDERS = ("wanted", "body", "state", "contact")
"""By what the list of requests can be sorted."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One request as it stands on a day."""

    request: InformationRequest
    state: str
    wanted_by: date
    last_contact: date
    returns: tuple[AgencyReturn, ...]
    steps: tuple[RequestStep, ...]
    on: date

    @property
    def is_open(self) -> bool:
        return self.state not in ACCOUNTED_FOR

    @property
    def is_past_date(self) -> bool:
        return self.is_open and self.wanted_by < self.on

    @property
    def days_past(self) -> int:
        return (self.on - self.wanted_by).days if self.is_past_date else 0

    @property
    def words(self) -> Promise:
        return STATES[self.state]

    @property
    def latest(self) -> AgencyReturn | None:
        return self.returns[-1] if self.returns else None

    @property
    def is_reminded_today(self) -> bool:
        return any(step.what == W.REMINDED and step.on == self.on for step in self.steps)

    @property
    def why(self) -> str:
        """The reason given where it was declined or withdrawn."""
        given = [step.words for step in self.steps if step.what == self.state]
        return given[-1] if given else ""


def requests_of(case: Case, *, on: date, order: str = "wanted") -> list[Standing]:
    """Every request of a case as it stands. The same few queries, however many requests."""
    rows = [stands(one, on=on) for one in _whole(case.information_requests.all())]
    return sorted(rows, key=lambda one: (_sorted_by(one, order), one.request.number))


def standing_of(request: InformationRequest, *, on: date) -> Standing:
    """One request as it stands, as far as the acting person sees it."""
    return stands(_whole(InformationRequest.objects.filter(pk=request.pk))[0], on=on)


def asked_of(bodies: Iterable[int], *, on: date) -> list[Standing]:
    """What was asked of these bodies, what is open first, then the newest."""
    rows = [stands(one, on=on) for one in _whole(InformationRequest.objects.filter(body_id__in=list(bodies)))]
    return sorted(rows, key=lambda one: (not one.is_open, one.wanted_by if one.is_open else date.max, -one.request.pk))


def stands(request: InformationRequest, *, on: date) -> Standing:
    """From rows that were fetched with it."""
    steps, returns = tuple(request.steps.all()), tuple(request.returns.all())
    wanted = [step.wanted_by for step in steps if step.what == W.AGAIN and step.wanted_by]
    contact = [request.on, *(row.on for row in (*steps, *returns)), *_kept_by_the_case(request)]
    return Standing(
        request=request,
        state=_state(steps, returns),
        wanted_by=wanted[-1] if wanted else request.wanted_by,
        last_contact=max(contact),
        returns=returns,
        steps=steps,
        on=on,
    )


def _state(steps: tuple[RequestStep, ...], returns: tuple[AgencyReturn, ...]) -> str:
    happened = [step.what for step in steps]
    if W.WITHDRAWN in happened:
        return W.WITHDRAWN.value
    if returns:
        return "nothing-held" if returns[-1].is_nil else "signed"
    turns = [what for what in happened if what in (W.DECLINED, W.AGAIN)]
    if turns and turns[-1] == W.DECLINED:
        return W.DECLINED.value
    for what in (W.BEGUN, W.OPENED):
        if what in happened:
            return str(what.value)
    return "asked"


def _kept_by_the_case(request: InformationRequest) -> list[date]:
    """Calls and reminders: the body that is asked sees neither."""
    reminders = [row.on for row in request.ladder_reminders.all() if row.told]
    return [*(row.on for row in request.calls.all()), *reminders]


def _whole(rows: QuerySet[InformationRequest]) -> QuerySet[InformationRequest]:
    """With everything by which a request is judged."""
    return rows.select_related("body", "asked_by").prefetch_related(
        Prefetch("steps", RequestStep.objects.select_related("recorded_by", "paper").order_by("id")),
        Prefetch("returns", AgencyReturn.objects.select_related("recorded_by", "paper").order_by("number")),
        "calls",
        "ladder_reminders",
    )


def _sorted_by(one: Standing, order: str) -> tuple[bool, object]:
    keys = {
        "body": one.request.body.name.casefold(),
        "state": list(STATES).index(one.state),
        "contact": one.last_contact,
    }
    return (order == "wanted" and not one.is_open, keys.get(order, one.wanted_by))

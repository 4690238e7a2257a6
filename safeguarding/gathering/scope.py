"""The period in scope as it stands, and whom the page prompts for until they are asked or a reason is given."""

from dataclasses import dataclass

from safeguarding.cases.models import Case
from safeguarding.gathering.models import NotAsked, RequestStep, Scope
from safeguarding.rules.asking import Prompt, asking


@dataclass(frozen=True, slots=True)
class Prompted:
    """Somebody whom every rapid review asks: whether they are, or why not."""

    prompt: Prompt
    is_asked: bool
    why_not: NotAsked | None

    @property
    def is_open(self) -> bool:
        return not self.is_asked and self.why_not is None


def scope_of(case: Case) -> Scope | None:
    """The period that is looked at, and why: the latest stands; none before it is set."""
    return case.scopes.select_related("recorded_by").order_by("id").last()


def prompts_of(case: Case) -> list[Prompted]:
    """Each that the law's list prompts for. A request that was withdrawn asks nobody."""
    withdrawn = RequestStep.objects.filter(case=case, what=RequestStep.What.WITHDRAWN).values("request_id")
    kinds = set(case.information_requests.exclude(pk__in=withdrawn).values_list("agency_kind", flat=True))
    why = {row.prompt: row for row in case.not_asked.select_related("recorded_by").order_by("id")}
    return [Prompted(one, not kinds.isdisjoint(one.kinds), why.get(one.id)) for one in asking(case.procedure).prompts]

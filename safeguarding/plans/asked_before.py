"""Was it asked before? Earlier recommendations like one that is being written, with what came of them. Each place to
look in is one function of `SOURCES`, so that another, such as the published library, joins by adding its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from safeguarding.people.models import Organisation
from safeguarding.plans.how_it_goes import actions_now
from safeguarding.plans.models import Action, Recommendation, RecommendationAnswer
from safeguarding.rules.likeness import most_alike


@dataclass(frozen=True, slots=True)
class Earlier:
    """Something that was recommended before. `came_of_it` is read only of those that are shown."""

    text: str
    where: str
    key: int | None = None
    """Of this partnership's own plan; none where it is from elsewhere and cannot be linked by a row."""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """An earlier one that is like what is written, how alike, and what is known of what came of it."""

    earlier: Earlier
    likeness: float
    came_of_it: tuple["CameOfIt", ...] = ()


@dataclass(frozen=True, slots=True)
class CameOfIt:
    """One action that followed: done or not, and whether it made a difference."""

    reference: str
    is_done: bool
    made_a_difference: bool


Source = Callable[[Organisation], Iterable[Earlier]]


def of_this_plan(partnership: Organisation) -> Iterable[Earlier]:
    """Every recommendation of the plan that nothing replaced: one query, by the partnership's key."""
    rows = Recommendation.objects.filter(partnership=partnership, replaced_by__isnull=True)
    for key, text, reference, name, number in rows.order_by("-pk").values_list(
        "pk", "text", "case__reference", "finding__source_name", "number"
    ):
        yield Earlier(text, f"{reference or name}, {number}".strip(" ,"), key)


SOURCES: tuple[Source, ...] = (of_this_plan,)


def similar_recommendations(
    text: str, partnership: Organisation, *, but: int | None = None, sources: tuple[Source, ...] = SOURCES
) -> list[Alike]:
    """Earlier recommendations like this text, the most alike first. `but` is one that is being changed itself."""
    known = [one for source in sources for one in source(partnership) if but is None or one.key != but]
    alike = [(known[place], how) for place, how in most_alike(text, [one.text for one in known])]
    came = _what_came([one.key for one, _how in alike if one.key is not None])
    return [Alike(one, how, tuple(came.get(one.key or 0, ()))) for one, how in alike]


def _what_came(keys: list[int]) -> dict[int, list[CameOfIt]]:
    found: dict[int, list[CameOfIt]] = {}
    for now in actions_now(Action.objects.filter(recommendation_id__in=keys)) if keys else []:
        if now.action.recommendation_id is not None and not now.is_replaced:
            one = CameOfIt(now.action.reference, now.is_done, now.made_a_difference)
            found.setdefault(now.action.recommendation_id, []).append(one)
    return found


ANSWERED = Prefetch("answers", RecommendationAnswer.objects.order_by("id"))
"""With a list of recommendations, whether each was accepted: the latest last."""

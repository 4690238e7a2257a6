"""The demonstration's incidents: one at every point of the first stretch, told by real verbs on the demonstration's
people (`people/demonstration.py`). Everything is plainly invented."""

from django.db import transaction

from safeguarding.actor import acting_as
from safeguarding.cases.demonstration.stories import tell_stories
from safeguarding.cases.models import Case
from safeguarding.people.demonstration import invented_manager, make_people

__all__ = ["is_told", "tell_demonstration", "tell_stories"]


def is_told() -> bool:
    """Whether the incidents are there. They are asked themselves: people are there before the first is told."""
    manager = invented_manager()
    if manager is None:
        return False
    with acting_as(manager.pk):
        return Case.objects.exists()


@transaction.atomic
def tell_demonstration() -> list[Case]:
    """Make what is missing of the people, and tell every story, once: all of it or nothing, so that a start which is
    stopped half-way leaves nothing to mend. Answers the incidents told now. Raises `OnlyForDemonstration`."""
    made = make_people()
    return [] if is_told() else tell_stories(made)

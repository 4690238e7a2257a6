"""The demonstration's incidents: one at every point of the first stretch, told by real verbs on the demonstration's
people (`people/demonstration.py`). Everything is plainly invented. What follows after the notification, and the telling
of all of it once, are `web/demonstration.py`'s."""

from safeguarding.actor import acting_as
from safeguarding.cases.demonstration.stories import tell_stories
from safeguarding.cases.models import Case
from safeguarding.people.demonstration import invented_manager

__all__ = ["is_told", "tell_stories"]


def is_told() -> bool:
    """Whether the incidents are there. They are asked themselves: people are there before the first is told."""
    manager = invented_manager()
    if manager is None:
        return False
    with acting_as(manager.pk):
        return Case.objects.exists()

"""The demonstration's incidents: one at every point of the first stretch, told by real verbs on the demonstration's
people (`people/demonstration.py`). Everything is plainly invented."""

from safeguarding.cases.demonstration.stories import tell_stories

__all__ = ["tell_stories"]

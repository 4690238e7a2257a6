"""How a partnership runs its plan: what was agreed and by whom, who is told of an action past its date and when, and
when nobody is told for a while."""

from typing import ClassVar

from django.db import models

from safeguarding.cases.models import Case
from safeguarding.cases.models.decisions import Dated
from safeguarding.people.models import Organisation
from safeguarding.plans.models.doing import Action, OfAction


class Agreement(Dated):
    """Actions were agreed as they were shown: by whom, on a day."""

    partnership = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    who = models.TextField()

    def __str__(self) -> str:
        return f"{self.partnership}: agreed on {self.on:%-d %B %Y}"


class AgreedAction(models.Model):
    """One of the actions that were agreed."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="actions")
    action = models.OneToOneField(Action, models.PROTECT, related_name="agreed")
    partnership = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.action} agreed"


class ReminderStop(OfAction):
    """Nobody is told that this action is past its date until a day, and why. The latest counts."""

    until_on = models.DateField()
    reason = models.CharField(max_length=400)


class PastDateSteps(Dated):
    """After how many working days past its date an action is taken up with whom. The latest of a partnership counts;
    `rules/past_date.py` says what holds before any."""

    partnership = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    lead_after = models.PositiveSmallIntegerField()
    manager_after = models.PositiveSmallIntegerField()
    holder_after = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.partnership}: {self.lead_after}, {self.manager_after}, {self.holder_after}"

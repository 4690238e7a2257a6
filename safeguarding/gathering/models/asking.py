"""What a partnership settles about asking: the period in scope, why somebody is not asked, the check half-way, and its
own steps of reminding. All are added to and never edited; the latest stands."""

from typing import ClassVar

from django.db import models

from safeguarding.cases.models import Case
from safeguarding.cases.models.decisions import Dated
from safeguarding.people.models import Organisation


class Scope(Dated):
    """The period that is looked at, and why."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="scopes")
    from_on = models.DateField()
    until_on = models.DateField()
    why = models.TextField()

    def __str__(self) -> str:
        return f"{self.case}: {self.from_on} to {self.until_on}"


class NotAsked(Dated):
    """Why somebody whom the law's list prompts for, such as the child's school, is not asked."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="not_asked")
    prompt = models.CharField(max_length=40)
    why = models.TextField()

    def __str__(self) -> str:
        return f"{self.case}: {self.prompt} not asked"


class MidpointCheck(Dated):
    """A look half-way: who had not answered then, who else has come to light, and what is done about it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="midpoint_checks")
    missing = models.JSONField(default=list)
    """Who had not answered: worked out when it was recorded, a line each."""
    come_to_light = models.TextField(blank=True)
    done_about_it = models.TextField()

    def __str__(self) -> str:
        return f"{self.case}: check of {self.on}"


class Ladder(Dated):
    """A partnership's steps of reminding: `steps` holds {"days": working days after the date, "whom": code}, for every
    kind of agency or for one."""

    partnership = models.ForeignKey(Organisation, models.PROTECT, related_name="ladders")
    agency_kind = models.CharField(max_length=60, blank=True)
    steps = models.JSONField(default=list)

    class Meta(Dated.Meta):
        indexes: ClassVar = [models.Index(fields=["partnership", "agency_kind"], name="ladder_of_kind")]

    def __str__(self) -> str:
        return f"{self.partnership}: {self.agency_kind or 'every kind'}"

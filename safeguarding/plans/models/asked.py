"""What a review found, and what it asks for. A row may be put right until something of it was agreed; after that
another row stands in its place. What is done about it is in `doing.py`."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.models import Case
from safeguarding.cases.models.decisions import Dated
from safeguarding.people.models import Organisation


class Source(models.TextChoices):
    """From what kind of work something came into the plan."""

    RAPID = "rapid", _("Rapid review")
    LOCAL = "local", _("Local review")
    NATIONAL = "national", _("National review")
    AGENCY = "agency", _("An agency's own review")
    MEETING = "meeting", _("A meeting")


class OfPlan(Dated):
    """A row of one partnership's plan. Of an incident or review it carries the case, and stands behind its wall."""

    partnership = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="%(class)ss")

    class Meta(Dated.Meta):
        abstract = True


class Replaceable(OfPlan):
    """May be put right until agreed, each time under the next version; then another row stands in its place."""

    version = models.PositiveIntegerField(default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    replaced_why = models.CharField(max_length=400, blank=True)

    class Meta(OfPlan.Meta):
        abstract = True


class Finding(Replaceable):
    """What was found. `number` is its place among those of the case, or of the partnership where it has none."""

    source = models.CharField(max_length=8, choices=Source)
    source_name = models.CharField(max_length=200, blank=True)
    """Which national review, or whose: of an incident's own rapid review there is nothing to add."""
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta(Replaceable.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "case", "number"], nulls_distinct=False, name="finding_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case or self.partnership}: finding {self.number}"


class Recommendation(Replaceable):
    """What is to change, for whom to do it, and what should be better for children. What it was said to be like before,
    and what came of that, stays beside it."""

    class Kind(models.TextChoices):
        POLICY = "policy", _("Policy or procedure")
        TRAINING = "training", _("Training")
        PROCESS = "process", _("The way work is done")
        RESOURCE = "resource", _("People, money or tools")
        LEADERSHIP = "leadership", _("Leadership and supervision")
        COMMISSIONING = "commissioning", _("Commissioning of services")
        NATIONAL = "national", _("For a national body to change")

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    is_joint = models.BooleanField(default=False)
    by_when = models.DateField(null=True)
    outcome = models.TextField()
    kind = models.CharField(max_length=13, choices=Kind)
    strength = models.TextField(blank=True)
    """How sure the finding is that it rests on, and how likely the change is to work."""
    made_before = models.ForeignKey("self", models.PROTECT, null=True, related_name="made_again")
    came_of_it = models.TextField(blank=True)

    class Meta(Replaceable.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "case", "number"], nulls_distinct=False, name="recommendation_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case or self.partnership}: recommendation {self.number}"


class RecommendedTo(OfPlan):
    """A body that a recommendation is made to, in the version of it that named the body."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="made_to")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()

    class Meta(OfPlan.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recommendation", "body", "version"], name="recommended_once")
        ]

    def __str__(self) -> str:
        return f"{self.recommendation} to {self.body}"


class RecommendationAnswer(OfPlan):
    """Whether those it was made to accept it. The latest counts."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        PARTLY = "partly", _("Accepted in part")
        NOT = "not-accepted", _("Not accepted")

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="answers")
    answer = models.CharField(max_length=12, choices=Answer)
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.answer}"

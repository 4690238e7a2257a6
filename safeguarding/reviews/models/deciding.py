"""The decision after a rapid review: what is proposed, which position is on which proposal, and what was decided. All
are added to and never edited; the latest stands. Positions themselves are `cases`'."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.models import Case, Position
from safeguarding.cases.models.decisions import Dated


class ProposedDecision(Dated):
    """What the manager puts to the partner bodies: options of the law, reasons, and what the family is told."""

    class Family(models.TextChoices):
        TOLD = "told", _("The family was told")
        TO_BE_TOLD = "to-be-told", _("The family will be told")
        NOT_TOLD = "not-told", _("The family is not told")

    case = models.ForeignKey(Case, models.PROTECT, related_name="proposed_decisions")
    number = models.PositiveSmallIntegerField()
    options = models.JSONField()
    """Ids of the law's options, the one that decides first."""
    reasons = models.TextField()
    deferred_to = models.DateField(null=True)
    joins = models.CharField(max_length=200, blank=True)
    """Which review is joined, where one is."""
    family = models.CharField(max_length=10, choices=Family)
    family_on = models.DateField(null=True)
    family_words = models.TextField()
    """What they were told or will be, or why they are not."""

    class Meta(Dated.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="proposed_in_order")]

    def __str__(self) -> str:
        return f"{self.case}: proposal {self.number}"


class PositionOnProposal(models.Model):
    """On which proposal a position was given: one on an earlier proposal does not count for a later."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="positions_on_proposals")
    position = models.OneToOneField(Position, models.PROTECT, related_name="on_proposal")
    proposal = models.ForeignKey(ProposedDecision, models.PROTECT, related_name="positions")

    def __str__(self) -> str:
        return f"{self.position} on {self.proposal}"


class DecisionAfterReview(Dated):
    """A proposal that became the decision, with its reasons and what it rested on."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions_after_review")
    number = models.PositiveSmallIntegerField()
    proposal = models.OneToOneField(ProposedDecision, models.PROTECT, related_name="decision")
    reasons = models.TextField()
    going_ahead = models.TextField(blank=True)
    """Why it was decided before every position was in, or although they differ."""
    basis = models.JSONField(default=dict)
    """The keys of the answers, positions and escalations that stood when it was decided."""

    class Meta(Dated.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="decided_in_order")]

    def __str__(self) -> str:
        return f"{self.case}: decision {self.number}"

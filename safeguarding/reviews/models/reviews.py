"""A review is a case of its own: it may settle several incidents, of several areas, with any number of bodies
(the parties of its case). What a rapid review holds is in `deciding.py` and `signing.py`."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.models import Case


class Review(models.Model):
    """A local or national review. A rapid review is worked on its incident's own case (ADR 7)."""

    class Kind(models.TextChoices):
        LOCAL = "local", _("Local child safeguarding practice review")
        NATIONAL = "national", _("National review")

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="review")
    kind = models.CharField(max_length=8, choices=Kind)

    def __str__(self) -> str:
        return str(self.case)


class ReviewedIncident(models.Model):
    """An incident that a review settles. Whoever sees the review sees that the incident belongs to it, by its
    reference; the incident itself stays behind its own wall."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="incidents_reviewed")
    incident_case_id = models.BigIntegerField()
    incident_reference = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "incident_case_id"], name="incident_in_review_once")
        ]

    def __str__(self) -> str:
        return f"{self.incident_reference} in {self.case}"

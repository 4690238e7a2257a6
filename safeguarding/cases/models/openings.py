"""What comes before an incident is open: a search for the child, and an agency's proposal with its draft. What is
decided once it is open is in `decisions.py`."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.models.wall import Case
from safeguarding.people.models import Organisation


class ChildSearch(models.Model):
    """That somebody looked whether a child is known, with what, and what their own area showed. One search leads to
    one first call at most, so that a form sent twice opens one incident. Seen by the searcher, and by those who see
    the incident that came of it."""

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    terms = models.JSONField()
    found = models.JSONField(default=list)
    """References of the incidents that were shown."""
    searched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    searched_at = models.DateTimeField()
    searched_on = models.DateField()
    none_of_these_at = models.DateTimeField(null=True)
    """When the searcher said that none of these is the child."""
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="search")

    def __str__(self) -> str:
        return f"search of {self.searched_on:%-d %B %Y}"


class Proposal(models.Model):
    """An agency's proposal that an incident be notified, and the answer it gets. Seen by the agency that made it
    and by the area it was made to; the case that may come of it is not shown to the agency."""

    class Answer(models.TextChoices):
        TAKEN_UP = "taken-up", _("Taken up")
        DECLINED = "declined", _("Not taken up, with reasons")

    reference = models.CharField(max_length=20, unique=True)
    proposed_by = models.ForeignKey(Organisation, models.PROTECT, related_name="proposals_made")
    proposed_to = models.ForeignKey(Organisation, models.PROTECT, related_name="proposals_received")
    partnership = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    given = models.JSONField()
    form_version = models.CharField(max_length=20)
    signed_off_by = models.CharField(max_length=160)
    proposed_at = models.DateTimeField()
    proposed_on = models.DateField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    reasons = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answers_set_aside = models.JSONField(default=list)
    """Answers that somebody typed while another was already given: kept beside it."""
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="proposals")
    draft_token = models.UUIDField(unique=True, null=True, editable=False)
    """The draft it was sent from: sent twice, it is one proposal."""

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.reference


class ProposalDraft(models.Model):
    """A proposal that is still being written: seen by its own agency alone, and gone once it is sent."""

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    proposed_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given = models.JSONField(default=dict)
    form_version = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-saved_at"]

    def __str__(self) -> str:
        return f"draft of {self.proposed_by}"

"""A meeting, who is invited to it and what they answered, and when enough bodies are there. It names no case: what is
talked about is in `agenda.py`."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.models.decisions import Dated
from safeguarding.people.models import Organisation


class Meeting(models.Model):
    """One meeting of a partnership. Its title, place and reasons are read by everybody invited, so they hold nothing of
    a case. `version` grows with every change of what was called."""

    class Kind(models.TextChoices):
        RAPID_REVIEW = "rapid-review", _("Rapid review meeting")
        PANEL = "review-panel", _("Review panel")
        GROUP = "case-review-group", _("Case review group")
        PLAN = "plan-review", _("Review of the plan of action")

    reference = models.CharField(max_length=20, unique=True)
    partnership = models.ForeignKey(Organisation, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=120)
    on = models.DateField()
    starts_at = models.TimeField()
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)
    called_at = models.DateTimeField()
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    called_off_on = models.DateField(null=True)
    called_off_why = models.CharField(max_length=300, blank=True)
    called_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    held_on = models.DateField(null=True)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    """Who recorded that it was held."""

    class Meta:
        ordering: ClassVar = ["on", "starts_at", "id"]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_ahead(self) -> bool:
        """Neither held nor called off."""
        return self.held_on is None and self.called_off_on is None


class Invitation(models.Model):
    """Somebody is invited: a person who signs in here, or a name that is invited outside this service."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=160)
    email = models.EmailField(blank=True)
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "person"], name="invited_once")]

    def __str__(self) -> str:
        return f"{self.name} is invited to {self.meeting}"


class Reply(Dated):
    """What an invited person answered: added to, the latest stands."""

    class Answer(models.TextChoices):
        COMING = "coming", _("Coming")
        APOLOGIES = "apologies", _("Sends apologies")
        INSTEAD = "instead", _("Somebody else comes instead")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="replies")
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="replies")
    answer = models.CharField(max_length=9, choices=Answer)
    instead = models.CharField(max_length=160, blank=True)
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.invitation}: {self.answer}"


class Quorum(Dated):
    """When a partnership says that enough bodies are there: every partner body, or at least so many; and whether it is
    asked that somebody speaks for education. The latest stands; without any, every partner body and education."""

    partnership = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    is_every = models.BooleanField(default=True)
    least = models.PositiveSmallIntegerField(default=0)
    asks_education = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.partnership}: {'every body' if self.is_every else self.least}"

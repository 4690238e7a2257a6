"""What was written of a meeting. Minutes are a copy, part by part, so that each part stands behind the wall of its
case; what became of them is added and never changed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.models import Case
from safeguarding.cases.models.decisions import Dated
from safeguarding.meetings.models.agenda import AgendaItem
from safeguarding.meetings.models.meeting import Meeting


class Minutes(Dated):
    """One drawing up of the minutes: who was there, and whether it was enough. The highest number stands."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes")
    number = models.PositiveSmallIntegerField()
    room = models.JSONField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "number"], name="minutes_numbered_once")]

    def __str__(self) -> str:
        return f"{self.meeting}, minutes {self.number}"


class MinutesPart(models.Model):
    """What the minutes say of one item, as it was when they were drawn up."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="parts")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    content = models.JSONField()

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.minutes}, item {self.number}"


class MinutesEntry(Dated):
    """What became of minutes: sent, answered, agreed on a day, corrected afterwards. A text about an item carries that
    item's case."""

    class What(models.TextChoices):
        SENT = "sent", _("Sent to those who attended")
        AGREES = "agrees", _("Agrees")
        ASKS = "asks", _("Asks for a correction")
        AGREED = "agreed", _("Agreed")
        CORRECTED = "corrected", _("Corrected")

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="entries")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    what = models.CharField(max_length=9, choices=What)
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)

    class Meta(Dated.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting"], condition=models.Q(what="agreed"), name="minutes_agreed_once")
        ]

    def __str__(self) -> str:
        return f"{self.minutes}: {self.what}"

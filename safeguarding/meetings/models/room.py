"""Who was in the room, for which body, from when to when; and who left it for an item because of an interest."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from safeguarding.cases.models import Case
from safeguarding.cases.models.decisions import Dated
from safeguarding.meetings.models.agenda import AgendaItem
from safeguarding.meetings.models.meeting import Meeting
from safeguarding.people.models import Organisation


class Attendance(models.Model):
    """Somebody is here: a person who signs in here, or a name."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=160)
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    speaks_for_education = models.BooleanField(default=False)
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "person"], name="here_once")]

    def __str__(self) -> str:
        return f"{self.name} at {self.meeting}"


class Interest(Dated):
    """An interest that somebody declared in an item: they were out of the room for it. Where the item is about a case
    they were kept out of its record as well."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="interests")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="interests")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="interests")
    what = models.TextField()
    out_at = models.DateTimeField()
    in_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.attendance} out for {self.item}"

"""What is on a meeting: its items with what is asked, noted and decided, the papers chosen for each, and the actions
that come of it. A row that carries a case stands behind that case's wall, with its item."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from safeguarding.cases.models import Case, Paper
from safeguarding.cases.models.decisions import Dated
from safeguarding.meetings.models.meeting import Meeting
from safeguarding.people.models import Organisation


class AgendaItem(models.Model):
    """One item. `version` grows with every save of its notes and decision, and tells two writers apart; `saved_in` is
    the opening of the page that saved last. Earlier states are in the audit."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="agenda_items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    asked = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_in = models.CharField(max_length=40, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "number"], name="item_numbered_once")]

    def __str__(self) -> str:
        return f"{self.meeting}, item {self.number}"


class ItemPaper(models.Model):
    """A paper of the case file that is read for an item."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="papers")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["paper__number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "paper"], name="paper_of_item_once")]

    def __str__(self) -> str:
        return f"{self.paper} for {self.item}"


class TypedBeside(models.Model):
    """What somebody typed for an item while another had saved other words: both are kept until a person says what
    stands. One row for each opening of the page (`token`)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="beside")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    token = models.CharField(max_length=40)
    notes = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    typed_at = models.DateTimeField()
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.item}: beside, of {self.typed_by}"


class MeetingAction(Dated):
    """Something that the meeting wants done: what, which body leads, who there, by when. Once it was put into the plan
    it goes on there, under `plan_reference`."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="actions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="actions")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    what = models.TextField()
    lead_body = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    lead_person = models.CharField(max_length=160, blank=True)
    by_when = models.DateField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    plan_reference = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"{self.item}: action {self.pk}"

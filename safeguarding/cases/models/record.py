"""What is known and what happened: children, answers to forms, events, the dates owed that follow from them,
the steps of the fifteen days, diary and papers. Decisions are in `decisions.py`."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.models.wall import Case
from safeguarding.people.models import Organisation


class Incident(models.Model):
    """What the system computes with about an incident; everything else is in the answers to its forms."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="incident")
    nature = models.CharField(max_length=40, blank=True)
    summary = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return str(self.case)


class Child(models.Model):
    """A child in an incident, perhaps not yet named. `number` is the child's place in the form, from 1."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="children")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200, blank=True)
    other_names = models.CharField(max_length=200, blank=True)
    folded = models.CharField(max_length=420, blank=True)
    born_on = models.DateField(null=True)
    age = models.PositiveSmallIntegerField(null=True)
    home_area = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="child_numbered_once")]

    def __str__(self) -> str:
        return f"{self.case}, child {self.number}"


class Answers(models.Model):
    """The answers to one page of a form, as last saved; `version` grows by one with every save and tells two writers
    apart. Earlier states are in the audit. `subject` is 0 for the incident, else the child's number."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="answers")
    form = models.CharField(max_length=60)
    form_version = models.CharField(max_length=20)
    subject = models.PositiveSmallIntegerField(default=0)
    page = models.CharField(max_length=60)
    given = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_in = models.CharField(max_length=40, blank=True, default="")
    """The token of the opening of the page that saved it last."""
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "form", "subject", "page"], name="answers_once")
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.form}/{self.page} {self.subject}"


class SetAside(models.Model):
    """Text that somebody typed and that could not be saved, because another had changed the same meanwhile.
    Both are kept until a person has settled which stands."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="set_aside")
    what = models.CharField(max_length=120)
    text = models.JSONField()
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    typed_at = models.DateTimeField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.case}: {self.what} of {self.typed_by}"


class Event(models.Model):
    """A dated happening, under the name that the law files give it. Never edited: a later event supersedes."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    event = models.CharField(max_length=60)
    on = models.DateField()
    at = models.TimeField(null=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="superseded_by")
    duty = models.CharField(max_length=80, blank=True)
    until = models.DateField(null=True)
    reason = models.TextField(blank=True)
    told = models.CharField(max_length=400, blank=True)
    """Of a pause: who was told that work stands still."""
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["case", "id"], name="events_of_case")]

    def __str__(self) -> str:
        return f"{self.case}: {self.event} on {self.on:%-d %B %Y}"


class Due(models.Model):
    """What is owed, by when: a cache that one function rebuilds from the events. Nothing is stored here that the
    events do not say; how it looks today is computed when it is shown. With the date goes what it was counted by
    (`which_law.py`): the version of the duty, the calendar and the release of the library of holidays."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="dues")
    duty = models.CharField(max_length=80)
    body = models.CharField(max_length=40, blank=True)
    started_on = models.DateField()
    due_on = models.DateField(null=True)
    act_by = models.DateField(null=True)
    met_on = models.DateField(null=True)
    stopped_on = models.DateField(null=True)
    is_confirmed = models.BooleanField(default=True)
    is_relaxed = models.BooleanField(default=False)
    is_provisional = models.BooleanField(default=False)
    is_local = models.BooleanField(default=False)
    law_from = models.DateField(null=True)
    calendar = models.CharField(max_length=60, blank=True)
    holidays_release = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "duty", "body", "started_on"], name="due_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_on", "case"],
                name="dues_still_owed",
                condition=models.Q(met_on__isnull=True, stopped_on__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.duty}"


class MovedDue(models.Model):
    """A date that a recomputation moved: the old one is kept, with the reason. The starts tell apart the dates of a
    duty that is owed more than once; they differ where it was the start that moved."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="moved_dues")
    duty = models.CharField(max_length=80)
    body = models.CharField(max_length=40, blank=True)
    was_started_on = models.DateField(null=True)
    started_on = models.DateField(null=True)
    was_on = models.DateField(null=True)
    is_on = models.DateField(null=True)
    reason = models.CharField(max_length=400)
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.case}: {self.duty} {self.was_on} to {self.is_on}"


class Step(models.Model):
    """A step of the fifteen days that a person ticked off or replanned; the plan itself is law data."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=60)
    working_days = models.PositiveSmallIntegerField(null=True)
    done_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "step"], name="step_once")]

    def __str__(self) -> str:
        return f"{self.case}: {self.step}"


class DiaryNote(models.Model):
    """A dated note in the case's diary."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="diary")
    on = models.DateField()
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.case}: note of {self.on:%-d %B %Y}"


class Paper(models.Model):
    """A paper in the case file: a stored file with where it came from and how it may be shared."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("Document")
        EMAIL = "email", _("Email")
        LETTER = "letter", _("Letter made here")
        COPY = "copy", _("Copy of what was sent")

    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    number = models.PositiveIntegerField()
    file = models.OneToOneField("files.StoredFile", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=200)
    originator = models.CharField(max_length=200)
    marking = models.CharField(max_length=60)
    onward_sharing = models.CharField(max_length=300)
    dated_on = models.DateField(null=True)
    is_covered = models.BooleanField(default=False)
    """Photographs, injuries or other content that nobody should come upon by chance: opened by a press of its own."""
    about_mail = models.JSONField(null=True)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="paper_numbered_once")]

    def __str__(self) -> str:
        return f"{self.case}, paper {self.number}"

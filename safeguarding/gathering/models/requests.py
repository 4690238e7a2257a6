"""What was asked of whom, and everything that happened to it since. The body that is asked sees its request and what
it did itself, and never the case. What it answers is in `returns.py`."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.models import Case, Paper
from safeguarding.cases.models.decisions import Dated
from safeguarding.people.models import Organisation


class InformationRequest(Dated):
    """A body was asked what it knows: by what power, why, what, and by when. Never changed: what happens to it is a
    `RequestStep`. Its reference is the case's with a number, and is all that a message says."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="information_requests")
    number = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=20, unique=True)
    procedure = models.CharField(max_length=80)
    asked_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="information_requests")
    agency_kind = models.CharField(max_length=60)
    power = models.CharField(max_length=40)
    power_words = models.CharField(max_length=300, blank=True)
    """Which other power, in words, where it is none of the law's list."""
    about = models.TextField()
    """Whose records are looked for: what an agency needs to find them, and the only place where a name is given."""
    purpose = models.TextField()
    questions = models.TextField()
    """What is asked, a question a line."""
    from_on = models.DateField()
    until_on = models.DateField()
    wanted_by = models.DateField()
    signed_by = models.CharField(max_length=160)

    class Meta(Dated.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="request_in_order")]

    def __str__(self) -> str:
        return self.reference

    @property
    def case_reference(self) -> str:
        """The case's own reference: what the asking side is written to about."""
        return self.reference.rpartition("-R")[0]


class RequestStep(Dated):
    """One thing that happened to a request: it was opened, part answered, declined, withdrawn, asked again, reminded
    of, or sent as a letter."""

    class What(models.TextChoices):
        OPENED = "opened", _("Opened")
        BEGUN = "begun", _("Part answered")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        AGAIN = "asked-again", _("Asked again")
        REMINDED = "reminded", _("Reminded")
        LETTER = "letter", _("Letter made")

    case = models.ForeignKey(Case, models.PROTECT, related_name="request_steps")
    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="steps")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    what = models.CharField(max_length=11, choices=What)
    words = models.TextField(blank=True)
    """The reason, where one is given."""
    wanted_by = models.DateField(null=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")

    class Meta(Dated.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "what"],
                condition=models.Q(what__in=["opened", "begun", "withdrawn"]),
                name="request_step_once",
            ),
            models.UniqueConstraint(
                fields=["request", "on"], condition=models.Q(what="reminded"), name="reminded_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.what}"


class Call(Dated):
    """A call about a request: with whom, and what was said."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="request_calls")
    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="calls")
    whom = models.CharField(max_length=160)
    said = models.TextField()

    def __str__(self) -> str:
        return f"{self.request}: call of {self.on}"


class LadderReminder(models.Model):
    """That a step of the ladder was taken for a request and the date then asked for, once. `told` is how many were
    written to; a step that an outage skipped is covered by the next and tells nobody."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="ladder_reminders")
    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="ladder_reminders")
    wanted_by = models.DateField()
    days = models.SmallIntegerField()
    whom = models.CharField(max_length=20)
    told = models.PositiveSmallIntegerField(default=0)
    on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "wanted_by", "days", "whom"], name="ladder_step_once")
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.days} {self.whom}"

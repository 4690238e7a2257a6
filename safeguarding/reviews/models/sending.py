"""What goes to the Panel and what comes back: the files that were made of a rapid review, the Panel's reply with what
it asks for, and what was handed to a national review. That it was sent is a `Submission` of `cases`."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.models import Case, Paper, Submission
from safeguarding.cases.models.decisions import Dated
from safeguarding.people.models import Organisation


class ReviewReport(Dated):
    """A rapid review with its decision and reasons, made into files of the case file as it stood. `fingerprint` tells
    its text; `signed` and `unsigned` are the partner bodies, by name."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="review_reports")
    fingerprint = models.CharField(max_length=64)
    signed = models.JSONField(default=list)
    unsigned = models.JSONField(default=list)
    unsigned_reason = models.TextField(blank=True)
    pdf = models.ForeignKey(Paper, models.PROTECT, related_name="+")
    word = models.ForeignKey(Paper, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.case}: rapid review as made on {self.on:%-d %B %Y}"


class PanelReply(Dated):
    """A body's reply to a rapid review: written here by its people, or a letter that the partnership filed. `options`
    are the law's own. Its body sees what it wrote here, and no more of the case than before."""

    class How(models.TextChoices):
        HERE = "here", _("Written here")
        ELSEWHERE = "elsewhere", _("Came in another way, and recorded")

    case = models.ForeignKey(Case, models.PROTECT, related_name="panel_replies")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="replies")
    recipient = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    """The body that replies: it was the recipient of what was sent."""
    number = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=9, choices=How)
    options = models.JSONField()
    text = models.TextField(blank=True)
    dated_on = models.DateField()
    letter = models.ForeignKey(Paper, models.PROTECT, related_name="+")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")

    class Meta(Dated.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["submission", "number"], name="reply_numbered_once")]

    def __str__(self) -> str:
        return f"{self.submission}: reply {self.number}"


class PanelAsk(models.Model):
    """One thing that a reply asks for. `who` answers is the partnership's to say, and may change."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="panel_asks")
    reply = models.ForeignKey(PanelReply, models.PROTECT, related_name="asks")
    number = models.PositiveSmallIntegerField()
    """Its place among all that was asked about this rapid review."""
    what = models.TextField()
    wanted_by = models.DateField(null=True)
    who = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="ask_numbered_once")]

    def __str__(self) -> str:
        return f"{self.case}: asked {self.number}"


class AskAnswer(Dated):
    """What was answered to one thing asked, with a paper of the case file if one went."""

    ask = models.OneToOneField(PanelAsk, models.PROTECT, related_name="answer")
    case = models.ForeignKey(Case, models.PROTECT, related_name="ask_answers")
    text = models.TextField()
    answered_on = models.DateField()
    answered_by = models.CharField(max_length=160)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.ask}, answered"


class NationalHandover(Dated):
    """What was handed to a national review that took the case in: what, to whom, by whom."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="national_handovers")
    review = models.CharField(max_length=200)
    what = models.TextField()
    handed_to = models.CharField(max_length=160)
    handed_by = models.CharField(max_length=160)
    handed_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.case}: handed to {self.review}"

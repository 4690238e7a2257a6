"""What people decided and did: answers to a test, positions, decisions, submissions and who was told. All are
added to and never edited; the latest stands. What comes before an incident is open is in `openings.py`."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.models.record import Paper
from safeguarding.cases.models.wall import Case
from safeguarding.people.models import Organisation


class Dated(models.Model):
    """Recorded in a case, on a day, at a moment, by somebody."""

    on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering: ClassVar = ["id"]


class Assessment(Dated):
    """One item of a test of the law, answered with its evidence."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        NOT_KNOWN = "not-known", _("Not known")

    case = models.ForeignKey(Case, models.PROTECT, related_name="assessments")
    test = models.CharField(max_length=40)
    item = models.CharField(max_length=60)
    answer = models.CharField(max_length=9, choices=Answer)
    evidence = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.case}: {self.test}/{self.item} {self.answer}"


class Question(models.TextChoices):
    """What the partner bodies are asked for a position on."""

    NOTIFY = "notify", _("whether this must be notified")
    WITHDRAW = "withdraw", _("whether the criteria were never met")
    REVIEW = "review", _("the decision after the rapid review")


class PositionRequest(Dated):
    """A partner body was asked for its position: on what, and by when it is wanted."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="position_requests")
    question = models.CharField(max_length=8, choices=Question)
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    wanted_by = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.case}: {self.body} asked"


class Position(Dated):
    """A partner body's position: given by its holder, signed in, or recorded from an attached email."""

    class View(models.TextChoices):
        AGREE = "agree", _("Agrees")
        DISAGREE = "disagree", _("Disagrees")
        MORE = "more-facts", _("Needs more facts")

    class How(models.TextChoices):
        SIGNED_IN = "signed-in", _("Given by its holder, signed in")
        FROM_EMAIL = "from-email", _("Recorded from an email")

    case = models.ForeignKey(Case, models.PROTECT, related_name="positions")
    question = models.CharField(max_length=8, choices=Question)
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    view = models.CharField(max_length=10, choices=View)
    reasons = models.TextField()
    held_by = models.CharField(max_length=160)
    how = models.CharField(max_length=10, choices=How)
    email = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.case}: {self.body} {self.view}"


class Escalation(Dated):
    """A disagreement taken further: to whom, why, and what came of it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="escalations")
    question = models.CharField(max_length=8, choices=Question)
    to_whom = models.CharField(max_length=200)
    why = models.TextField()
    outcome = models.TextField(blank=True)
    settled_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.case}: to {self.to_whom}"


class Decision(Dated):
    """A decision with its reasons: a record in its own right, a negative one as much as a positive."""

    class Outcome(models.TextChoices):
        NOTIFY = "notify", _("Notify")
        NOT_NOTIFY = "not-notify", _("Not notified, with reasons")
        MORE_FACTS = "more-facts", _("More facts are needed")
        WITHDRAW = "withdraw", _("Withdrawn: the criteria were never met")
        NOT_WITHDRAW = "not-withdraw", _("The notification stands")

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    question = models.CharField(max_length=8, choices=Question)
    outcome = models.CharField(max_length=12, choices=Outcome)
    reasons = models.TextField()
    going_ahead = models.TextField(blank=True)
    """Why it was decided before every partner body's position was in, or although they did not agree."""
    basis = models.JSONField(default=dict)
    """The keys of the answers, positions and escalations that stood when it was decided."""
    number = models.PositiveSmallIntegerField()

    class Meta(Dated.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="decision_in_order")]

    def __str__(self) -> str:
        return f"{self.case}: {self.outcome}"


class SheetTick(models.Model):
    """A field of the copy-ready sheet that somebody entered in the outside service."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="sheet_ticks")
    field = models.CharField(max_length=80)
    ticked_at = models.DateTimeField()
    ticked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "field"], name="sheet_ticked_once")]

    def __str__(self) -> str:
        return f"{self.case}: {self.field}"


class Submission(Dated):
    """What was sent to an outside body, and the proof: reference, moment, sender, and a copy. A body that receives
    here sees this row and what it holds, never the case."""

    class How(models.TextChoices):
        HERE = "here", _("Sent here")
        ELSEWHERE = "elsewhere", _("Sent elsewhere, and recorded")

    class What(models.TextChoices):
        NOTIFICATION = "notification", _("Notification")
        WITHDRAWAL = "withdrawal", _("Withdrawal of a notification")
        RAPID_REVIEW = "rapid-review", _("Rapid review, with the decision and its reasons")

    case = models.ForeignKey(Case, models.PROTECT, related_name="submissions")
    case_reference = models.CharField(max_length=20)
    what = models.CharField(max_length=12, choices=What)
    how = models.CharField(max_length=9, choices=How)
    recipient = models.ForeignKey(Organisation, models.PROTECT, related_name="received")
    sent_from = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=60)
    sent_at = models.DateTimeField()
    sender = models.CharField(max_length=160)
    content = models.JSONField()
    copy = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")

    class Meta(Dated.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "recipient", "what"], name="submitted_once")]

    def __str__(self) -> str:
        return f"{self.case_reference}: {self.what} to {self.recipient}"


class Enclosure(models.Model):
    """A paper of the case file that a person chose to go with the notification. `reason` says why it may go although
    its own condition does not say so; it stays with the case and goes nowhere."""

    class Kind(models.TextChoices):
        LEGAL = "legal-papers", _("Legal papers")
        LETTERS = "letters", _("Letters")
        FORMS = "forms", _("Forms")
        OTHER = "other", _("Another kind")

    case = models.ForeignKey(Case, models.PROTECT, related_name="enclosures")
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="enclosure")
    kind = models.CharField(max_length=12, choices=Kind)
    reason = models.CharField(max_length=400, blank=True)
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["paper__number"]

    def __str__(self) -> str:
        return f"{self.paper} goes with the notification"


class SentPaper(models.Model):
    """A paper that went with a submission, as it was then. Who sees the submission sees this row and opens this very
    file, and no other of the case."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="papers")
    case = models.ForeignKey(Case, models.PROTECT, related_name="sent_papers")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Enclosure.Kind)
    title = models.CharField(max_length=200)
    originator = models.CharField(max_length=200)
    marking = models.CharField(max_length=60)
    onward_sharing = models.CharField(max_length=300)
    is_covered = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["submission", "paper"], name="paper_sent_once")]

    def __str__(self) -> str:
        return f"{self.submission}, paper {self.number}"


class Receipt(models.Model):
    """A body that receives here has opened a submission and acknowledged it."""

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="receipt")
    case = models.ForeignKey(Case, models.PROTECT, related_name="receipts")
    recipient = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField()
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"receipt of {self.submission}"


class Told(Dated):
    """A body that was told of something: what, how and by whom."""

    class What(models.TextChoices):
        NOTIFICATION = "notification", _("That it was notified")
        WITHDRAWAL = "withdrawal", _("That the notification was withdrawn")
        NOT_NOTIFIED = "not-notified", _("That it is not notified, and where the reasons are")

    case = models.ForeignKey(Case, models.PROTECT, related_name="told")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    what = models.CharField(max_length=12, choices=What)
    how = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.case}: {self.body} told"


class Export(Dated):
    """A list that left as a file: which, under which filters, how many rows. It belongs to no one case."""

    class What(models.TextChoices):
        INCIDENTS = "incidents", _("Incidents")
        READS = "reads", _("Who read what")
        PLAN = "plan", _("Plan of action")

    what = models.CharField(max_length=10, choices=What)
    filters = models.JSONField(default=dict)
    rows = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.what}, {self.rows} rows, {self.on}"

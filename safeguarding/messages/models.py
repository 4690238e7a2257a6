"""The outbox: what is to be sent, each written once under its key, and what became of it. A message carries a
reference, a date and a link, never a fact about a child. What each kind says is a template of that name."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """Something to send to one person or address. `key` makes a second writing of the same impossible.

    Written by nobody where the clock wrote it: a reminder. While it is still to be sent, a trigger keeps a row for
    it in `Waiting`.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    case_id = models.BigIntegerField(null=True, db_index=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="messages")
    to_name = models.CharField(max_length=160)
    to_address = models.EmailField()
    language = models.CharField(max_length=2, default="en")
    lines = models.JSONField(default=list)
    written_on = models.DateField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Delivery(models.Model):
    """One attempt to send a message, and how it ended. Only the functions of `migrations/0003_sending.py` add to
    it, and nothing changes it."""

    class Outcome(models.TextChoices):
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Could not be sent, to be tried again")
        GIVEN_UP = "given-up", _("Not sent")
        BOUNCED = "bounced", _("Came back")

    message = models.ForeignKey(Message, models.PROTECT, related_name="deliveries")
    case_id = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome)
    mail_id = models.CharField(max_length=200, blank=True, db_index=True)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message"], condition=models.Q(outcome="sent"), name="message_sent_once"),
            models.UniqueConstraint(
                fields=["message"], condition=models.Q(outcome="bounced"), name="message_bounced_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message}: {self.outcome}"


class Waiting(models.Model):
    """That a message is still to be sent. The application cannot touch this table: a trigger adds the row with the
    message, the functions that record how a sending ended take it away, and whoever sends holds its lock."""

    message = models.OneToOneField(Message, models.PROTECT, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.message} waits"


class Reminder(models.Model):
    """That somebody was reminded of a date so many days before it, once. Several share one message; one that an
    outage skipped is covered by the next and never sent."""

    case_id = models.BigIntegerField(db_index=True)
    duty = models.CharField(max_length=80)
    due_on = models.DateField()
    days_before = models.SmallIntegerField()
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, models.PROTECT, related_name="reminders")
    is_covered = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case_id", "duty", "due_on", "days_before", "recipient"], name="reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"reminder of {self.duty}, {self.days_before} days before"


class Feed(models.Model):
    """A person's calendar feed. Only a digest of its secret address is kept."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feed")
    secret_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"feed of {self.person}"


class DailyRound(models.Model):
    """That something which is done once a day was done on this day, by whichever worker came first."""

    what = models.CharField(max_length=40)
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["what", "on"], name="round_once_a_day")]

    def __str__(self) -> str:
        return f"{self.what} on {self.on}"

"""The outbox: what is to be sent, each written once under its key, and what became of it. A message carries a
reference, a date and a link, never a fact about a child. What each kind says is a template of that name."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """Something to send to one person or address. `key` makes a second writing of the same impossible."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    case_id = models.BigIntegerField(null=True, db_index=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="messages"
    )
    to_name = models.CharField(max_length=160)
    to_address = models.EmailField()
    language = models.CharField(max_length=2, default="en")
    lines = models.JSONField(default=list)
    written_on = models.DateField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Delivery(models.Model):
    """One attempt to send a message, and how it ended. Added to, never changed."""

    class Outcome(models.TextChoices):
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Could not be sent")
        BOUNCED = "bounced", _("Came back")

    message = models.ForeignKey(Message, models.PROTECT, related_name="deliveries")
    case_id = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=7, choices=Outcome)
    mail_id = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.message}: {self.outcome}"


class Reminder(models.Model):
    """That somebody was reminded of a date so many days before it, once. Several share one message."""

    case_id = models.BigIntegerField(db_index=True)
    duty = models.CharField(max_length=80)
    due_on = models.DateField()
    days_before = models.SmallIntegerField()
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, models.PROTECT, related_name="reminders")

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

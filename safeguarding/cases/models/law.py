"""What an administrator or a body adds to the shipped law: citations that switch a duty on, national suspensions,
a body's own days, bank holidays proclaimed late. No case is concerned; what follows from them is `rules/local.py`'s."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguarding.look.languages import day
from safeguarding.people.models import Organisation


class Entered(models.Model):
    """Entered by somebody, at a moment; ended, never deleted."""

    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["id"]


class LawConfirmation(Entered):
    """The citation by which an administrator switches on a duty that ships recalled or off."""

    procedure = models.CharField(max_length=80)
    duty = models.CharField(_("duty"), max_length=80)
    title = models.CharField(_("title"), max_length=200)
    provision = models.CharField(_("provision or page"), max_length=120)
    year = models.PositiveSmallIntegerField(_("year"))
    address = models.CharField(_("address"), max_length=300)
    period = models.CharField(_("the period in a short note"), max_length=200)
    due = models.CharField(_("period, if it differs"), max_length=80, blank=True)
    checked_on = models.DateField(_("date checked"))
    effective_from = models.DateField(_("effective from"))

    class Meta(Entered.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["procedure", "duty"], condition=models.Q(ended_at__isnull=True), name="confirmed_once"
            )
        ]

    def __str__(self) -> str:
        return self.duty


class LawSuspension(Entered):
    """A national body relaxed a duty for a range of dates."""

    procedure = models.CharField(max_length=80)
    duty = models.CharField(_("duty"), max_length=80)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True)
    authority = models.CharField(_("authority"), max_length=300)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    def __str__(self) -> str:
        return str(_("{duty} relaxed from {day}")).format(duty=self.duty, day=day(self.from_on))


class LocalDay(Entered):
    """A day that a body adds to its holidays, or a bank holiday on which it works."""

    body = models.ForeignKey(Organisation, models.PROTECT, related_name="local_days")
    on = models.DateField(_("day"))
    is_working = models.BooleanField(_("the body works on this bank holiday"))
    name = models.CharField(_("name"), max_length=120)
    authority = models.CharField(_("authority"), max_length=300)

    def __str__(self) -> str:
        return f"{self.body}: {day(self.on)}"


class LateHoliday(Entered):
    """A bank holiday proclaimed after this release."""

    on = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=120)
    nations = models.JSONField(_("nations"))
    known_from = models.DateField(_("known from"))
    source = models.CharField(_("source"), max_length=300)

    def __str__(self) -> str:
        return f"{self.name}, {day(self.on)}"


class LawRecount(models.Model):
    """The dates of every case are counted anew, because something was added to the law or ended: asked by whom, and
    when it was done. The numbers name no case."""

    why = models.CharField(max_length=200)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    moved = models.PositiveIntegerField(null=True)
    unseen = models.PositiveIntegerField(null=True)
    """Cases that nobody who runs them sees today, so that their dates were left."""

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"recount asked on {self.asked_at:%-d %B %Y}"

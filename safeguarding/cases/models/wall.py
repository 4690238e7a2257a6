"""The case as the wall sees it, and who reaches it: parties, appointments, emergency access, conflict bars. What
happened in a case is in `record.py`, what was decided in `decisions.py`."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguarding.people.models import Organisation, Period
from safeguarding.rules.roles import Reach, Role


class Case(models.Model):
    """What the wall guards: one incident, or one review over several. Held by one partnership at a time."""

    class Kind(models.TextChoices):
        INCIDENT = "incident", _("Incident")
        REVIEW = "review", _("Review")

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    procedure = models.CharField(_("procedure"), max_length=80)
    partnership = models.ForeignKey(Organisation, models.PROTECT, related_name="cases_held")
    authority = models.ForeignKey(Organisation, models.PROTECT, related_name="cases_of_area", null=True)
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="cases_led")
    opened_on = models.DateField(_("opened on"))
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.reference


class Party(models.Model):
    """A body that takes part in a case beside its partnership and authority: any number, of any area."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="party_to")
    reach = models.CharField(
        max_length=12, choices=[(Reach.PARTNER.value, _("partner")), (Reach.HOME_AREA.value, _("home area"))]
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = Period.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "organisation", "reach"], name="party_once")]
        indexes: ClassVar = [
            # All that the wall asks of a party, so that it reads no row.
            models.Index(fields=["organisation", "case"], include=["from_on", "until_on"], name="cases_of_a_party")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.case}"


class Appointment(models.Model):
    """A role on one case alone, such as a reviewer's."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="appointments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=24, choices=[(Role.REVIEWER.value, _("reviewer"))])
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    appointed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = Period.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "person", "role", "from_on"], name="appointed_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role} on {self.case}"


class Emergencies(models.QuerySet["EmergencyAccess"]):
    """Uses of emergency access."""

    def open_at(self, moment: datetime) -> "Emergencies":
        return self.filter(from_at__lte=moment, until_at__gt=moment, ended_at__isnull=True)


class EmergencyAccess(models.Model):
    """One case read for a few hours by somebody whom no role lets in, with their reason. Made by a function of the
    database's own; here it can only be ended, once."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="emergencies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = models.CharField(_("reason"), max_length=400)
    from_at = models.DateTimeField(_("from"))
    until_at = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = Emergencies.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.person} reads {self.case} in an emergency"


class Bar(models.Model):
    """A conflict of interest: this person sees nothing of this case, whatever roles they hold."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="bars")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="bars")
    why = models.CharField(_("reason"), max_length=400)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    barred_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_why = models.CharField(_("reason for its end"), max_length=400, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = Period.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "person", "from_on"], name="barred_once")]

    def __str__(self) -> str:
        return f"{self.person} is kept out of {self.case}"

"""The bodies that take part and their places in partnerships. Who holds a role at one is in `accounts.py`, whom to
ring there in `directory.py`."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Period(models.QuerySet):  # type: ignore[type-arg]
    """Rows that hold from one day until another, which is the first day on which they no longer hold."""

    def on(self, day: date) -> "Period":
        return self.filter(Q(from_on__isnull=True) | Q(from_on__lte=day)).filter(
            Q(until_on__isnull=True) | Q(until_on__gt=day)
        )


class Organisation(models.Model):
    """A body that takes part: an authority, a partnership, a partner body, an agency, a national body."""

    class Kind(models.TextChoices):
        LOCAL_AUTHORITY = "local-authority", _("Local authority")
        HEALTH_BOARD = "integrated-care-board", _("Integrated care board")
        POLICE = "police-force", _("Police force")
        PARTNERSHIP = "partnership", _("Safeguarding partnership")
        NATIONAL = "national-body", _("National body")
        AGENCY = "agency", _("Agency")

    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    official_name = models.CharField(_("official name"), max_length=200, blank=True)
    code = models.CharField(_("code"), max_length=40, unique=True)
    nation = models.CharField(_("nation"), max_length=16, default="england")
    region = models.CharField(_("region"), max_length=60, blank=True)
    agency_kind = models.CharField(_("kind of agency"), max_length=60, blank=True)
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    replaced_by = models.ManyToManyField("self", symmetrical=False, related_name="replaced", blank=True)
    receives_here = models.BooleanField(_("receives here"), default=False)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("email"), blank=True)
    contact_url = models.URLField(_("web address"), blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = Period.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A body's place in a partnership: there may be any number of each kind, and one body in several."""

    partnership = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="partnerships")
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = Period.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "body", "from_on"], name="membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.body} in {self.partnership}"

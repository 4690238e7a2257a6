"""Whom to ring at a body. Who stands in for whom on a day is answered by `people/directory.py`."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguarding.people.models.bodies import Organisation


class Contact(models.Model):
    """A person at a body who can be rung or written to, whether or not they sign in here."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contacts")
    post = models.CharField(_("post"), max_length=120)
    name = models.CharField(_("name"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("email"), blank=True)
    order = models.PositiveSmallIntegerField(_("order in which to ring"), default=1)
    deputy = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="deputy_of")
    away_from_on = models.DateField(_("away from"), null=True, blank=True)
    away_until_on = models.DateField(_("back on"), null=True, blank=True)
    cover = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="covers")
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    bounced_at = models.DateTimeField(_("mail came back"), null=True, blank=True)
    removed_on = models.DateField(_("removed"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["order", "post", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(away_until_on__isnull=True)
                | models.Q(away_from_on__isnull=True)
                | models.Q(away_until_on__gt=models.F("away_from_on")),
                name="back_after_going",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.post}" if self.name else self.post

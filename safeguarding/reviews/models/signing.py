"""Signing off one text of a rapid review: who was asked, who signed, and what an edit made void."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from safeguarding.cases.models import Case
from safeguarding.cases.models.decisions import Dated
from safeguarding.people.models import Organisation


class SignOffRequest(Dated):
    """A partner body was asked to sign off one text."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="sign_off_requests")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.case}: {self.body} asked to sign"


class SignOff(Dated):
    """A partner body signed exactly one text. An edit afterwards makes it void: it stays, and counts no more, even if
    the text were put back."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="sign_offs")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    name = models.CharField(max_length=160)
    void_at = models.DateTimeField(null=True)
    void_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta(Dated.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "body"], name="signed_once", condition=models.Q(void_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: signed by {self.body}"

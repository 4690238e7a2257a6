"""What an agency answers: a draft that only its own people see, and what was signed, version after version."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguarding.cases.models import Case, Paper
from safeguarding.cases.models.decisions import Dated
from safeguarding.gathering.models.requests import InformationRequest
from safeguarding.people.models import Organisation


class ReturnDraft(models.Model):
    """An answer that is being written. Nobody who sees the case sees it before it is signed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    request = models.OneToOneField(InformationRequest, models.PROTECT, related_name="draft")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    given = models.JSONField(default=dict)
    form_version = models.CharField(max_length=8)
    pages = models.JSONField(default=dict)
    """How often each page was saved, and by which opening of it: {page: {"version": 2, "token": "…"}}."""
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_aside = models.JSONField(default=list)
    """What a colleague typed at the same time and could not save, with who and when."""

    def __str__(self) -> str:
        return f"{self.request}: draft"


class AgencyReturn(Dated):
    """A signed answer. A later version stands beside it, and the latest counts."""

    class How(models.TextChoices):
        SIGNED_IN = "signed-in", _("Signed here by the agency")
        RECORDED = "recorded", _("Recorded by the partnership")

    case = models.ForeignKey(Case, models.PROTECT, related_name="agency_returns")
    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="returns")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    is_nil = models.BooleanField(default=False)
    given = models.JSONField(default=dict)
    form_version = models.CharField(max_length=8)
    signed_by = models.CharField(max_length=160)
    how = models.CharField(max_length=9, choices=How)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")

    class Meta(Dated.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "number"], name="return_in_order")]

    def __str__(self) -> str:
        return f"{self.request}, version {self.number}"

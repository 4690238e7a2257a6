"""A partnership's own Word templates for letters. The sealed bytes and their key stand apart from the row that the
audit copies; a letter made from one is a `Paper` like any other."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguarding.people.models import Organisation


class LetterTemplate(models.Model):
    """A Word template with the fields found in it. Archived, never deleted: letters made from it name it."""

    partnership = models.ForeignKey(Organisation, models.PROTECT, related_name="letter_templates")
    title = models.CharField(_("title"), max_length=120)
    file_name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    fields = models.JSONField(default=list)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    archived_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    archived_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class LetterTemplateContent(models.Model):
    """The sealed bytes of a template and the wrapped key that opens them: apart, so that the audit never holds a key.
    Stored files are bound to a case; a template belongs to none, and is bound to `place` and to no case."""

    template = models.OneToOneField(LetterTemplate, models.PROTECT, primary_key=True, related_name="content")
    place = models.UUIDField()
    sealed = models.BinaryField()
    key = models.BinaryField()
    key_version = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"content of template {self.template_id}"

"""The audit as the application reads it. It is written by triggers alone (`migrations/0003_audit.py`) and proved
by `verify_audit.py`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One change of a row, or one reading of a case, in the chain of that case. Never changed."""

    class Chain(models.TextChoices):
        CHANGES = "changes", _("Changes")
        READS = "reads", _("Reads")

    chain = models.CharField(max_length=7, choices=Chain)
    case_id = models.BigIntegerField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    person_id = models.BigIntegerField()
    day = models.DateField()
    table = models.CharField(max_length=63, db_column="table_name")
    row_key = models.CharField(max_length=40)
    verb = models.CharField(max_length=6)
    content = models.JSONField(null=True)
    salt = models.BinaryField(null=True)
    digest = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "case_id", "sequence"], name="audit_in_order")]

    def __str__(self) -> str:
        return f"{self.chain} {self.case_id}/{self.sequence}"


class AuditHead(models.Model):
    """The last link of a chain: reveals a tail that was cut off."""

    chain = models.CharField(max_length=7)
    case_id = models.BigIntegerField()
    sequence = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "case_id"], name="audit_head_of_chain")]

    def __str__(self) -> str:
        return f"{self.chain} {self.case_id} at {self.sequence}"

"""A stored file's row: what it is and who put it there; and, apart, the key that opens it. The bytes are in
`store`; where a file came from and how it may be shared is the paper's matter (`cases`).
"""

from typing import ClassVar

from django.db import models


class StoredFile(models.Model):
    """One sealed file of a case. When it is destroyed its key and bytes go; the row stays."""

    case_id = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    #: The random name under which the bytes lie, and by which they are bound to this row.
    place = models.CharField(max_length=64, unique=True)
    #: Empty when no scanner was configured: nobody scanned it.
    scanned_by = models.CharField(max_length=60, blank=True)
    scanned_at = models.DateTimeField(null=True)
    put_by_id = models.BigIntegerField()
    put_at = models.DateTimeField()
    put_on = models.DateField()
    destroyed_by_id = models.BigIntegerField(null=True)
    destroyed_at = models.DateTimeField(null=True)
    destroyed_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"file {self.pk}"


class FileKey(models.Model):
    """The wrapped key of one file. Apart and unaudited, because the audit keeps what it is told: a key that
    is in it would outlive the destruction of its file.
    """

    file = models.OneToOneField(StoredFile, models.PROTECT, primary_key=True, related_name="key")
    case_id = models.BigIntegerField(db_index=True)
    content = models.BinaryField()
    version = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"key of {self.file_id}"

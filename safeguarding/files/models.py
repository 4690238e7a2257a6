"""A stored file's row: what it is and how it is sealed. Its bytes are in `store.py`; where it came from and how it
may be shared is the paper's matter (`cases`)."""

from django.db import models


class StoredFile(models.Model):
    """One sealed file of a case. The key is dropped when the file is destroyed; the row stays."""

    case_id = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    place = models.CharField(max_length=64, unique=True)
    wrapped_key = models.BinaryField(null=True)
    key_version = models.CharField(max_length=20)
    scanned_by = models.CharField(max_length=60, blank=True)
    scanned_at = models.DateTimeField(null=True)
    put_by_id = models.BigIntegerField()
    put_at = models.DateTimeField()
    put_on = models.DateField()
    destroyed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"file {self.pk}"

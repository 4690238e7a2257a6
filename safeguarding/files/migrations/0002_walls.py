"""A stored file is seen with its case."""

from django.db import migrations

from safeguarding.ground.operations import Audit, BareCaseKey, CaseWall


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial"), ("cases", "0002_walls")]
    operations = [BareCaseKey("storedfile"), CaseWall("storedfile"), Audit("storedfile")]

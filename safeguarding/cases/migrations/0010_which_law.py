"""What a date rests on: the version of the law and of the calendar that gave it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_reads_of_what_one_sees")]
    operations: list[migrations.operations.base.Operation] = []

"""A bar hides what was sent too; emergency access is an appointment of a few hours, with a reason."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_which_law")]
    operations: list[migrations.operations.base.Operation] = []

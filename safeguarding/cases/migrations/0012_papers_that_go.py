"""Which papers go with a notification is chosen, one by one."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_bars_and_emergencies")]
    operations: list[migrations.operations.base.Operation] = []

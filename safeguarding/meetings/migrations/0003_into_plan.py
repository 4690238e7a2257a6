"""Under which reference an action of a meeting goes on in the plan, once it was put there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_walls"),
        ("plans", "0003_past_date"),
    ]

    operations = [
        migrations.AddField(
            model_name="meetingaction",
            name="plan_reference",
            field=models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
    ]

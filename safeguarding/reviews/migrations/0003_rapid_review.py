"""A rapid review belongs to its incident (ADR 7): no review of its own is of that kind."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0002_walls"),
    ]

    operations = [
        migrations.AlterField(
            model_name="review",
            name="kind",
            field=models.CharField(
                choices=[("local", "Local child safeguarding practice review"), ("national", "National review")],
                max_length=8,
            ),
        ),
    ]

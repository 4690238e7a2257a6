"""What a date rests on: the version of the law and of the calendar that gave it. Which of a duty's dates moved, where
it is owed more than once. And who was told of a pause."""

from django.db import migrations, models


def words(most: int) -> models.CharField:
    return models.CharField(blank=True, default="", max_length=most)


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_reads_of_what_one_sees")]
    operations = [
        migrations.AddField("due", "law_from", models.DateField(null=True)),
        migrations.AddField("due", "calendar", words(60), preserve_default=False),
        migrations.AddField("due", "holidays_release", words(20), preserve_default=False),
        migrations.AddField("moveddue", "body", words(40), preserve_default=False),
        migrations.AddField("moveddue", "was_started_on", models.DateField(null=True)),
        migrations.AddField("moveddue", "started_on", models.DateField(null=True)),
        migrations.AddField("event", "told", words(400), preserve_default=False),
    ]

"""Positions, submissions and exports about a rapid review and a plan: new choices beside the old."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0012_papers_that_go"),
    ]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="question",
            field=models.CharField(
                choices=[
                    ("notify", "whether this must be notified"),
                    ("withdraw", "whether the criteria were never met"),
                    ("review", "the decision after the rapid review"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="escalation",
            name="question",
            field=models.CharField(
                choices=[
                    ("notify", "whether this must be notified"),
                    ("withdraw", "whether the criteria were never met"),
                    ("review", "the decision after the rapid review"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="export",
            name="what",
            field=models.CharField(
                choices=[("incidents", "Incidents"), ("reads", "Who read what"), ("plan", "Plan of action")],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="position",
            name="question",
            field=models.CharField(
                choices=[
                    ("notify", "whether this must be notified"),
                    ("withdraw", "whether the criteria were never met"),
                    ("review", "the decision after the rapid review"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="positionrequest",
            name="question",
            field=models.CharField(
                choices=[
                    ("notify", "whether this must be notified"),
                    ("withdraw", "whether the criteria were never met"),
                    ("review", "the decision after the rapid review"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="submission",
            name="what",
            field=models.CharField(
                choices=[
                    ("notification", "Notification"),
                    ("withdrawal", "Withdrawal of a notification"),
                    ("rapid-review", "Rapid review, with the decision and its reasons"),
                ],
                max_length=12,
            ),
        ),
    ]

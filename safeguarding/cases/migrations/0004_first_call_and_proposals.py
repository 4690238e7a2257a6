"""Searches before a first call, drafts of proposals, requests for a position, and on what a decision rested. A
proposal is seen by the whole area it was made to, authority and partnership; a bar hides it like its incident."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from safeguarding.ground.operations import AppendOnly, Audit, CaseWall, Statements, Wall

# An agency sees its own proposals; the area sees those made to it.
PROPOSED_BEFORE = """
proposed_by_id = ANY ((SELECT my_organisations_as('{agency-lead}'))::bigint[])
OR proposed_to_id = ANY ((SELECT my_organisations_as('{notifier,business-manager}'))::bigint[])
"""

PROPOSED = """
(proposed_by_id = ANY ((SELECT my_organisations_as('{agency-lead}'))::bigint[])
 OR proposed_to_id = ANY ((SELECT my_organisations_as('{notifier}'))::bigint[])
 OR partnership_id = ANY ((SELECT my_organisations_as('{business-manager}'))::bigint[]))
AND (case_id IS NULL OR case_id <> ALL ((SELECT my_barred_cases())::bigint[]))
"""

DRAFTED = "proposed_by_id = ANY ((SELECT my_organisations_as('{agency-lead}'))::bigint[])"

SEARCHED = """
(searched_by_id = (SELECT acting_person()) OR case_id = ANY ((SELECT my_cases())::bigint[]))
AND (case_id IS NULL OR case_id <> ALL ((SELECT my_barred_cases())::bigint[]))
"""


def policy(words: str) -> str:
    """The statement that gives proposals another wall."""
    return f"ALTER POLICY wall ON cases_proposal USING ({words}) WITH CHECK ({words})"


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_stewards"),
        ("people", "0004_audit_accounts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="basis",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="decision",
            name="going_ahead",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="proposal",
            name="answers_set_aside",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="proposal",
            name="partnership",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
            ),
        ),
        migrations.AlterField(
            model_name="told",
            name="what",
            field=models.CharField(
                choices=[
                    ("notification", "That it was notified"),
                    ("withdrawal", "That the notification was withdrawn"),
                    ("not-notified", "That it is not notified, and where the reasons are"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="ChildSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("terms", models.JSONField()),
                ("found", models.JSONField(default=list)),
                ("searched_at", models.DateTimeField()),
                ("searched_on", models.DateField()),
                ("none_of_these_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="search", to="cases.case"
                    ),
                ),
                (
                    "searched_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PositionRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("notify", "whether this must be notified"),
                            ("withdraw", "whether the criteria were never met"),
                        ],
                        max_length=8,
                    ),
                ),
                ("wanted_by", models.DateField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="position_requests", to="cases.case"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProposalDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("given", models.JSONField(default=dict)),
                ("form_version", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["-saved_at"],
            },
        ),
        Statements(policy(PROPOSED), policy(PROPOSED_BEFORE)),
        Wall("childsearch", SEARCHED),
        Audit("childsearch"),
        Wall("proposaldraft", DRAFTED),
        CaseWall("positionrequest"),
        Audit("positionrequest"),
        AppendOnly("positionrequest"),
    ]

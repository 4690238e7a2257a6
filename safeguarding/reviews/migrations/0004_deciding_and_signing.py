"""What is proposed after a rapid review, what was decided, and who signed which text: rows of the incident's case."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from safeguarding.ground.operations import AppendOnly, Audit, CaseWall, Statements

# A decision and a position are about a proposal of their own case.
OF_ONE_CASE = """
ALTER TABLE cases_position ADD CONSTRAINT position_of_case UNIQUE (id, case_id);
ALTER TABLE reviews_proposeddecision ADD CONSTRAINT proposed_of_case UNIQUE (id, case_id);
ALTER TABLE reviews_decisionafterreview ADD CONSTRAINT decides_its_own
    FOREIGN KEY (proposal_id, case_id) REFERENCES reviews_proposeddecision (id, case_id);
ALTER TABLE reviews_positiononproposal
    ADD CONSTRAINT is_on_its_own FOREIGN KEY (proposal_id, case_id) REFERENCES reviews_proposeddecision (id, case_id),
    ADD CONSTRAINT is_of_its_own FOREIGN KEY (position_id, case_id) REFERENCES cases_position (id, case_id);
"""

OF_ANY = """
ALTER TABLE reviews_positiononproposal DROP CONSTRAINT is_of_its_own, DROP CONSTRAINT is_on_its_own;
ALTER TABLE reviews_decisionafterreview DROP CONSTRAINT decides_its_own;
ALTER TABLE reviews_proposeddecision DROP CONSTRAINT proposed_of_case;
ALTER TABLE cases_position DROP CONSTRAINT position_of_case;
"""
ADDED_TO = ("proposeddecision", "positiononproposal", "decisionafterreview", "signoffrequest")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0013_rapid_review"),
        ("people", "0004_audit_accounts"),
        ("reviews", "0003_rapid_review"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProposedDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("number", models.PositiveSmallIntegerField()),
                ("options", models.JSONField()),
                ("reasons", models.TextField()),
                ("deferred_to", models.DateField(null=True)),
                ("joins", models.CharField(blank=True, max_length=200)),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("told", "The family was told"),
                            ("to-be-told", "The family will be told"),
                            ("not-told", "The family is not told"),
                        ],
                        max_length=10,
                    ),
                ),
                ("family_on", models.DateField(null=True)),
                ("family_words", models.TextField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposed_decisions", to="cases.case"
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
            name="PositionOnProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions_on_proposals",
                        to="cases.case",
                    ),
                ),
                (
                    "position",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="on_proposal", to="cases.position"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="reviews.proposeddecision",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DecisionAfterReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("number", models.PositiveSmallIntegerField()),
                ("reasons", models.TextField()),
                ("going_ahead", models.TextField(blank=True)),
                ("basis", models.JSONField(default=dict)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions_after_review",
                        to="cases.case",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="reviews.proposeddecision",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=160)),
                ("void_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sign_offs", to="cases.case"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "void_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SignOffRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("fingerprint", models.CharField(max_length=64)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sign_off_requests", to="cases.case"
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
        migrations.AddConstraint(
            model_name="proposeddecision",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="proposed_in_order"),
        ),
        migrations.AddConstraint(
            model_name="decisionafterreview",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="decided_in_order"),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.UniqueConstraint(
                condition=models.Q(("void_at__isnull", True)), fields=("case", "body"), name="signed_once"
            ),
        ),
        *(step(model) for model in (*ADDED_TO, "signoff") for step in (CaseWall, Audit)),
        *map(AppendOnly, ADDED_TO),
        Statements(OF_ONE_CASE, OF_ANY),
    ]

"""Accounts, their events, text that is kept, and the directory."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_audit"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("added", "Added"),
                            ("invited", "Sent a link to choose a password"),
                            ("renamed", "Details changed"),
                            ("password-changed", "Password changed"),
                            ("factor-set-up", "Second step set up"),
                            ("factor-reset", "Second step removed, to be set up again"),
                            ("new-recovery-codes", "New recovery codes made"),
                            ("disabled", "Sign-in stopped"),
                            ("enabled", "Sign-in allowed again"),
                        ],
                        max_length=20,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=400)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account_events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="KeptText",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("path", models.CharField(max_length=500)),
                ("sealed", models.BinaryField()),
                ("kept_at", models.DateTimeField(db_index=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("post", models.CharField(max_length=120, verbose_name="post")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="order in which to ring")),
                ("away_from_on", models.DateField(blank=True, null=True, verbose_name="away from")),
                ("away_until_on", models.DateField(blank=True, null=True, verbose_name="back on")),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="last confirmed")),
                ("bounced_at", models.DateTimeField(blank=True, null=True, verbose_name="mail came back")),
                ("removed_on", models.DateField(blank=True, null=True, verbose_name="removed")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cover",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="covers",
                        to="people.contact",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputy_of",
                        to="people.contact",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "post", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("away_until_on__isnull", True),
                            ("away_from_on__isnull", True),
                            ("away_until_on__gt", models.F("away_from_on")),
                            _connector="OR",
                        ),
                        name="back_after_going",
                    )
                ],
            },
        ),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="email")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("language", models.CharField(default="en", max_length=2, verbose_name="language")),
                ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("local-authority", "Local authority"),
                            ("integrated-care-board", "Integrated care board"),
                            ("police-force", "Police force"),
                            ("partnership", "Safeguarding partnership"),
                            ("national-body", "National body"),
                            ("agency", "Agency"),
                        ],
                        max_length=24,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("official_name", models.CharField(blank=True, max_length=200, verbose_name="official name")),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="code")),
                ("nation", models.CharField(default="england", max_length=16, verbose_name="nation")),
                ("region", models.CharField(blank=True, max_length=60, verbose_name="region")),
                ("agency_kind", models.CharField(blank=True, max_length=60, verbose_name="kind of agency")),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("receives_here", models.BooleanField(default=False, verbose_name="receives here")),
                ("contact_phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="email")),
                ("contact_url", models.URLField(blank=True, verbose_name="web address")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                (
                    "replaced_by",
                    models.ManyToManyField(blank=True, related_name="replaced", to="people.organisation"),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnerships",
                        to="people.organisation",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "body", "from_on"), name="membership_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("notifier", "notifier"),
                            ("business-manager", "business-manager"),
                            ("delegated-partner", "delegated-partner"),
                            ("agency-lead", "agency-lead"),
                            ("national-secretariat", "national-secretariat"),
                            ("reviewer", "reviewer"),
                            ("data-protection-officer", "data-protection-officer"),
                            ("administrator", "administrator"),
                        ],
                        max_length=24,
                        verbose_name="role",
                    ),
                ),
                ("from_on", models.DateField(verbose_name="from")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "given_by",
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
                        related_name="roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person"], name="roles_of_person")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "organisation", "role", "from_on"), name="role_held_once_from_a_day"
                    )
                ],
            },
        ),
    ]

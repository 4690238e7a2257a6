"""Which papers go with a notification is chosen one by one; who receives it opens exactly those files. A list that is
exported is on record."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from safeguarding.ground.operations import AppendOnly, Audit, CaseWall, Statements, Wall

KINDS = [
    ("legal-papers", "Legal papers"),
    ("letters", "Letters"),
    ("forms", "Forms"),
    ("other", "Another kind"),
]

EXPORTED = [("incidents", "Incidents"), ("reads", "Who read what")]

# A paper goes with a submission of its own case, and is a file of that case: nobody sends another's file along.
OF_ONE_CASE = """
ALTER TABLE cases_submission ADD CONSTRAINT submission_of_case UNIQUE (id, case_id);
ALTER TABLE files_storedfile ADD CONSTRAINT file_of_case UNIQUE (id, case_id);
ALTER TABLE cases_sentpaper
    ADD CONSTRAINT goes_with_its_own FOREIGN KEY (submission_id, case_id) REFERENCES cases_submission (id, case_id),
    ADD CONSTRAINT is_of_its_own FOREIGN KEY (file_id, case_id) REFERENCES files_storedfile (id, case_id);
"""

OF_ANY = """
ALTER TABLE cases_sentpaper DROP CONSTRAINT is_of_its_own, DROP CONSTRAINT goes_with_its_own;
ALTER TABLE files_storedfile DROP CONSTRAINT file_of_case;
ALTER TABLE cases_submission DROP CONSTRAINT submission_of_case;
"""

# Who receives reads: a policy for SELECT alone beside the wall, so that a receiver can change or destroy nothing.
# What a submission's own wall hides, such as from somebody who is kept out, its papers and their files hide too.
RECEIVED = """
CREATE POLICY received ON cases_sentpaper FOR SELECT TO {app} USING (
    case_id <> ALL ((SELECT my_barred_cases())::bigint[])
    AND EXISTS (SELECT FROM cases_submission s WHERE s.id = submission_id AND s.how = 'here'
        AND s.recipient_id = ANY ((SELECT my_organisations_as('{national-secretariat}'))::bigint[])));
CREATE POLICY received ON files_storedfile FOR SELECT TO {app} USING (
    EXISTS (SELECT FROM cases_sentpaper p WHERE p.file_id = files_storedfile.id
        AND p.case_id = files_storedfile.case_id));
CREATE POLICY received ON files_filekey FOR SELECT TO {app} USING (
    EXISTS (SELECT FROM cases_sentpaper p WHERE p.file_id = files_filekey.file_id
        AND p.case_id = files_filekey.case_id));
"""

NOT_RECEIVED = """
DROP POLICY received ON files_filekey; DROP POLICY received ON files_storedfile;
DROP POLICY received ON cases_sentpaper;
"""


def _key() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _to(model: str, related: str = "+") -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=related, to=model)


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_bars_and_emergencies"), ("files", "0003_keys_apart")]
    operations = [
        migrations.CreateModel(
            name="Enclosure",
            fields=[
                ("id", _key()),
                ("kind", models.CharField(choices=KINDS, max_length=12)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("chosen_at", models.DateTimeField()),
                ("case", _to("cases.case", "enclosures")),
                ("chosen_by", _to(settings.AUTH_USER_MODEL)),
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enclosure", to="cases.paper"
                    ),
                ),
            ],
            options={"ordering": ["paper__number"]},
        ),
        migrations.CreateModel(
            name="SentPaper",
            fields=[
                ("id", _key()),
                ("sha256", models.CharField(max_length=64)),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(choices=KINDS, max_length=12)),
                ("title", models.CharField(max_length=200)),
                ("originator", models.CharField(max_length=200)),
                ("marking", models.CharField(max_length=60)),
                ("onward_sharing", models.CharField(max_length=300)),
                ("is_covered", models.BooleanField(default=False)),
                ("case", _to("cases.case", "sent_papers")),
                ("file", _to("files.storedfile")),
                ("paper", _to("cases.paper")),
                ("submission", _to("cases.submission", "papers")),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=["submission", "paper"], name="paper_sent_once")],
            },
        ),
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", _key()),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("what", models.CharField(choices=EXPORTED, max_length=10)),
                ("filters", models.JSONField(default=dict)),
                ("rows", models.PositiveIntegerField()),
                ("recorded_by", _to(settings.AUTH_USER_MODEL)),
            ],
            options={"ordering": ["id"], "abstract": False},
        ),
        CaseWall("enclosure"),
        Audit("enclosure"),
        CaseWall("sentpaper"),
        Audit("sentpaper"),
        AppendOnly("sentpaper"),
        Wall("export", "recorded_by_id = acting_person()"),
        Audit("export", column=None),
        AppendOnly("export"),
        Statements(OF_ONE_CASE, OF_ANY),
        Statements(RECEIVED, NOT_RECEIVED),
    ]

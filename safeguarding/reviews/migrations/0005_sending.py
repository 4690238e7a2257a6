"""What goes to the Panel and what comes back. A body that receives here sees what was sent to it, its own replies and
the answers to them, by policies beside the wall, and never the case."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from safeguarding.ground.operations import AppendOnly, Audit, CaseWall, Statements, Wall

MINE = "case_id = ANY ((SELECT my_cases())::bigint[])"

# A reply written here is seen by the body that wrote it; it is put only beside what was sent here to that very body.
REPLY_IS_SEEN = f"""
{MINE} OR (how = 'here' AND case_id <> ALL ((SELECT my_barred_cases())::bigint[])
    AND recipient_id = ANY ((SELECT my_organisations_as('{{national-secretariat}}'))::bigint[]))
"""
REPLY_IS_WRITABLE = f"""
{MINE} OR (how = 'here' AND recorded_by_id = (SELECT acting_person()) AND EXISTS (
    SELECT FROM cases_submission s WHERE s.id = submission_id AND s.case_id = reviews_panelreply.case_id
        AND s.recipient_id = reviews_panelreply.recipient_id AND s.how = 'here' AND s.what = 'rapid-review'
        AND s.recipient_id = ANY ((SELECT my_organisations_as('{{national-secretariat}}'))::bigint[])))
"""

# Rows of one case stay together: a reply with its submission and letter, an ask with its reply, an answer with both.
OF_ONE_CASE = """
CREATE UNIQUE INDEX reviews_paper_of_case ON cases_paper (id, case_id);
CREATE UNIQUE INDEX reviews_paper_with_file ON cases_paper (id, case_id, file_id);
CREATE UNIQUE INDEX reviews_reply_of_case ON reviews_panelreply (id, case_id);
CREATE UNIQUE INDEX reviews_ask_of_case ON reviews_panelask (id, case_id);
CREATE UNIQUE INDEX reviews_submission_and_body ON cases_submission (id, case_id, recipient_id);
ALTER TABLE reviews_reviewreport
    ADD CONSTRAINT pdf_is_of_its_case FOREIGN KEY (pdf_id, case_id) REFERENCES cases_paper (id, case_id),
    ADD CONSTRAINT word_is_of_its_case FOREIGN KEY (word_id, case_id) REFERENCES cases_paper (id, case_id);
ALTER TABLE reviews_panelreply
    ADD CONSTRAINT replies_to_its_own FOREIGN KEY (submission_id, case_id, recipient_id)
        REFERENCES cases_submission (id, case_id, recipient_id),
    ADD CONSTRAINT letter_is_of_its_case FOREIGN KEY (letter_id, case_id, file_id)
        REFERENCES cases_paper (id, case_id, file_id);
ALTER TABLE reviews_panelask
    ADD CONSTRAINT asked_in_its_case FOREIGN KEY (reply_id, case_id) REFERENCES reviews_panelreply (id, case_id);
ALTER TABLE reviews_askanswer
    ADD CONSTRAINT answered_in_its_case FOREIGN KEY (ask_id, case_id) REFERENCES reviews_panelask (id, case_id),
    ADD CONSTRAINT paper_is_of_its_case FOREIGN KEY (paper_id, case_id, file_id)
        REFERENCES cases_paper (id, case_id, file_id);
"""
OF_ANY = """
ALTER TABLE reviews_askanswer DROP CONSTRAINT paper_is_of_its_case, DROP CONSTRAINT answered_in_its_case;
ALTER TABLE reviews_panelask DROP CONSTRAINT asked_in_its_case;
ALTER TABLE reviews_panelreply DROP CONSTRAINT letter_is_of_its_case, DROP CONSTRAINT replies_to_its_own;
ALTER TABLE reviews_reviewreport DROP CONSTRAINT word_is_of_its_case, DROP CONSTRAINT pdf_is_of_its_case;
DROP INDEX reviews_submission_and_body; DROP INDEX reviews_ask_of_case; DROP INDEX reviews_reply_of_case;
DROP INDEX reviews_paper_with_file; DROP INDEX reviews_paper_of_case;
"""

# Beside the wall, for reading alone. An answer and its file are seen where the question was asked here. A file of a
# reply is seen by the body only where one of its own people put it there.
RECEIVED = """
CREATE POLICY received ON reviews_panelask FOR SELECT TO {app} USING (
    EXISTS (SELECT FROM reviews_panelreply r WHERE r.id = reply_id AND r.how = 'here'));
CREATE POLICY received ON reviews_askanswer FOR SELECT TO {app} USING (
    EXISTS (SELECT FROM reviews_panelask a WHERE a.id = ask_id));
CREATE POLICY replied ON files_storedfile FOR SELECT TO {app} USING (
    EXISTS (SELECT FROM reviews_panelreply r WHERE r.file_id = files_storedfile.id
        AND r.case_id = files_storedfile.case_id AND r.how = 'here'
        AND r.recorded_by_id = files_storedfile.put_by_id)
    OR EXISTS (SELECT FROM reviews_askanswer a WHERE a.file_id = files_storedfile.id
        AND a.case_id = files_storedfile.case_id));
CREATE POLICY replied ON files_filekey FOR SELECT TO {app} USING (
    EXISTS (SELECT FROM files_storedfile f WHERE f.id = file_id AND f.case_id = files_filekey.case_id));
CREATE POLICY asked ON reviews_panelask FOR INSERT TO {app} WITH CHECK (
    EXISTS (SELECT FROM reviews_panelreply r WHERE r.id = reply_id AND r.case_id = reviews_panelask.case_id
        AND r.how = 'here' AND r.recorded_by_id = (SELECT acting_person())));
GRANT UPDATE (who) ON reviews_panelask TO {app};
"""
NOT_RECEIVED = """
REVOKE UPDATE (who) ON reviews_panelask FROM {app};
DROP POLICY asked ON reviews_panelask;
DROP POLICY replied ON files_filekey; DROP POLICY replied ON files_storedfile;
DROP POLICY received ON reviews_askanswer; DROP POLICY received ON reviews_panelask;
"""

# Whoever replies does not see the case, and yet its events, dates and papers follow from the reply: the database names
# somebody who does see it, to the body that it was sent to and to nobody else.
STEWARD = """
CREATE FUNCTION steward_of_review_sent(sent bigint, day date) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT k.person_id FROM cases_submission s JOIN case_stewards(day) k ON k.case_id = s.case_id
    WHERE s.id = sent AND s.how = 'here' AND s.what = 'rapid-review'
      AND s.recipient_id = ANY (my_organisations_as('{national-secretariat}'))
      AND s.case_id <> ALL (my_barred_cases())
$$;
"""


def _key() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _to(model: str, related: str = "+", **more: object) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=related, to=model, **more)


def _dated() -> list[tuple[str, models.Field]]:
    return [
        ("id", _key()),
        ("on", models.DateField()),
        ("recorded_at", models.DateTimeField()),
        ("recorded_by", _to(settings.AUTH_USER_MODEL)),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0004_deciding_and_signing"),
        ("cases", "0013_rapid_review"),
        ("files", "0003_keys_apart"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="ReviewReport",
            fields=[
                *_dated(),
                ("fingerprint", models.CharField(max_length=64)),
                ("signed", models.JSONField(default=list)),
                ("unsigned", models.JSONField(default=list)),
                ("unsigned_reason", models.TextField(blank=True)),
                ("case", _to("cases.case", "review_reports")),
                ("pdf", _to("cases.paper")),
                ("word", _to("cases.paper")),
            ],
            options={"ordering": ["id"], "abstract": False},
        ),
        migrations.CreateModel(
            name="PanelReply",
            fields=[
                *_dated(),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "how",
                    models.CharField(
                        choices=[("here", "Written here"), ("elsewhere", "Came in another way, and recorded")],
                        max_length=9,
                    ),
                ),
                ("options", models.JSONField()),
                ("text", models.TextField(blank=True)),
                ("dated_on", models.DateField()),
                ("case", _to("cases.case", "panel_replies")),
                ("submission", _to("cases.submission", "replies")),
                ("recipient", _to("people.organisation")),
                ("letter", _to("cases.paper")),
                ("file", _to("files.storedfile")),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("submission", "number"), name="reply_numbered_once")],
            },
        ),
        migrations.CreateModel(
            name="PanelAsk",
            fields=[
                ("id", _key()),
                ("number", models.PositiveSmallIntegerField()),
                ("what", models.TextField()),
                ("wanted_by", models.DateField(null=True)),
                ("who", models.CharField(blank=True, max_length=160)),
                ("case", _to("cases.case", "panel_asks")),
                ("reply", _to("reviews.panelreply", "asks")),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("case", "number"), name="ask_numbered_once")],
            },
        ),
        migrations.CreateModel(
            name="AskAnswer",
            fields=[
                *_dated(),
                ("text", models.TextField()),
                ("answered_on", models.DateField()),
                ("answered_by", models.CharField(max_length=160)),
                (
                    "ask",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="reviews.panelask"
                    ),
                ),
                ("case", _to("cases.case", "ask_answers")),
                ("file", _to("files.storedfile", null=True)),
                ("paper", _to("cases.paper", null=True)),
            ],
            options={"ordering": ["id"], "abstract": False},
        ),
        migrations.CreateModel(
            name="NationalHandover",
            fields=[
                *_dated(),
                ("review", models.CharField(max_length=200)),
                ("what", models.TextField()),
                ("handed_to", models.CharField(max_length=160)),
                ("handed_by", models.CharField(max_length=160)),
                ("handed_on", models.DateField()),
                ("case", _to("cases.case", "national_handovers")),
            ],
            options={"ordering": ["id"], "abstract": False},
        ),
        *(CaseWall(name) for name in ("reviewreport", "panelask", "askanswer", "nationalhandover")),
        Wall("panelreply", REPLY_IS_SEEN, writable=REPLY_IS_WRITABLE),
        *(Audit(name) for name in ("reviewreport", "panelreply", "panelask", "askanswer", "nationalhandover")),
        *(AppendOnly(name) for name in ("reviewreport", "panelreply", "panelask", "askanswer", "nationalhandover")),
        Statements(OF_ONE_CASE, OF_ANY),
        Statements(STEWARD, "DROP FUNCTION steward_of_review_sent(bigint, date)"),
        Statements(RECEIVED, NOT_RECEIVED),
    ]

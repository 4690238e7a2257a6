"""Templates of letters with their wall; why a bar ended; papers that are opened by a press of their own; that dates
were counted anew; and who read what, for the data protection officer, who sees no case."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from safeguarding.ground.operations import AppendOnly, Audit, Statements, Wall

# Those who manage the partnership keep its templates; the notifiers of its bodies make letters from them.
TEMPLATE_IS_SEEN = """
partnership_id = ANY ((SELECT my_organisations_as('{business-manager}'))::bigint[])
OR partnership_id = ANY (ARRAY(
    SELECT m.partnership_id FROM people_membership m
    WHERE m.body_id = ANY ((SELECT my_organisations_as('{notifier}'))::bigint[])))
"""
TEMPLATE_IS_MINE = "partnership_id = ANY ((SELECT my_organisations_as('{business-manager}'))::bigint[])"
CONTENT_IS_SEEN = "template_id IN (SELECT id FROM cases_lettertemplate)"

READS = """
CREATE FUNCTION reads_of_my_organisations(since timestamptz, before bigint, most int, is_unusual boolean, many int)
RETURNS TABLE (id bigint, reference text, at timestamptz, person_id bigint, page text, reasons text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mine bigint[] := my_organisations_as('{data-protection-officer}');
BEGIN
    RETURN QUERY
    WITH cases AS (
        SELECT c.id, c.reference FROM cases_case c
        WHERE c.partnership_id = ANY (mine) OR c.authority_id = ANY (mine)
    ), reads AS (
        SELECT e.id, c.reference, e.case_id, e.at, e.person_id, e.content ->> 'page' AS page,
               e.at AT TIME ZONE 'Europe/London' AS local_at
        FROM ground_auditentry e JOIN cases c ON c.id = e.case_id
        WHERE e.chain = 'reads' AND e.at >= since
    ), busy AS (
        SELECT r.person_id, r.local_at::date AS on_day FROM reads r
        GROUP BY 1, 2 HAVING count(DISTINCT r.case_id) > many
    ), told AS (
        SELECT r.id, r.reference::text, r.at, r.person_id, r.page, array_remove(ARRAY[
            CASE WHEN extract(hour FROM r.local_at) < 6 OR extract(hour FROM r.local_at) >= 22 THEN 'night' END,
            CASE WHEN extract(isodow FROM r.local_at) > 5 THEN 'weekend' END,
            CASE WHEN b.person_id IS NOT NULL THEN 'many' END,
            CASE WHEN EXISTS (SELECT FROM cases_bar k WHERE k.case_id = r.case_id AND k.person_id = r.person_id)
                 THEN 'kept-out' END
        ], NULL) AS reasons
        FROM reads r LEFT JOIN busy b ON b.person_id = r.person_id AND b.on_day = r.local_at::date
    )
    SELECT t.id, t.reference, t.at, t.person_id, t.page, t.reasons FROM told t
    WHERE (before IS NULL OR t.id < before) AND (NOT is_unusual OR cardinality(t.reasons) > 0)
    ORDER BY t.id DESC LIMIT most;
END $$;
"""


def by_somebody(**options: object) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, **options
    )


def key() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_proposal_sent_once"),
        ("people", "0004_audit_accounts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="LetterTemplate",
            fields=[
                ("id", key()),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("file_name", models.CharField(max_length=200)),
                ("size", models.PositiveIntegerField()),
                ("fields", models.JSONField(default=list)),
                ("filed_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
                ("archived_by", by_somebody(null=True)),
                ("filed_by", by_somebody()),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letter_templates",
                        to="people.organisation",
                    ),
                ),
            ],
            options={"ordering": ["title", "id"]},
        ),
        migrations.CreateModel(
            name="LetterTemplateContent",
            fields=[
                (
                    "template",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="content",
                        serialize=False,
                        to="cases.lettertemplate",
                    ),
                ),
                ("place", models.UUIDField()),
                ("sealed", models.BinaryField()),
                ("key", models.BinaryField()),
                ("key_version", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="LawRecount",
            fields=[
                ("id", key()),
                ("why", models.CharField(max_length=200)),
                ("asked_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("moved", models.PositiveIntegerField(null=True)),
                ("unseen", models.PositiveIntegerField(null=True)),
                ("asked_by", by_somebody()),
            ],
            options={"ordering": ["-id"]},
        ),
        migrations.AddField(model_name="bar", name="ended_by", field=by_somebody(null=True)),
        migrations.AddField(
            model_name="bar",
            name="ended_why",
            field=models.CharField(blank=True, max_length=400, verbose_name="reason for its end"),
        ),
        migrations.AddField(model_name="paper", name="is_covered", field=models.BooleanField(default=False)),
        Wall("lettertemplate", TEMPLATE_IS_SEEN, writable=TEMPLATE_IS_MINE),
        Audit("lettertemplate", column=None),
        Wall("lettertemplatecontent", CONTENT_IS_SEEN),
        AppendOnly("lettertemplatecontent"),
        Audit("lawrecount", column=None),
        Statements(READS, "DROP FUNCTION reads_of_my_organisations(timestamptz, bigint, int, boolean, int)"),
    ]

"""The audit: two tables that only these functions write, one hash chain a case for changes and one for reads."""

from django.db import migrations, models

from safeguarding.ground.operations import ReadOnly, Statements

UP = """
CREATE FUNCTION audit_link(
    before bytea, chain text, case_key bigint, place bigint, moment timestamptz, person bigint, day date,
    table_name text, row_key text, verb text, digest bytea
) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT sha256(
        before || digest || convert_to(
            concat_ws('|', chain, case_key, place,
                to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), person,
                to_char(day, 'YYYY-MM-DD'), table_name, row_key, verb),
            'UTF8'))
$$;

CREATE FUNCTION audit_append(
    in_chain text, in_case bigint, of_table text, of_row text, with_verb text, what jsonb
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    head ground_audithead%ROWTYPE;
    moment timestamptz := clock_timestamp();
    person bigint := acting_person();
    today date := acting_day();
    grain bytea := uuid_send(gen_random_uuid());
    summary bytea := sha256(grain || convert_to(what::text, 'UTF8'));
    link bytea;
BEGIN
    INSERT INTO ground_audithead (chain, case_id, sequence, hash)
        VALUES (in_chain, in_case, 0, '') ON CONFLICT (chain, case_id) DO NOTHING;
    SELECT * INTO head FROM ground_audithead WHERE chain = in_chain AND case_id = in_case FOR UPDATE;
    link := audit_link(head.hash, in_chain, in_case, head.sequence + 1, moment, person, today,
                       of_table, of_row, with_verb, summary);
    INSERT INTO ground_auditentry
        (chain, case_id, sequence, at, person_id, day, table_name, row_key, verb, content, salt, digest, hash)
        VALUES (in_chain, in_case, head.sequence + 1, moment, person, today,
                of_table, of_row, with_verb, what, grain, summary, link);
    UPDATE ground_audithead SET sequence = head.sequence + 1, hash = link WHERE id = head.id;
END $$;

CREATE FUNCTION audit_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    present jsonb := coalesce(after, before);
    case_key bigint := CASE WHEN TG_ARGV[0] = '' THEN 0 ELSE coalesce((present ->> TG_ARGV[0])::bigint, 0) END;
BEGIN
    PERFORM audit_append('changes', case_key, TG_TABLE_NAME::text,
        coalesce(present ->> 'id', present ->> 'case_id', ''), lower(TG_OP),
        jsonb_strip_nulls(jsonb_build_object('before', before, 'after', after)));
    RETURN NULL;
END $$;

CREATE FUNCTION audit_read(of_case bigint, page text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT audit_append('reads', of_case, '', '', 'read', jsonb_build_object('page', page))
$$;

REVOKE EXECUTE ON FUNCTION audit_append(text, bigint, text, text, text, jsonb) FROM {app};
REVOKE EXECUTE ON FUNCTION audit_change() FROM {app};
"""

DOWN = """
DROP FUNCTION audit_read(bigint, text);
DROP FUNCTION audit_change();
DROP FUNCTION audit_append(text, bigint, text, text, text, jsonb);
DROP FUNCTION audit_link(bytea, text, bigint, bigint, timestamptz, bigint, date, text, text, text, bytea);
"""


class Migration(migrations.Migration):
    dependencies = [("ground", "0002_who_acts")]
    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "chain",
                    models.CharField(choices=[("changes", "Changes"), ("reads", "Reads")], max_length=7),
                ),
                ("case_id", models.BigIntegerField()),
                ("sequence", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("person_id", models.BigIntegerField()),
                ("day", models.DateField()),
                ("table", models.CharField(db_column="table_name", max_length=63)),
                ("row_key", models.CharField(max_length=40)),
                ("verb", models.CharField(max_length=6)),
                ("content", models.JSONField(null=True)),
                ("salt", models.BinaryField(null=True)),
                ("digest", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["chain", "case_id", "sequence"], name="audit_in_order")]
            },
        ),
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("chain", models.CharField(max_length=7)),
                ("case_id", models.BigIntegerField()),
                ("sequence", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["chain", "case_id"], name="audit_head_of_chain")]},
        ),
        Statements(UP, DOWN),
        ReadOnly("auditentry"),
        ReadOnly("audithead"),
    ]

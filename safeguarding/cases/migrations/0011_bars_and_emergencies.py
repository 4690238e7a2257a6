"""A bar hides what was sent too, and the record of who read it; emergency access shows one case for a few hours, with a
reason. It is given by one function alone, which asks who may, and never to somebody who is kept out."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from safeguarding.ground.operations import Audit, CaseWall, Statements

UNBARRED = "case_id <> ALL ((SELECT my_barred_cases())::bigint[])"
SENT_TO_ME = """
case_id = ANY ((SELECT my_cases())::bigint[])
OR recipient_id = ANY ((SELECT my_organisations_as('{national-secretariat}'))::bigint[])
"""


def sent_to(words: str) -> str:
    """The statements that give what was sent, and its receipt, another wall; who may write it stays as it was."""
    return "".join(f"ALTER POLICY wall ON cases_{one} USING ({words});" for one in ("submission", "receipt"))


def audit_read(unbarred: str) -> str:
    """The function that records a reading, with or without the bar."""
    return f"""
CREATE OR REPLACE FUNCTION audit_read(of_case bigint, page text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT (of_case = ANY (my_cases())) AND NOT EXISTS (
        SELECT FROM cases_submission s WHERE s.case_id = of_case {unbarred}
          AND s.recipient_id = ANY (my_organisations_as('{{national-secretariat}}')))
    THEN
        RAISE EXCEPTION 'A reading is recorded only of a case that one sees.' USING ERRCODE = '42501';
    END IF;
    PERFORM audit_append('reads', of_case, '', '', 'read', jsonb_build_object('page', page));
END $$;
"""


def instead(function: str, before: str, after: str) -> str:
    """The statement that puts some words of a function in place of others, and fails where they are not there."""
    return f"""
DO $do$
DECLARE earlier text := pg_get_functiondef('{function}'::regprocedure);
BEGIN
    IF strpos(earlier, $words${before}$words$) = 0 THEN RAISE EXCEPTION '{function} reads otherwise.'; END IF;
    EXECUTE replace(earlier, $words${before}$words$, $words${after}$words$);
END $do$;
"""


# Who answers for the data of an area reads who read what, but not of a case they are kept out of.
READS = "reads_of_my_organisations(timestamptz,bigint,int,boolean,int)"
OF_MINE = "WHERE c.partnership_id = ANY (mine) OR c.authority_id = ANY (mine)"
OF_MINE_UNBARRED = (
    "WHERE (c.partnership_id = ANY (mine) OR c.authority_id = ANY (mine)) AND c.id <> ALL (my_barred_cases())"
)

# Emergency access ends at a moment, not at the end of a day.
MOMENT = """
CREATE FUNCTION acting_moment() RETURNS timestamptz LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE said text := current_setting('app.now', true);
BEGIN
    IF said IS NULL OR said = '' THEN
        RAISE EXCEPTION 'Nobody is acting: no moment is set.'
            USING HINT = 'Wrap the statement in acting_as(person) from safeguarding/actor.py.', ERRCODE = '42501';
    END IF;
    RETURN said::timestamptz;
END $$;
"""
APPOINTED = """        EXCEPT
        SELECT unnest(my_barred_cases())"""
OR_IN_AN_EMERGENCY = """        UNION
        SELECT case_id FROM cases_emergencyaccess WHERE person_id = person
            AND from_at <= acting_moment() AND until_at > acting_moment() AND ended_at IS NULL
        EXCEPT
        SELECT unnest(my_barred_cases())"""

# Answers the key of the access given; nothing where there is no such case, it is seen already, or a bar forbids it.
GIVEN = """
CREATE FUNCTION give_emergency_access(of_reference text, reason text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wanted bigint := (SELECT id FROM cases_case WHERE reference = of_reference);
    given bigint;
BEGIN
    IF my_organisations_as('{administrator,notifier,business-manager,delegated-partner}') = '{}' THEN
        RAISE EXCEPTION 'Emergency access is for administrators and for those who see cases.' USING ERRCODE = '42501';
    END IF;
    IF wanted IS NULL OR wanted = ANY (my_cases()) OR wanted = ANY (my_barred_cases()) THEN
        RETURN NULL;
    END IF;
    INSERT INTO cases_emergencyaccess (case_id, person_id, why, from_at, until_at)
        VALUES (wanted, acting_person(), reason, acting_moment(), acting_moment() + interval '4 hours')
        RETURNING id INTO given;
    RETURN given;
END $$;

REVOKE INSERT, UPDATE, DELETE ON cases_emergencyaccess FROM {app};
GRANT UPDATE (ended_at, ended_by_id) ON cases_emergencyaccess TO {app};
CREATE POLICY ends_once ON cases_emergencyaccess AS RESTRICTIVE FOR UPDATE TO {app}
    USING (ended_at IS NULL) WITH CHECK (ended_at IS NOT NULL);
"""
NOT_GIVEN = """
DROP POLICY ends_once ON cases_emergencyaccess;
DROP FUNCTION give_emergency_access(text, text);
"""


def _to(model: str, related: str = "+", **more: bool) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=related, to=model, **more)


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_which_law")]
    operations = [
        Statements(
            sent_to(f"({SENT_TO_ME}) AND {UNBARRED}") + audit_read("AND s.case_id <> ALL (my_barred_cases())"),
            audit_read("") + sent_to(SENT_TO_ME),
        ),
        Statements(instead(READS, OF_MINE, OF_MINE_UNBARRED), instead(READS, OF_MINE_UNBARRED, OF_MINE)),
        migrations.CreateModel(
            name="EmergencyAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("why", models.CharField(max_length=400, verbose_name="reason")),
                ("from_at", models.DateTimeField(verbose_name="from")),
                ("until_at", models.DateTimeField(verbose_name="until")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                ("case", _to("cases.case", "emergencies")),
                ("ended_by", _to(settings.AUTH_USER_MODEL, null=True)),
                ("person", _to(settings.AUTH_USER_MODEL)),
            ],
            options={"ordering": ["-id"]},
        ),
        CaseWall("emergencyaccess"),
        Audit("emergencyaccess"),
        Statements(MOMENT, "DROP FUNCTION acting_moment();"),
        Statements(
            instead("my_cases()", APPOINTED, OR_IN_AN_EMERGENCY), instead("my_cases()", OR_IN_AN_EMERGENCY, APPOINTED)
        ),
        Statements(GIVEN, NOT_GIVEN),
    ]

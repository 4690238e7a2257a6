"""A reading goes on record only in the chain of a case that the person sees, or of which something was sent to their
body: nobody can put noise into the record of another's case."""

from django.db import migrations

from safeguarding.ground.operations import Statements

UP = """
CREATE OR REPLACE FUNCTION audit_read(of_case bigint, page text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT (of_case = ANY (my_cases())) AND NOT EXISTS (
        SELECT FROM cases_submission s WHERE s.case_id = of_case
          AND s.recipient_id = ANY (my_organisations_as('{national-secretariat}')))
    THEN
        RAISE EXCEPTION 'A reading is recorded only of a case that one sees.' USING ERRCODE = '42501';
    END IF;
    PERFORM audit_append('reads', of_case, '', '', 'read', jsonb_build_object('page', page));
END $$;
"""

DOWN = """
CREATE OR REPLACE FUNCTION audit_read(of_case bigint, page text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT audit_append('reads', of_case, '', '', 'read', jsonb_build_object('page', page))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_written_where_one_sees")]
    operations = [Statements(UP, DOWN)]

"""Who gave which role to whom is on record, in the chain of the whole system."""

from django.db import migrations

from safeguarding.ground.operations import Audit, Statements

ROLES_HELD = """
CREATE FUNCTION my_organisations_as(roles text[]) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT organisation_id), '{}') FROM people_heldrole
    WHERE person_id = acting_person() AND role = ANY (roles)
      AND from_on <= acting_day() AND (until_on IS NULL OR until_on > acting_day())
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("ground", "0003_audit")]
    operations = [
        Audit("heldrole", column=None),
        Statements(ROLES_HELD, "DROP FUNCTION my_organisations_as(text[])"),
    ]

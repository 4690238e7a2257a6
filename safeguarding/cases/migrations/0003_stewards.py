"""`case_stewards()`: for work that concerns every case and no one person (counting dates anew, reminders), the key of
each case with somebody who sees it: its lead, else a manager, else a notifier. The work then acts as that person."""

from django.db import migrations

from safeguarding.ground.operations import Statements

UP = """
CREATE FUNCTION case_stewards(day date) RETURNS TABLE (case_id bigint, person_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.id, (
        SELECT r.person_id FROM people_heldrole r JOIN people_person p ON p.id = r.person_id
        WHERE r.organisation_id IN (c.partnership_id, c.authority_id)
          AND r.role IN ('business-manager', 'notifier')
          AND r.from_on <= day AND (r.until_on IS NULL OR r.until_on > day) AND p.is_active
          AND NOT EXISTS (
              SELECT FROM cases_bar b WHERE b.case_id = c.id AND b.person_id = r.person_id
                AND b.from_on <= day AND (b.until_on IS NULL OR b.until_on > day))
        ORDER BY (r.person_id = c.lead_id) DESC NULLS LAST, r.role, r.person_id LIMIT 1)
    FROM cases_case c ORDER BY c.id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_walls")]
    operations = [Statements(UP, "DROP FUNCTION case_stewards(date)")]

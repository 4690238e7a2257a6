"""The questions that go across every plan and that nobody could ask as a person: which actions are past their date,
whose effect is to be looked at again, and what of it was written already. They answer with keys, references and dates
alone; whoever is written to then acts as themselves."""

from django.db import migrations

from safeguarding.ground.operations import Statements

UP = """
-- Open actions past their date on a day, of which nobody stopped the reminders.
CREATE FUNCTION actions_past_date(day date) RETURNS TABLE (
    id bigint, reference text, case_id bigint, partnership_id bigint, lead_id bigint, lead_person_id bigint,
    due_on date, lead_after smallint, manager_after smallint, holder_after smallint
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT a.id, a.reference::text, a.case_id, a.partnership_id, a.lead_id, a.lead_person_id, a.due_on,
           s.lead_after, s.manager_after, s.holder_after
    FROM plans_action a LEFT JOIN LATERAL (
        SELECT * FROM plans_pastdatesteps p WHERE p.partnership_id = a.partnership_id ORDER BY p.id DESC LIMIT 1
    ) s ON true
    WHERE a.due_on < day
      AND NOT EXISTS (SELECT FROM plans_action n WHERE n.replaces_id = a.id)
      AND NOT EXISTS (SELECT FROM plans_finishing f WHERE f.action_id = a.id AND NOT EXISTS (
          SELECT FROM plans_recheck r WHERE r.action_id = a.id AND NOT r.holds AND r.recorded_at >= f.recorded_at))
      AND coalesce((SELECT t.until_on <= day FROM plans_reminderstop t
          WHERE t.action_id = a.id ORDER BY t.id DESC LIMIT 1), true)
    ORDER BY a.id
$$;

-- What was shown to have made a difference and is to be looked at again by a day; `asked_id` is who accepted it.
CREATE FUNCTION rechecks_due(day date) RETURNS TABLE (
    id bigint, reference text, case_id bigint, partnership_id bigint, due_on date, asked_id bigint
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH shown AS (
        SELECT DISTINCT ON (c.action_id) c.action_id, c.id, c.recheck_on, c.recorded_by_id FROM plans_acceptance c
        WHERE c.made_a_difference AND NOT EXISTS (SELECT FROM plans_recheck r
            WHERE r.action_id = c.action_id AND NOT r.holds AND r.recorded_at >= c.recorded_at)
        ORDER BY c.action_id, c.id DESC
    ), looked AS (
        SELECT DISTINCT ON (r.acceptance_id) r.acceptance_id, r.again_on FROM plans_recheck r
        ORDER BY r.acceptance_id, r.id DESC
    ), due AS (
        SELECT s.action_id, s.recorded_by_id,
               CASE WHEN l.acceptance_id IS NULL THEN s.recheck_on ELSE l.again_on END AS due_on
        FROM shown s LEFT JOIN looked l ON l.acceptance_id = s.id
    )
    SELECT a.id, a.reference::text, a.case_id, a.partnership_id, d.due_on, d.recorded_by_id
    FROM due d JOIN plans_action a ON a.id = d.action_id
    WHERE d.due_on <= day AND NOT EXISTS (SELECT FROM plans_action n WHERE n.replaces_id = a.id)
    ORDER BY a.id
$$;

-- Which of these messages were never written: the tick asks before it writes, and writes each once.
CREATE FUNCTION messages_not_written(keys text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT asked.key FROM unnest(keys) AS asked (key)
    WHERE NOT EXISTS (SELECT FROM outbox_message m WHERE m.key = asked.key)
$$;
"""

DOWN = """
DROP FUNCTION messages_not_written(text[]); DROP FUNCTION rechecks_due(date); DROP FUNCTION actions_past_date(date);
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_walls"), ("outbox", "0005_last_day_to_act")]
    operations = [Statements(UP, DOWN)]

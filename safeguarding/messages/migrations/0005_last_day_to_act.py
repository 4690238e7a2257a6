"""Reminders count back from the last day on which somebody can act: of a date on a Saturday, the Friday. They came
after it."""

from django.db import migrations

from safeguarding.ground.operations import Statements

UP = """
DROP FUNCTION reminders_owed(date, jsonb);
-- Reminders owed on a day, by the law's offsets: rows of duty, days, from_on, until_on, is_authoritys. They count
-- back from the last day on which somebody can act: that is earlier than a date at a weekend or on a holiday.
-- A duty that was confirmed here runs like any other (`is_confirmed`).
-- The lead is reminded, while they may still see the case; else the managers of the partnership. What the
-- authority owes, its notifiers are reminded of as well. Nobody who is kept out of the case is.
-- Of several offsets that have come, `is_latest` marks the one to send; the others are covered by it.
CREATE FUNCTION reminders_owed(day date, law jsonb) RETURNS TABLE (
    recipient_id bigint, case_id bigint, duty text, due_on date, act_by date, days_before smallint, is_latest boolean
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH rule AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(law)
            AS r (duty text, days smallint, from_on date, until_on date, is_authoritys boolean)
    ),
    come AS MATERIALIZED (
        SELECT DISTINCT d.case_id, d.duty, d.due_on, coalesce(d.act_by, d.due_on) AS act_by, r.days, r.is_authoritys
        FROM cases_due d JOIN rule r ON r.duty = d.duty AND d.started_on >= r.from_on
            AND (r.until_on IS NULL OR d.started_on <= r.until_on)
        WHERE d.met_on IS NULL AND d.stopped_on IS NULL AND d.is_confirmed AND NOT d.is_relaxed
          -- The first finds the rows by their index: no run of days off is longer than a fortnight.
          AND d.due_on <= day + (SELECT max(days) FROM rule)::int + 14
          AND coalesce(d.act_by, d.due_on) - r.days <= day
    ),
    concerned AS MATERIALIZED (
        SELECT c.id, c.partnership_id, c.authority_id, c.lead_id FROM cases_case c
        WHERE c.id IN (SELECT x.case_id FROM come x)
    ),
    held AS MATERIALIZED (
        SELECT h.person_id, h.organisation_id, h.role FROM people_heldrole h JOIN people_person p
            ON p.id = h.person_id AND p.is_active
        WHERE h.from_on <= day AND (h.until_on IS NULL OR h.until_on > day)
          AND h.role IN ('notifier', 'business-manager', 'delegated-partner')
    ),
    lead AS MATERIALIZED (
        SELECT c.id, c.lead_id AS person_id FROM concerned c WHERE EXISTS (
            SELECT 1 FROM held h WHERE h.person_id = c.lead_id AND (
                h.organisation_id IN (c.partnership_id, c.authority_id) OR EXISTS (
                    SELECT 1 FROM cases_party y WHERE y.case_id = c.id AND y.organisation_id = h.organisation_id
                      AND y.from_on <= day AND (y.until_on IS NULL OR y.until_on > day)))
        ) AND NOT EXISTS (
            SELECT 1 FROM cases_bar b WHERE b.case_id = c.id AND b.person_id = c.lead_id
              AND b.from_on <= day AND (b.until_on IS NULL OR b.until_on > day))
    ),
    told AS MATERIALIZED (
        SELECT l.id, l.person_id, false AS only_authoritys FROM lead l
        UNION
        SELECT c.id, h.person_id, false FROM concerned c JOIN held h
            ON h.organisation_id = c.partnership_id AND h.role = 'business-manager'
        WHERE NOT EXISTS (SELECT 1 FROM lead l WHERE l.id = c.id)
        UNION
        SELECT c.id, h.person_id, true FROM concerned c JOIN held h
            ON h.organisation_id = c.authority_id AND h.role = 'notifier'
    ),
    owed AS (
        SELECT DISTINCT t.person_id, x.case_id, x.duty, x.due_on, x.act_by, x.days
        FROM come x JOIN told t ON t.id = x.case_id AND (x.is_authoritys OR NOT t.only_authoritys)
        WHERE NOT EXISTS (
            SELECT 1 FROM cases_bar b WHERE b.case_id = x.case_id AND b.person_id = t.person_id
              AND b.from_on <= day AND (b.until_on IS NULL OR b.until_on > day))
    ),
    ranked AS (
        SELECT o.*, o.days = min(o.days) OVER (PARTITION BY o.person_id, o.case_id, o.duty, o.due_on) AS is_latest,
            r.id IS NOT NULL AS is_done
        FROM owed o LEFT JOIN outbox_reminder r ON r.case_id = o.case_id AND r.duty = o.duty
            AND r.due_on = o.due_on AND r.days_before = o.days AND r.recipient_id = o.person_id
    ),
    judged AS (
        SELECT *, bool_or(is_latest AND NOT is_done) OVER (PARTITION BY person_id, case_id, duty, due_on) AS is_owed
        FROM ranked
    )
    SELECT person_id, case_id, duty, due_on, act_by, days, is_latest FROM judged WHERE is_owed AND NOT is_done
    ORDER BY person_id, due_on, case_id, duty, days
$$;
"""

DOWN = """
DROP FUNCTION reminders_owed(date, jsonb);
-- Reminders owed on a day, by the law's offsets: rows of duty, days, from_on, until_on, is_authoritys.
-- The lead is reminded, while they may still see the case; else the managers of the partnership. What the
-- authority owes, its notifiers are reminded of as well. Nobody who is kept out of the case is.
-- Of several offsets that have come, `is_latest` marks the one to send; the others are covered by it.
CREATE FUNCTION reminders_owed(day date, law jsonb) RETURNS TABLE (
    recipient_id bigint, case_id bigint, duty text, due_on date, days_before smallint, is_latest boolean
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH rule AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(law)
            AS r (duty text, days smallint, from_on date, until_on date, is_authoritys boolean)
    ),
    come AS MATERIALIZED (
        SELECT DISTINCT d.case_id, d.duty, d.due_on, r.days, r.is_authoritys
        FROM cases_due d JOIN rule r ON r.duty = d.duty AND d.started_on >= r.from_on
            AND (r.until_on IS NULL OR d.started_on <= r.until_on)
        WHERE d.met_on IS NULL AND d.stopped_on IS NULL AND d.is_confirmed AND NOT d.is_relaxed
          AND d.due_on <= day + (SELECT max(days) FROM rule)::int AND d.due_on - r.days <= day
    ),
    concerned AS MATERIALIZED (
        SELECT c.id, c.partnership_id, c.authority_id, c.lead_id FROM cases_case c
        WHERE c.id IN (SELECT x.case_id FROM come x)
    ),
    held AS MATERIALIZED (
        SELECT h.person_id, h.organisation_id, h.role FROM people_heldrole h JOIN people_person p
            ON p.id = h.person_id AND p.is_active
        WHERE h.from_on <= day AND (h.until_on IS NULL OR h.until_on > day)
          AND h.role IN ('notifier', 'business-manager', 'delegated-partner')
    ),
    lead AS MATERIALIZED (
        SELECT c.id, c.lead_id AS person_id FROM concerned c WHERE EXISTS (
            SELECT 1 FROM held h WHERE h.person_id = c.lead_id AND (
                h.organisation_id IN (c.partnership_id, c.authority_id) OR EXISTS (
                    SELECT 1 FROM cases_party y WHERE y.case_id = c.id AND y.organisation_id = h.organisation_id
                      AND y.from_on <= day AND (y.until_on IS NULL OR y.until_on > day)))
        ) AND NOT EXISTS (
            SELECT 1 FROM cases_bar b WHERE b.case_id = c.id AND b.person_id = c.lead_id
              AND b.from_on <= day AND (b.until_on IS NULL OR b.until_on > day))
    ),
    told AS MATERIALIZED (
        SELECT l.id, l.person_id, false AS only_authoritys FROM lead l
        UNION
        SELECT c.id, h.person_id, false FROM concerned c JOIN held h
            ON h.organisation_id = c.partnership_id AND h.role = 'business-manager'
        WHERE NOT EXISTS (SELECT 1 FROM lead l WHERE l.id = c.id)
        UNION
        SELECT c.id, h.person_id, true FROM concerned c JOIN held h
            ON h.organisation_id = c.authority_id AND h.role = 'notifier'
    ),
    owed AS (
        SELECT DISTINCT t.person_id, x.case_id, x.duty, x.due_on, x.days
        FROM come x JOIN told t ON t.id = x.case_id AND (x.is_authoritys OR NOT t.only_authoritys)
        WHERE NOT EXISTS (
            SELECT 1 FROM cases_bar b WHERE b.case_id = x.case_id AND b.person_id = t.person_id
              AND b.from_on <= day AND (b.until_on IS NULL OR b.until_on > day))
    ),
    ranked AS (
        SELECT o.*, o.days = min(o.days) OVER (PARTITION BY o.person_id, o.case_id, o.duty, o.due_on) AS is_latest,
            r.id IS NOT NULL AS is_done
        FROM owed o LEFT JOIN outbox_reminder r ON r.case_id = o.case_id AND r.duty = o.duty
            AND r.due_on = o.due_on AND r.days_before = o.days AND r.recipient_id = o.person_id
    ),
    judged AS (
        SELECT *, bool_or(is_latest AND NOT is_done) OVER (PARTITION BY person_id, case_id, duty, due_on) AS is_owed
        FROM ranked
    )
    SELECT person_id, case_id, duty, due_on, days, is_latest FROM judged WHERE is_owed AND NOT is_done
    ORDER BY person_id, due_on, case_id, duty, days
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("outbox", "0004_reminding")]
    operations = [Statements(UP, DOWN)]

"""What sending needs: the list of what still waits, closed to the application, and the functions through which a
worker sends with nobody acting. Each of them answers just what is needed and reads only what still waits."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.deletion import PROTECT

from safeguarding.ground.operations import AppendOnly, ReadOnly, Statements, Wall

MINE = """
(case_id = ANY ((SELECT my_cases())::bigint[]) OR recipient_id = acting_person())
AND (case_id IS NULL OR case_id <> ALL ((SELECT my_barred_cases())::bigint[]))
"""
MINE_OR_WRITTEN = """
(case_id = ANY ((SELECT my_cases())::bigint[]) OR recipient_id = acting_person() OR written_by_id = acting_person())
AND (case_id IS NULL OR case_id <> ALL ((SELECT my_barred_cases())::bigint[]))
"""
ITS_MESSAGE_IS_MINE = "EXISTS (SELECT 1 FROM outbox_message m WHERE m.id = message_id)"

WALLS = f"""
DROP POLICY wall ON outbox_message;
CREATE POLICY wall ON outbox_message TO {{app}} USING ({MINE_OR_WRITTEN});
DROP POLICY wall ON outbox_reminder;
CREATE POLICY wall ON outbox_reminder TO {{app}} USING ({MINE});
DROP POLICY wall ON outbox_delivery;
CREATE POLICY wall ON outbox_delivery TO {{app}} USING ({ITS_MESSAGE_IS_MINE});
"""

EARLIER = "case_id = ANY ((SELECT my_cases())::bigint[]) OR recipient_id = acting_person()"
EARLIER_WALLS = f"""
DROP POLICY wall ON outbox_delivery;
CREATE POLICY wall ON outbox_delivery TO {{app}} USING (case_id = ANY ((SELECT my_cases())::bigint[]));
DROP POLICY wall ON outbox_reminder;
CREATE POLICY wall ON outbox_reminder TO {{app}} USING ({EARLIER});
DROP POLICY wall ON outbox_message;
CREATE POLICY wall ON outbox_message TO {{app}} USING ({EARLIER} OR written_by_id = acting_person());
"""

WAITING = """
REVOKE ALL ON outbox_waiting FROM {app};

CREATE FUNCTION outbox_now_waits() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO outbox_waiting (message_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER waiting AFTER INSERT ON outbox_message FOR EACH ROW EXECUTE FUNCTION outbox_now_waits();
REVOKE EXECUTE ON FUNCTION outbox_now_waits() FROM {app};

-- A message is no longer wanted when its recipient may not be told any more, or all its dates are kept.
CREATE FUNCTION outbox_is_wanted(wanted bigint, on_day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT (m.recipient_id IS NULL OR EXISTS (
            SELECT 1 FROM people_person p WHERE p.id = m.recipient_id AND p.is_active))
        AND NOT EXISTS (
            SELECT 1 FROM cases_bar b WHERE b.case_id = m.case_id AND b.person_id = m.recipient_id
              AND b.from_on <= on_day AND (b.until_on IS NULL OR b.until_on > on_day))
        AND (m.kind <> 'reminder' OR EXISTS (
            SELECT 1 FROM outbox_reminder r JOIN cases_due d
                ON d.case_id = r.case_id AND d.duty = r.duty AND d.due_on = r.due_on
            WHERE r.message_id = m.id AND d.met_on IS NULL AND d.stopped_on IS NULL
              AND d.is_confirmed AND NOT d.is_relaxed))
    FROM outbox_message m WHERE m.id = wanted
$$;
REVOKE EXECUTE ON FUNCTION outbox_is_wanted(bigint, date) FROM {app};

-- Takes the lock of what waits: whoever comes second finds nothing, and so does whoever comes afterwards.
CREATE FUNCTION outbox_to_send(wanted bigint, on_day date) RETURNS TABLE (
    message_key text, kind text, case_id bigint, recipient_id bigint, written_by_id bigint,
    to_name text, to_address text, language text, lines jsonb, written_on date, is_wanted boolean
) LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH mine AS (SELECT w.message_id FROM outbox_waiting w WHERE w.message_id = wanted FOR UPDATE SKIP LOCKED)
    SELECT m.key, m.kind, m.case_id, m.recipient_id, m.written_by_id, m.to_name, m.to_address, m.language,
           m.lines, m.written_on, outbox_is_wanted(m.id, on_day)
    FROM mine JOIN outbox_message m ON m.id = mine.message_id
$$;

CREATE FUNCTION outbox_append(wanted bigint, how text, mail text, reason text, moment timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO outbox_delivery (message_id, case_id, outcome, mail_id, why, at)
    SELECT m.id, m.case_id, how, left(mail, 200), left(reason, 300), moment FROM outbox_message m WHERE m.id = wanted
$$;
REVOKE EXECUTE ON FUNCTION outbox_append(bigint, text, text, text, timestamptz) FROM {app};

CREATE FUNCTION outbox_sent(wanted bigint, mail text, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM outbox_waiting WHERE message_id = wanted;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM outbox_append(wanted, 'sent', mail, '', moment);
    RETURN true;
END $$;

-- Answers how often sending has failed by now.
CREATE FUNCTION outbox_failed(wanted bigint, mail text, reason text, moment timestamptz) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM outbox_waiting WHERE message_id = wanted) THEN
        PERFORM outbox_append(wanted, 'failed', mail, reason, moment);
    END IF;
    RETURN (SELECT count(*) FROM outbox_delivery WHERE message_id = wanted AND outcome = 'failed');
END $$;

CREATE FUNCTION outbox_given_up(wanted bigint, reason text, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM outbox_waiting WHERE message_id = wanted;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM outbox_append(wanted, 'given-up', '', reason, moment);
    RETURN true;
END $$;

-- Came back: at once, while it was being handed over (`wanted`), or later, with the letter's own number (`mail`).
-- Recorded once; answers whom to tell.
CREATE FUNCTION outbox_bounced(wanted bigint, mail text, reason text, moment timestamptz) RETURNS TABLE (
    message_id bigint, kind text, case_id bigint, to_address text, lines jsonb, written_on date,
    recipient_id bigint, written_by_id bigint
) LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    it bigint := coalesce(wanted, (SELECT d.message_id FROM outbox_delivery d
                                WHERE d.mail_id = mail AND d.outcome = 'sent' ORDER BY d.id LIMIT 1));
BEGIN
    PERFORM 1 FROM outbox_message m WHERE m.id = it FOR UPDATE;
    IF NOT FOUND OR EXISTS (
        SELECT 1 FROM outbox_delivery d WHERE d.message_id = it AND d.outcome = 'bounced'
    ) THEN RETURN; END IF;
    DELETE FROM outbox_waiting w WHERE w.message_id = it;
    PERFORM outbox_append(it, 'bounced', mail, reason, moment);
    RETURN QUERY SELECT m.id, m.kind::text, m.case_id, m.to_address::text, m.lines, m.written_on,
        m.recipient_id, m.written_by_id FROM outbox_message m WHERE m.id = it;
END $$;

CREATE FUNCTION outbox_without_job(task text) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT w.message_id FROM outbox_waiting w
    EXCEPT
    SELECT (j.args ->> 'message_id')::bigint FROM procrastinate_jobs j
    WHERE j.task_name = task AND j.status IN ('todo', 'doing')
    ORDER BY 1
$$;

-- How the sending of combined reminders stands, for those who see one of their cases but not the message.
CREATE FUNCTION outbox_outcomes(keys bigint[]) RETURNS TABLE (message_id bigint, outcome text, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT ON (d.message_id) d.message_id, d.outcome, d.at FROM outbox_delivery d
    WHERE d.message_id = ANY (keys) ORDER BY d.message_id, d.id DESC
$$;
"""

NOT_WAITING = """
DROP FUNCTION outbox_outcomes(bigint[]);
DROP FUNCTION outbox_without_job(text);
DROP FUNCTION outbox_bounced(bigint, text, text, timestamptz);
DROP FUNCTION outbox_given_up(bigint, text, timestamptz);
DROP FUNCTION outbox_failed(bigint, text, text, timestamptz);
DROP FUNCTION outbox_sent(bigint, text, timestamptz);
DROP FUNCTION outbox_append(bigint, text, text, text, timestamptz);
DROP FUNCTION outbox_to_send(bigint, date);
DROP FUNCTION outbox_is_wanted(bigint, date);
DROP TRIGGER waiting ON outbox_message;
DROP FUNCTION outbox_now_waits();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0002_walls"),
        ("cases", "0002_walls"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [
        migrations.AlterField(
            "message",
            "written_by",
            models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            "delivery",
            "outcome",
            models.CharField(
                choices=[
                    ("sent", "Sent"),
                    ("failed", "Could not be sent, to be tried again"),
                    ("given-up", "Not sent"),
                    ("bounced", "Came back"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField("delivery", "mail_id", models.CharField(blank=True, db_index=True, max_length=200)),
        migrations.AddConstraint(
            "delivery",
            models.UniqueConstraint(fields=["message"], condition=Q(outcome="sent"), name="message_sent_once"),
        ),
        migrations.AddConstraint(
            "delivery",
            models.UniqueConstraint(fields=["message"], condition=Q(outcome="bounced"), name="message_bounced_once"),
        ),
        migrations.AddField("reminder", "is_covered", models.BooleanField(default=False)),
        migrations.CreateModel(
            "Waiting",
            [
                (
                    "message",
                    models.OneToOneField(
                        on_delete=PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="outbox.message",
                    ),
                )
            ],
        ),
        migrations.CreateModel(
            "DailyRound",
            [
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("what", models.CharField(max_length=40)),
                ("on", models.DateField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("what", "on"), name="round_once_a_day")]},
        ),
        Statements(WALLS, EARLIER_WALLS),
        ReadOnly("delivery"),
        AppendOnly("reminder"),
        Statements(WAITING, NOT_WAITING),
        Wall("feed", "person_id = acting_person()"),
    ]

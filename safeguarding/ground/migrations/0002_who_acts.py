"""`acting_person()` and `acting_day()`: who a statement runs as, as every wall and the audit ask it."""

from django.db import migrations

from safeguarding.ground.operations import Statements

UP = """
CREATE FUNCTION acting_person() RETURNS bigint LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE said text := current_setting('app.person', true);
BEGIN
    IF said IS NULL OR said = '' THEN
        RAISE EXCEPTION 'Nobody is acting.'
            USING HINT = 'Wrap the statement in acting_as(person) from safeguarding/actor.py.', ERRCODE = '42501';
    END IF;
    RETURN said::bigint;
END $$;

CREATE FUNCTION acting_day() RETURNS date LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE said text := current_setting('app.today', true);
BEGIN
    IF said IS NULL OR said = '' THEN
        RAISE EXCEPTION 'Nobody is acting: no day is set.'
            USING HINT = 'Wrap the statement in acting_as(person) from safeguarding/actor.py.', ERRCODE = '42501';
    END IF;
    RETURN said::date;
END $$;
"""

DOWN = "DROP FUNCTION acting_day(); DROP FUNCTION acting_person();"


class Migration(migrations.Migration):
    dependencies = [("ground", "0001_roles")]
    operations = [Statements(UP, DOWN)]

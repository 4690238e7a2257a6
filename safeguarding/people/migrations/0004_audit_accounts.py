"""Changes of people, bodies and contacts go on record too. A person's row is recorded without its password and its
last sign-in; what is loaded before anybody can act (reference files, the first people) is not a person's change."""

from django.db import migrations

from safeguarding.ground.operations import AppendOnly, Audit, Statements

UP = """
CREATE FUNCTION audit_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    hidden text[] := ARRAY['password', 'last_login'];
    before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - hidden END;
    after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - hidden END;
BEGIN
    IF before IS DISTINCT FROM after THEN
        PERFORM audit_append('changes', 0, TG_TABLE_NAME::text, coalesce(after, before) ->> 'id', lower(TG_OP),
            jsonb_strip_nulls(jsonb_build_object('before', before, 'after', after)));
    END IF;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION audit_account() FROM {app};

CREATE TRIGGER audit_changes AFTER UPDATE OR DELETE ON people_person
    FOR EACH ROW EXECUTE FUNCTION audit_account();
CREATE TRIGGER audit_additions AFTER INSERT ON people_person
    FOR EACH ROW WHEN (coalesce(current_setting('app.person', true), '') <> '')
    EXECUTE FUNCTION audit_account();
CREATE TRIGGER audit_acted AFTER INSERT OR UPDATE OR DELETE ON people_organisation
    FOR EACH ROW WHEN (coalesce(current_setting('app.person', true), '') <> '')
    EXECUTE FUNCTION audit_change('');
CREATE TRIGGER audit_acted AFTER INSERT OR UPDATE OR DELETE ON people_membership
    FOR EACH ROW WHEN (coalesce(current_setting('app.person', true), '') <> '')
    EXECUTE FUNCTION audit_change('');
"""

DOWN = """
DROP TRIGGER audit_acted ON people_membership;
DROP TRIGGER audit_acted ON people_organisation;
DROP TRIGGER audit_additions ON people_person;
DROP TRIGGER audit_changes ON people_person;
DROP FUNCTION audit_account();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0003_accounts_and_directory")]
    operations = [
        Audit("accountevent", column=None),
        AppendOnly("accountevent"),
        Audit("contact", column=None),
        Statements(UP, DOWN),
    ]

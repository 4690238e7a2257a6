"""Some rows are seen by whoever made or receives them, though they do not see the case: a search, a proposal, a
message, what was sent and its receipt. They may be *written* into a case only where the writer sees it, so that nobody
can put a row into another area's case, or learn from the refusal whether it is there."""

from django.db import migrations

from safeguarding.ground.operations import Statements

NONE_OR_SEEN = "case_id IS NULL OR case_id = ANY ((SELECT my_cases())::bigint[])"

WRITABLE = {
    "cases_childsearch": f"searched_by_id = (SELECT acting_person()) AND ({NONE_OR_SEEN})",
    "cases_proposal": f"""
        (proposed_by_id = ANY ((SELECT my_organisations_as('{{agency-lead}}'))::bigint[])
         OR proposed_to_id = ANY ((SELECT my_organisations_as('{{notifier}}'))::bigint[])
         OR partnership_id = ANY ((SELECT my_organisations_as('{{business-manager}}'))::bigint[]))
        AND ({NONE_OR_SEEN})""",
    "cases_submission": "case_id = ANY ((SELECT my_cases())::bigint[])",
    # By whom it was sent to, and by them alone: what they see of it says so.
    "cases_receipt": """
        EXISTS (SELECT 1 FROM cases_submission s WHERE s.id = submission_id
                AND s.case_id = cases_receipt.case_id AND s.recipient_id = cases_receipt.recipient_id)""",
    # A national body that acknowledges sees the submission and not the case; who wrote a message is told when it came
    # back, even where they have left the case since.
    "outbox_message": f"""
        {NONE_OR_SEEN}
        OR EXISTS (SELECT 1 FROM cases_submission s WHERE s.case_id = outbox_message.case_id)
        OR (kind = 'came-back' AND recipient_id = (SELECT acting_person()))""",
    "outbox_reminder": "case_id = ANY ((SELECT my_cases())::bigint[])",
}

UP = ";\n".join(f"ALTER POLICY wall ON {table} WITH CHECK ({words})" for table, words in WRITABLE.items())
DOWN = """
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT tablename, qual FROM pg_policies WHERE schemaname = 'public' AND policyname = 'wall'
        AND tablename IN ('cases_childsearch', 'cases_proposal', 'cases_submission', 'cases_receipt',
                          'outbox_message', 'outbox_reminder')
    LOOP
        EXECUTE format('ALTER POLICY wall ON %I WITH CHECK (%s)', one.tablename, one.qual);
    END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_notification_saved_in"), ("outbox", "0004_reminding")]
    operations = [Statements(UP, DOWN)]

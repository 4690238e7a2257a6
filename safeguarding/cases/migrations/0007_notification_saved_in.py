"""Which opening of a page saved it last, so that a page which saves itself is not told that somebody else did; and who
is told when a body acknowledges what was sent to it, asked by somebody who does not see the case."""

from django.db import migrations, models

from safeguarding.ground.operations import Statements

UP = """
CREATE FUNCTION senders_to_tell(sent bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.recorded_by_id FROM cases_submission s
    WHERE s.id = sent AND s.recipient_id = ANY (my_organisations_as('{national-secretariat}'))
    UNION
    SELECT c.lead_id FROM cases_submission s JOIN cases_case c ON c.id = s.case_id
    WHERE s.id = sent AND c.lead_id IS NOT NULL
      AND s.recipient_id = ANY (my_organisations_as('{national-secretariat}'))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_letters_bars_and_recounts")]
    operations = [
        migrations.AddField(
            model_name="answers", name="saved_in", field=models.CharField(blank=True, default="", max_length=40)
        ),
        Statements(UP, "DROP FUNCTION senders_to_tell(bigint)"),
    ]

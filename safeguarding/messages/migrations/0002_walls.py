"""Messages are seen with their case, or by the person they are for. A feed's row is its person's own."""

from django.db import migrations

from safeguarding.ground.operations import AppendOnly, Audit, BareCaseKey, CaseWall, Wall

MINE = "case_id = ANY ((SELECT my_cases())::bigint[]) OR recipient_id = acting_person()"


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial"), ("cases", "0002_walls")]
    operations = [
        BareCaseKey("message"),
        BareCaseKey("delivery"),
        BareCaseKey("reminder"),
        Wall("message", MINE + " OR written_by_id = acting_person()"),
        Wall("reminder", MINE),
        CaseWall("delivery"),
        Audit("message"),
        AppendOnly("message"),
        AppendOnly("delivery"),
    ]

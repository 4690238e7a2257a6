"""A review's rows are seen with the review's own case; its incidents stay behind theirs."""

from django.db import migrations

from safeguarding.ground.operations import Audit, BareCaseKey, CaseWall


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial"), ("cases", "0002_walls")]
    operations = [
        CaseWall("review"),
        CaseWall("reviewedincident"),
        Audit("review"),
        Audit("reviewedincident"),
        BareCaseKey("reviewedincident", column="incident_case_id"),
    ]

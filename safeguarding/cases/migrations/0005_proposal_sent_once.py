"""A draft sent twice is one proposal: the proposal keeps the draft's token."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_first_call_and_proposals")]
    operations = [
        migrations.AddField(
            model_name="proposal", name="draft_token", field=models.UUIDField(editable=False, null=True, unique=True)
        )
    ]

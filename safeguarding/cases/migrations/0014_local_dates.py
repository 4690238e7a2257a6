"""A date set here where the law sets no period is told apart from one that the law asks for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_rapid_review")]
    operations = [
        migrations.AddField(model_name="due", name="is_local", field=models.BooleanField(default=False)),
    ]

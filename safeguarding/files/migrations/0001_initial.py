from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("case_id", models.BigIntegerField(db_index=True)),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=20)),
                ("media_type", models.CharField(max_length=120)),
                ("size", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("place", models.CharField(max_length=64, unique=True)),
                ("wrapped_key", models.BinaryField(null=True)),
                ("key_version", models.CharField(max_length=20)),
                ("scanned_by", models.CharField(blank=True, max_length=60)),
                ("scanned_at", models.DateTimeField(null=True)),
                ("put_by_id", models.BigIntegerField()),
                ("put_at", models.DateTimeField()),
                ("put_on", models.DateField()),
                ("destroyed_at", models.DateTimeField(null=True)),
            ],
        ),
    ]

"""Keys in a table of their own, which the audit does not copy; a row of a file is never deleted."""

import django.db.models.deletion
from django.db import migrations, models

from safeguarding.ground.operations import BareCaseKey, CaseWall, Statements

# A key is written once and deleted once; wrapping all anew under another master key is the owner's work.
# A sweep must know of all files, while nobody sees all: it asks with the names it found, and learns no more.
UP = """
REVOKE UPDATE ON files_filekey FROM {app};
REVOKE DELETE ON files_storedfile FROM {app};

CREATE FUNCTION files_known(places text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT place FROM files_storedfile WHERE place = ANY (places) AND destroyed_at IS NULL
$$;
REVOKE EXECUTE ON FUNCTION files_known(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION files_known(text[]) TO {app};
"""

DOWN = """
DROP FUNCTION files_known(text[]);
GRANT DELETE ON files_storedfile TO {app};
GRANT UPDATE ON files_filekey TO {app};
"""


class Migration(migrations.Migration):
    dependencies = [("files", "0002_walls")]
    operations = [
        migrations.CreateModel(
            name="FileKey",
            fields=[
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="key",
                        serialize=False,
                        to="files.storedfile",
                    ),
                ),
                ("case_id", models.BigIntegerField(db_index=True)),
                ("content", models.BinaryField()),
                ("version", models.PositiveIntegerField()),
            ],
        ),
        migrations.RemoveField("storedfile", "wrapped_key"),
        migrations.RemoveField("storedfile", "key_version"),
        migrations.AddField("storedfile", "destroyed_by_id", models.BigIntegerField(null=True)),
        migrations.AddField("storedfile", "destroyed_on", models.DateField(null=True)),
        migrations.AlterModelOptions("storedfile", {"ordering": ["pk"]}),
        BareCaseKey("filekey"),
        CaseWall("filekey"),
        Statements(UP, DOWN),
    ]

"""A row of the index for each case, and no longer for each text.

What the index was is taken away; `soegning.indeks.saet_efter_migrate` makes it as it is now.
"""

from django.db import migrations, models


def fjern_det_gamle(apps, schema_editor):
    forbindelse = schema_editor.connection
    with forbindelse.cursor() as cursor:
        if forbindelse.vendor == "postgresql":
            # Its triggers go with it.
            cursor.execute("DROP FUNCTION IF EXISTS henvendelser_indekser() CASCADE")
            cursor.execute("DROP FUNCTION IF EXISTS henvendelser_stammevektor(text)")
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' "
                "AND name GLOB 'henvendelser_*_soeges_*'"
            )
            for (navn,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {navn}")
        cursor.execute("DROP TABLE IF EXISTS henvendelser_soegeindeks")


class Migration(migrations.Migration):
    dependencies = [("henvendelser", "0025_sidst_aktiv_indeks")]

    operations = [
        migrations.CreateModel(
            name="Soegetekst",
            fields=[
                ("rowid", models.BigIntegerField(primary_key=True, serialize=False)),
                ("hoerer_til", models.BigIntegerField(editable=False)),
                ("ord", models.TextField(editable=False)),
                ("stamme", models.TextField(editable=False, null=True)),
                ("laant", models.BigIntegerField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "søgetekst",
                "verbose_name_plural": "søgetekster",
                "managed": False,
            },
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField("soegeindeks", "stamme")]
        ),
        migrations.RunPython(fjern_det_gamle, migrations.RunPython.noop),
    ]

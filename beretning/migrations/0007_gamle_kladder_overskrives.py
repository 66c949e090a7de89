from django.db import migrations

TABELLER = ('beretning_stillingtagen', 'beretning_svarafsnit')


def overskriv(apps, schema_editor):
    """PostgreSQL keeps a changed row's old words in the table's file till it is written anew.
    SQLite overwrites them at once (`secure_delete`)."""
    if schema_editor.connection.vendor == 'postgresql':
        for tabel in TABELLER:
            schema_editor.execute(f'VACUUM FULL {tabel}')


class Migration(migrations.Migration):

    atomic = False  # VACUUM runs in no transaction

    dependencies = [
        ('beretning', '0006_ord_er_sendt'),
    ]

    operations = [
        migrations.RunPython(overskriv, migrations.RunPython.noop),
    ]

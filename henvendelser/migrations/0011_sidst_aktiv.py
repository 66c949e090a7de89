from django.db import migrations
from django.db.models.functions import Coalesce


def sidst_aktiv_er_da_den_kom(apps, schema_editor):
    """What is known of a case from before: the day it was closed, else the day it came."""
    henvendelser = apps.get_model("henvendelser", "Henvendelse").objects
    henvendelser.update(sidst_aktiv=Coalesce("afsluttet", "modtaget"))


class Migration(migrations.Migration):
    # By itself: PostgreSQL alters no table in the transaction that has changed its rows.

    dependencies = [("henvendelser", "0010_aktiviteter_love_og_frister")]

    operations = [migrations.RunPython(sidst_aktiv_er_da_den_kom, migrations.RunPython.noop)]

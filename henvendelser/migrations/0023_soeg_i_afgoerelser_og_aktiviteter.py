"""Decisions and activities are searched, too.

No table is changed. The index's triggers and its rows are made after every `migrate` that has run
something (soegning.indeks.saet_efter_migrate): this is the something.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("henvendelser", "0022_gemtfilter")]

    operations = []

import json

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import henvendelser.models.felter
import henvendelser.regler

FELTER = ('tekst', 'erkendelse', 'gjort', 'laering')


def laeg_over(apps, schema_editor):
    """Each draft with its words, its writer and the time it was kept; the words as ciphertext."""
    Gammel = apps.get_model('henvendelser', 'Svarkladde')
    Ny = apps.get_model('henvendelser', 'NySvarkladde')
    for kladde in Gammel.objects.order_by('pk').iterator():
        felter = {felt: getattr(kladde, felt) for felt in FELTER}
        ny = Ny.objects.create(
            forespoergsel_id=kladde.forespoergsel_id,
            bruger_id=kladde.bruger_id,
            indhold=json.dumps(felter, ensure_ascii=False),
        )
        Ny.objects.filter(pk=ny.pk).update(gemt=kladde.gemt)


class Migration(migrations.Migration):
    """The drafts move to a table of their own, and the old table is dropped: in a column that is
    taken away, PostgreSQL would keep the words in its file."""

    dependencies = [
        ('henvendelser', '0020_bogstavgenveje'),
    ]

    operations = [
        migrations.CreateModel(
            name='NySvarkladde',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gemt', models.DateTimeField(auto_now=True, verbose_name='gemt')),
                ('indhold', henvendelser.models.felter.KrypteretFelt(blank=True, editable=False, null=True, validators=[henvendelser.regler.uden_cpr], verbose_name='indhold')),
                ('bruger', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('forespoergsel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='henvendelser.forespoergsel')),
            ],
            options={
                'verbose_name': 'kladde til svar',
                'verbose_name_plural': 'kladder til svar',
                'ordering': ['id'],
            },
        ),
        migrations.RunPython(laeg_over, migrations.RunPython.noop),
        migrations.DeleteModel(name='Svarkladde'),
        migrations.RenameModel('NySvarkladde', 'Svarkladde'),
        migrations.AlterField(
            model_name='svarkladde',
            name='forespoergsel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kladder', to='henvendelser.forespoergsel'),
        ),
        migrations.AddConstraint(
            model_name='svarkladde',
            constraint=models.UniqueConstraint(fields=('forespoergsel', 'bruger'), name='svarkladde_en_gang'),
        ),
    ]

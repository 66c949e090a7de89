import json

import django.db.models.deletion
from django.db import migrations, models

import henvendelser.models.felter
import henvendelser.models.samlet_kontrol

TEKSTER = ('stilling', 'begrundelse', 'gjort', 'dokumentation')


def laeg_over(apps, schema_editor):
    """What is written and not sent becomes one ciphertext; its words leave the rows."""
    Rundesvar, Rundekladde, Stillingtagen, Svarafsnit = _modeller(apps)
    for svar in Rundesvar.objects.filter(sendt=None, gemt__isnull=False).order_by('pk'):
        stillingtagen = Stillingtagen.objects.filter(svar=svar).order_by('pk')
        afsnit = Svarafsnit.objects.filter(svar=svar).order_by('raekkefoelge', 'pk')
        indhold = {
            'punkter': [
                {'adressat': et.adressat_id, **{felt: getattr(et, felt) for felt in TEKSTER}}
                for et in stillingtagen
            ],
            'emner': [{'overskrift': et.overskrift, 'tekst': et.tekst} for et in afsnit],
            'ingen_bemaerkninger': svar.ingen_bemaerkninger,
        }
        Rundekladde.objects.create(svar=svar, indhold=json.dumps(indhold, ensure_ascii=False))
        stillingtagen.update(**dict.fromkeys(TEKSTER, ''))
        afsnit.delete()
        Rundesvar.objects.filter(pk=svar.pk).update(ingen_bemaerkninger=False)


def laeg_tilbage(apps, schema_editor):
    Rundesvar, Rundekladde, Stillingtagen, Svarafsnit = _modeller(apps)
    for kladde in Rundekladde.objects.order_by('pk'):
        indhold = json.loads(kladde.indhold.vis())
        for punkt in indhold['punkter']:
            Stillingtagen.objects.filter(
                svar_id=kladde.svar_id, adressat_id=punkt.pop('adressat')
            ).update(**punkt)
        for nr, emne in enumerate(indhold['emner'], start=1):
            Svarafsnit.objects.create(svar_id=kladde.svar_id, raekkefoelge=nr, **emne)
        Rundesvar.objects.filter(pk=kladde.svar_id).update(
            ingen_bemaerkninger=indhold['ingen_bemaerkninger']
        )
        kladde.delete()


def _modeller(apps):
    navne = ('Rundesvar', 'Rundekladde', 'Stillingtagen', 'Svarafsnit')
    return [apps.get_model('beretning', navn) for navn in navne]


class Migration(migrations.Migration):
    """What holds from here on is set by 0006: PostgreSQL changes no table whose rows were changed
    in the same transaction."""

    dependencies = [
        ('beretning', '0004_svarafsnit_sendt'),
    ]

    operations = [
        migrations.CreateModel(
            name='Rundekladde',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indhold', henvendelser.models.felter.KrypteretFelt(blank=True, editable=False, null=True, verbose_name='indhold')),
                ('svar', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='kladde', to='beretning.rundesvar')),
            ],
            options={
                'verbose_name': 'kladde til et svar i en runde',
                'verbose_name_plural': 'kladder til svar i runder',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('indhold__isnull', False)), name='rundekladde_har_indhold')],
            },
            bases=(henvendelser.models.samlet_kontrol.SamletKontrol, models.Model),
        ),
        migrations.RunPython(laeg_over, laeg_tilbage),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('henvendelser', '0024_kolonnevalg'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='henvendelse',
            index=models.Index(fields=['sidst_aktiv'], name='henvendelse_sidst_aktiv'),
        ),
    ]

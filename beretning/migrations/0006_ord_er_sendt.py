from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('beretning', '0005_rundekladde'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='stillingtagen',
            constraint=models.CheckConstraint(condition=models.Q(('opfoelgning__isnull', False), models.Q(('begrundelse', ''), ('dokumentation', ''), ('gjort', ''), ('stilling', '')), _connector='OR'), name='stillingtagen_ord_er_sendt'),
        ),
        migrations.AddConstraint(
            model_name='svarafsnit',
            constraint=models.CheckConstraint(condition=models.Q(('sendt__isnull', False)), name='svarafsnit_ord_er_sendt'),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0006_born_between'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='outbox',
            index=models.Index(fields=['council', 'role', 'of', 'created'], name='outbox_told'),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='SentForm',
            fields=[
                ('sha256', models.CharField(help_text='of its key, sender, address and content', max_length=64, primary_key=True, serialize=False)),
                ('location', models.CharField(blank=True, help_text='the page that followed', max_length=8000)),
                ('popup', models.CharField(blank=True, help_text='what the window for a related row returned instead', max_length=8000)),
                ('sent_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'default_permissions': [],
            },
        ),
    ]

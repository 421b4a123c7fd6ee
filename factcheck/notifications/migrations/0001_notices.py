"""What is news to whom at the desk, and how each person wants to be told."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('claims', '0033_assignments_and_notes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='News',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('fact', models.BigIntegerField(help_text='the number of the row that is the fact')),
                ('about', models.BigIntegerField(help_text='the number of the row whose page shows it')),
                ('detail', models.CharField(blank=True, max_length=200)),
                ('happened_at', models.DateTimeField()),
                ('noticed_at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.claim')),
            ],
            options={
                'ordering': ['-happened_at', '-id'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(choices=[('at_once', 'by mail, at once'), ('digest', 'in the daily digest'), ('desk', 'only at the desk')], max_length=10)),
                ('read_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('news', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='notices.news')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('how', models.CharField(choices=[('at_once', 'by mail, at once'), ('digest', 'in the daily digest'), ('desk', 'only at the desk')], max_length=10)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(help_text="in the desk's time zone")),
                ('planned_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('person', 'day'), name='one_digest_a_day')],
            },
        ),
        migrations.AddConstraint(
            model_name='news',
            constraint=models.UniqueConstraint(fields=('kind', 'fact'), name='a_fact_is_news_once'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('read_at', None)), fields=['person'], name='unread_notices'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('news', 'person'), name='nobody_is_told_twice'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('how', 'desk'), _negated=True), ('sent_at', None), _connector='OR'), name='what_stays_at_the_desk'),
        ),
        migrations.AddConstraint(
            model_name='preference',
            constraint=models.UniqueConstraint(fields=('person', 'kind'), name='one_preference_for_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='preference',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['retraction_proposed', 'suspended', 'suspension_overdue']), _negated=True), name='what_is_loud_is_not_turned_off'),
        ),
    ]

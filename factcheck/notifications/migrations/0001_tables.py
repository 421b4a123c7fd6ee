import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('claims', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='NotificationEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('object_id', models.BigIntegerField(help_text='primary key of the row that is the event')),
                ('subject_id', models.BigIntegerField(help_text='primary key of the row whose page shows it')),
                ('detail', models.CharField(blank=True, max_length=200)),
                ('occurred_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.claim')),
            ],
            options={
                'ordering': ['-occurred_at', '-id'],
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='one_notification_event_per_row')],
            },
        ),
        migrations.CreateModel(
            name='NotificationPreference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('channel', models.CharField(choices=[('at_once', 'by e-mail at once'), ('daily_summary', 'in the daily summary'), ('desk', 'on the desk only')], max_length=20)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('user', 'kind'), name='one_preference_per_user_and_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['audit', 'retraction_proposed', 'suspended', 'suspension_overdue']), _negated=True), name='mandatory_notifications_stay_on')],
            },
        ),
        migrations.CreateModel(
            name='DailySummary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(help_text="in the desk's time zone")),
                ('queued_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('user', 'day'), name='one_daily_summary_per_user_and_day')],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('at_once', 'by e-mail at once'), ('daily_summary', 'in the daily summary'), ('desk', 'on the desk only')], max_length=20)),
                ('read_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notifications', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notifications', to='notifications.notificationevent')),
            ],
            options={
                'ordering': ['-id'],
                'default_permissions': [],
                'indexes': [models.Index(condition=models.Q(('read_at', None)), fields=['user'], name='unread_notifications')],
                'constraints': [models.UniqueConstraint(fields=('event', 'user'), name='one_notification_per_user_and_event'), models.CheckConstraint(condition=models.Q(models.Q(('channel', 'desk'), _negated=True), ('sent_at', None), _connector='OR'), name='desk_notifications_are_not_sent')],
            },
        ),
    ]

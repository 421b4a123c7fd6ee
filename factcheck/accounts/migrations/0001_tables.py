import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import factcheck.core.identifiers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('public_id', models.CharField(default=factcheck.core.identifiers.new_identifier, editable=False, max_length=10, unique=True)),
                ('byline', models.CharField(help_text='The name that readers see. It need not be a legal name.', max_length=120)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'permissions': [('export_compliance_report', 'Can export the compliance report of a year'), ('confirm_account_change', "Can confirm a change of another user's account")],
                'abstract': False,
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='one_account_per_email', violation_error_message='Another account has this e-mail address.'), models.CheckConstraint(condition=models.Q(('byline', ''), _negated=True), name='user_has_byline', violation_error_message='Every account has a public byline.')],
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='AccountAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('deactivated', 'deactivated'), ('reactivated', 'reactivated')], max_length=20)),
                ('roles', models.CharField(blank=True, help_text="the user's roles at that moment", max_length=200)),
                ('reason', models.CharField(max_length=300)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='account_actions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'default_permissions': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('user', models.F('created_by')), _negated=True), name='account_action_on_another_user'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='account_action_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='AccountChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('email', 'e-mail address changed'), ('roles', 'roles changed'), ('mfa_reset', 'two-factor authentication reset')], max_length=20)),
                ('former', models.CharField(blank=True, help_text='the former e-mail address, or the former roles', max_length=254)),
                ('value', models.CharField(blank=True, help_text='the new e-mail address, or all new roles', max_length=254)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='account_changes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'account change',
                'verbose_name_plural': 'account changes',
                'ordering': ['-created_at', '-id'],
                'default_permissions': [],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'mfa_reset'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='mfa_reset_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='AccountChangeDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('confirmed', 'confirmed'), ('waited', 'took effect after a day'), ('refused', 'refused')], max_length=20)),
                ('created_at', models.DateTimeField()),
                ('change', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='accounts.accountchange')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='DatabaseMode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_strict', models.BooleanField()),
            ],
            options={
                'default_permissions': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='database_has_one_mode')],
            },
        ),
        migrations.CreateModel(
            name='AccountHistory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(choices=[('active', 'active account'), ('staff', 'access to the desk'), ('superuser', 'superuser'), ('username', 'user name'), ('email', 'e-mail address'), ('password', 'password'), ('role', 'role'), ('permission', 'permission of a role'), ('second_factor', 'second factor'), ('signing_key', 'signing key'), ('action', 'action of an administrator')], max_length=20)),
                ('change', models.CharField(choices=[('added', 'added'), ('changed', 'changed'), ('removed', 'removed')], max_length=10)),
                ('value', models.CharField(blank=True, help_text='the role, its permission or the kind of factor', max_length=300)),
                ('recorded_at', models.DateTimeField(help_text='by the clock of the database')),
                ('transaction_id', models.BigIntegerField()),
                ('database_user', models.CharField(max_length=63)),
                ('application_name', models.CharField(blank=True, max_length=63)),
                ('context_id', models.UUIDField(null=True)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='account_history', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'default_permissions': [],
                'indexes': [models.Index(fields=['user', 'subject', 'value'], name='account_history_by_user')],
            },
        ),
    ]

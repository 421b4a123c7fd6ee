import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import factcheck.core.identifiers
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Publisher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=factcheck.core.identifiers.new_identifier, editable=False, max_length=10, unique=True)),
                ('name', models.CharField(max_length=200, unique=True)),
                ('homepage', models.URLField(blank=True)),
                ('description', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='RawDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(help_text='of the uncompressed bytes', max_length=64, unique=True)),
                ('size', models.PositiveIntegerField(help_text='of the uncompressed bytes')),
                ('compressed', models.BinaryField(help_text='by zlib')),
            ],
            options={
                'default_permissions': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='raw_document_has_digest')],
            },
        ),
        migrations.CreateModel(
            name='PublisherEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('public_id', models.CharField(default=factcheck.core.identifiers.new_identifier, editable=False, max_length=10)),
                ('name', models.CharField(max_length=200)),
                ('homepage', models.URLField(blank=True)),
                ('description', models.TextField(blank=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sources.publisher')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=factcheck.core.identifiers.new_identifier, editable=False, max_length=10, unique=True)),
                ('kind', models.CharField(choices=[('article', 'article'), ('broadcast', 'broadcast or podcast'), ('document', 'document'), ('dataset', 'data set'), ('post', 'social-media post'), ('other', 'other')], default='article', max_length=20)),
                ('title', models.CharField(blank=True, max_length=500)),
                ('author', models.CharField(blank=True, max_length=300)),
                ('url', models.URLField(blank=True, max_length=2000, verbose_name='address')),
                ('published_on', models.DateField(blank=True, null=True)),
                ('published_precision', models.CharField(choices=[('day', 'to the day'), ('month', 'to the month'), ('year', 'to the year'), ('unknown', 'not known')], default='unknown', max_length=10, verbose_name='how exactly the date is known')),
                ('language', models.CharField(blank=True, help_text='BCP 47, such as en or pt-BR', max_length=35)),
                ('provenance_note', models.TextField(blank=True, help_text='What is known about where the publication comes from, and what is not.', verbose_name='provenance note')),
                ('created_at', models.DateTimeField(editable=False)),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('publisher', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='sources.publisher')),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('published_on__isnull', True), ('published_precision', 'unknown')), models.Q(('published_on__isnull', False), models.Q(('published_precision', 'unknown'), _negated=True)), _connector='OR'), name='source_date_has_precision', violation_error_message='Give the date together with how exactly it is known.')],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=factcheck.core.identifiers.new_identifier, editable=False, max_length=10, unique=True)),
                ('extent', models.CharField(choices=[('whole', 'the whole publication'), ('excerpt', 'excerpts of it')], max_length=10)),
                ('text', models.TextField()),
                ('sha256', models.CharField(help_text='of the text in UTF-8, hexadecimal', max_length=64)),
                ('media_type', models.CharField(max_length=100)),
                ('extractor', models.CharField(help_text='the software that extracted the text, and its version', max_length=100)),
                ('captured_at', models.DateTimeField()),
                ('note', models.TextField(blank=True)),
                ('pages', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), help_text='the offset of each page of a PDF, in code points', null=True, size=None)),
                ('parts', models.JSONField(default=list, help_text='labelled parts of the text: kind, start, end and label')),
                ('added', django.contrib.postgres.fields.ArrayField(base_field=django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), size=2), default=list, help_text='[start, end) of characters that the publication does not have', size=None)),
                ('captured_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('raw_document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='sources.rawdocument')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='sources.source')),
            ],
            options={
                'ordering': ['-captured_at', '-id'],
                'permissions': [('capture_snapshot', 'Can capture a source')],
                'default_permissions': ['view'],
                'constraints': [models.UniqueConstraint(fields=('source', 'sha256'), name='one_snapshot_per_text'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='snapshot_has_text')],
            },
        ),
        migrations.CreateModel(
            name='SourceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('public_id', models.CharField(default=factcheck.core.identifiers.new_identifier, editable=False, max_length=10)),
                ('kind', models.CharField(choices=[('article', 'article'), ('broadcast', 'broadcast or podcast'), ('document', 'document'), ('dataset', 'data set'), ('post', 'social-media post'), ('other', 'other')], default='article', max_length=20)),
                ('title', models.CharField(blank=True, max_length=500)),
                ('author', models.CharField(blank=True, max_length=300)),
                ('url', models.URLField(blank=True, max_length=2000, verbose_name='address')),
                ('published_on', models.DateField(blank=True, null=True)),
                ('published_precision', models.CharField(choices=[('day', 'to the day'), ('month', 'to the month'), ('year', 'to the year'), ('unknown', 'not known')], default='unknown', max_length=10, verbose_name='how exactly the date is known')),
                ('language', models.CharField(blank=True, help_text='BCP 47, such as en or pt-BR', max_length=35)),
                ('provenance_note', models.TextField(blank=True, help_text='What is known about where the publication comes from, and what is not.', verbose_name='provenance note')),
                ('created_at', models.DateTimeField(editable=False)),
                ('created_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sources.source')),
                ('publisher', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sources.publisher')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SourceRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason_type', models.CharField(choices=[('copy', 'the same text'), ('agency', 'a report of the same agency'), ('publisher', 'the same publisher'), ('author', 'the same author'), ('speaker', 'the words of the same person')], max_length=10)),
                ('speaker', models.CharField(blank=True, max_length=200)),
                ('decision', models.CharField(choices=[('not_independent', 'not independent'), ('independent', 'independent')], max_length=15)),
                ('reason', models.CharField(max_length=400)),
                ('similarity', models.FloatField(help_text='the share of the shorter text that the longer has too, 0 to 1', null=True)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source_a', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.source')),
                ('source_b', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.source')),
            ],
            options={
                'ordering': ['-id'],
                'permissions': [('decide_source_relation', 'Can decide whether two sources are independent')],
                'default_permissions': ['view'],
                'indexes': [models.Index(fields=['source_a', 'source_b'], name='source_relation_pair')],
                'constraints': [models.CheckConstraint(condition=models.Q(('source_a__lt', models.F('source_b'))), name='source_relation_in_id_order'), models.CheckConstraint(condition=models.Q(models.Q(('reason_type', 'speaker'), models.Q(('speaker', ''), _negated=True)), models.Q(models.Q(('reason_type', 'speaker'), _negated=True), ('speaker', '')), _connector='OR'), name='source_relation_by_words_has_speaker'), models.CheckConstraint(condition=models.Q(('reason_type__in', ['copy', 'agency', 'publisher', 'author', 'speaker']), ('decision__in', ['not_independent', 'independent'])), name='source_relation_decision_is_known'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='source_relation_has_reason'), models.CheckConstraint(condition=models.Q(('similarity', None), ('similarity__range', (0, 1)), _connector='OR'), name='source_relation_similarity_in_range')],
            },
        ),
        migrations.CreateModel(
            name='Retrieval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=factcheck.core.identifiers.new_identifier, editable=False, max_length=10, unique=True)),
                ('requested', models.URLField(max_length=2000)),
                ('address', models.URLField(blank=True, help_text='after all redirects', max_length=2000)),
                ('redirects', models.JSONField(default=list, help_text='[status, address] of each redirect')),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('headers', models.JSONField(default=dict)),
                ('media_type', models.CharField(blank=True, max_length=100)),
                ('extractor', models.CharField(blank=True, max_length=100)),
                ('gone', models.BooleanField(default=False, help_text='the server says that nothing is at this address (404, 410)')),
                ('refusal', models.TextField(blank=True, help_text='why there is no snapshot, one sentence')),
                ('robots_waiver', models.CharField(blank=True, help_text='why robots.txt was not followed', max_length=300)),
                ('retrieved_at', models.DateTimeField()),
                ('raw_document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='retrievals', to='sources.rawdocument')),
                ('retrieved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(help_text='the snapshot with the retrieved text, new or existing', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='retrievals', to='sources.snapshot')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='retrievals', to='sources.source')),
            ],
            options={
                'ordering': ['-retrieved_at', '-id'],
                'default_permissions': [],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('refusal', ''), ('snapshot__isnull', False)), models.Q(('snapshot__isnull', True), models.Q(('refusal', ''), _negated=True)), _connector='OR'), name='retrieval_has_snapshot_or_refusal'), models.CheckConstraint(condition=models.Q(('raw_document__isnull', True), ('snapshot__isnull', False), _connector='OR'), name='retrieval_has_text_with_bytes'), models.CheckConstraint(condition=models.Q(('gone', False), models.Q(('snapshot__isnull', True), ('status__in', [404, 410])), _connector='OR'), name='gone_retrieval_has_no_content')],
            },
        ),
        migrations.CreateModel(
            name='TextFingerprint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('values', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('snapshot', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='fingerprint', to='sources.snapshot')),
            ],
            options={
                'default_permissions': [],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['values'], name='text_fingerprint_values')],
            },
        ),
        migrations.CreateModel(
            name='ArchivedCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=2000, verbose_name='address')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='archived_copies', to='sources.snapshot')),
            ],
            options={
                'verbose_name_plural': 'archived copies',
                'ordering': ['-recorded_at', '-id'],
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('snapshot', 'url'), name='one_archived_copy_per_url')],
            },
        ),
        migrations.CreateModel(
            name='ArticleText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('spans', django.contrib.postgres.fields.ArrayField(base_field=django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), size=2), help_text='[start, end) in code points, in the order of the text', size=None)),
                ('created_at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='article_texts', to='sources.snapshot')),
            ],
            options={
                'verbose_name': 'article text',
                'verbose_name_plural': 'article texts',
                'ordering': ['-id'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=factcheck.core.identifiers.new_identifier, editable=False, max_length=10, unique=True)),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('exact', models.TextField()),
                ('before', models.TextField(blank=True)),
                ('after', models.TextField(blank=True)),
                ('voice', models.CharField(choices=[('asserts', 'the author asserts it'), ('reports', 'the author reports a named speaker'), ('infers', 'the author infers it'), ('forecasts', 'the author forecasts it')], max_length=10)),
                ('speaker', models.CharField(blank=True, max_length=200)),
                ('quoted_at', models.DateTimeField()),
                ('article_text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.articletext')),
                ('quoted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passages', to='sources.snapshot')),
            ],
            options={
                'ordering': ['snapshot', 'start', 'end', 'id'],
                'permissions': [('quote_passage', 'Can quote a passage')],
                'default_permissions': ['view'],
                'constraints': [models.UniqueConstraint(fields=('snapshot', 'start', 'end', 'voice', 'speaker'), name='one_passage_per_span'), models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='passage_is_not_empty'), models.CheckConstraint(condition=models.Q(models.Q(('voice', 'reports'), _negated=True), models.Q(('speaker', ''), _negated=True), _connector='OR'), name='reported_speech_has_speaker', violation_error_message='Name the speaker whom the passage reports.')],
            },
        ),
        migrations.CreateModel(
            name='QuoteCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('exact', 'still word for word'), ('normalised', 'still there, with different typography'), ('moved', 'still word for word, elsewhere in the text'), ('altered', 'the words have changed'), ('ambiguous', 'in several places'), ('missing', 'no longer there'), ('unreachable', 'the source could not be read')], max_length=12)),
                ('start', models.PositiveIntegerField(null=True)),
                ('end', models.PositiveIntegerField(null=True)),
                ('found_text', models.TextField(blank=True, verbose_name='words in the newer text')),
                ('material', models.BooleanField(help_text='whether a changed word can change the meaning of the quotation', null=True)),
                ('reasons', models.JSONField(default=list, help_text='the material changes: kind, old words and new words of each')),
                ('engine', models.CharField(help_text='the version of the comparison rules', max_length=40)),
                ('checked_at', models.DateTimeField()),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='sources.passage')),
                ('retrieval', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='sources.retrieval')),
                ('snapshot', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='sources.snapshot')),
            ],
            options={
                'ordering': ['-id'],
                'default_permissions': ['view'],
                'indexes': [models.Index(fields=['checked_at'], name='quote_check_by_time')],
                'constraints': [models.UniqueConstraint(fields=('passage', 'retrieval'), name='one_check_per_passage_and_retrieval'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'unreachable'), ('snapshot', None)), models.Q(models.Q(('outcome', 'unreachable'), _negated=True), ('snapshot__isnull', False)), _connector='OR'), name='unreachable_has_no_snapshot'), models.CheckConstraint(condition=models.Q(models.Q(('end__gt', models.F('start')), ('outcome__in', ('exact', 'normalised', 'moved', 'altered')), ('start__isnull', False)), models.Q(models.Q(('outcome__in', ('exact', 'normalised', 'moved', 'altered')), _negated=True), ('end', None), ('found_text', ''), ('start', None)), _connector='OR'), name='found_text_has_position'), models.CheckConstraint(condition=models.Q(models.Q(('material__isnull', False), ('outcome', 'altered')), models.Q(models.Q(('outcome', 'altered'), _negated=True), ('material', None), ('reasons', [])), _connector='OR'), name='altered_has_materiality')],
            },
        ),
        migrations.CreateModel(
            name='Translation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(help_text='BCP 47, such as en or pt-BR', max_length=35)),
                ('text', models.TextField()),
                ('translated_by', models.CharField(choices=[('ours', 'our translation'), ('publisher', 'the publisher’s translation'), ('machine', 'machine translation')], max_length=10, verbose_name='translator')),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='translations', to='sources.passage')),
            ],
            options={
                'ordering': ['-id'],
                'default_permissions': [],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('language', ''), _negated=True)), name='translation_has_text_and_language'), models.CheckConstraint(condition=models.Q(('translated_by__in', ['ours', 'publisher', 'machine'])), name='translation_has_translator')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publisher',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sources_publisherevent" ("description", "homepage", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id") VALUES (NEW."description", NEW."homepage", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id"); RETURN NULL;', hash='21283c236f6a3334a380dd38b8505a1328c27f2c', operation='INSERT', pgid='pgtrigger_insert_insert_30d8f', table='sources_publisher', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publisher',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."homepage" IS DISTINCT FROM (NEW."homepage") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id"))', func='INSERT INTO "sources_publisherevent" ("description", "homepage", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id") VALUES (NEW."description", NEW."homepage", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id"); RETURN NULL;', hash='8f6a2004823d97d7032d0c1d031056601a56ce90', operation='UPDATE', pgid='pgtrigger_update_update_7ed41', table='sources_publisher', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sources_sourceevent" ("author", "created_at", "created_by_id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provenance_note", "public_id", "published_on", "published_precision", "publisher_id", "title", "url") VALUES (NEW."author", NEW."created_at", NEW."created_by_id", NEW."kind", NEW."language", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provenance_note", NEW."public_id", NEW."published_on", NEW."published_precision", NEW."publisher_id", NEW."title", NEW."url"); RETURN NULL;', hash='662ba3d8402c65106cbafe03e4b0418ab8ae89eb', operation='INSERT', pgid='pgtrigger_insert_insert_c3ed3', table='sources_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."author" IS DISTINCT FROM (NEW."author") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."provenance_note" IS DISTINCT FROM (NEW."provenance_note") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."published_on" IS DISTINCT FROM (NEW."published_on") OR OLD."published_precision" IS DISTINCT FROM (NEW."published_precision") OR OLD."publisher_id" IS DISTINCT FROM (NEW."publisher_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."url" IS DISTINCT FROM (NEW."url"))', func='INSERT INTO "sources_sourceevent" ("author", "created_at", "created_by_id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provenance_note", "public_id", "published_on", "published_precision", "publisher_id", "title", "url") VALUES (NEW."author", NEW."created_at", NEW."created_by_id", NEW."kind", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provenance_note", NEW."public_id", NEW."published_on", NEW."published_precision", NEW."publisher_id", NEW."title", NEW."url"); RETURN NULL;', hash='d23c6375ce900c9390f59861205909b021f5be88', operation='UPDATE', pgid='pgtrigger_update_update_e6185', table='sources_source', when='AFTER')),
        ),
    ]

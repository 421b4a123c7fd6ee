"""What a verdict answers to the checklist of the desk; blank in all that was written before."""

# ruff: noqa: E501 — the triggers of the history are written by a machine.
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0017_suggestions_are_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="verdict",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="verdict",
            name="update_update",
        ),
        migrations.AddField(
            model_name="verdict",
            name="crime",
            field=models.CharField(
                blank=True,
                choices=[
                    ("not_alleged", "no crime is alleged"),
                    ("accused", "somebody is accused; no charge is known"),
                    ("charged", "somebody is charged, and not convicted"),
                    ("convicted", "somebody was convicted"),
                    ("acquitted", "somebody was acquitted"),
                    ("dropped", "the proceedings were dropped"),
                ],
                help_text="By the claim or by this verdict; as it stood on the day it holds as of.",
                max_length=12,
                verbose_name="is a crime alleged",
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="interest",
            field=models.CharField(
                blank=True,
                choices=[
                    ("none", "nobody who worked on it has an interest in it"),
                    ("declared", "somebody who worked on it has an interest in it"),
                ],
                help_text="Ask everybody who worked on this revision.",
                max_length=10,
                verbose_name="conflict of interest",
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="interest_handled",
            field=models.TextField(
                blank=True,
                help_text="Only where somebody has one. Readers see it; it names no private person.",
                verbose_name="how the interest is dealt with",
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="primary_sources",
            field=models.CharField(
                blank=True,
                choices=[
                    ("cited", "a primary source is cited"),
                    ("none", "no primary source is cited"),
                ],
                help_text="A document, a witness, data: whoever knew it first.",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="why_no_primary",
            field=models.TextField(
                blank=True,
                help_text="Only where none is cited. Readers see it.",
                verbose_name="why no primary source",
            ),
        ),
        migrations.AddField(
            model_name="verdictevent",
            name="crime",
            field=models.CharField(
                blank=True,
                choices=[
                    ("not_alleged", "no crime is alleged"),
                    ("accused", "somebody is accused; no charge is known"),
                    ("charged", "somebody is charged, and not convicted"),
                    ("convicted", "somebody was convicted"),
                    ("acquitted", "somebody was acquitted"),
                    ("dropped", "the proceedings were dropped"),
                ],
                help_text="By the claim or by this verdict; as it stood on the day it holds as of.",
                max_length=12,
                verbose_name="is a crime alleged",
            ),
        ),
        migrations.AddField(
            model_name="verdictevent",
            name="interest",
            field=models.CharField(
                blank=True,
                choices=[
                    ("none", "nobody who worked on it has an interest in it"),
                    ("declared", "somebody who worked on it has an interest in it"),
                ],
                help_text="Ask everybody who worked on this revision.",
                max_length=10,
                verbose_name="conflict of interest",
            ),
        ),
        migrations.AddField(
            model_name="verdictevent",
            name="interest_handled",
            field=models.TextField(
                blank=True,
                help_text="Only where somebody has one. Readers see it; it names no private person.",
                verbose_name="how the interest is dealt with",
            ),
        ),
        migrations.AddField(
            model_name="verdictevent",
            name="primary_sources",
            field=models.CharField(
                blank=True,
                choices=[
                    ("cited", "a primary source is cited"),
                    ("none", "no primary source is cited"),
                ],
                help_text="A document, a witness, data: whoever knew it first.",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="verdictevent",
            name="why_no_primary",
            field=models.TextField(
                blank=True,
                help_text="Only where none is cited. Readers see it.",
                verbose_name="why no primary source",
            ),
        ),
        migrations.AlterField(
            model_name="verdictevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="claim_revision_author_edited_at_edited_by_rating_basis_finding_reasoning_why_this_claim_searched_nothing_against_would_change_holds_as_of_provisional_review_by_primary_sources_why_no_primary_interest_interest_handled_crime_events",
                to="claims.verdict",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_verdictevent" ("author_id", "basis", "claim_id", "crime", "edited_at", "edited_by_id", "finding", "holds_as_of", "interest", "interest_handled", "nothing_against", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_sources", "provisional", "rating_id", "reasoning", "review_by", "revision", "searched", "why_no_primary", "why_this_claim", "would_change") VALUES (NEW."author_id", NEW."basis", NEW."claim_id", NEW."crime", NEW."edited_at", NEW."edited_by_id", NEW."finding", NEW."holds_as_of", NEW."interest", NEW."interest_handled", NEW."nothing_against", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."primary_sources", NEW."provisional", NEW."rating_id", NEW."reasoning", NEW."review_by", NEW."revision", NEW."searched", NEW."why_no_primary", NEW."why_this_claim", NEW."would_change"); RETURN NULL;',
                    hash="945152ecfde4eefa6e44e40f940cfdae8b217e41",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3cb73",
                    table="claims_verdict",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."crime" IS DISTINCT FROM (NEW."crime") OR OLD."edited_at" IS DISTINCT FROM (NEW."edited_at") OR OLD."edited_by_id" IS DISTINCT FROM (NEW."edited_by_id") OR OLD."finding" IS DISTINCT FROM (NEW."finding") OR OLD."holds_as_of" IS DISTINCT FROM (NEW."holds_as_of") OR OLD."interest" IS DISTINCT FROM (NEW."interest") OR OLD."interest_handled" IS DISTINCT FROM (NEW."interest_handled") OR OLD."nothing_against" IS DISTINCT FROM (NEW."nothing_against") OR OLD."primary_sources" IS DISTINCT FROM (NEW."primary_sources") OR OLD."provisional" IS DISTINCT FROM (NEW."provisional") OR OLD."rating_id" IS DISTINCT FROM (NEW."rating_id") OR OLD."reasoning" IS DISTINCT FROM (NEW."reasoning") OR OLD."review_by" IS DISTINCT FROM (NEW."review_by") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."searched" IS DISTINCT FROM (NEW."searched") OR OLD."why_no_primary" IS DISTINCT FROM (NEW."why_no_primary") OR OLD."why_this_claim" IS DISTINCT FROM (NEW."why_this_claim") OR OLD."would_change" IS DISTINCT FROM (NEW."would_change"))',
                    func='INSERT INTO "claims_verdictevent" ("author_id", "basis", "claim_id", "crime", "edited_at", "edited_by_id", "finding", "holds_as_of", "interest", "interest_handled", "nothing_against", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_sources", "provisional", "rating_id", "reasoning", "review_by", "revision", "searched", "why_no_primary", "why_this_claim", "would_change") VALUES (NEW."author_id", NEW."basis", NEW."claim_id", NEW."crime", NEW."edited_at", NEW."edited_by_id", NEW."finding", NEW."holds_as_of", NEW."interest", NEW."interest_handled", NEW."nothing_against", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."primary_sources", NEW."provisional", NEW."rating_id", NEW."reasoning", NEW."review_by", NEW."revision", NEW."searched", NEW."why_no_primary", NEW."why_this_claim", NEW."would_change"); RETURN NULL;',
                    hash="ae1bc70bdef7199e9fe0b4500490d0a1f5734eac",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_05fe6",
                    table="claims_verdict",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(("primary_sources__in", ["", "cited", "none"])),
                name="primary_sources_is_a_known_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(("interest__in", ["", "none", "declared"])),
                name="interest_is_a_known_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "crime__in",
                        [
                            "",
                            "not_alleged",
                            "accused",
                            "charged",
                            "convicted",
                            "acquitted",
                            "dropped",
                        ],
                    )
                ),
                name="crime_is_a_known_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("primary_sources", "none"), _negated=True),
                    ("why_no_primary__regex", "\\S"),
                    ("state__in", ("draft", "discarded")),
                    _connector="OR",
                ),
                name="primary_sources_is_explained",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("interest", "declared"), _negated=True),
                    ("interest_handled__regex", "\\S"),
                    ("state__in", ("draft", "discarded")),
                    _connector="OR",
                ),
                name="interest_is_explained",
            ),
        ),
    ]

-- The published record: everything that readers see of a revision, composed from its rows.
--
-- A submission stores the record (triggers/submissions.sql), reviewers approve it, and the published
-- revision is shown from it. It contains codes, identifiers, texts and moments in UTC; labels in the
-- reader's language and links are added when it is shown. It names no private person
-- (views/private_persons.sql).

-- Whether two BCP 47 tags name the same language; an unknown language, an empty tag, is no other
-- one. `sources.models.translation.is_same_language` does the same.
CREATE FUNCTION is_same_language(first_tag text, second_tag text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT first_tag = '' OR second_tag = ''
        OR lower(split_part(first_tag, '-', 1)) = lower(split_part(second_tag, '-', 1))
$$;

-- ── passages ──────────────────────────────────────────────────────────────────────────────────────
CREATE FUNCTION compose_source(source bigint) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
        'id', s.public_id, 'title', s.title, 'author', s.author,
        'publisher', coalesce(publisher.name, ''), 'published_on', s.published_on,
        'published_precision', s.published_precision, 'language', s.language, 'kind', s.kind,
        'url', s.url)
    FROM sources_source s LEFT JOIN sources_publisher publisher ON publisher.id = s.publisher_id
    WHERE s.id = source
$$;

-- The page of a PDF on which a place begins, counted from 1; NULL without pages. What is printed in
-- the margins of a page comes after all pages and says on which of them it is.
CREATE FUNCTION find_page(snapshot sources_snapshot, place integer) RETURNS integer
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN cardinality(snapshot.pages) > 0 THEN coalesce(
        (SELECT (part ->> 'label')::integer
            FROM jsonb_array_elements(snapshot.parts) WITH ORDINALITY AS element (part, position)
            WHERE place >= snapshot.pages[cardinality(snapshot.pages)]
            AND (part ->> 'start')::integer <= place AND place < (part ->> 'end')::integer
            AND part ->> 'kind' IN ('note', 'page_header', 'page_number', 'turned_text')
            ORDER BY position LIMIT 1),
        (SELECT count(*)::integer FROM unnest(snapshot.pages) AS first_offset
            WHERE first_offset <= place)) END
$$;

-- The kind of the part of a text, such as a caption, that a passage is in; NULL if it is in none.
-- `sources.models.part_labels.find_part` does the same.
CREATE FUNCTION find_part(snapshot sources_snapshot, first integer, last integer) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT part ->> 'kind'
    FROM jsonb_array_elements(snapshot.parts) WITH ORDINALITY AS element (part, position)
    WHERE part ->> 'kind' IN ('caption', 'box', 'pull_quote', 'correction', 'table', 'cell', 'entry',
        'cue', 'speech', 'header', 'note', 'details')
    AND (part ->> 'start')::integer <= first AND last <= (part ->> 'end')::integer
    ORDER BY (part ->> 'end')::integer - (part ->> 'start')::integer, position LIMIT 1
$$;

-- The newest translation of a passage into the language of the claim; NULL if it needs none.
CREATE FUNCTION compose_translation(passage bigint, passage_language text, claim_language text)
RETURNS jsonb LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
        'text', t.text, 'language', t.language, 'translated_by', t.translated_by)
    FROM sources_translation t
    WHERE t.passage_id = passage AND is_same_language(t.language, claim_language)
    AND NOT is_same_language(passage_language, claim_language)
    ORDER BY t.id DESC LIMIT 1
$$;

CREATE FUNCTION compose_passage(passage bigint, claim_language text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
        'id', p.public_id, 'exact', p.exact, 'before', p.before, 'after', p.after,
        'cut_before', s.extent = 'excerpt' OR span.left_edge < p.start - length(p.before),
        'cut_after', s.extent = 'excerpt' OR p."end" + length(p.after) < span.right_edge,
        'prefix', right(p.before, 32), 'suffix', left(p.after, 32),
        'start', p.start, 'end', p."end", 'page', find_page(s, p.start),
        'part', find_part(s, p.start, p."end"),
        'voice', p.voice, 'speaker', p.speaker,
        'snapshot', jsonb_build_object('id', s.public_id, 'extent', s.extent,
            'captured_at', format_moment(s.captured_at), 'sha256', s.sha256),
        'source', compose_source(s.source_id),
        'translation', compose_translation(p.id, source.language, claim_language))
    FROM sources_passage p
    JOIN sources_snapshot s ON s.id = p.snapshot_id
    JOIN sources_source source ON source.id = s.source_id
    JOIN sources_articletext article ON article.id = p.article_text_id
    LEFT JOIN LATERAL (
        SELECT article.spans[i][1] AS left_edge, article.spans[i][2] AS right_edge
        FROM generate_subscripts(article.spans, 1) AS i
        WHERE article.spans[i][1] <= p.start AND p.start < article.spans[i][2] ORDER BY i LIMIT 1
    ) AS span ON true
    WHERE p.id = passage
$$;

-- ── the claim ─────────────────────────────────────────────────────────────────────────────────────
CREATE FUNCTION compose_claimant(claimant bigint) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object('id', public_id, 'name', name, 'kind', kind,
        'description', description, 'same_as', same_as)
    FROM claims_claimant WHERE id = claimant
$$;

CREATE FUNCTION compose_appearances(c claims_claim) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'text', a.text, 'language', a.language, 'translation', a.translation,
        'translated_by', a.translated_by, 'medium', a.medium, 'place', a.place,
        'appeared_on', a.appeared_on, 'precision', a.precision, 'url', a.url,
        'archived_url', a.archived_url, 'passage', compose_passage(a.passage_id, c.language))
        ORDER BY a.appeared_on, a.id), '[]')
    FROM claims_appearance a WHERE a.claim_id = c.id
$$;

CREATE FUNCTION compose_claim(c claims_claim) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
        'id', c.public_id, 'statement', c.statement, 'language', c.language,
        'attribution', c.attribution, 'claimant', compose_claimant(c.claimant_id),
        'appearances', compose_appearances(c))
$$;

-- ── requests for comment ──────────────────────────────────────────────────────────────────────────
-- Nothing here depends on the current time: the record does not say whether a deadline has passed.
-- Therefore a submission stays valid until a response arrives.
CREATE FUNCTION compose_comment_request(status claims_commentrequeststatus, claim_language text)
RETURNS jsonb LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
        'recipient', CASE
            WHEN status.public_role
                THEN jsonb_build_object('id', status.claimant_id, 'name', status.name)
            WHEN status.claimant_id IS NOT NULL
                THEN jsonb_build_object('id', NULL, 'name', 'a private individual')
            ELSE jsonb_build_object('id', NULL, 'name', 'a person without a public role') END,
        'requested_at', format_moment(status.sent_at),
        'deadline_at', format_moment(status.deadline_at),
        'outcome', coalesce(nullif(status.outcome, ''), 'unanswered'),
        'received_at', format_moment(status.received_at),
        'visibility', coalesce(nullif(status.visibility, ''), 'nothing'),
        'text', status.published_text,
        'language', CASE WHEN status.published_text = '' THEN '' ELSE status.language END,
        'translation', CASE WHEN status.translation <> '' THEN jsonb_build_object(
            'text', status.translation, 'language', claim_language,
            'translated_by', status.translated_by) END,
        'waiver_reason', status.waiver_reason)
$$;

-- The requests for comment with their responses, or the reason why there is none.
CREATE FUNCTION compose_comment_requests(c claims_claim) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
        'comment_requests', coalesce(
            jsonb_agg(compose_comment_request(status, c.language) ORDER BY status.sent_at, status.id)
            FILTER (WHERE status.comment_request_id IS NOT NULL), '[]'),
        'no_request_reason', coalesce(max(status.waiver_reason)
            FILTER (WHERE status.comment_request_id IS NULL), ''))
    FROM claims_commentrequeststatus status WHERE status.claim_id = c.id
$$;

-- ── the verdict ───────────────────────────────────────────────────────────────────────────────────
CREATE FUNCTION compose_rating(rating bigint) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object('code', code, 'label', label, 'definition', definition,
        'polarity', polarity, 'number', number, 'tone', tone)
    FROM claims_rating WHERE id = rating
$$;

-- The answers to the checklist; NULL is no answer. An explanation is included only if the answer
-- requires one. `claims.publication.record.get_checklist_answers` does the same for drafts.
CREATE FUNCTION compose_checklist_answers(v claims_verdict) RETURNS jsonb LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
        'primary_sources', nullif(v.primary_sources, ''),
        'no_primary_source_reason',
            CASE v.primary_sources WHEN 'none' THEN v.no_primary_source_reason ELSE '' END,
        'conflict_of_interest', nullif(v.conflict_of_interest, ''),
        'conflict_handling',
            CASE v.conflict_of_interest WHEN 'declared' THEN v.conflict_handling ELSE '' END,
        'criminal_proceedings', nullif(v.criminal_proceedings, ''),
        'proceedings_country', CASE WHEN v.criminal_proceedings IN ('', 'not_alleged', 'alleged')
            THEN '' ELSE v.proceedings_country END,
        'proceedings_on', CASE WHEN v.criminal_proceedings NOT IN ('', 'not_alleged', 'alleged')
            THEN v.proceedings_on END,
        'machine_assistance', nullif(v.machine_assistance, ''),
        'machine_purposes',
            CASE v.machine_assistance WHEN 'used' THEN to_jsonb(v.machine_purposes) ELSE '[]' END,
        'machine_tools', CASE v.machine_assistance WHEN 'used' THEN v.machine_tools ELSE '' END,
        'editorial_responsibility',
            CASE v.machine_assistance WHEN 'used' THEN v.editorial_responsibility ELSE '' END)
$$;

-- The speaker that the sources of a group share is left out, because it may be a private person.
CREATE FUNCTION compose_source_groups(v claims_verdict) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'sources', (SELECT jsonb_agg(s.public_id ORDER BY listed.position)
            FROM unnest(source_group.source_ids) WITH ORDINALITY AS listed (source_id, position)
            JOIN sources_source s ON s.id = listed.source_id),
        'reason_types', to_jsonb(source_group.reason_types)) ORDER BY source_group.number), '[]')
    FROM group_sources(get_basis_passages(v))
        WITH ORDINALITY AS source_group (source_ids, reason_types, number)
$$;

CREATE FUNCTION compose_evidence(v claims_verdict, claim_language text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('stance', e.stance, 'note', e.note,
        'passage', compose_passage(e.passage_id, claim_language)) ORDER BY e.position, e.id), '[]')
    FROM claims_evidence e WHERE e.verdict_id = v.id
$$;

-- The writers by their identifiers: pages show the bylines of today, so that a byline that was changed
-- is changed everywhere, and no record has to be.
CREATE FUNCTION compose_writers(v claims_verdict) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(u.public_id ORDER BY u.public_id COLLATE "C"), '[]')
    FROM claims_contributor contributor JOIN accounts_user u ON u.id = contributor.user_id
    WHERE contributor.verdict_id = v.id
$$;

-- The change that opened this revision; NULL for a first revision. A revision that is suspended, or
-- was when it was replaced, shows no rating.
CREATE FUNCTION compose_change(v claims_verdict) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object('kind', change.kind, 'cause', change.cause, 'note', change.note,
        'from_revision', previous.revision,
        'from_rating', CASE WHEN NOT EXISTS (
                SELECT FROM withheld_verdict w WHERE w.verdict_id = previous.id)
            THEN compose_rating(previous.rating_id) END)
    FROM claims_change change JOIN claims_verdict previous ON previous.id = change.previous_id
    WHERE change.verdict_id = v.id AND change.previous_id < v.id
    ORDER BY change.created_at DESC, change.id DESC LIMIT 1
$$;

-- The record of a revision in its current state; NULL if there is no such revision.
CREATE FUNCTION compose_record(verdict bigint) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT link_record_to_copies(anonymize_record(compose_comment_requests(c) || jsonb_build_object(
        'schema_version', 1,
        'revision', v.revision,
        'claim', compose_claim(c),
        'rating', compose_rating(v.rating_id),
        'basis', v.basis,
        'independent_sources', compose_source_groups(v),
        'conclusion', v.conclusion,
        'reasoning', v.reasoning,
        'why_this_claim', v.why_this_claim,
        'search_notes', v.search_notes,
        'no_counter_evidence', v.no_counter_evidence,
        'what_would_change_it', v.what_would_change_it,
        'valid_as_of', v.valid_as_of,
        'provisional', v.provisional,
        'revisit_on', v.revisit_on,
        'checklist', compose_checklist_answers(v),
        'evidence', compose_evidence(v, c.language),
        'written_by', compose_writers(v),
        'change', compose_change(v)), c.id))
    FROM claims_verdict v JOIN claims_claim c ON c.id = v.claim_id WHERE v.id = verdict
$$;

-- ── descriptions ──────────────────────────────────────────────────────────────────────────────────
-- What a record says about its sources and its claimant, and not about the claim. Where only that was
-- edited after an approval, a reviewer can confirm it (triggers/verdicts.sql).

-- The name of a recipient with an identifier is that of a claimant.
CREATE FUNCTION remove_recipient_names(list jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(CASE WHEN request #>> '{recipient,id}' IS NOT NULL
        THEN request #- '{recipient,name}' ELSE request END ORDER BY position), '[]')
    FROM jsonb_array_elements(list) WITH ORDINALITY AS element (request, position)
$$;

CREATE FUNCTION remove_source_descriptions(list jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(CASE WHEN jsonb_typeof(quotation -> 'passage') = 'object'
            THEN jsonb_set(quotation, '{passage,source}', (quotation #> '{passage,source}')
                - ARRAY['kind', 'title', 'author', 'publisher', 'published_on',
                    'published_precision', 'url', 'archived_url'])
            ELSE quotation END - ARRAY['url', 'archived_url'] ORDER BY position), '[]')
    FROM jsonb_array_elements(list) WITH ORDINALITY AS element (quotation, position)
$$;

CREATE FUNCTION remove_descriptions(record jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT record || jsonb_build_object(
        'claim', (record -> 'claim') || jsonb_build_object(
            'claimant', CASE WHEN jsonb_typeof(record #> '{claim,claimant}') = 'object'
                THEN (record #> '{claim,claimant}') - ARRAY['name', 'description', 'same_as'] END,
            'appearances', remove_source_descriptions(record #> '{claim,appearances}')),
        'evidence', remove_source_descriptions(record -> 'evidence'),
        'comment_requests', remove_recipient_names(record -> 'comment_requests'))
$$;

-- What was edited since a revision was submitted: nothing, descriptions only, or more.
CREATE FUNCTION find_edits(submitted text, composed jsonb) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN submitted::jsonb = composed THEN 'nothing'
        WHEN remove_descriptions(submitted::jsonb) = remove_descriptions(composed)
            THEN 'descriptions'
        ELSE 'content' END
$$;

-- Who captured, quoted and decided, and when (accounts/sql/triggers/acts.sql). What was captured may
-- wait for a day until someone has selected the article text, and is saved with the moment at which
-- it was read.

CALL check_act('sources_source', 'created_at', 'created_by_id', since => '25 hours');
CALL check_act('sources_snapshot', 'captured_at', 'captured_by_id', since => '25 hours');
CALL check_act('sources_retrieval', 'retrieved_at', 'retrieved_by_id', since => '25 hours');
CALL check_act('sources_quotecheck', 'checked_at', since => '25 hours');
CALL check_act('sources_articletext', 'created_at', 'created_by_id', since => '25 hours',
    earlier => $$(SELECT captured_at FROM sources_snapshot WHERE id = act.snapshot_id)$$);
CALL check_act('sources_passage', 'quoted_at', 'quoted_by_id',
    earlier => $$(SELECT captured_at FROM sources_snapshot WHERE id = act.snapshot_id)$$);
CALL check_act('sources_translation', 'created_at', 'created_by_id',
    earlier => $$(SELECT quoted_at FROM sources_passage WHERE id = act.passage_id)$$);
CALL check_act('sources_sourcerelation', 'decided_at', 'decided_by_id',
    $$'sources.decide_source_relation'$$);
CALL check_act('sources_archivedcopy', 'recorded_at', 'recorded_by_id', since => '1 hour');
CALL check_act('sources_archiverequest', 'requested_at', 'requested_by_id', since => '1 hour');

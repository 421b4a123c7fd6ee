-- Rows that never change, and rows that are never deleted.
--
-- Snapshots, the passages quoted from them and all results of later checks are facts. So are the
-- editors' decisions about source relations: the newest decision is the current one, and if an
-- older one could be changed or deleted, the number of independent sources of a verdict would
-- change unnoticed.
--
-- The description of a source or a publisher can be edited. The row is never deleted, because its
-- history would then be incomplete.

CALL forbid_changes(
    never_changed => ARRAY[
        'sources_snapshot', 'sources_articletext', 'sources_passage', 'sources_rawdocument',
        'sources_retrieval', 'sources_archivedcopy', 'sources_archiverequest',
        'sources_translation', 'sources_quotecheck',
        'sources_textfingerprint', 'sources_sourcerelation', 'sources_snapshottimestamp'],
    never_deleted => ARRAY['sources_source', 'sources_publisher']);

-- Rows that never change, and rows that are never deleted.
--
-- Snapshots, the passages quoted from them and all results of later checks are facts. So are the
-- editors' decisions about source relations: the newest decision is the current one, and if an
-- older one could be changed or deleted, the number of independent sources of a verdict would
-- change unnoticed.
--
-- The description of a source or a publisher can be edited. The row is never deleted, because its
-- history would then be incomplete.

DO $$
DECLARE
    never_changed text[] := ARRAY[
        'sources_snapshot', 'sources_articletext', 'sources_passage', 'sources_rawdocument',
        'sources_retrieval', 'sources_archivedcopy', 'sources_translation', 'sources_quotecheck',
        'sources_textfingerprint', 'sources_sourcerelation'];
    never_deleted text[] := ARRAY[
        'sources_source', 'sources_publisher'];
    name text;
BEGIN
    FOREACH name IN ARRAY never_changed LOOP
        EXECUTE format('CREATE TRIGGER enforce_no_change BEFORE UPDATE OR DELETE ON %I
            FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    END LOOP;
    FOREACH name IN ARRAY never_deleted LOOP
        EXECUTE format('CREATE TRIGGER enforce_no_delete BEFORE DELETE ON %I
            FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    END LOOP;
    FOREACH name IN ARRAY never_changed || never_deleted LOOP
        EXECUTE format('CREATE TRIGGER enforce_no_truncate BEFORE TRUNCATE ON %I
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
    END LOOP;
END $$;

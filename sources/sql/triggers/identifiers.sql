-- The identifiers in public URLs never change. The claims app uses the function, too.

CREATE FUNCTION enforce_permanent_identifier() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.public_id <> OLD.public_id THEN
        RAISE EXCEPTION 'A public identifier never changes.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER enforce_permanent_identifier BEFORE UPDATE ON sources_source
    FOR EACH ROW EXECUTE FUNCTION enforce_permanent_identifier();

CREATE TRIGGER enforce_permanent_identifier BEFORE UPDATE ON sources_publisher
    FOR EACH ROW EXECUTE FUNCTION enforce_permanent_identifier();

-- Names that other systems rely on never change: the identifiers and the slugs of topics in public
-- URLs, the identifiers of writers in published records, and the codes of ratings.

CREATE TRIGGER enforce_permanent_identifier BEFORE UPDATE ON claims_claim
    FOR EACH ROW EXECUTE FUNCTION enforce_permanent_identifier();

CREATE TRIGGER enforce_permanent_identifier BEFORE UPDATE ON claims_claimant
    FOR EACH ROW EXECUTE FUNCTION enforce_permanent_identifier();

CREATE TRIGGER enforce_permanent_identifier BEFORE UPDATE ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION enforce_permanent_identifier();

CREATE FUNCTION enforce_permanent_slug() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.slug <> OLD.slug THEN
        RAISE EXCEPTION 'The slug of a topic never changes.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_permanent_slug BEFORE UPDATE ON claims_topic
    FOR EACH ROW EXECUTE FUNCTION enforce_permanent_slug();

CREATE FUNCTION enforce_permanent_code() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.code <> OLD.code THEN
        RAISE EXCEPTION 'The code of a rating never changes.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_permanent_code BEFORE UPDATE ON claims_rating
    FOR EACH ROW EXECUTE FUNCTION enforce_permanent_code();

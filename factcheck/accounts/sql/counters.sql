-- A cache table for counters that all processes of the site share: wrong sign-in codes, and codes
-- that have been used. It has the columns of Django's database cache. Expired rows have no meaning.

CREATE TABLE accounts_counter (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX accounts_counter_expires ON accounts_counter (expires);

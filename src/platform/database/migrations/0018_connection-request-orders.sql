-- Up Migration
-- When the device was wanted last, which may be long after the request began: a session counts as the one that was wanted
-- only if it was heard after that, as one that was heard before may have been told that there is nothing to do.
-- Null: written by the previous version; the request's begin stands for it.
ALTER TABLE connection_request ADD COLUMN wanted_at timestamptz;

-- Down Migration
ALTER TABLE connection_request DROP COLUMN wanted_at;

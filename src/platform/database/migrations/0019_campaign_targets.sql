-- Up Migration
-- When a target was written: that a device needs nothing is proven by what it tells after that. Null: by the version before.
ALTER TABLE target ADD COLUMN made_at timestamptz;

-- Down Migration
ALTER TABLE target DROP COLUMN made_at;

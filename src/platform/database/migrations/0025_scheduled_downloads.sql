-- Up Migration
-- Grows when a blackout is put up: devices that were told of a window in it are asked to drop that. The previous version
-- neither counts nor looks; what it puts up is found when the next one comes.
ALTER TABLE gates ADD COLUMN raised bigint NOT NULL DEFAULT 0;
ALTER TABLE campaign ADD COLUMN raised_seen bigint NOT NULL DEFAULT 0;

-- Down Migration
ALTER TABLE campaign DROP COLUMN raised_seen;
ALTER TABLE gates DROP COLUMN raised;

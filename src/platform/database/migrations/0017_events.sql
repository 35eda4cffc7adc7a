-- Up Migration
-- Events for those outside. What happens is written into `outbox` by the statement that makes it so; a relay moves what is
-- committed there into `event` and numbers it, one relay at a time. Numbers of `outbox` are given before the commit, so rows
-- become visible out of their order; those of `event` become visible in order and without gaps, so that a reader who has
-- seen number n has seen all below it.
ALTER TABLE outbox ADD COLUMN device text;
-- Text as it was written. Nobody has used the table so far.
ALTER TABLE outbox ALTER COLUMN payload TYPE json;
-- Rows stay for a second: what they leave behind is cleared by number, not by share.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE TABLE event (
  seq    bigint PRIMARY KEY,
  at     timestamptz NOT NULL,
  type   text COLLATE "C" NOT NULL,
  -- Public id of the device it is about; kept when the device is deleted.
  device text COLLATE "C",
  data   json NOT NULL
);
CREATE INDEX event_of_device ON event (device, seq) WHERE device IS NOT NULL;

-- One row: the last number that was given, and the last that retention took. Locked by the relay.
CREATE TABLE event_log (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  last     bigint NOT NULL DEFAULT 0,
  dropped  bigint NOT NULL DEFAULT 0
);
INSERT INTO event_log DEFAULT VALUES;

-- Down Migration
DROP TABLE event_log, event;
ALTER TABLE outbox ALTER COLUMN payload TYPE jsonb;
ALTER TABLE outbox RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
ALTER TABLE outbox DROP COLUMN device;

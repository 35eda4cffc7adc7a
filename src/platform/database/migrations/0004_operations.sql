-- Up Migration
-- Work owed to one device. `version` is compared and set on every move.
CREATE TABLE operation (
  id            uuid PRIMARY KEY,
  device_id     bigint NOT NULL REFERENCES device ON DELETE CASCADE,
  kind          text NOT NULL,
  state         text NOT NULL CHECK (state IN
                  ('queued','dispatched','accepted','applying','unconfirmed','succeeded','failed','cancelled')),
  -- Holds the device's lock: disruptive and not ended.
  active        boolean NOT NULL DEFAULT false,
  version       integer NOT NULL DEFAULT 1,
  -- Counts dispatches; grows only when one is committed.
  attempt       integer NOT NULL DEFAULT 0,
  "order"       jsonb NOT NULL,
  progress      jsonb NOT NULL DEFAULT '{}',
  result        jsonb,
  fault         jsonb,
  command_key   text,
  campaign_id   uuid,
  priority      integer NOT NULL DEFAULT 100,
  source        text NOT NULL,
  created_at    timestamptz NOT NULL,
  dispatched_at timestamptz,
  ended_at      timestamptz,
  expires_at    timestamptz,
  deadline      timestamptz
);
-- At most one disruptive operation per device, whoever ordered it: the lock.
CREATE UNIQUE INDEX operation_lock ON operation (device_id) WHERE active;
CREATE INDEX operation_owed ON operation (device_id, priority, created_at)
  WHERE state IN ('queued','dispatched','accepted','applying','unconfirmed');
CREATE INDEX operation_due ON operation (deadline)
  WHERE deadline IS NOT NULL AND state IN ('queued','dispatched','accepted','applying','unconfirmed');
CREATE INDEX operation_of_device ON operation (device_id, created_at DESC, id DESC);

-- What devices said that proves something. Append only; the key makes a repeat harmless.
CREATE TABLE evidence (
  device_id    bigint NOT NULL REFERENCES device ON DELETE CASCADE,
  dedup_key    bytea NOT NULL,
  kind         text NOT NULL,
  command_key  text NOT NULL,
  payload      jsonb NOT NULL,
  received_at  timestamptz NOT NULL,
  -- The operation it was applied to; null where it matched none.
  applied_to   uuid,
  PRIMARY KEY (device_id, dedup_key)
);

-- What became of asking a device to call; one row per device, the newest request.
CREATE TABLE connection_request (
  device_id    bigint PRIMARY KEY REFERENCES device ON DELETE CASCADE,
  requested_at timestamptz NOT NULL,
  answered_at  timestamptz,
  outcome      text,
  detail       text
);

-- Down Migration
DROP TABLE connection_request, evidence, operation;

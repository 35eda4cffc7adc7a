-- Up Migration
-- Software modules as wanted, per group of devices (software/wanted/).
CREATE TABLE module_set (
  id          uuid PRIMARY KEY,
  name        text NOT NULL UNIQUE,
  filter      text NOT NULL,
  modules     jsonb NOT NULL,
  -- Operations that it may begin in a minute, and the token bucket of that.
  per_minute  integer NOT NULL,
  tokens      double precision NOT NULL DEFAULT 0,
  tokens_at   timestamptz,
  version     integer NOT NULL DEFAULT 1,
  -- Last device looked at in this round over its devices; 0 between two rounds.
  cursor      bigint NOT NULL DEFAULT 0,
  round_at    timestamptz,
  created_by  text NOT NULL,
  created_at  timestamptz NOT NULL,
  changed_at  timestamptz NOT NULL
);
CREATE INDEX module_set_created ON module_set (created_at DESC, id DESC);

-- Where one device stands with one set. Rows of an older version of the set say nothing any more.
CREATE TABLE module_set_device (
  set_id       uuid NOT NULL REFERENCES module_set ON DELETE CASCADE,
  device_id    bigint NOT NULL REFERENCES device ON DELETE CASCADE,
  set_version  integer NOT NULL,
  state        text NOT NULL CHECK (state IN ('reached','working','waiting','blocked','conflict')),
  -- [{module, reason, detail}]
  reasons      jsonb NOT NULL DEFAULT '[]',
  -- What is being done or was done last: `read`, or e.g. `install speedtest`.
  step         text,
  operation_id uuid,
  failures     integer NOT NULL DEFAULT 0,
  not_before   timestamptz,
  -- When its tables were read by order of this set.
  verified_at  timestamptz,
  changed_at   timestamptz NOT NULL,
  PRIMARY KEY (set_id, device_id)
) WITH (fillfactor = 70);
CREATE INDEX module_set_device_state ON module_set_device (set_id, state, device_id);
CREATE INDEX module_set_device_due ON module_set_device (set_id, not_before) WHERE not_before IS NOT NULL;
CREATE INDEX module_set_device_device ON module_set_device (device_id);

-- Operations that ask a device again while they are under way; operation_retry stays for processes of the version before.
CREATE INDEX operation_again ON operation (not_before) WHERE not_before IS NOT NULL
  AND state IN ('queued','dispatched','accepted','applying','unconfirmed');

-- Down Migration
DROP INDEX operation_again;
DROP TABLE module_set_device, module_set;

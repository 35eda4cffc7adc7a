-- Up Migration
CREATE TABLE campaign (
  id               uuid PRIMARY KEY,
  name             text NOT NULL,
  kind             text NOT NULL,
  state            text NOT NULL CHECK (state IN ('draft','awaitingApproval','scheduled','running','paused',
                     'aborting','aborted','completed','completedWithFailures')),
  pause_reason     text,
  -- Grows at each resume: failures acknowledged then no longer count against the thresholds.
  epoch            integer NOT NULL DEFAULT 0,
  version          integer NOT NULL DEFAULT 1,
  -- The plan as ordered (campaigns/plan/plan.ts), all defaults filled in.
  plan             jsonb NOT NULL,
  -- Frozen at start: number of members, and the newest device that can be one.
  total            integer,
  snapshot_device  bigint,
  -- Failures seen when the present epoch began.
  acknowledged     jsonb NOT NULL DEFAULT '{}',
  -- Token bucket of limits.perMinute.
  tokens           double precision NOT NULL DEFAULT 0,
  tokens_at        timestamptz,
  created_by       text NOT NULL,
  created_at       timestamptz NOT NULL,
  started_at       timestamptz,
  ended_at         timestamptz
);
CREATE INDEX campaign_created ON campaign (created_at DESC, id DESC);
CREATE INDEX campaign_live ON campaign (state) WHERE state IN ('running','aborting');

CREATE TABLE wave (
  campaign_id   uuid NOT NULL REFERENCES campaign ON DELETE CASCADE,
  ordinal       integer NOT NULL,
  state         text NOT NULL CHECK (state IN
                  ('pending','materialising','open','draining','soaking','gate','passed','failed','skipped')),
  -- Members wanted; null for "rest".
  size          integer,
  -- Members have shuffle keys in (shuffle_from, shuffle_to].
  shuffle_from  bigint,
  shuffle_to    bigint,
  -- Last device looked at while materialising, to carry on after a crash.
  cursor        bigint NOT NULL DEFAULT 0,
  total         integer NOT NULL DEFAULT 0,
  -- Counters, kept in the transaction that moves the target.
  waiting       integer NOT NULL DEFAULT 0,
  inflight      integer NOT NULL DEFAULT 0,
  retrying      integer NOT NULL DEFAULT 0,
  soaking       integer NOT NULL DEFAULT 0,
  succeeded     integer NOT NULL DEFAULT 0,
  failed        integer NOT NULL DEFAULT 0,
  skipped       integer NOT NULL DEFAULT 0,
  cancelled     integer NOT NULL DEFAULT 0,
  opened_at     timestamptz,
  drained_at    timestamptz,
  ended_at      timestamptz,
  gated_by      text,
  PRIMARY KEY (campaign_id, ordinal)
) WITH (fillfactor = 50);

CREATE TABLE target (
  campaign_id   uuid NOT NULL REFERENCES campaign ON DELETE CASCADE,
  device_id     bigint NOT NULL REFERENCES device ON DELETE CASCADE,
  wave          integer NOT NULL,
  state         text NOT NULL CHECK (state IN ('waiting','preparing','claimed','dispatched','accepted','applying',
                  'unconfirmed','cancelling','retryWait','soaking','succeeded','failed','cancelled','skipped','superseded')),
  -- Why it waits, or why it ended: one word of campaigns/reasons.ts.
  reason        text,
  version       integer NOT NULL DEFAULT 1,
  attempt       integer NOT NULL DEFAULT 0,
  operation_id  uuid,
  from_version  text,
  seen_version  text,
  fault_code    integer,
  fault_message text,
  fault_class   text,
  -- Random but fixed order inside the campaign.
  shuffle       bigint NOT NULL,
  not_before    timestamptz,
  deadline      timestamptz,
  -- After the end only: what late evidence proved.
  corrected     text,
  changed_at    timestamptz NOT NULL,
  PRIMARY KEY (campaign_id, device_id)
) WITH (fillfactor = 70);
CREATE INDEX target_claim ON target (campaign_id, wave, shuffle) WHERE state = 'waiting';
CREATE INDEX target_due ON target (deadline) WHERE deadline IS NOT NULL AND state IN
  ('claimed','dispatched','accepted','applying','unconfirmed','cancelling','retryWait','soaking');
CREATE INDEX target_by_state ON target (campaign_id, state, device_id);
-- One campaign at a time moves a device.
CREATE UNIQUE INDEX target_bar ON target (device_id) WHERE state IN
  ('claimed','dispatched','accepted','applying','unconfirmed','cancelling','soaking');
CREATE INDEX target_of_device ON target (device_id);

-- Faults per campaign, kept in the transaction that ends the target: the Pareto without counting.
CREATE TABLE campaign_fault (
  campaign_id uuid NOT NULL REFERENCES campaign ON DELETE CASCADE,
  reason      text NOT NULL,
  fault_code  integer NOT NULL,
  count       integer NOT NULL,
  first_at    timestamptz NOT NULL,
  last_at     timestamptz NOT NULL,
  PRIMARY KEY (campaign_id, reason, fault_code)
);

-- Things that happened, for those outside who want to be told. Relayed, then dropped.
CREATE TABLE outbox (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at      timestamptz NOT NULL,
  topic   text NOT NULL,
  payload jsonb NOT NULL
);

-- Down Migration
DROP TABLE outbox, campaign_fault, target, wave, campaign;

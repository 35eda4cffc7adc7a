-- Up Migration
-- Times in which nothing is begun. Local times count in the zone; 'device': in that of each device.
CREATE TABLE blackout (
  id          uuid PRIMARY KEY,
  -- '' is every device.
  filter      text NOT NULL,
  from_local  text NOT NULL,
  -- Null: until it is taken back.
  to_local    text,
  zone        text NOT NULL,
  -- When it is over everywhere on Earth.
  over_at     timestamptz,
  reason      text NOT NULL,
  created_by  text NOT NULL,
  created_at  timestamptz NOT NULL
);
CREATE INDEX blackout_created ON blackout (created_at DESC, id DESC);

-- Devices that campaigns leave alone: those of a filter, or those of a list.
CREATE TABLE exclusion (
  id          uuid PRIMARY KEY,
  -- Null: a list.
  filter      text,
  reason      text NOT NULL,
  -- Null: until it is taken back.
  until       timestamptz,
  created_by  text NOT NULL,
  created_at  timestamptz NOT NULL
);
CREATE INDEX exclusion_created ON exclusion (created_at DESC, id DESC);
CREATE TABLE exclusion_device (
  exclusion_id uuid NOT NULL REFERENCES exclusion ON DELETE CASCADE,
  device_id    bigint NOT NULL REFERENCES device ON DELETE CASCADE,
  PRIMARY KEY (device_id, exclusion_id)
);
CREATE INDEX exclusion_device_list ON exclusion_device (exclusion_id);

-- Hosts that devices download from, where they are capped; 'self' is our own file server.
CREATE TABLE relay (
  host           text PRIMARY KEY,
  max_transfers  integer,
  per_minute     double precision,
  created_by     text NOT NULL,
  created_at     timestamptz NOT NULL
);

-- Token buckets. One that is not here is full, so one that was not used for a while may go.
CREATE TABLE rate_bucket (
  key         text PRIMARY KEY,
  tokens      double precision NOT NULL CHECK (tokens >= 0),
  updated_at  timestamptz NOT NULL,
  -- Until when its tokens are promised to targets that wait for one.
  promised_at timestamptz
) WITH (fillfactor = 60);
CREATE INDEX rate_bucket_old ON rate_bucket (updated_at);

-- Grows when a blackout or an exclusion is taken back: targets that wait for one are looked at again.
CREATE TABLE gates (one boolean PRIMARY KEY DEFAULT true CHECK (one), lifted bigint NOT NULL DEFAULT 0);
INSERT INTO gates DEFAULT VALUES;
ALTER TABLE campaign ADD COLUMN lifted_seen bigint NOT NULL DEFAULT 0;

-- What all targets of a wave that are ready wait for: one of campaigns/reasons.ts, and until when.
ALTER TABLE wave ADD COLUMN waits_for text, ADD COLUMN waits_until timestamptz;

-- A claim takes the ready ones in their order; those that wait for a time of their own are no longer in its way.
CREATE INDEX target_ready ON target (campaign_id, wave, shuffle) WHERE state = 'waiting' AND not_before IS NULL;
CREATE INDEX target_postponed ON target (campaign_id, wave, not_before, shuffle)
  WHERE state = 'waiting' AND not_before IS NOT NULL;
CREATE INDEX target_gated ON target (campaign_id, wave)
  WHERE state = 'waiting' AND not_before IS NOT NULL AND reason IN ('blackout', 'excluded');
DROP INDEX target_claim;

-- Down Migration
CREATE INDEX target_claim ON target (campaign_id, wave, shuffle) WHERE state = 'waiting';
DROP INDEX target_ready, target_postponed, target_gated;
ALTER TABLE wave DROP COLUMN waits_for, DROP COLUMN waits_until;
ALTER TABLE campaign DROP COLUMN lifted_seen;
DROP TABLE gates, rate_bucket, relay, exclusion_device, exclusion, blackout;

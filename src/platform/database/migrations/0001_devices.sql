-- Up Migration
-- Identity and slow facts of a device. Wide, rewritten only when something in it changed.
CREATE TABLE device (
  id                     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id              text NOT NULL UNIQUE,
  oui                    text NOT NULL,
  product_class          text NOT NULL,
  serial_number          text NOT NULL,
  manufacturer           text NOT NULL,
  software_version       text,
  -- software_version made comparable as text (devices/version-order.ts), so that "< 2.4.0" is an index-friendly test.
  software_version_key   text COLLATE "C",
  hardware_version       text,
  root                   text,
  cwmp_version           text,
  connection_request_url text,
  ip_address             text,
  inform_interval        integer,
  -- Method names, as told by GetRPCMethods for methods_version; null = never asked.
  methods                text[],
  methods_version        text,
  created_at             timestamptz NOT NULL,
  last_boot_at           timestamptz,
  last_bootstrap_at      timestamptz,
  quarantined            boolean NOT NULL DEFAULT false,
  tags                   text[] NOT NULL DEFAULT '{}',
  time_zone              text,
  site                   text,
  subscriber             text,
  notes                  text
);
CREATE INDEX device_model ON device (product_class, software_version_key);
CREATE INDEX device_tags ON device USING gin (tags);
CREATE INDEX device_serial ON device (serial_number text_pattern_ops);
CREATE INDEX device_subscriber ON device (subscriber text_pattern_ops) WHERE subscriber IS NOT NULL;
CREATE INDEX device_ip ON device (ip_address text_pattern_ops);

-- The only row a plain inform rewrites. Narrow, no index on what changes, room in the page: updates stay HOT.
CREATE TABLE device_pulse (
  device_id      bigint PRIMARY KEY REFERENCES device ON DELETE CASCADE,
  last_inform_at timestamptz NOT NULL,
  -- Event codes, one a line.
  last_events    text NOT NULL DEFAULT '',
  -- Hash of everything in the last Inform that is stored elsewhere: equal means nothing else to write.
  inform_hash    bytea,
  -- The newest session of the device; an operation moves only for this one.
  session_id     uuid,
  retry_count    integer NOT NULL DEFAULT 0,
  inform_count   bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);

-- Values of one object subtree: {"SSID.1.SSID": ["value", "string", changedAtSeconds, writable]} below `block`.
-- A block in which nothing changed is never rewritten.
CREATE TABLE parameter_block (
  device_id  bigint NOT NULL REFERENCES device ON DELETE CASCADE,
  block      text COLLATE "C" NOT NULL,
  content    jsonb NOT NULL,
  PRIMARY KEY (device_id, block)
);

-- What happened to a device, newest first. Partitioned by time: retention drops partitions.
CREATE TABLE timeline (
  device_id bigint NOT NULL,
  at        timestamptz NOT NULL,
  type      text NOT NULL,
  detail    jsonb NOT NULL
) PARTITION BY RANGE (at);
CREATE INDEX timeline_device ON timeline (device_id, at DESC);
CREATE TABLE timeline_default PARTITION OF timeline DEFAULT;

-- Down Migration
DROP TABLE timeline, parameter_block, device_pulse, device;

-- Up Migration
-- How far the calling of a device is: which ways are tried, what came of each, when it was called lately.
ALTER TABLE connection_request
  -- Grows with each request that was not merged into one under way; a late job of an older one is told by it.
  ADD COLUMN number   integer NOT NULL DEFAULT 0,
  -- Nothing more is going to happen for it.
  ADD COLUMN settled  boolean NOT NULL DEFAULT true,
  ADD COLUMN progress jsonb NOT NULL DEFAULT '{}',
  -- Times of the last calls, milliseconds since the epoch.
  ADD COLUMN calls    bigint[] NOT NULL DEFAULT '{}';

-- Experience with one way (http, xmpp, udp) of calling one device.
CREATE TABLE connection_request_way (
  device_id bigint NOT NULL REFERENCES device ON DELETE CASCADE,
  way       text NOT NULL,
  good_at   timestamptz,
  failed_at timestamptz,
  failures  integer NOT NULL DEFAULT 0,
  PRIMARY KEY (device_id, way)
);

-- Where a device's connection-request port is seen from outside its NAT, as proven to our STUN server.
CREATE TABLE udp_binding (
  device_id  bigint PRIMARY KEY REFERENCES device ON DELETE CASCADE,
  address    text NOT NULL,
  port       integer NOT NULL,
  changed_at timestamptz NOT NULL,
  seen_at    timestamptz NOT NULL
) WITH (fillfactor = 80);

-- Down Migration
DROP TABLE udp_binding, connection_request_way;
ALTER TABLE connection_request DROP COLUMN number, DROP COLUMN settled, DROP COLUMN progress, DROP COLUMN calls;

-- Up Migration
-- Sessions under way whose connection closed, on their way from one process to another. Unlogged: what a crash of the
-- database takes with it costs each device one session, which it begins anew.
CREATE UNLOGGED TABLE parked_session (
  -- Of the cookie, which stands nowhere: whoever reads the table cannot go on with a session.
  cookie_hash bytea PRIMARY KEY,
  device_id   bigint NOT NULL,
  session_id  uuid NOT NULL,
  state       bytea NOT NULL,
  expires_at  timestamptz NOT NULL
);
CREATE INDEX parked_session_expiry ON parked_session (expires_at);

-- Down Migration
DROP TABLE parked_session;

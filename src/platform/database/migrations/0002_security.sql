-- Up Migration
-- What a CPE proves itself with, and what Muster proves itself with to the CPE. Secrets are encrypted (security/secret-box.ts).
-- Keyed by the device's public id: a manufacturer's list may be loaded before any of the devices called.
CREATE TABLE device_credential (
  public_id             text PRIMARY KEY,
  username              text NOT NULL UNIQUE,
  secret                bytea NOT NULL,
  updated_at            timestamptz NOT NULL
);
CREATE TABLE connection_request_credential (
  device_id  bigint PRIMARY KEY REFERENCES device ON DELETE CASCADE,
  username   text NOT NULL,
  secret     bytea NOT NULL,
  -- false until the device confirmed that it stored them
  active     boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL
);

CREATE TABLE api_key (
  id         uuid PRIMARY KEY,
  name       text NOT NULL,
  role       text NOT NULL,
  -- SHA-256 of the key; keys have 256 random bits, so nothing slower is needed.
  hash       bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  last_used_at timestamptz
);

-- Who changed what. Append only, each row carries the hash of the one before.
CREATE TABLE audit (
  seq       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at        timestamptz NOT NULL,
  actor     text NOT NULL,
  role      text NOT NULL,
  action    text NOT NULL,
  object    text NOT NULL,
  detail    jsonb NOT NULL,
  prev_hash bytea NOT NULL,
  hash      bytea NOT NULL
);
CREATE INDEX audit_object ON audit (object, seq);

-- Answers to POSTs that carried an Idempotency-Key, so that a repeat gets the same answer and does nothing.
CREATE TABLE idempotency (
  key_id       uuid NOT NULL,
  key          text NOT NULL,
  request_hash bytea NOT NULL,
  status       integer,
  body         jsonb,
  created_at   timestamptz NOT NULL,
  PRIMARY KEY (key_id, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);

-- Down Migration
DROP TABLE idempotency, audit, api_key, connection_request_credential, device_credential;

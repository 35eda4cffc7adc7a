-- Up Migration
CREATE TABLE file (
  id            uuid PRIMARY KEY,
  name          text NOT NULL,
  file_type     text NOT NULL,
  version       text,
  manufacturer  text,
  product_class text,
  size          bigint NOT NULL,
  -- Also the blob's name on disk: equal bytes are kept once.
  sha256        bytea NOT NULL,
  created_at    timestamptz NOT NULL
);
CREATE INDEX file_sha256 ON file (sha256);
CREATE INDEX file_created ON file (created_at DESC, id DESC);

-- What the file server handed to whom: evidence that a device fetched, and how much of it.
CREATE TABLE file_served (
  device_id      bigint NOT NULL REFERENCES device ON DELETE CASCADE,
  -- The operation the link was made for.
  purpose        text NOT NULL,
  file_id        uuid NOT NULL,
  requests       integer NOT NULL,
  bytes          bigint NOT NULL,
  last_status    integer NOT NULL,
  first_at       timestamptz NOT NULL,
  last_at        timestamptz NOT NULL,
  completed_at   timestamptz,
  PRIMARY KEY (device_id, purpose)
);

-- Links that were withdrawn before they ran out (an abort): the server answers 410.
CREATE TABLE link_revoked (
  purpose    text PRIMARY KEY,
  revoked_at timestamptz NOT NULL
);

-- Down Migration
DROP TABLE link_revoked, file_served, file;

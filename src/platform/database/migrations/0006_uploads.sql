-- Up Migration
-- What devices brought. The id is the one in the link, so that a link makes one upload and no more.
CREATE TABLE upload (
  id           uuid PRIMARY KEY,
  -- Null once the device was deleted: its uploads go with it, as soon as their bytes are removed.
  device_id    bigint REFERENCES device ON DELETE SET NULL,
  operation_id uuid NOT NULL,
  -- FileType of the order, e.g. `3 Vendor Configuration File 1`.
  file_type    text NOT NULL,
  -- As the device named it in a form; null where it sent bare bytes.
  name         text,
  content_type text,
  size         bigint NOT NULL,
  -- Also the blob's name on disk: equal bytes are kept once.
  sha256       bytea NOT NULL,
  received_at  timestamptz NOT NULL
);
CREATE INDEX upload_received ON upload (received_at DESC, id DESC);
CREATE INDEX upload_of_device ON upload (device_id, received_at DESC, id DESC);
CREATE INDEX upload_of_operation ON upload (operation_id, received_at DESC, id DESC);
CREATE INDEX upload_sha256 ON upload (sha256);

-- Down Migration
DROP TABLE upload;

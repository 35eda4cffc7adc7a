-- Up Migration
-- Queued after a fault that may pass: not to be said again before.
ALTER TABLE operation ADD COLUMN not_before timestamptz;
CREATE INDEX operation_retry ON operation (not_before) WHERE not_before IS NOT NULL AND state = 'queued';

-- What Muster set by SetParameterAttributes: a bootstrapped device has forgotten it and is given it again.
CREATE TABLE wanted_attribute (
  device_id    bigint NOT NULL REFERENCES device ON DELETE CASCADE,
  path         text COLLATE "C" NOT NULL,
  -- Null: left as the device has it.
  notification smallint,
  access_list  text[],
  changed_at   timestamptz NOT NULL,
  PRIMARY KEY (device_id, path)
);

-- How many paths devices of one model take in one GetParameterValues, where one of them refused more.
CREATE TABLE model_batch (
  manufacturer     text NOT NULL,
  product_class    text NOT NULL,
  software_version text NOT NULL,
  paths            integer NOT NULL,
  changed_at       timestamptz NOT NULL,
  PRIMARY KEY (manufacturer, product_class, software_version)
);

-- Down Migration
DROP TABLE model_batch, wanted_attribute;
DROP INDEX operation_retry;
ALTER TABLE operation DROP COLUMN not_before;

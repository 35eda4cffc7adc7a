-- Up Migration
-- A credential that a device was told to use from now on. It counts beside what the device had until the device has used
-- it, then takes the place of that (device_credential): whether the order arrived is known only then.
CREATE TABLE device_credential_offer (
  public_id  text PRIMARY KEY,
  username   text NOT NULL UNIQUE,
  secret     bytea NOT NULL,
  offered_at timestamptz NOT NULL
);

-- Down Migration
DROP TABLE device_credential_offer;

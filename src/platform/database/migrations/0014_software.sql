-- Up Migration
-- Software modules of the fleet, as seen. Whatever a device tells of a unit stands in its parameters; here is what questions
-- about the whole fleet need, kept in the transaction that learned it (software/).

-- Every name and version that was ever seen, once: a unit's row is narrow, and its index short.
CREATE TABLE software_release (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- e: execution environment, d: deployment unit, u: execution unit
  kind        "char" NOT NULL,
  name        text COLLATE "C" NOT NULL,
  version     text COLLATE "C" NOT NULL,
  -- version made comparable as text (devices/version-order.ts)
  version_key text COLLATE "C" NOT NULL,
  UNIQUE (name, kind, version)
);

-- One row per unit and environment. No foreign keys: their checks would lock the device's row against the order in which
-- sessions do, and the row of a release for every device that changes. Deleting a device deletes its rows.
CREATE TABLE software_unit (
  device_id   bigint NOT NULL,
  instance    integer NOT NULL,
  release_id  integer NOT NULL,
  kind        "char" NOT NULL,
  -- Of a deployment unit: false where dependencies are missing.
  resolved    boolean,
  -- '' where the device does not tell it.
  status      text COLLATE "C" NOT NULL,
  -- ExecutionFaultCode of an execution unit; '' for none.
  fault       text COLLATE "C" NOT NULL,
  -- Of a deployment unit, where it is one.
  uuid        uuid,
  PRIMARY KEY (device_id, kind, instance)
);
CREATE INDEX software_unit_release ON software_unit (release_id, status, fault, device_id);

-- How many units there are of each release in each state. In shards by device, so that a campaign over the whole fleet
-- does not queue up before one row.
CREATE TABLE software_count (
  release_id  integer NOT NULL,
  status      text COLLATE "C" NOT NULL,
  fault       text COLLATE "C" NOT NULL,
  shard       smallint NOT NULL,
  n           bigint NOT NULL,
  PRIMARY KEY (release_id, status, fault, shard)
) WITH (fillfactor = 50);

-- Devices that have software modules, and when their tables are to be read again.
CREATE TABLE software_device (
  device_id    bigint PRIMARY KEY,
  next_read_at timestamptz NOT NULL
);
CREATE INDEX software_device_due ON software_device (next_read_at);
-- Devices whose tables were read by the version before are read, and counted, within a day.
INSERT INTO software_device (device_id, next_read_at)
SELECT device_id, now() + random() * interval '24 hours' FROM parameter_lines
WHERE block IN ('Device.SoftwareModules.', 'InternetGatewayDevice.SoftwareModules.')
ON CONFLICT DO NOTHING;

-- Down Migration
DROP TABLE software_device, software_count, software_unit, software_release;

-- Up Migration
-- One target may take several operations in a row. `hop`: versions on the way that the device has proven; `readings`:
-- readings for it that failed, which are no attempts. Both are constants for rows that the version before writes.
ALTER TABLE target
  ADD COLUMN hop smallint NOT NULL DEFAULT 0,
  ADD COLUMN readings smallint NOT NULL DEFAULT 0;

-- Down Migration
ALTER TABLE target DROP COLUMN readings, DROP COLUMN hop;

-- Up Migration
-- What the software packages among the files say of themselves. One row per file; a package is known by its name,
-- version, architecture and the type of execution environment it is for, so that variants stand side by side.
CREATE TABLE software_package (
  file_id        uuid PRIMARY KEY REFERENCES file ON DELETE CASCADE,
  -- ipk, bundle or opaque.
  format         text NOT NULL,
  name           text NOT NULL,
  version        text NOT NULL,
  -- '' where nobody said.
  architecture   text NOT NULL,
  -- Type of SoftwareModules.ExecEnv; '' for any.
  exec_env_type  text NOT NULL,
  -- As in Depends, one item each.
  depends        text[] NOT NULL,
  -- Bytes once installed.
  installed_size bigint NOT NULL,
  maintainer     text NOT NULL,
  description    text NOT NULL,
  -- Names of its execution units.
  units          text[] NOT NULL,
  -- Id of the key it is signed with; null: not signed.
  signed_by      text,
  UNIQUE (name, version, architecture, exec_env_type)
);

-- Down Migration
DROP TABLE software_package;

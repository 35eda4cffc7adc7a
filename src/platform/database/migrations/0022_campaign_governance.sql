-- Up Migration
-- Who may say what about a campaign, when the clock concerns it, and what it takes back.
ALTER TABLE campaign
  -- SHA-256 of the plan with the digests of its files, fixed when it is submitted; null while it may be edited.
  ADD COLUMN plan_hash       bytea,
  ADD COLUMN submitted_at    timestamptz,
  -- The API keys behind the names: a name is not a person. Null for those of before.
  ADD COLUMN created_by_key  uuid,
  ADD COLUMN edited_by       text,
  ADD COLUMN edited_by_key   uuid,
  -- The campaign whose successes it takes back.
  ADD COLUMN rollback_of     uuid REFERENCES campaign ON DELETE SET NULL,
  -- A start by break-glass that nobody has signed off yet: until when that should be.
  ADD COLUMN sign_off_due    timestamptz,
  -- When the scheduler has to look at it though nothing of it runs: its start, or the end of its approval.
  ADD COLUMN due_at          timestamptz;
CREATE INDEX campaign_due ON campaign (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX campaign_rollback ON campaign (rollback_of) WHERE rollback_of IS NOT NULL;

-- Decisions of second persons. Rows are never changed but to void them.
CREATE TABLE campaign_approval (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id  uuid NOT NULL REFERENCES campaign ON DELETE CASCADE,
  stage        text NOT NULL CHECK (stage IN ('start','widen')),
  decision     text NOT NULL CHECK (decision IN ('approved','rejected','breakGlass','signedOff')),
  -- What was decided on: it counts for this plan and for no other.
  plan_hash    bytea NOT NULL,
  by_name      text NOT NULL,
  by_key       uuid,
  by_role      text NOT NULL,
  at           timestamptz NOT NULL,
  remark       text,
  expires_at   timestamptz,
  -- The plan went back to be edited: an equal plan written anew has to be approved anew.
  voided_at    timestamptz
);
CREATE INDEX campaign_approval_of ON campaign_approval (campaign_id, id);

-- When late evidence corrected the record: who was on the version at the start of a rollback must not change while it runs.
ALTER TABLE target ADD COLUMN corrected_at timestamptz;

-- Down Migration
ALTER TABLE target DROP COLUMN corrected_at;
DROP TABLE campaign_approval;
ALTER TABLE campaign DROP COLUMN plan_hash, DROP COLUMN submitted_at, DROP COLUMN created_by_key, DROP COLUMN edited_by,
  DROP COLUMN edited_by_key, DROP COLUMN rollback_of, DROP COLUMN sign_off_due, DROP COLUMN due_at;

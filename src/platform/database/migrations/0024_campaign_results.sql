-- Up Migration
-- A soak ends after its time and after so many Informs. Null: begun by the version before, which counted none.
ALTER TABLE target ADD COLUMN soak_until timestamptz;
ALTER TABLE target ADD COLUMN soak_informs bigint;

-- How the last targets of a campaign ended, for brakes that look at the newest results: only appended to, and cut off at
-- its old end. Targets that are tried again are here too, where their fault says something of the campaign.
CREATE TABLE campaign_result (
  id          bigint GENERATED ALWAYS AS IDENTITY,
  campaign_id uuid NOT NULL REFERENCES campaign ON DELETE CASCADE,
  device_id   bigint NOT NULL,
  outcome     text NOT NULL CHECK (outcome IN ('succeeded','failed','retried')),
  fault_class text,
  at          timestamptz NOT NULL,
  PRIMARY KEY (campaign_id, id)
);
CREATE INDEX campaign_result_class ON campaign_result (campaign_id, fault_class, id) WHERE fault_class IS NOT NULL;
CREATE INDEX campaign_result_failed ON campaign_result (campaign_id, id) WHERE outcome = 'failed';

-- Down Migration
DROP TABLE campaign_result;
ALTER TABLE target DROP COLUMN soak_informs, DROP COLUMN soak_until;

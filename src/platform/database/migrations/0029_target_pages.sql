-- Up Migration

-- A page of the targets of one wave, or with one fault, is read in the order of devices: however few there are, they are
-- found without a look at the others.
CREATE INDEX target_of_wave ON target (campaign_id, wave, device_id);
CREATE INDEX target_of_fault ON target (campaign_id, fault_code, device_id) WHERE fault_code IS NOT NULL;

-- Down Migration

DROP INDEX target_of_fault;
DROP INDEX target_of_wave;

-- Up Migration

-- What moved between the counters of a wave, in several rows that are added to those of the wave itself. A target moves in
-- the transaction of its device's session; were there one row for all, each session would wait for the commit of the one
-- before, and a wave would get no further than one device per commit.
-- The planner goes on moving many at once in the wave's own counters: claims are there for a planner of the previous version
-- too. That one takes targets whose end is written here for still in flight, and so starts fewer.
CREATE TABLE wave_tally (
  campaign_id uuid NOT NULL,
  ordinal     integer NOT NULL,
  -- Of the connection that writes, so that no transaction needs two of them.
  shard       smallint NOT NULL,
  waiting     integer NOT NULL DEFAULT 0,
  inflight    integer NOT NULL DEFAULT 0,
  retrying    integer NOT NULL DEFAULT 0,
  soaking     integer NOT NULL DEFAULT 0,
  succeeded   integer NOT NULL DEFAULT 0,
  failed      integer NOT NULL DEFAULT 0,
  skipped     integer NOT NULL DEFAULT 0,
  cancelled   integer NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign_id, ordinal, shard),
  FOREIGN KEY (campaign_id, ordinal) REFERENCES wave ON DELETE CASCADE
) WITH (fillfactor = 50);

-- Counters of waves as they are.
CREATE VIEW wave_counts AS
SELECT w.campaign_id, w.ordinal, w.total,
  w.waiting + coalesce(t.waiting, 0) AS waiting, w.inflight + coalesce(t.inflight, 0) AS inflight,
  w.retrying + coalesce(t.retrying, 0) AS retrying, w.soaking + coalesce(t.soaking, 0) AS soaking,
  w.succeeded + coalesce(t.succeeded, 0) AS succeeded, w.failed + coalesce(t.failed, 0) AS failed,
  w.skipped + coalesce(t.skipped, 0) AS skipped, w.cancelled + coalesce(t.cancelled, 0) AS cancelled
FROM wave w LEFT JOIN LATERAL (
  SELECT sum(waiting)::integer AS waiting, sum(inflight)::integer AS inflight, sum(retrying)::integer AS retrying,
    sum(soaking)::integer AS soaking, sum(succeeded)::integer AS succeeded, sum(failed)::integer AS failed,
    sum(skipped)::integer AS skipped, sum(cancelled)::integer AS cancelled
  FROM wave_tally s WHERE s.campaign_id = w.campaign_id AND s.ordinal = w.ordinal
) t ON true;

-- Down Migration

DROP VIEW wave_counts;
DROP TABLE wave_tally;

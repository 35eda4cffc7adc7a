import type { DeviceKey } from '../base/ids.ts';
import type { Queryable } from '../platform/database/pool.ts';
import type { DeviceView } from './device.ts';
import { hasEvent, type InformFacts } from './facts.ts';
import { blockRows } from './parameter-store.ts';
import { mergeParameters } from './parameters.ts';
import { versionKey } from './version-order.ts';

/** The Inform of a device that nothing was known of a moment ago. */
export interface FirstInform {
  readonly facts: InformFacts;
  readonly sessionId: string;
  readonly at: Date;
}

/**
 * Registers many new devices with all that their first Informs say, in one statement and so in one commit.
 * @returns the devices in the order given; null for one that somebody else registered meanwhile
 */
export async function registerDevices(db: Queryable, informs: readonly FirstInform[]): Promise<(DeviceView | null)[]> {
  const facts = informs.map((inform) => inform.facts);
  const said = informs.map(({ facts: { parameters }, at }) => ({
    device: 0 as DeviceKey,
    blocks: mergeParameters(new Map(), { values: parameters }, at.getTime()),
  }));
  const { blocks, contents } = blockRows(said);
  const owners = said.flatMap(({ blocks: its }, i) => Array.from(its, () => facts[i]!.id));
  const { rows } = await db.query<{ key: DeviceKey; id: string }>({
    name: 'devices-register',
    text: `WITH i AS (
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
          $9::text[], $10::text[], $11::text[], $12::text[], $13::int[], $14::timestamptz[], $15::boolean[], $16::boolean[],
          $17::text[], $18::bytea[], $19::uuid[], $20::int[], $21::jsonb[])
        AS i(public_id, oui, product_class, serial_number, manufacturer, software_version, software_version_key,
          hardware_version, root, cwmp_version, connection_request_url, ip_address, inform_interval, at, booted, bootstrapped,
          events, hash, session_id, retry_count, detail)
      ), made AS (
        INSERT INTO device (public_id, oui, product_class, serial_number, manufacturer, software_version,
          software_version_key, hardware_version, root, cwmp_version, connection_request_url, ip_address, inform_interval,
          created_at, last_boot_at, last_bootstrap_at)
        SELECT public_id, oui, product_class, serial_number, manufacturer, software_version, software_version_key,
          hardware_version, root, cwmp_version, connection_request_url, ip_address, inform_interval, at,
          CASE WHEN booted THEN at END, CASE WHEN bootstrapped THEN at END
        FROM i ON CONFLICT (public_id) DO NOTHING RETURNING id, public_id
      ), pulse AS (
        INSERT INTO device_pulse (device_id, last_inform_at, last_events, inform_hash, session_id, retry_count, inform_count)
        SELECT made.id, i.at, i.events, i.hash, i.session_id, i.retry_count, 1 FROM i JOIN made USING (public_id)
      ), line AS (
        INSERT INTO timeline (device_id, at, type, detail)
        SELECT made.id, i.at, 'inform', i.detail FROM i JOIN made USING (public_id)
      ), kept AS (
        INSERT INTO parameter_lines (device_id, block, content)
        SELECT made.id, b.block, b.content FROM unnest($22::text[], $23::text[], string_to_array($24, E'\\x1e')) AS b(public_id, block, content)
        JOIN made USING (public_id)
      )
      SELECT id AS key, public_id AS id FROM made`,
    values: [
      facts.map((f) => f.id),
      facts.map((f) => f.identity.oui),
      facts.map((f) => f.identity.productClass),
      facts.map((f) => f.identity.serialNumber),
      facts.map((f) => f.manufacturer),
      facts.map((f) => f.softwareVersion),
      facts.map((f) => (f.softwareVersion === null ? null : versionKey(f.softwareVersion))),
      facts.map((f) => f.hardwareVersion),
      facts.map((f) => f.root),
      facts.map((f) => f.cwmpVersion),
      facts.map((f) => f.connectionRequestUrl),
      facts.map((f) => f.ipAddress),
      facts.map((f) => f.informInterval),
      informs.map((inform) => inform.at),
      facts.map((f) => hasEvent(f, '1 BOOT')),
      facts.map((f) => hasEvent(f, '0 BOOTSTRAP')),
      facts.map((f) => f.events.map((event) => event.code).join('\n')),
      facts.map((f) => f.hash),
      informs.map((inform) => inform.sessionId),
      facts.map((f) => f.retryCount),
      facts.map((f) => JSON.stringify({ events: f.events, retryCount: f.retryCount })),
      owners,
      blocks,
      contents,
    ],
  });
  const keys = new Map(rows.map((row) => [row.id, row.key]));
  return facts.map((f): DeviceView | null => {
    const key = keys.get(f.id);
    if (key === undefined) return null;
    // Two Informs of one new device in one batch: the first made it.
    keys.delete(f.id);
    return {
      key,
      id: f.id,
      root: f.root ?? 'Device.',
      cwmpVersion: f.cwmpVersion,
      softwareVersion: f.softwareVersion,
      methods: null,
    };
  });
}

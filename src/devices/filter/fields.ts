/**
 * What a field holds, which decides the operators and values it takes:
 * `text`; `orderedText` (text with `<` bytewise); `version` (text with `<` in version order); `time`; `boolean`;
 * `word` (one of a closed list); `set` (equal means: contains).
 */
export type FieldKind = 'text' | 'orderedText' | 'version' | 'time' | 'boolean' | 'word' | 'set';

export interface Field {
  readonly kind: FieldKind;
  /** Over `device d LEFT JOIN device_pulse p ON p.device_id = d.id`; null for the computed `status`. */
  readonly sql: string | null;
  /** The column can be NULL: for texts that means '', for times that no comparison holds. */
  readonly nullable: boolean;
  /** The closed list of a `word`. */
  readonly words?: readonly string[];
}

export type DeviceStatus = 'online' | 'late' | 'offline';
export const deviceStatuses: readonly DeviceStatus[] = ['online', 'late', 'offline'];

const text = (sql: string, nullable = false): Field => ({ kind: 'text', sql, nullable });
const orderedText = (sql: string, nullable = false): Field => ({ kind: 'orderedText', sql, nullable });

/** Every field of the contract's Device. A further column is a further line here. */
export const fields = {
  id: text('d.public_id'),
  manufacturer: text('d.manufacturer'),
  oui: text('d.oui'),
  productClass: text('d.product_class'),
  serialNumber: orderedText('d.serial_number'),
  softwareVersion: { kind: 'version', sql: 'd.software_version', nullable: true },
  hardwareVersion: text('d.hardware_version', true),
  root: { kind: 'word', sql: 'd.root', nullable: true, words: ['Device.', 'InternetGatewayDevice.'] },
  cwmpVersion: orderedText('d.cwmp_version', true),
  lastInformAt: { kind: 'time', sql: 'p.last_inform_at', nullable: true },
  lastBootAt: { kind: 'time', sql: 'd.last_boot_at', nullable: true },
  // Kept as lines, as the table is narrow and nothing searches it by index.
  lastEvents: { kind: 'set', sql: "string_to_array(p.last_events, E'\\n')", nullable: true },
  ipAddress: text('d.ip_address', true),
  connectionRequestUrl: text('d.connection_request_url', true),
  status: { kind: 'word', sql: null, nullable: false, words: deviceStatuses },
  quarantined: { kind: 'boolean', sql: 'd.quarantined', nullable: false },
  tag: { kind: 'set', sql: 'd.tags', nullable: false },
  timeZone: text('d.time_zone', true),
  site: text('d.site', true),
  subscriber: text('d.subscriber', true),
} as const satisfies Readonly<Record<string, Field>>;

export type FieldName = keyof typeof fields;

/** Other spellings of a field. */
const aliases: Readonly<Record<string, FieldName>> = { tags: 'tag' };

export const fieldNames: readonly FieldName[] = Object.keys(fields) as FieldName[];

export function fieldNamed(name: string): FieldName | null {
  if (Object.hasOwn(fields, name)) return name as FieldName;
  return Object.hasOwn(aliases, name) ? aliases[name]! : null;
}

/** Seconds by which an inform may miss its interval before the device counts as late: clocks drift, sessions queue. */
export const statusGraceSeconds = 60;

/**
 * The status of a device as SQL, the only place that says what the words mean: heard within its own inform interval
 * plus grace is `online`, within three intervals `late`, else `offline`; never heard is `offline`. Never NULL.
 * @param now placeholder or expression of type timestamptz
 * @param defaultInterval placeholder or expression, in seconds, for devices whose interval is unknown or 0
 */
export function statusSql(now: string, defaultInterval: string): string {
  const interval = `make_interval(secs => coalesce(nullif(d.inform_interval, 0), ${defaultInterval}))`;
  return (
    `CASE WHEN p.last_inform_at >= ${now} - ${interval} - interval '${statusGraceSeconds} seconds' THEN 'online'` +
    ` WHEN p.last_inform_at >= ${now} - 3 * ${interval} THEN 'late' ELSE 'offline' END`
  );
}

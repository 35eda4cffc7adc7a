import { MusterError } from '../base/errors.ts';

/**
 * The closed list of what those outside are told, by `/api/v1/events`. A new one is a line here, a row of docs/events.md, and
 * an insert into the outbox by the statement that makes it so (outbox-store.ts).
 *
 * `software.state-changed`: a deployment unit, execution unit or execution environment came, changed or went.
 * `operation.completed`: an operation succeeded, failed or was cancelled.
 */
export const toldTypes = ['software.state-changed', 'operation.completed'] as const;
export type ToldType = (typeof toldTypes)[number];

/** An event as it is kept. */
export interface ToldEvent {
  /** Its place among all events; grows by one. */
  readonly seq: number;
  readonly at: Date;
  readonly type: ToldType;
  /** Public id of the device it is about. */
  readonly device: string | null;
  /** The rest, by type (docs/events.md). */
  readonly data: Readonly<Record<string, unknown>>;
}

/** The one form in which an event leaves: `{id, type, at, deviceId, …}` as JSON, in one line. */
export function toldText({ seq, type, at, device, data }: ToldEvent): string {
  return JSON.stringify({ id: String(seq), type, at: at.toISOString(), deviceId: device, ...data });
}

/** `a,b` → the types. @throws MusterError `invalidRequest` naming those there are */
export function readToldTypes(text: string): ToldType[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const stranger = names.find((name) => !(toldTypes as readonly string[]).includes(name));
  if (stranger === undefined && names.length > 0) return [...new Set(names)] as ToldType[];
  const allowed = toldTypes.join(', ');
  throw new MusterError(
    'invalidRequest',
    stranger === undefined
      ? `types is empty; allowed: ${allowed}, as a comma list`
      : `types names "${stranger.slice(0, 60)}"; allowed: ${allowed}`,
    { items: [{ path: 'types', message: `a comma list of ${allowed}` }] },
  );
}

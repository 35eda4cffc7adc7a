import type { TimelineItem } from '../api/resources.ts';

/** What happened, in one line: the type and the details that are plain values. */
export function timelineText(item: TimelineItem): string {
  const { at: _, type, ...detail } = item;
  return `${type}  ${Object.entries(detail).flatMap(partOf).join(', ')}`.trimEnd();
}

function partOf([name, value]: [string, unknown]): string[] {
  if (name === 'events' && Array.isArray(value)) return value.map(eventText);
  if (value === null || value === undefined || value === '' || value === 0) return [];
  // The ids of rows help nobody who reads along.
  if (name.endsWith('Id')) return [];
  if (name === 'kind' || name === 'state' || name === 'text') return [String(value)];
  return [`${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`];
}

function eventText(event: unknown): string {
  const { code, commandKey } = (typeof event === 'object' && event !== null ? event : { code: event }) as {
    readonly code?: unknown;
    readonly commandKey?: unknown;
  };
  return commandKey ? `${String(code)} (${String(commandKey)})` : String(code);
}

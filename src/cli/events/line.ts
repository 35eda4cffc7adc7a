import { printable } from '../output/printable.ts';
import { shortTime } from '../output/times.ts';
import type { EventItem } from './follow.ts';

/** An event in one line for people, safe to print. */
export function eventLine(event: EventItem): string {
  return printable([shortTime(event.at), event.deviceId, ...words(event)].filter(Boolean).join('  '));
}

function words(event: EventItem): string[] {
  const text = (field: string): string => (typeof event[field] === 'string' ? event[field] : '');
  switch (event.type) {
    case 'software.state-changed': {
      const version =
        event['fromVersion'] === undefined ? text('version') : `${text('fromVersion')} → ${text('version')}`;
      const fault = text('faultCode') === '' ? faultText(event['fault']) : text('faultCode');
      const change = `${text('from') || '–'} → ${text('to') || '–'}`;
      return [text('kind'), `${text('unit')} ${version}`.trim(), change, text('cause'), fault];
    }
    case 'operation.completed':
      return [`${text('kind')} ${text('state')}`, faultText(event['fault']), `operation ${text('operationId')}`];
    case 'stream.gap':
      return [
        text('reason') === 'expired'
          ? `events after ${text('after')} up to ${text('resumeAfter')} are not kept any more`
          : `there is no event ${text('after')}; going on after ${text('resumeAfter')}`,
      ];
    // One that this version of the command line does not know.
    default:
      return [event.type, JSON.stringify(event)];
  }
}

function faultText(fault: unknown): string {
  if (typeof fault !== 'object' || fault === null) return '';
  const { code, reason, message } = fault as { code?: number; reason?: string; message?: string };
  return `fault ${code || reason || ''}: ${message ?? ''}`;
}

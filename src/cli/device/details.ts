import type { Device, Operation, TimelineItem } from '../api/resources.ts';
import { facts, nothing, table } from '../output/table.ts';
import { ago, shortTime } from '../output/times.ts';
import { timelineText } from './timeline.ts';

/** One gateway on one screen: who it is, what it runs, what it is owed, what happened lately. */
export function deviceDetails(
  device: Device,
  open: readonly Operation[],
  timeline: readonly TimelineItem[],
  now: number,
): string[] {
  const who = facts([
    ['id', device.id],
    ['maker', [device.manufacturer, device.oui && `OUI ${device.oui}`].filter(Boolean).join(', ')],
    ['product class', device.productClass],
    ['serial number', device.serialNumber],
    ['hardware', device.hardwareVersion],
    ['software', device.softwareVersion],
    ['status', device.quarantined ? `${device.status}, quarantined` : device.status],
    ['last heard', withAge(device.lastInformAt, now) ?? 'never'],
    ['last events', device.lastEvents.join(', ')],
    ['last boot', withAge(device.lastBootAt, now)],
    ['address', device.ipAddress],
    ['connection request', device.connectionRequestUrl],
    ['data model', device.root && `${device.root} (CWMP ${device.cwmpVersion ?? '?'})`],
    ['tags', device.tags.join(', ')],
    ['site', device.site],
    ['subscriber', device.subscriber],
    ['time zone', device.timeZone],
  ]);
  const work = open.map((operation) => [
    operation.kind,
    operation.state,
    String(operation.attempt),
    ago(operation.createdAt, now) ?? nothing,
    operation.campaignId ? `campaign ${operation.campaignId}` : nothing,
  ]);
  const titles = ['operation', 'state', 'attempt', 'ordered', 'by'];
  return [
    ...who,
    '',
    ...(work.length === 0
      ? ['no work is owed to it']
      : table(
          titles.map((title) => ({ title })),
          work,
        )),
    ...(timeline.length === 0 ? [] : ['', ...facts(timeline.map((item) => [shortTime(item.at)!, timelineText(item)]))]),
  ];
}

function withAge(time: string | null, now: number): string | null {
  const age = ago(time, now);
  return age === null ? null : `${shortTime(time)} (${age})`;
}

import type { Device, Page } from '../api/resources.ts';
import { nothing, table } from '../output/table.ts';
import { ago } from '../output/times.ts';

/** The fleet as a table, with a closing line that says how much of it is shown. */
export function deviceTable(page: Page<Device>, now: number): string[] {
  const { items, count } = page;
  if (items.length === 0) return ['no gateway matches'];
  const rows = items.map((device) => [
    device.id,
    device.status,
    device.softwareVersion ?? nothing,
    device.ipAddress ?? nothing,
    ago(device.lastInformAt, now) ?? 'never',
    device.tags.join(', ') || nothing,
  ]);
  const titles = ['id', 'status', 'version', 'address', 'last heard', 'tags'];
  const lines = table(
    titles.map((title) => ({ title })),
    rows,
  );
  const of = count !== undefined && count > items.length ? ` of ${count}` : '';
  const more = page.next === null || page.next === undefined ? '' : '; raise --limit or narrow it with --filter';
  return [...lines, '', `${items.length}${of} ${items.length === 1 && of === '' ? 'gateway' : 'gateways'}${more}`];
}

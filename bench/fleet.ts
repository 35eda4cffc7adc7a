import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isUnreachable } from '../src/cli/api/client.ts';
import type { Campaign, Page, Progress, StoredFile } from '../src/cli/api/resources.ts';
import { packFirmware, pseudoRandomPayload } from '../src/simulator/firmware-image.ts';
import { type RunningFleet, startMusterAndFleet } from './fleet/children.ts';
import { tickSeconds } from './fleet/ticks.ts';
import { residentMb } from './resident.ts';
import { table } from './table.ts';

/**
 * `npm run bench:fleet`: simulated gateways speak the real protocol to a running Muster – first contact, a firmware
 * campaign in three waves, the download, the reboot, the proof – all on this machine. Their state is kept in memory
 * (/dev/shm where there is one), that of Muster on disk. Ends with status 1 unless every gateway was upgraded. Figures: docs/benchmarks.md.
 */
const { values: flags } = parseArgs({
  options: {
    devices: { type: 'string', default: '100000' },
    /** Processes that the gateways are spread over. */
    simulators: { type: 'string', default: '4' },
    /** Gateways switched on in a second, over all processes. */
    'per-second': { type: 'string', default: '100' },
  },
});
const devices = Number(flags.devices);
const simulators = Math.min(Number(flags.simulators), devices);
const perSecond = Number(flags['per-second']);
const model = { productClass: 'MG100', version: '2.0.0' };

/** Answers that may come too late before it is given up. */
const mostLate = 10;
const started = Date.now();
const secondsSince = (since: number): number => Math.round((Date.now() - since) / 1000);
const say = (text: string): void => console.log(`[${String(secondsSince(started)).padStart(5)} s] ${text}`);

const name = `muster-bench-fleet-${process.pid}`;
const folders = {
  muster: path.join(tmpdir(), name),
  gateways: path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), `${name}-gateways`),
};
let fleet: RunningFleet | null = null;
try {
  for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true });
  fleet = await startMusterAndFleet(folders, { devices, simulators, rampSeconds: Math.ceil(devices / perSecond) });
  const running = fleet;
  say(`${devices.toLocaleString('en')} gateways in ${simulators} processes are being switched on`);
  const contact = await watched('known', async () => {
    const { count = 0 } = await running.api.get<Page<unknown>>('/devices', { count: true, limit: 1 });
    return { done: count, over: count >= devices };
  });
  const known = residentMb(running.musterPid);

  const image = packFirmware({ ...model, payload: pseudoRandomPayload(8 * 1024, 'bench') });
  const file = await running.api.upload<StoredFile>(
    '/files',
    { name: 'bench.img', version: model.version, productClass: model.productClass },
    Uint8Array.from(image),
  );
  const campaign = await running.api.post<Campaign>('/campaigns', {
    name: 'bench',
    kind: 'firmware',
    filter: `productClass = "${model.productClass}"`,
    artifact: { fileId: file.id },
    waves: [{ size: '100' }, { size: '10%' }, { size: 'rest' }],
    limits: { maxInFlight: 7_000, perMinute: 60_000 },
  });
  await running.api.post(`/campaigns/${campaign.id}/start`);
  let last: Progress | null = null;
  const upgrade = await watched('ended', async () => {
    last = await running.api.get<Progress>(`/campaigns/${campaign.id}/progress`);
    const done = last.counts.succeeded + last.counts.failed + last.counts.skipped + last.counts.cancelled;
    return { done, over: last.state !== 'running' };
  });
  const { state, counts } = last!;
  const ticks = await tickSeconds(running.metricsUrl);
  console.log();
  console.log(
    table(
      [`${devices.toLocaleString('en')} gateways`, 'figure'],
      [
        ['first contact, gateways a second', (devices / contact).toFixed(0)],
        ['campaign, minutes', (upgrade / 60).toFixed(1)],
        ['upgrades a second', (devices / upgrade).toFixed(0)],
        ['ended', `${state}: ${counts.succeeded} succeeded, ${counts.failed} failed, ${counts.skipped} skipped`],
        ['planner ticks below 150 ms', `${ticks.within} of ${ticks.all}`],
        ['memory of Muster, MB: fleet known, campaign over', `${known}, ${residentMb(running.musterPid)}`],
      ],
    ),
  );
  if (counts.succeeded !== devices) process.exitCode = 1;
} finally {
  await fleet?.stop();
  for (const folder of Object.values(folders)) await rm(folder, { recursive: true, force: true });
}

/**
 * Looks every few seconds until it is over, telling how far it is. Beside so many simulators on the same machine an answer
 * may be late.
 * @returns seconds it took
 */
async function watched(
  what: string,
  look: () => Promise<{ readonly done: number; readonly over: boolean }>,
): Promise<number> {
  const begin = Date.now();
  for (let told = 0, late = 0; ; ) {
    const seen = await Promise.race([look(), fleet!.died]).catch((error: unknown) => {
      if (!isUnreachable(error) || ++late > mostLate) throw error;
      say(`no answer within the time, ${late} of ${mostLate}`);
      return null;
    });
    if (seen === null) continue;
    const { done, over } = seen;
    if (over || Date.now() - told > 30_000) {
      say(`${done.toLocaleString('en')} ${what}`);
      told = Date.now();
    }
    if (over) return Math.max(1, (Date.now() - begin) / 1000);
    await sleep(5_000);
  }
}

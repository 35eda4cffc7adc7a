import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it, test } from 'vitest';
import type { DeviceKey } from '../../src/base/ids.ts';
import type { Answer } from '../../src/cwmp/rpc/index.ts';
import type { Envelope } from '../../src/cwmp/soap/envelope.ts';
import { sweepModules } from '../../src/operations/software-sweep.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { agreeWithParameters } from '../../src/software/track.ts';
import { heard, methodOf, ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';

const muster = withMuster();
const cpes: ScriptedCpe[] = [];
const cpe = (serial: string): ScriptedCpe => {
  const made = new ScriptedCpe(muster.urls.acs, serial, sharedLogin);
  cpes.push(made);
  return made;
};
afterEach(() => Promise.all(cpes.splice(0).map((one) => one.leave())));

const modules = 'Device.SoftwareModules.';
const uuid = 'fe2d23bd-dd02-51b8-af04-f5c18b2b0aa6';
type Told = Readonly<Record<string, string>>;

/** A unit and its execution unit, as most devices tell them. */
const unit = (n: number, name: string, version: string, more: Told = {}): Told => ({
  [`DeploymentUnit.${n}.UUID`]: uuid.toUpperCase(),
  [`DeploymentUnit.${n}.Name`]: name,
  [`DeploymentUnit.${n}.Version`]: version,
  [`DeploymentUnit.${n}.Status`]: 'Installed',
  [`ExecutionUnit.${n}.EUID`]: `${name}/main`,
  [`ExecutionUnit.${n}.Name`]: name,
  [`ExecutionUnit.${n}.Status`]: 'Active',
  ...more,
});

const answerOf = (told: Told): Answer<'GetParameterValues'> => ({
  method: 'GetParameterValues',
  args: {
    ParameterList: Object.entries(told).map(([name, value]) => ({ name: modules + name, value, type: 'string' })),
  },
});

/** Answers reads of the tables with what the device has, until Muster has no more. @returns how many reads there were */
async function serve(device: ScriptedCpe, first: Envelope | null, told: Told): Promise<number> {
  let asked = first;
  let reads = 0;
  while (asked !== null) {
    expect(methodOf(asked)).toBe('GetParameterValues');
    reads++;
    const reply = await device.answer(asked, answerOf(told));
    asked = reply.status === 204 ? null : heard(reply);
  }
  return reads;
}

interface Tables {
  executionEnvironments: Record<string, unknown>[];
  deploymentUnits: Record<string, unknown>[];
  executionUnits: Record<string, unknown>[];
}
const softwareOf = (device: ScriptedCpe): Promise<Tables> => muster.api.get(`/devices/${device.deviceId}/software`);
const historyOf = async (device: ScriptedCpe): Promise<Record<string, unknown>[]> =>
  (await muster.api.get<{ items: Record<string, unknown>[] }>(`/devices/${device.deviceId}/timeline`)).items.filter(
    (item) => item['type'] === 'software',
  );

/** A device whose tables were read once. */
async function known(serial: string, told: Told): Promise<ScriptedCpe> {
  const device = cpe(serial);
  await device.session();
  await muster.api.good('POST', `/devices/${device.deviceId}/operations`, {
    body: { kind: 'refresh', paths: [modules], connectionRequest: false },
  });
  expect(await serve(device, await device.session(), told)).toBe(1);
  return device;
}

describe('the software of a device', () => {
  it('is empty for a device that told of none', async () => {
    const device = cpe('NONE');
    await device.session();
    expect(await softwareOf(device)).toEqual({ executionEnvironments: [], deploymentUnits: [], executionUnits: [] });
    expect((await muster.api.ask('GET', '/devices/00D09E-X-Y/software')).status).toBe(404);
  });

  it('is what was read, with what vendors add', async () => {
    const device = await known('READ', unit(3, 'probe', '1.0', { 'ExecutionUnit.3.Extensions.X_00D09E_Port': '80' }));
    expect(await softwareOf(device)).toMatchObject({
      deploymentUnits: [{ path: 'Device.SoftwareModules.DeploymentUnit.3', uuid, name: 'probe', resolved: null }],
      executionUnits: [{ name: 'probe', status: 'Active', fault: null, extensions: { X_00D09E_Port: '80' } }],
    });
    expect(await historyOf(device)).toEqual([]);
  });

  it('is read again after a boot, a new version and a value change, and at no other time', async () => {
    const told = unit(1, 'probe', '1.0');
    const device = await known('AGAIN', told);
    expect(await device.session()).toBeNull();
    expect(await device.session({ events: ['1 BOOT'] }).then((asked) => serve(device, asked, told))).toBe(1);
    expect(await device.session()).toBeNull();
    device.softwareVersion = '2.0.0';
    expect(await device.session({ events: ['2 PERIODIC'] }).then((asked) => serve(device, asked, told))).toBe(1);
    expect(await device.session()).toBeNull();
    const name = `${modules}ExecutionUnit.1.Status`;
    const changed = await device.session({ events: ['4 VALUE CHANGE'], parameters: { [name]: 'Idle' } });
    // The notification itself is enough to know it.
    expect((await softwareOf(device)).executionUnits).toMatchObject([{ status: 'Idle' }]);
    expect(await historyOf(device)).toMatchObject([
      { unit: 'probe', kind: 'executionUnit', from: 'Active', to: 'Idle', cause: 'notification' },
    ]);
    expect(await serve(device, changed, { ...told, 'ExecutionUnit.1.Status': 'Idle' })).toBe(1);
  });

  it('is read again after a bootstrap, which takes modules along', async () => {
    const device = await known('WIPED', unit(1, 'probe', '1.0'));
    let asked = await device.session({ events: ['0 BOOTSTRAP'] });
    // First it is given what it forgot.
    while (asked !== null && methodOf(asked) !== 'GetParameterValues')
      asked = heard(await device.refuse(asked, { code: 9000, message: 'Method not supported' }));
    expect(await serve(device, asked, {})).toBe(1);
    expect((await softwareOf(device)).deploymentUnits).toEqual([]);
  });

  it('is not asked for at the boot of a device that never showed any', async () => {
    const device = cpe('PLAIN');
    await device.session();
    expect(await device.session({ events: ['1 BOOT'] })).toBeNull();
  });

  it('gets one read, however many reasons there are', async () => {
    const told = unit(1, 'probe', '1.0');
    const device = await known('MERGED', told);
    // The device never gives the floor: what is queued stays queued.
    for (let boot = 0; boot < 3; boot++) await device.inform({ events: ['1 BOOT'], retryCount: boot });
    expect(await serve(device, await device.session(), told)).toBe(1);
  });

  it('is known of a device that tells of it in its first Inform', async () => {
    const device = cpe('FIRST');
    const parameters = { [`${modules}DeploymentUnit.1.Name`]: 'early' };
    await device.inform({ events: ['4 VALUE CHANGE'], parameters });
    expect(await muster.api.get('/software', { name: 'early' })).toMatchObject({ items: [{ count: 1 }] });
  });

  it('goes with the device', async () => {
    const device = await known('DELETED', unit(1, 'short-lived', '1.0'));
    expect(await muster.api.get('/software', { name: 'short-lived' })).toMatchObject({
      items: [{ count: 1 }, { count: 1 }],
    });
    await device.leave();
    await muster.api.good('DELETE', `/devices/${device.deviceId}`);
    expect(await muster.api.get('/software', { name: 'short-lived' })).toEqual({ items: [], next: null });
  });
});

describe('what a device tells of its units', () => {
  // Bodies as the stacks write them: other order, other names, Resolved missing.
  test.each([
    ['du-state-change-complete-rdk', null],
    ['du-state-change-complete-icwmp', 'Installed'],
    ['du-state-change-complete-standard', 'Installed'],
    ['autonomous-du-state-change-complete-rdk', null],
  ])('%s moves its row at once', async (file, to) => {
    const xml = await readFile(new URL(`../fixtures/envelopes/${file}.xml`, import.meta.url), 'utf8');
    const before = unit(3, 'sample1', '0.9', { 'DeploymentUnit.3.Status': 'Updating' });
    const device = await known(`WIRE${file.replaceAll('-', '')}`, before);
    await device.inform({ events: ['11 DU STATE CHANGE COMPLETE'] });
    const body = heard(await device.post(xml)).body;
    expect(body.kind).toBe('response');
    const { deploymentUnits } = await softwareOf(device);
    if (to === null) expect(deploymentUnits).toEqual([]);
    else expect(deploymentUnits).toMatchObject([{ uuid, name: 'sample1', status: to, version: '1.0', resolved: null }]);
    expect(await historyOf(device)).toEqual(
      expect.arrayContaining([expect.objectContaining({ unit: uuid, from: 'Updating', to: to ?? 'Uninstalled' })]),
    );
    // And it is read: what it told is not the last word.
    const asked = heard(await device.empty());
    expect(await serve(device, asked, unit(3, 'sample1', '1.0'))).toBe(1);
    expect((await softwareOf(device)).deploymentUnits).toMatchObject([{ status: 'Installed', version: '1.0' }]);
  });
});

describe('the fleet', () => {
  it('tells which versions of a name run where, and who has faults', async () => {
    const failing = { 'ExecutionUnit.1.Status': 'Idle', 'ExecutionUnit.1.ExecutionFaultCode': 'FailureOnStart' };
    await known('F1', unit(1, 'speedtest', '1.9'));
    await known('F2', unit(1, 'speedtest', '1.10'));
    await known('F3', unit(1, 'speedtest', '1.10', failing));
    const installed = { kind: 'deploymentUnit', name: 'speedtest', faults: {} };
    expect(await muster.api.get('/software', { name: 'speedtest', kind: 'deploymentUnit' })).toEqual({
      items: [
        { ...installed, version: '1.9', count: 1, statuses: { Installed: 1 } },
        { ...installed, version: '1.10', count: 2, statuses: { Installed: 2 } },
      ],
      next: null,
    });
    expect(await muster.api.get('/software', { name: 'speedtest', fault: 'true' })).toMatchObject({
      items: [{ kind: 'executionUnit', count: 3, statuses: { Active: 2, Idle: 1 }, faults: { FailureOnStart: 1 } }],
    });
    const devices = async (query: Record<string, string>) => {
      const { items } = await muster.api.get<{ items: { deviceId: string }[] }>('/software/speedtest/devices', query);
      return items.map(({ deviceId }) => deviceId.slice(-2));
    };
    expect(await devices({ version: '1.10' })).toEqual(['F2', 'F3']);
    expect(await devices({ fault: 'true' })).toEqual(['F3']);
    expect(await devices({ fault: 'FailureOnStop' })).toEqual([]);
    expect(await devices({ status: 'Active' })).toEqual(['F1', 'F2']);
    expect(await devices({ version: '9' })).toEqual([]);
    const filtered = async (filter: string) =>
      (await muster.api.get<{ items: { id: string }[] }>('/devices', { filter })).items.map(({ id }) => id.slice(-2));
    expect(await filtered('du("speedtest").version < "1.10"')).toEqual(['F1']);
    expect(await filtered('du("speedtest") and not eu("speedtest").status = "Active"')).toEqual(['F3']);
  });

  it('leads through all pages without gaps and repeats', async () => {
    for (let i = 0; i < 5; i++) {
      await known(`P${i}`, {
        ...unit(1, 'paged', `1.${i % 2}`),
        ...(i === 3 ? { 'ExecutionUnit.1.Status': 'Idle' } : {}),
      });
    }
    for (const limit of [1, 2, 3, 100]) {
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const page: { items: { deviceId: string; kind: string }[]; next: string | null } = await muster.api.get(
          '/software/paged/devices',
          { limit, ...(cursor === null ? {} : { cursor }) },
        );
        found.push(...page.items.map(({ deviceId, kind }) => `${deviceId.slice(-2)} ${kind}`));
        cursor = page.next;
      } while (cursor !== null);
      expect(found).toHaveLength(10);
      expect(new Set(found).size).toBe(10);
    }
    const versions: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { version: string; kind: string }[]; next: string | null } = await muster.api.get(
        '/software',
        {
          name: 'paged',
          limit: 1,
          ...(cursor === null ? {} : { cursor }),
        },
      );
      versions.push(...page.items.map(({ version, kind }) => `${kind} ${version}`));
      cursor = page.next;
    } while (cursor !== null);
    expect(versions).toEqual(['deploymentUnit 1.0', 'deploymentUnit 1.1', 'executionUnit ']);
  });

  test.each([
    ['/software', { kind: 'unit' }],
    ['/software', { nmae: 'x' }],
    ['/software', { cursor: 'x' }],
    ['/software/x/devices', { fault: '' }],
    ['/software/x/devices', { cursor: 'x' }],
  ] as const)('refuses %s with %j', async (path, query) => {
    expect((await muster.api.ask('GET', path, { query: query as Record<string, string> })).status).toBe(400);
  });
});

it('the sweep reads what is due, without calling anybody, and repairs what a version before left behind', async () => {
  const told = unit(1, 'left-over', '1.0');
  const device = await known('SWEPT', told);
  const { rows } = await muster.pool.query<{ id: DeviceKey }>('SELECT id FROM device WHERE public_id = $1', [
    device.deviceId,
  ]);
  const { id } = rows[0]!;
  // As a version without these tables left it: one row is missing, one is of the day before yesterday.
  await muster.pool.query("DELETE FROM software_unit WHERE device_id = $1 AND kind = 'd'", [id]);
  await muster.pool.query("UPDATE software_count SET n = 0 WHERE status = 'Installed' AND shard = $1::bigint % 32", [
    id,
  ]);
  await muster.pool.query("UPDATE software_unit SET fault = 'X_Stale' WHERE device_id = $1", [id]);
  await muster.pool.query('UPDATE software_device SET next_read_at = now() WHERE device_id = $1', [id]);
  const now = new Date(Date.now() + 1_000);
  const due = await inTransaction(muster.pool, (tx) => sweepModules(tx, now, 100));
  expect(due).toEqual([{ device: id, root: 'Device.' }]);
  await inTransaction(muster.pool, (tx) => agreeWithParameters(tx, due, now));
  const units = await muster.pool.query('SELECT kind, fault FROM software_unit WHERE device_id = $1 ORDER BY kind', [
    id,
  ]);
  expect(units.rows).toEqual([
    { kind: 'd', fault: '' },
    { kind: 'u', fault: '' },
  ]);
  expect(await serve(device, await device.session(), told)).toBe(1);
  expect(await inTransaction(muster.pool, (tx) => sweepModules(tx, now, 100))).toEqual([]);
});

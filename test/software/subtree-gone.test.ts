import { beforeAll, expect, test } from 'vitest';
import type { Call } from '../../src/cwmp/rpc/index.ts';
import { readTimeline } from '../../src/devices/timeline-store.ts';
import { hasModules, readUnits } from '../../src/software/store.ts';
import { type Stage, stage } from '../operations/support/stage.ts';
import { withDatabase } from '../support/database.ts';

// A firmware without software modules: what was known of them goes once the device proves it, and not before.
const database = withDatabase();
let muster: Stage;
beforeAll(() => {
  muster = stage(database.pool);
});

const modules = 'Device.SoftwareModules.';
const rows = [
  [`${modules}ExecEnv.1.Name`, 'native'],
  [`${modules}ExecEnv.1.Status`, 'Up'],
  [`${modules}DeploymentUnit.1.Name`, 'meter'],
  [`${modules}DeploymentUnit.1.Version`, '1.0'],
  [`${modules}DeploymentUnit.1.Status`, 'Installed'],
  [`${modules}ExecutionUnit.1.Name`, 'meterd'],
  [`${modules}ExecutionUnit.1.Status`, 'Active'],
] as const;

/** Orders a read of the modules, and answers what is asked. @returns what was asked */
async function read(
  serial: string,
  hear: (call: Call) => readonly (readonly [string, string])[] | readonly string[] | number,
) {
  const talk = await muster.call(serial);
  const id = await muster.order(talk.device, 'refresh', { paths: [modules] });
  const asked: string[] = [];
  for (let call = await talk.ask(); call; ) {
    asked.push(call.method);
    const heard = hear(call);
    if (typeof heard === 'number') call = await talk.fault(heard);
    else if (call.method === 'GetParameterNames')
      call = await talk.answer('GetParameterNames', {
        ParameterList: (heard as readonly string[]).map((Name) => ({ Name, Writable: false })),
      });
    else
      call = await talk.answer('GetParameterValues', {
        ParameterList: (heard as typeof rows).map(([name, value]) => ({ name, value, type: 'string' })),
      });
  }
  expect((await muster.operation(id)).state).toBe('succeeded');
  return { device: talk.device, asked };
}
const isRoot = (call: Call): boolean =>
  call.method === 'GetParameterNames' && call.args.ParameterPath === 'Device.' && call.args.NextLevel;

test('where the root does not list them any more, the rows go, with a line in the history', async () => {
  const { device } = await read('G1', () => rows);
  expect(await readUnits(database.pool, device)).toHaveLength(3);
  const { asked } = await read('G1', (call) =>
    isRoot(call) ? ['Device.DeviceInfo.', 'Device.ManagementServer.'] : 9005,
  );
  expect(asked).toEqual(['GetParameterValues', 'GetParameterNames', 'GetParameterNames']);
  expect(await readUnits(database.pool, device)).toEqual([]);
  expect(await hasModules(database.pool, device)).toBe(false);
  const items = (
    await readTimeline(database.pool, device, {
      before: new Date(8.64e15),
      skip: 0,
      limit: 100,
    })
  ).filter(({ type }) => type === 'software');
  expect(items.map(({ detail }) => [detail['kind'], detail['cause'], detail['to']]).toSorted()).toEqual([
    ['deploymentUnit', 'subtree gone', null],
    ['executionEnvironment', 'subtree gone', null],
    ['executionUnit', 'subtree gone', null],
  ]);
  // They come back with the next firmware.
  await read('G1', () => rows);
  expect(await readUnits(database.pool, device)).toHaveLength(3);
});

test('an answer with nothing in it proves it as well', async () => {
  const { device } = await read('G2', () => rows);
  await read('G2', () => []);
  expect(await readUnits(database.pool, device)).toEqual([]);
});

test('faults alone prove nothing: a root that still lists them, or that does not answer, takes no row away', async () => {
  const { device } = await read('G3', () => rows);
  await read('G3', (call) => (isRoot(call) ? ['Device.DeviceInfo.', modules] : 9005));
  await read('G3', () => 9005);
  await read('G3', () => 9002);
  expect(await readUnits(database.pool, device)).toHaveLength(3);
  const items = (
    await readTimeline(database.pool, device, {
      before: new Date(8.64e15),
      skip: 0,
      limit: 100,
    })
  ).filter(({ type }) => type === 'software');
  expect(items).toEqual([]);
});

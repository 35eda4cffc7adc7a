import { afterEach, expect, test } from 'vitest';
import type { Operation } from '../../src/cli/api/resources.ts';
import type { Answer, Call } from '../../src/cwmp/rpc/index.ts';
import { hold } from '../scenarios/support/scripted-session.ts';
import { ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';

// ChangeDUState over real HTTP, with a CPE that loses what the test tells it to lose.
const muster = withMuster();
const cpes: ScriptedCpe[] = [];
afterEach(() => Promise.all(cpes.splice(0).map((one) => one.leave())));

type Shown = Operation & {
  readonly result: { readonly results: readonly Record<string, unknown>[] } | null;
  readonly fault: { readonly code: number; readonly message: string; readonly reason?: string } | null;
};
const uuid = '1e1d5c70-0b54-5a3c-9f3e-2f7a5b6c7d8e';
const install = { kind: 'changeDuState', operations: [{ op: 'install', url: 'https://h/du.ipk', uuid }] };

async function known(serial: string): Promise<ScriptedCpe> {
  const cpe = new ScriptedCpe(muster.urls.acs, serial, sharedLogin);
  cpes.push(cpe);
  await hold(cpe);
  return cpe;
}
const order = (cpe: ScriptedCpe, body: object): Promise<Shown> =>
  muster.api.post(`/devices/${cpe.deviceId}/operations`, { ...body, connectionRequest: false });
const shown = ({ id }: Operation): Promise<Shown> => muster.api.get(`/operations/${id}`);

const tables =
  (...units: { version: string; status?: string }[]) =>
  (): Answer<'GetParameterValues'>['args'] => ({
    ParameterList: units.flatMap(({ version, status = 'Installed' }, i) =>
      Object.entries({ UUID: uuid.toUpperCase(), Version: version, Status: status, Name: 'speedtest' }).map(
        ([name, value]) => ({
          name: `Device.SoftwareModules.DeploymentUnit.${i + 1}.${name}`,
          value,
          type: 'string' as const,
        }),
      ),
    ),
  });

test('an answer that is lost: nothing is said twice, the tables prove it, and a late report changes nothing', async () => {
  const cpe = await known('D1');
  const ordered = await order(cpe, install);
  let said!: Call<'ChangeDUState'>['args'];
  const lose = (args: Call<'ChangeDUState'>['args']) => {
    said = args;
    return 'hangUp' as const;
  };
  expect(await hold(cpe, { answers: { ChangeDUState: lose } })).toEqual(['ChangeDUState']);
  const busy = { GetParameterValues: tables({ version: '', status: 'Installing' }) };
  expect(await hold(cpe, { answers: busy })).toEqual(['GetParameterValues']);
  expect(await shown(ordered)).toMatchObject({ state: 'unconfirmed' });
  // Its time comes.
  await muster.pool.query("UPDATE operation SET deadline = now() - interval '1 second' WHERE id = $1", [ordered.id]);
  const asked: string[] = [];
  for (let n = 0; n < 50 && (await shown(ordered)).state === 'unconfirmed'; n++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    asked.push(...(await hold(cpe, { answers: { GetParameterValues: tables({ version: '1.0' }) } })));
  }
  expect(asked).not.toContain('ChangeDUState');
  const done = await shown(ordered);
  expect(done).toMatchObject({ state: 'succeeded', attempt: 1 });
  expect(done.result!.results).toMatchObject([{ operation: 0, evidence: 'tables', version: '1.0', outcome: 'done' }]);

  const late: Call<'DUStateChangeComplete'> = {
    method: 'DUStateChangeComplete',
    args: {
      CommandKey: said.CommandKey,
      Results: [
        {
          UUID: uuid,
          DeploymentUnitRef: '',
          Version: '',
          CurrentState: 'Failed',
          Resolved: true,
          ExecutionUnitRefList: '',
          StartTime: '2026-01-01T00:00:00Z',
          CompleteTime: '2026-01-01T00:00:09Z',
          Fault: { FaultCode: 9018, FaultString: 'too late' },
        },
      ],
    },
  };
  await hold(cpe, {
    events: ['11 DU STATE CHANGE COMPLETE'],
    calls: [late],
    answers: { GetParameterValues: tables({ version: '1.0' }) },
  });
  expect(await shown(ordered)).toEqual(done);
});

test('a factory reset in between: what is left says that nothing was installed', async () => {
  const cpe = await known('D2');
  const ordered = await order(cpe, install);
  await hold(cpe, { answers: { ChangeDUState: () => ({}) } });
  expect(await shown(ordered)).toMatchObject({ state: 'accepted' });
  const asked = await hold(cpe, { events: ['0 BOOTSTRAP', '1 BOOT'], answers: { GetParameterValues: tables() } });
  expect(asked).not.toContain('ChangeDUState');
  const done = await shown(ordered);
  expect(done).toMatchObject({ state: 'failed', fault: { reason: 'notApplied' } });
  expect(done.result!.results).toMatchObject([{ outcome: 'unknown', installed: [], currentState: 'Failed' }]);
});

test('a gateway without ChangeDUState is asked once, and further orders are refused at the door', async () => {
  const cpe = await known('D3');
  const methods = await order(cpe, { kind: 'getRpcMethods' });
  await hold(cpe, { answers: { GetRPCMethods: () => ({ MethodList: ['GetRPCMethods', 'ChangeDUState'] }) } });
  expect(await shown(methods)).toMatchObject({ state: 'succeeded' });
  const ordered = await order(cpe, install);
  expect(await hold(cpe)).toContain('ChangeDUState');
  expect(await shown(ordered)).toMatchObject({ state: 'failed', fault: { code: 9000 } });
  const again = await muster.api.ask('POST', `/devices/${cpe.deviceId}/operations`, { body: install });
  expect([again.status, again.body.code]).toEqual([422, 'notSupported']);
  expect(again.body.detail).toContain('does not support ChangeDUState');
});

import { expect, test } from 'vitest';
import { order } from '../../scenarios/support/orders.ts';
import { hold, type Script } from '../../scenarios/support/scripted-session.ts';
import { ScriptedCpe } from '../../support/cpe.ts';
import { sharedLogin } from '../../support/muster.ts';
import { withMusters } from './support/musters.ts';

const musters = withMusters(2);

test('an AddObject whose answer was lost with its process is asked about in another one, not said again', async () => {
  const table = 'Device.NAT.PortMapping.';
  const instances: number[] = [];
  let answersLost = 0;
  const script: Script = {
    events: ['1 BOOT'],
    answers: {
      GetParameterNames: () => ({
        ParameterList: instances.map((n) => ({ Name: `${table}${n}.`, Writable: true })),
      }),
      AddObject: () => {
        instances.push(instances.length + 1);
        answersLost++;
        return 'hangUp';
      },
    },
  };
  const first = new ScriptedCpe(musters.acs(0), 'L1', sharedLogin);
  await first.session();
  const ordered = await order(musters.api, first.deviceId, {
    kind: 'addObject',
    path: table,
    connectionRequest: false,
  });
  expect(await hold(first, script)).toEqual(['GetParameterNames', 'AddObject']);
  expect([instances, answersLost]).toEqual([[1], 1]);

  // The process is gone for good, with the question in its memory or in the table.
  await musters.stop(0);
  const second = new ScriptedCpe(musters.acs(1), 'L1', sharedLogin);
  expect(await hold(second, script)).toEqual(['GetParameterNames']);
  expect(await musters.api.get(`/operations/${ordered.id}`)).toMatchObject({
    state: 'succeeded',
    result: { instanceNumber: 1 },
  });
  expect(instances).toEqual([1]);
  // The session that broke off is over, whatever comes of it now.
  const late = new ScriptedCpe(musters.acs(1), 'L1', sharedLogin);
  late.cookie = first.cookie;
  const reply = await late.call({ method: 'GetRPCMethods', args: {} });
  expect(reply.status).toBe(400);
});

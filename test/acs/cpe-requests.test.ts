import { afterEach, describe, expect, it } from 'vitest';
import { safeNext } from '../../src/acs/cpe-requests/kicked.ts';
import { requestDownload as requestDownloadHandler } from '../../src/acs/cpe-requests/request-download.ts';
import type { DeviceKey } from '../../src/base/ids.ts';
import type { Call } from '../../src/cwmp/rpc/index.ts';
import { rpcs } from '../../src/cwmp/rpc/index.ts';
import { viewDevice } from '../../src/devices/store.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { faultCode, heard, methodOf, ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';

const muster = withMuster();
const cpes: ScriptedCpe[] = [];
const cpe = (serial: string): ScriptedCpe => {
  const made = new ScriptedCpe(muster.urls.acs, serial, sharedLogin);
  cpes.push(made);
  return made;
};
afterEach(() => Promise.all(cpes.splice(0).map((one) => one.leave())));

const rowsOf = async (table: 'timeline' | 'evidence', device: ScriptedCpe) => {
  const columns = table === 'timeline' ? 't.type, t.detail' : 't.kind, t.applied_to';
  const { rows } = await muster.pool.query<Record<string, unknown>>(
    `SELECT ${columns} FROM ${table} t JOIN device d ON d.id = t.device_id WHERE d.public_id = $1`,
    [device.deviceId],
  );
  return rows.filter((row) => row['type'] !== 'inform' && row['type'] !== 'operation');
};

const ok = { FaultCode: 0, FaultString: '' };
const times = { StartTime: '2026-01-01T00:00:00Z', CompleteTime: '2026-01-01T00:00:09Z' };
const autonomousTransfer: Call<'AutonomousTransferComplete'> = {
  method: 'AutonomousTransferComplete',
  args: {
    AnnounceURL: '',
    TransferURL: 'ftp://user:secret@host/file',
    IsDownload: true,
    FileType: '1 Firmware Upgrade Image',
    FileSize: 5,
    TargetFileName: '',
    FaultStruct: ok,
    ...times,
  },
};
const unit = {
  UUID: '1e1d5c70-0b54-5a3c-9f3e-2f7a5b6c7d8e',
  DeploymentUnitRef: 'Device.SoftwareModules.DeploymentUnit.1',
  Version: '1',
  CurrentState: 'Installed',
  Resolved: true,
  ExecutionUnitRefList: '',
  ...times,
  Fault: ok,
};
const autonomousUnits: Call<'AutonomousDUStateChangeComplete'> = {
  method: 'AutonomousDUStateChangeComplete',
  args: { Results: [{ ...unit, OperationPerformed: 'Install' }] },
};
const strangeUnits: Call<'DUStateChangeComplete'> = {
  method: 'DUStateChangeComplete',
  args: { CommandKey: 'of another ACS', Results: [unit] },
};
const requestDownload: Call<'RequestDownload'> = {
  method: 'RequestDownload',
  args: { FileType: '2 Web Content', FileTypeArg: [{ Name: 'Version', Value: '7' }] },
};
const kicked = (Next: string): Call<'Kicked'> => ({
  method: 'Kicked',
  args: { Command: 'c', Referer: 'http://192.168.1.1/', Arg: 'a', Next },
});

describe('a request of the CPE', () => {
  const completions: [call: Call, kind: string, item: Record<string, unknown>][] = [
    [
      autonomousTransfer,
      'autonomousTransferComplete',
      { type: 'transfer', detail: { autonomous: true, fileSize: 5, faultCode: 0, transferUrl: 'ftp://host/file' } },
    ],
    [
      autonomousUnits,
      'autonomousDuStateChangeComplete',
      {
        type: 'software',
        detail: { unit: unit.UUID, to: 'Installed', cause: 'autonomous', operationPerformed: 'Install' },
      },
    ],
    [
      strangeUnits,
      'duStateChangeComplete',
      { type: 'software', detail: { to: 'Installed', cause: 'operation', operationId: null } },
    ],
  ];
  it.each(completions.map(([call, kind, item]) => [call.method, call, kind, item] as const))(
    '%s is kept before it is answered, and once, however often it comes',
    async (method, call, kind, item) => {
      const device = cpe(`R-${method.slice(0, 14)}`);
      for (let session = 0; session < 2; session++) {
        await device.inform({ events: ['10 AUTONOMOUS TRANSFER COMPLETE'] });
        for (let time = 0; time < 2; time++) {
          const reply = await device.call(call);
          expect(heard(reply).body).toMatchObject({ kind: 'response', method });
          expect(await rowsOf('evidence', device)).toEqual([{ kind, applied_to: null }]);
        }
        // Deployment units that changed are read again.
        const next = await device.empty();
        if (kind === 'autonomousTransferComplete') expect(next.status).toBe(204);
        else expect(methodOf(heard(next))).toBe('GetParameterValues');
      }
      expect(await rowsOf('timeline', device)).toMatchObject([item]);
    },
  );

  it('RequestDownload is answered and shown once a session', async () => {
    const device = cpe('R-RD');
    for (let session = 1; session <= 2; session++) {
      await device.inform({ events: ['9 REQUEST DOWNLOAD'] });
      for (let time = 0; time < 2; time++) {
        expect(methodOf(heard(await device.call(requestDownload)))).toBe('RequestDownload');
      }
      expect((await device.empty()).status).toBe(204);
      const items = await rowsOf('timeline', device);
      expect(items).toHaveLength(session);
      expect(items[0]).toMatchObject({
        type: 'transfer',
        detail: { requested: true, fileType: '2 Web Content', arguments: [{ name: 'Version', value: '7' }] },
      });
    }
  });

  it('RequestDownload is met by whoever has a policy for it, in the transaction that keeps it', async () => {
    const device = cpe('RDP');
    await device.session();
    const { rows } = await muster.pool.query<{ id: DeviceKey }>('SELECT id FROM device WHERE public_id = $1', [
      device.deviceId,
    ]);
    const view = (await viewDevice(muster.pool, rows[0]!.id))!;
    const met: unknown[] = [];
    const context = {
      device: view,
      session: { id: 'session', booted: false },
      runner: undefined as never,
      now: new Date(),
      deps: {
        publicHost: 'h',
        requested: () => undefined,
        downloadRequested: async (_tx: unknown, { id }: { id: string }, wanted: unknown) => {
          met.push([id, wanted]);
        },
      },
    };
    const say = () =>
      inTransaction(muster.pool, (tx) => requestDownloadHandler.remember!(tx, requestDownload.args as never, context));
    await say();
    await say();
    expect(met).toEqual([[device.deviceId, { fileType: '2 Web Content', args: [{ name: 'Version', value: '7' }] }]]);
  });

  it('Kicked is answered with a page of ours or with none', async () => {
    const device = cpe('R-K');
    await device.inform({ events: ['5 KICKED'] });
    const next = async (url: string): Promise<string> => {
      const { body } = heard(await device.call(kicked(url)));
      if (body.kind !== 'response') throw new TypeError('no response');
      return rpcs.Kicked.response.decode(body.element, '').NextURL;
    };
    expect(await next('http://127.0.0.1/welcome?a=1')).toBe('http://127.0.0.1/welcome?a=1');
    expect(await next('https://evil.example/')).toBe('');
    expect((await rowsOf('timeline', device)).map((row) => row['type'])).toEqual(['note', 'note']);
  });

  it('GetRPCMethods names all of them', async () => {
    const device = cpe('R-G');
    await device.inform();
    const { body } = heard(await device.call({ method: 'GetRPCMethods', args: {} }));
    if (body.kind !== 'response') throw new TypeError('no response');
    expect([...rpcs.GetRPCMethods.response.decode(body.element, '').MethodList].sort()).toEqual([
      'AutonomousDUStateChangeComplete',
      'AutonomousTransferComplete',
      'DUStateChangeComplete',
      'GetRPCMethods',
      'Inform',
      'Kicked',
      'RequestDownload',
      'TransferComplete',
    ]);
  });

  it('is answered in the middle of our questions too, and the question stays open (quirk 93)', async () => {
    const device = cpe('RM');
    await device.session();
    const order = { kind: 'getParameterValues', paths: ['Device.DeviceInfo.UpTime'], connectionRequest: false };
    const { id } = await muster.api.post<{ id: string }>(`/devices/${device.deviceId}/operations`, order);
    const asked = await device.session();
    for (const call of [autonomousTransfer, requestDownload, { method: 'GetRPCMethods', args: {} } as const]) {
      expect(methodOf(heard(await device.call(call)))).toBe(call.method);
    }
    const end = await device.answer(asked!, {
      method: 'GetParameterValues',
      args: { ParameterList: [{ name: 'Device.DeviceInfo.UpTime', value: '7', type: 'unsignedInt' }] },
    });
    expect(end.status).toBe(204);
    expect(await muster.api.get(`/operations/${id}`)).toMatchObject({ state: 'succeeded' });
  });

  it('with arguments that make no sense is answered with fault 8003, and nothing is kept', async () => {
    const device = cpe('R-B');
    await device.inform();
    const bad = '<cwmp:RequestDownload><FileTypeArg/></cwmp:RequestDownload>';
    expect(faultCode(await device.post(device.envelope(bad)))).toBe(8003);
    expect(await rowsOf('evidence', device)).toEqual([]);
    expect((await device.empty()).status).toBe(204);
  });
});

it.each([
  ['http://acs.example/next', 'http://acs.example/next'],
  ['https://ACS.example:8443/next', 'https://acs.example:8443/next'],
  ['https://acs.example.evil/', ''],
  ['https://evil/?acs.example', ''],
  ['https://acs.example@evil/', ''],
  ['https://user:pw@acs.example/', ''],
  ['javascript:alert(1)//acs.example', ''],
  ['//acs.example/', ''],
  ['/next', ''],
  ['', ''],
  [`http://acs.example/${'x'.repeat(1100)}`, ''],
])('a browser that wants to go on to %s is sent to "%s"', (next, safe) => {
  expect(safeNext(next, 'acs.example')).toBe(safe);
});

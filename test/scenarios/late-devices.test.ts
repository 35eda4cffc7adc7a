import { afterEach, beforeAll, expect, test } from 'vitest';
import type { StoredFile } from '../../src/cli/api/resources.ts';
import { ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';
import { until } from '../support/until.ts';
import { expectBooksToBalance, openOperations } from './support/books.ts';
import { progressOf, reaches, started, targetsOf, uploadFirmware } from './support/campaigning.ts';
import { hold, queued, type Script, transferComplete, transferQueue } from './support/scripted-session.ts';

// Devices that come back after everybody has stopped waiting for them.
const muster = withMuster();
let file: StoredFile;
beforeAll(async () => {
  const { api } = muster;
  const query = { name: 'any', version: '2.0.0', fileType: '1 Firmware Upgrade Image' };
  file = await api.good('POST', '/files', { query, body: Buffer.from('bytes') });
  expect((await uploadFirmware(api, '9.9.9')).productClass).toBe('MG100');
});
afterEach(async () => {
  await muster.pool.query('DELETE FROM device');
});

const plan = {
  filter: 'productClass = "TEST"',
  timeouts: { claimMinutes: 1, transferMinutes: 1, giveUpMinutes: 0.05 },
};

/** A device that answers what Muster sets of its own accord. */
function known(serial: string): { cpe: ScriptedCpe; session(script?: Script): Promise<string[]> } {
  const cpe = new ScriptedCpe(muster.urls.acs, serial, sharedLogin);
  return {
    cpe,
    session: (script = {}) =>
      hold(cpe, {
        ...script,
        answers: {
          SetParameterValues: () => ({ Status: 0 }),
          GetParameterValues: () => ({ ParameterList: [] }),
          ...script.answers,
        },
      }),
  };
}

/** Time passes: whatever has a deadline is due now. */
async function nobodyWaits(): Promise<void> {
  await muster.pool.query('UPDATE operation SET deadline = now() WHERE deadline IS NOT NULL');
}

test('an order that was lost is not given again once the campaign has ended without the device', async () => {
  const { api } = muster;
  const { cpe, session } = known('LATE1');
  await session();
  const { id } = await started(api, file, plan);
  await until('it is claimed', async () => (await progressOf(api, id)).counts.inflight === 1);
  await session({ answers: { Download: () => 'hangUp' } });
  await nobodyWaits();
  await reaches(api, id, 'completedWithFailures');
  expect(await targetsOf(api, id)).toMatchObject([{ state: 'failed', reason: 'unreachable' }]);

  const back = await session({ answers: { Download: () => queued, GetAllQueuedTransfers: () => transferQueue() } });
  expect(back).toContain('GetAllQueuedTransfers');
  expect(back).not.toContain('Download');
  expect(await openOperations(muster.pool)).toEqual([]);
  // The lock is free.
  const reboot = { kind: 'reboot', connectionRequest: false };
  expect((await api.ask('POST', `/devices/${cpe.deviceId}/operations`, { body: reboot })).status).toBe(202);
  expect(await targetsOf(api, id)).toMatchObject([{ state: 'failed', reason: 'unreachable', corrected: null }]);
});

test('nor is it while the campaign still runs for others', async () => {
  const { api } = muster;
  const late = known('LATE2');
  const other = known('OTHER');
  await late.session();
  await other.session();
  const { id } = await started(api, file, plan);
  await until('both are claimed', async () => (await progressOf(api, id)).counts.inflight === 2);
  await late.session({ answers: { Download: () => 'hangUp' } });
  await nobodyWaits();
  await until('it is given up', async () => (await progressOf(api, id)).counts.failed === 1);

  const answers = { Download: () => queued, GetAllQueuedTransfers: () => transferQueue() };
  expect(await late.session({ answers })).not.toContain('Download');
  const { rows } = await muster.pool.query('SELECT state FROM operation WHERE active');
  expect(rows).toEqual([{ state: 'queued' }]);
  other.cpe.softwareVersion = '2.0.0';
  await other.session();
  await reaches(api, id, 'completedWithFailures');
  await expectBooksToBalance(muster.pool, id);
});

test('a device that is found still at it goes on, and its late success is put on record', async () => {
  const { api } = muster;
  const { cpe, session } = known('LATE3');
  await session();
  const { id } = await started(api, file, plan);
  await until('it is claimed', async () => (await progressOf(api, id)).counts.inflight === 1);
  let key = '';
  const Download = ({ CommandKey }: { CommandKey: string }) => {
    key = CommandKey;
    return queued;
  };
  await session({ answers: { Download } });
  await nobodyWaits();
  await reaches(api, id, 'completedWithFailures');
  await session({ answers: { GetAllQueuedTransfers: () => transferQueue(key) } });
  cpe.softwareVersion = '2.0.0';
  await session({ events: ['1 BOOT', '7 TRANSFER COMPLETE'], calls: [transferComplete(key)] });
  expect(await targetsOf(api, id)).toMatchObject([
    { state: 'failed', corrected: 'succeededLate', seenVersion: '2.0.0' },
  ]);
  expect(await openOperations(muster.pool)).toEqual([]);
});

test('a claim that no device answers goes back without counting as an attempt', async () => {
  const { api } = muster;
  const { session } = known('ASLEEP');
  await session();
  const timeouts = { claimMinutes: 0.05, transferMinutes: 1, giveUpMinutes: 1 };
  const { id } = await started(api, file, { ...plan, timeouts });
  await until('it is claimed', async () => (await progressOf(api, id)).counts.inflight === 1);
  const waiting = await until('the claim is taken back', async () => {
    const [target] = await targetsOf(api, id);
    return target?.state === 'waiting' && target;
  });
  expect(waiting).toMatchObject({ reason: 'offline', attempt: 0 });
  const { rows } = await muster.pool.query("SELECT state, active FROM operation WHERE kind = 'upgradeFirmware'");
  expect(rows).toEqual([{ state: 'cancelled', active: false }]);
  await api.post(`/campaigns/${id}/abort`);
  await reaches(api, id, 'aborted');
  await expectBooksToBalance(muster.pool, id);
});

test('a device that is removed while a campaign wants it does not hold the campaign up', async () => {
  const { api } = muster;
  const [flying, waiting, staying] = [known('FLYING'), known('WAITING'), known('STAYING')];
  for (const one of [flying, waiting, staying]) await one.session();
  const { id } = await started(api, file, { ...plan, limits: { maxInFlight: 1, perMinute: 60_000 } });
  const claimed = await until('one is claimed', async () => {
    const targets = await targetsOf(api, id);
    return targets.find((target) => target.state === 'claimed');
  });
  const other = (await targetsOf(api, id)).find((target) => target.state === 'waiting')!;
  for (const { deviceId } of [claimed, other]) await api.good('DELETE', `/devices/${deviceId}`);
  const last = await until('the last one is claimed', async () =>
    (await targetsOf(api, id)).find((target) => target.state === 'claimed'),
  );
  const { cpe, session } = [flying, waiting, staying].find((one) => one.cpe.deviceId === last.deviceId)!;
  cpe.softwareVersion = '2.0.0';
  await session();
  const { counts, total } = await reaches(api, id, 'completed');
  expect(total).toBe(3);
  expect(counts).toMatchObject({ skipped: 1, cancelled: 2, waiting: 0, inflight: 0 });
});

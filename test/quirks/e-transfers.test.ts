import { describe, expect, test } from 'vitest';
import { ended, type OrderedOperation } from '../scenarios/support/orders.ts';
import { until } from '../support/until.ts';
import type { QuirkyGateway } from './support/gateway.ts';
import { expectManageable } from './support/manageable.ts';
import { quirkStage } from './support/stage.ts';
import { configuration, upgraded } from './support/upgrade.ts';

describe('transfers and how they are told', () => {
  const stage = quirkStage();

  /** A file that is no firmware: nothing but the device's own word tells that it is there. */
  async function configured(gateway: QuirkyGateway): Promise<OrderedOperation> {
    const { id } = await gateway.ordered({
      kind: 'download',
      fileType: '3 Vendor Configuration File',
      fileId: await configuration(stage),
    });
    await gateway.wake();
    return ended(stage.muster.api, id);
  }

  const acknowledged = (gateway: QuirkyGateway, times: number) =>
    until(`it was acknowledged ${times} times`, () => gateway.statistics.completesAcknowledged === times);

  test.each([
    [85, 'before the boot'],
    ['85b', 'in a session long after it'],
  ] as const)(
    '85 TransferComplete before the boot, after it or much later: kept by its key, in any order (%s: %s)',
    async (name, _when) => {
      const gateway = await stage.gateway(name);
      expect(await upgraded(stage, gateway)).toMatchObject({
        state: 'succeeded',
        attempt: 1,
        result: { fromVersion: '1.0.0', version: '2.0.0' },
      });
      await acknowledged(gateway, 1);
      expect(gateway.statistics).toMatchObject({ downloads: 1, version: '2.0.0', failedSessions: 0 });
      await until('its completion is known', async () => (await gateway.timeline('transfer')).length === 1);
      expect((await gateway.device()).softwareVersion).toBe('2.0.0');
      // Where only the completion tells the end, it does so whenever it comes.
      const other = await stage.gateway(name);
      const { id } = await other.ordered({
        kind: 'download',
        fileType: '3 Vendor Configuration File',
        fileId: await configuration(stage),
      });
      await other.session();
      await until('it has come with the completion', async () => {
        if (other.statistics.activity === 'idle') await other.session();
        return other.statistics.completesAcknowledged === 1;
      });
      expect(await other.ended(id)).toMatchObject({ state: 'succeeded', attempt: 1 });
    },
  );

  test.each([
    [86, 'in the event only'],
    ['86b', 'in the completion only'],
  ] as const)(
    '86 the CommandKey stands where it should not: either place will do, else the only transfer that is open (%s: %s)',
    async (name, _where) => {
      const gateway = await stage.gateway(name);
      const done = await configured(gateway);
      expect(done).toMatchObject({ state: 'succeeded', attempt: 1, result: { status: 1 } });
      await acknowledged(gateway, 1);
      expect(await gateway.timeline('transfer')).toMatchObject([{ operationId: done.id, faultCode: 0 }]);
      expect(gateway.statistics.downloads).toBe(1);
      expect(await upgraded(stage, gateway)).toMatchObject({ state: 'succeeded', attempt: 1 });
    },
  );

  test('87 TransferComplete never comes: the version that the device reports proves the upgrade', async () => {
    const gateway = await stage.gateway(87);
    expect(await upgraded(stage, gateway)).toMatchObject({ state: 'succeeded', attempt: 1 });
    expect(gateway.statistics).toMatchObject({ downloads: 1, completesAcknowledged: 0, version: '2.0.0' });
  });

  test('88 a TransferComplete that nobody waits for: acknowledged and noted, and nothing is moved by it', async () => {
    const gateway = await stage.gateway(88);
    await expectManageable(gateway);
    expect(await gateway.timeline('transfer')).toMatchObject([{ commandKey: 'never-ordered', operationId: null }]);
    expect(await configured(gateway)).toMatchObject({ state: 'succeeded', attempt: 1 });
  });

  test('89 TransferComplete without key and times: the transfer that is open is over, at an unknown time', async () => {
    const gateway = await stage.gateway(89);
    const unknown = '0001-01-01T00:00:00Z';
    const first = await configured(gateway);
    expect(first).toMatchObject({
      state: 'succeeded',
      attempt: 1,
      result: { status: 1, startTime: unknown, completeTime: unknown },
    });
    // The next one says the very same words, and is another all the same.
    const second = await configured(gateway);
    expect(second).toMatchObject({ state: 'succeeded', attempt: 1 });
    await acknowledged(gateway, 2);
    expect((await gateway.timeline('transfer')).map((item) => item['operationId'])).toEqual([first.id, second.id]);
  });

  test('90 Download is answered with Status 0: done, and no TransferComplete is waited for', async () => {
    const gateway = await stage.gateway(90);
    expect(await configured(gateway)).toMatchObject({ state: 'succeeded', attempt: 1, result: { status: 0 } });
    expect(await gateway.timeline('transfer')).toEqual([]);
    expect(await upgraded(stage, gateway)).toMatchObject({ state: 'succeeded', result: { version: '2.0.0' } });
    expect(gateway.statistics).toMatchObject({ downloads: 2, completesAcknowledged: 0 });
  });

  test('91 a TransferComplete again and again: acknowledged each time, and heard once', async () => {
    const gateway = await stage.gateway(91);
    expect(await configured(gateway)).toMatchObject({ state: 'succeeded', attempt: 1 });
    for (let i = 0; i < 3 && gateway.statistics.completesAcknowledged < 3; i++) await gateway.session();
    await acknowledged(gateway, 3);
    expect(await gateway.timeline('transfer')).toHaveLength(1);
    expect(gateway.statistics).toMatchObject({ downloads: 1, failedSessions: 0 });
  });

  test('92 9010 on Download: our server answers HEAD and ranges by short links without login, and a fault that may pass is tried again', async () => {
    const gateway = await stage.gateway(92);
    expect(await upgraded(stage, gateway)).toMatchObject({ state: 'succeeded', attempt: 1 });
    expect(gateway.statistics).toMatchObject({ downloads: 1, version: '2.0.0' });
    const link = gateway.fleet.gateways[0]!.state.history;
    expect(link.downloads).toHaveLength(1);

    const { id } = await gateway.ordered({
      kind: 'download',
      fileType: '3 Vendor Configuration File',
      url: new URL('/nothing-here', stage.muster.urls.files).href,
    });
    await gateway.wake();
    await until('it failed for the first time', async () => (await gateway.operation(id)).fault !== null);
    expect(await gateway.operation(id)).toMatchObject({
      state: 'queued',
      attempt: 1,
      fault: { code: 9010 },
      retryAt: expect.any(String),
    });
  });
});

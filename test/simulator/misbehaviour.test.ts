import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { assignMisbehaviours, describeMisbehaviour, type Misbehaviour } from '../../src/simulator/misbehaviour.ts';
import { type MisbehaviourFlag, parseMisbehaviour } from '../../src/simulator/misbehaviour-flags.ts';
import { answered, eventually, first, Stage } from './support/stage.ts';

const ids = Array.from({ length: 200 }, (_, index) => `00D09E-MG100-SIM${index}`);
const rules = [
  parseMisbehaviour('fault', '3%:9010'),
  parseMisbehaviour('no-transfer-complete', '2%'),
  parseMisbehaviour('silent', '0.1%'),
  parseMisbehaviour('slow', '5%:64k'),
];

describe('assignment', () => {
  test('cuts disjoint shares, each rounded up to at least one', () => {
    const counts = new Map<string, number>();
    for (const one of assignMisbehaviours(ids, rules, 1).values()) {
      counts.set(describeMisbehaviour(one), (counts.get(describeMisbehaviour(one)) ?? 0) + 1);
    }
    expect(Object.fromEntries(counts)).toEqual({
      'fault:9010': 6,
      noTransferComplete: 4,
      silent: 1,
      'slow:65536': 10,
    });
  });

  test('depends on the seed and on nothing else', () => {
    const assigned = assignMisbehaviours(ids, rules, 1);
    expect(assignMisbehaviours([...ids].reverse(), rules, 1)).toEqual(assigned);
    expect([...assignMisbehaviours(ids, rules, 2).keys()]).not.toEqual([...assigned.keys()]);
  });

  test('refuses more than the whole fleet', () => {
    const all = parseMisbehaviour('silent', '100%');
    expect(assignMisbehaviours(ids, [all], 1).size).toBe(200);
    expect(() => assignMisbehaviours(ids, [all, ...rules], 1)).toThrow('more than the 200 gateways');
  });
});

test.each<[MisbehaviourFlag, string, string]>([
  ['fault', '3%', '--fault "3%" cannot be read; write a share of the fleet up to 100% and a detail, as in 3%:9010'],
  ['fault', '3%:9013', '9013 is not a fault code of this kind'],
  ['fault', '3:9010', 'as in 3%:9010'],
  ['silent', '101%', '--silent "101%"'],
  ['silent', '0%', '--silent "0%"'],
  ['silent', '1%:x', '--silent "1%:x"'],
  ['slow', '1%:fast', '"fast" is not a size'],
  ['reject', '1%:8000', '8000 is not a fault code'],
])('--%s %s is refused', (flag, text, message) => {
  expect(() => parseMisbehaviour(flag, text)).toThrow(message);
});

describe('on the wire', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.set();
  });
  afterEach(async () => {
    await stage.clear();
    expect(stage.defects).toEqual([]);
  });
  const all = (misbehaviour: Misbehaviour) => ({ misbehaviours: [{ percent: 100, misbehaviour }] });

  test('fault: the transfer ends with it', async () => {
    const fleet = await stage.fleet(all({ kind: 'fault', code: 9019 }));
    expect(fleet.misbehaviours().get(first)).toEqual({ kind: 'fault', code: 9019 });
    answered(await stage.download('k'));
    await stage.acs.until(() => stage.acs.completes.length === 1, 'TransferComplete');
    expect(stage.acs.completes[0]!.FaultStruct.FaultCode).toBe(9019);
  });

  test('noTransferComplete: the new version without a word about the transfer', async () => {
    await stage.fleet(all({ kind: 'noTransferComplete' }));
    answered(await stage.download('k'));
    const inform = await stage.acs.informWith('4 VALUE CHANGE');
    expect(inform.events).toEqual(['1 BOOT', '4 VALUE CHANGE']);
    expect(inform.parameters['Device.DeviceInfo.SoftwareVersion']).toBe('2.0.0');
  });

  test('fallBack: success is reported by the old version', async () => {
    await stage.fleet(all({ kind: 'fallBack' }));
    answered(await stage.download('k'));
    const inform = await stage.acs.informWith('M Download k');
    expect(inform.events).toEqual(['1 BOOT', '7 TRANSFER COMPLETE', 'M Download k']);
    expect(inform.parameters['Device.DeviceInfo.SoftwareVersion']).toBe('1.0.0');
    await stage.acs.until(() => stage.acs.completes.length === 1, 'TransferComplete');
    expect(stage.acs.completes[0]!.FaultStruct.FaultCode).toBe(0);
  });

  test('silent: not a word after the Download, nor after a restart', async () => {
    const options = { ...all({ kind: 'silent' }), periodicInterval: 1 } as const;
    const fleet = await stage.fleet(options);
    answered(await stage.download('k'));
    await eventually(() => fleet.statistics().activity.silent).toBe(1);
    const heard = stage.acs.informs.length;
    await fleet.stop();
    const again = await stage.fleet(options);
    await eventually(() => again.statistics().activity.silent).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(stage.acs.informs.length).toBe(heard);
    expect(stage.files.requests).toBe(0);
  });

  test('slow: the bytes take their time', async () => {
    await stage.fleet(all({ kind: 'slow', bytesPerSecond: 200_000 }));
    const begin = performance.now();
    answered(await stage.download('k'));
    await stage.acs.until(() => stage.acs.completes.length === 1, 'TransferComplete');
    expect(performance.now() - begin).toBeGreaterThan(400);
  });

  test('reject: a fault to the Download itself', async () => {
    const refused = stage.download('k');
    await stage.fleet(all({ kind: 'reject', code: 9001 }));
    expect(await refused).toMatchObject({ fault: { code: 9001 } });
  });

  test('duplicateComplete: the same TransferComplete in two sessions', async () => {
    await stage.fleet(all({ kind: 'duplicateComplete' }));
    answered(await stage.download('k'));
    await stage.acs.until(() => stage.acs.completes.length === 2, 'two TransferCompletes');
    expect(stage.acs.completes[1]).toEqual(stage.acs.completes[0]);
    expect(stage.acs.informs.filter((inform) => inform.events.includes('M Download k'))).toHaveLength(2);
  });
});

import { beforeAll, expect, test } from 'vitest';
import type { StoredFile } from '../../src/cli/api/resources.ts';
import { ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';
import { until } from '../support/until.ts';
import { openOperations } from './support/books.ts';
import { uploadFirmware } from './support/campaigning.ts';
import { type OrderedOperation, operationOf, order } from './support/orders.ts';
import { applied, hold, queued, type Script, transferComplete, transferQueue } from './support/scripted-session.ts';

// What a device tells about an upgrade may come in any order, twice or never; only the version proves anything.
const muster = withMuster();
let file: StoredFile;
beforeAll(async () => {
  file = await uploadFirmware(muster.api, '2.0.0');
});

let devices = 0;

class Upgrading {
  readonly cpe: ScriptedCpe;
  readonly id: string;
  readonly keys: string[] = [];
  readonly urls: string[] = [];

  private constructor(cpe: ScriptedCpe, id: string) {
    this.cpe = cpe;
    this.id = id;
  }

  /** A device with an upgrade ordered. */
  static async order(changes: Record<string, unknown> = {}): Promise<Upgrading> {
    const cpe = new ScriptedCpe(muster.urls.acs, `UP${++devices}`, sharedLogin);
    await hold(cpe);
    const fields = { kind: 'upgradeFirmware', fileId: file.id, targetVersion: '2.0.0', connectionRequest: false };
    return new Upgrading(cpe, (await order(muster.api, cpe.deviceId, { ...fields, ...changes })).id);
  }

  /** One session, in which a Download is taken and its key kept, unless the script says something else. */
  session(script: Script = {}, version?: string): Promise<string[]> {
    if (version !== undefined) this.cpe.softwareVersion = version;
    return hold(this.cpe, {
      ...script,
      answers: {
        Download: (args) => {
          this.took(args);
          return queued;
        },
        ...script.answers,
      },
    });
  }

  took({ CommandKey, URL }: { CommandKey: string; URL: string }): void {
    this.keys.push(CommandKey);
    this.urls.push(URL);
  }

  get key(): string {
    return this.keys.at(-1)!;
  }

  complete(faultCode = 0): Pick<Script, 'calls'> {
    return { calls: [transferComplete(this.key, faultCode)] };
  }

  now(): Promise<OrderedOperation> {
    return operationOf(muster.api, this.id);
  }
}

const boot = { events: ['1 BOOT'] };
const bootAndComplete = { events: ['1 BOOT', '7 TRANSFER COMPLETE'] };
const complete = { events: ['7 TRANSFER COMPLETE'] };
const proven = { state: 'succeeded', attempt: 1, result: { fromVersion: '1.0.0', version: '2.0.0' } };

test('the order goes out once, with a link of the device’s own, and a periodic Inform meanwhile changes nothing', async () => {
  const upgrade = await Upgrading.order();
  expect(await upgrade.session()).toEqual(['Download']);
  expect(upgrade.key).toMatch(/^m1-/);
  expect(upgrade.key.length).toBeLessThanOrEqual(32);
  expect(upgrade.urls[0]!.length).toBeLessThanOrEqual(256);
  expect((await fetch(upgrade.urls[0]!)).status).toBe(200);
  for (let i = 0; i < 3; i++) expect(await upgrade.session()).toEqual([]);
  expect(await upgrade.now()).toMatchObject({ state: 'accepted', attempt: 1, commandKey: upgrade.key });
  await upgrade.session(boot, '2.0.0');
  expect(await upgrade.now()).toMatchObject(proven);
});

test('version and TransferComplete in one session', async () => {
  const upgrade = await Upgrading.order();
  await upgrade.session();
  await upgrade.session({ ...bootAndComplete, ...upgrade.complete() }, '2.0.0');
  expect(await upgrade.now()).toMatchObject(proven);
});

test('TransferComplete first, the version later: not done until it shows', async () => {
  const upgrade = await Upgrading.order();
  await upgrade.session();
  await upgrade.session({ ...complete, ...upgrade.complete() });
  expect(await upgrade.now()).toMatchObject({ state: 'applying', result: null });
  await upgrade.session();
  expect(await upgrade.now()).toMatchObject({ state: 'applying' });
  await upgrade.session(boot, '2.0.0');
  expect(await upgrade.now()).toMatchObject(proven);
});

test('the version first, TransferComplete later or never, or with a fault: done when it shows', async () => {
  for (const late of [0, 9010, null]) {
    const upgrade = await Upgrading.order();
    await upgrade.session();
    await upgrade.session(boot, '2.0.0');
    expect(await upgrade.now()).toMatchObject(proven);
    if (late === null) continue;
    await upgrade.session({ ...complete, ...upgrade.complete(late) });
    expect(await upgrade.now()).toMatchObject(proven);
  }
});

test('a version that shows without a boot event counts', async () => {
  const upgrade = await Upgrading.order();
  await upgrade.session();
  await upgrade.session({ events: ['4 VALUE CHANGE'] }, '2.0.0');
  expect(await upgrade.now()).toMatchObject(proven);
});

test('back with the old version after the transfer: fallen back, whichever comes first', async () => {
  const together = await Upgrading.order();
  await together.session();
  await together.session({ ...bootAndComplete, ...together.complete() });
  const apart = await Upgrading.order();
  await apart.session();
  await apart.session({ ...complete, ...apart.complete() });
  await apart.session(boot);
  for (const upgrade of [together, apart]) {
    expect(await upgrade.now()).toMatchObject({ state: 'failed', fault: { code: 0, reason: 'fellBack' } });
  }
});

test('a reboot before the transfer is over is no outcome', async () => {
  const upgrade = await Upgrading.order();
  await upgrade.session();
  await upgrade.session(boot);
  expect(await upgrade.now()).toMatchObject({ state: 'accepted' });
  await upgrade.session(boot, '2.0.0');
  expect(await upgrade.now()).toMatchObject(proven);
});

test('a fault in TransferComplete, or in answer to Download, is the outcome', async () => {
  const later = await Upgrading.order();
  await later.session();
  await later.session({ ...complete, ...later.complete(9018) });
  expect(await later.now()).toMatchObject({ state: 'failed', fault: { code: 9018, message: 'no' } });
  const atOnce = await Upgrading.order();
  const cpe = atOnce.cpe;
  // A device that does not know a method is asked which it knows.
  expect(await hold(cpe)).toEqual(['Download', 'GetRPCMethods']);
  expect(await atOnce.now()).toMatchObject({ state: 'failed', fault: { code: 9000 } });
});

test('a TransferComplete with somebody else’s key moves nothing', async () => {
  const upgrade = await Upgrading.order();
  await upgrade.session();
  for (const key of ['other', upgrade.key.replace(/-1-/, '-2-')]) {
    await upgrade.session({ ...complete, calls: [transferComplete(key, 9010)] });
    expect(await upgrade.now()).toMatchObject({ state: 'accepted', fault: null });
  }
  await upgrade.session(boot, '2.0.0');
  expect(await upgrade.now()).toMatchObject(proven);
});

test('a TransferComplete without a key is about the only transfer there is (quirk 86)', async () => {
  const upgrade = await Upgrading.order();
  await upgrade.session();
  await upgrade.session({ ...complete, calls: [transferComplete('', 9018)] });
  expect(await upgrade.now()).toMatchObject({ state: 'failed', fault: { code: 9018 } });
});

test('a device that applies at once still has to show the version', async () => {
  const upgrade = await Upgrading.order();
  await upgrade.session({ answers: { Download: () => applied } });
  expect(await upgrade.now()).toMatchObject({ state: 'applying' });
  await upgrade.session(boot, '2.0.0');
  expect(await upgrade.now()).toMatchObject(proven);
});

test('the answer to Download got lost but the device has the order: asked, and not sent again', async () => {
  const upgrade = await Upgrading.order();
  const lost = (args: { CommandKey: string; URL: string }): 'hangUp' => {
    upgrade.took(args);
    return 'hangUp';
  };
  await upgrade.session({ answers: { Download: lost } });
  expect(await upgrade.now()).toMatchObject({ state: 'dispatched' });
  const answers = { GetAllQueuedTransfers: () => transferQueue('another', upgrade.key) };
  expect(await upgrade.session({ answers })).toEqual(['GetAllQueuedTransfers']);
  expect(await upgrade.now()).toMatchObject({ state: 'accepted', attempt: 1 });
  await upgrade.session(boot, '2.0.0');
  expect(await upgrade.now()).toMatchObject(proven);
});

test('the order itself got lost: sent again under another key, and the first key moves nothing any more', async () => {
  const upgrade = await Upgrading.order();
  const lost = (args: { CommandKey: string; URL: string }): 'hangUp' => {
    upgrade.took(args);
    return 'hangUp';
  };
  await upgrade.session({ answers: { Download: lost } });
  const answers = { GetAllQueuedTransfers: () => transferQueue('another') };
  expect(await upgrade.session({ answers })).toEqual(['GetAllQueuedTransfers', 'Download']);
  expect(new Set(upgrade.keys).size).toBe(2);
  expect(await upgrade.now()).toMatchObject({ state: 'accepted', attempt: 2, commandKey: upgrade.key });
  await upgrade.session({ ...complete, calls: [transferComplete(upgrade.keys[0]!, 9010)] });
  expect(await upgrade.now()).toMatchObject({ state: 'accepted' });
  await upgrade.session(boot, '2.0.0');
  expect(await upgrade.now()).toMatchObject({ ...proven, attempt: 2 });
});

test('a device that cannot be asked is left alone rather than sent a second Download', async () => {
  const upgrade = await Upgrading.order();
  await upgrade.session({ answers: { Download: () => 'hangUp' } });
  const asked = ['GetAllQueuedTransfers', 'GetQueuedTransfers', 'GetRPCMethods'];
  expect(await upgrade.session()).toEqual(asked);
  expect(await upgrade.session()).toEqual([]);
  expect(await upgrade.now()).toMatchObject({ state: 'unconfirmed', attempt: 1 });
  await upgrade.session(boot, '2.0.0');
  expect(await upgrade.now()).toMatchObject(proven);
});

test('an upgrade that takes too long is unconfirmed, then asked about: still going on, or gone without a trace', async () => {
  const going = await Upgrading.order({ timeoutMinutes: 0.05 });
  const gone = await Upgrading.order({ timeoutMinutes: 0.05 });
  for (const upgrade of [going, gone]) await upgrade.session();
  for (const upgrade of [going, gone]) {
    await until('it is unconfirmed', async () => (await upgrade.now()).state === 'unconfirmed');
  }
  await going.session({ answers: { GetAllQueuedTransfers: () => transferQueue(going.key) } });
  expect(await going.now()).toMatchObject({ state: 'accepted' });
  await going.session(boot, '2.0.0');
  expect(await going.now()).toMatchObject(proven);

  await gone.session({ answers: { GetAllQueuedTransfers: () => transferQueue() } });
  expect(await gone.now()).toMatchObject({ state: 'failed', fault: { reason: 'notApplied' } });
});

test('nothing is left open', async () => {
  expect(await openOperations(muster.pool)).toEqual([]);
});

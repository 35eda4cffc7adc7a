import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperationId } from '../../src/base/ids.ts';
import type { Answer, Call, RpcName } from '../../src/cwmp/rpc/index.ts';
import { rpcs } from '../../src/cwmp/rpc/index.ts';
import { packageOf, SoftwareCpe, uuidOf } from '../operations/support/software-cpe.ts';
import { heard, ScriptedCpe } from '../support/cpe.ts';
import { withDatabase } from '../support/database.ts';
import { sharedLogin } from '../support/muster.ts';
import { MusterProcess } from '../support/muster-process.ts';
import { dice, seedOfThisRun } from './support/dice.ts';

// The walk of test/operations/software-walk.test.ts with nothing of Muster's left out: its process, its doors and its
// planner, and kill -9 in the midst of it. MUSTER_TEST_SEED repeats the gateways' share in it, MUSTER_KILLS takes more.
const gateways = 30;
const kills = Number(process.env['MUSTER_KILLS'] ?? 3);
const names = ['alpha', 'beta', 'charlie'];

const database = withDatabase(4);
let muster: MusterProcess;
beforeAll(async () => {
  muster = await MusterProcess.prepare({ MUSTER_DATABASE_URL: database.url });
});
afterAll(() => muster.clear());

interface Gateway {
  readonly cpe: SoftwareCpe;
  readonly wire: ScriptedCpe;
  readonly random: () => number;
  readonly reported: SoftwareCpe['owed'];
  bootstrap: boolean;
}
const count = { sessions: 0, cut: 0, orders: 0, repeats: 0, stale: 0, autonomous: 0, lost: 0 };

/** One session. @param loses the answer to a question that it heard, at random */
async function session({ cpe, wire, reported, random, ...gateway }: Gateway, loses: boolean): Promise<void> {
  const opened = await wire.inform({ events: gateway.bootstrap ? ['0 BOOTSTRAP'] : ['2 PERIODIC'] });
  if (opened.status !== 200) throw new Error(`the Inform was answered ${opened.status}`);
  const told = async (call: Call): Promise<void> => {
    const { status } = await wire.call(call);
    if (status !== 200) throw new Error(`${call.method} was answered ${status}`);
  };
  for (let report = cpe.owed[0]; report; report = cpe.owed[0]) {
    await told({ method: 'DUStateChangeComplete', args: { CommandKey: report.key, Results: report.results } });
    if (cpe.owed[0] === report) reported.push(cpe.owed.shift()!);
  }
  for (let results = cpe.owedAutonomous[0]; results; results = cpe.owedAutonomous[0]) {
    await told({ method: 'AutonomousDUStateChangeComplete', args: { Results: results } });
    if (cpe.owedAutonomous[0] === results) cpe.owedAutonomous.shift();
    count.autonomous++;
  }
  let reply = await wire.empty();
  while (reply.status === 200) {
    const envelope = heard(reply);
    if (envelope.body.kind !== 'request') throw new Error(`Muster sent a ${envelope.body.kind}`);
    const method = envelope.body.method as RpcName;
    if (!['ChangeDUState', 'GetParameterValues', 'SetParameterValues'].includes(method)) {
      reply = await wire.refuse(envelope, { code: 9000, message: 'Method not supported' });
      continue;
    }
    const answer: Answer = cpe.hear({ method, args: rpcs[method].request.decode(envelope.body.element, '') } as Call);
    if (loses && random() < 0.15) {
      count.lost++;
      return;
    }
    reply = await wire.answer(envelope, answer);
  }
  if (reply.status !== 204) throw new Error(`the session ended with ${reply.status}`);
  count.sessions++;
}

/** As {@link session}, on a Muster that may not be there. @returns whether it came to its end */
async function tries(gateway: Gateway, loses = false): Promise<boolean> {
  try {
    await session(gateway, loses);
    gateway.bootstrap = false;
    return true;
  } catch (error) {
    const { message, code = '' } = error as Error & { code?: string };
    const isCut =
      /^E[A-Z]+$/.test(code) || /socket hang up|aborted|was answered (?:400|401|503)|ended with/.test(message);
    if (!isCut) throw error;
    count.cut++;
    await pause(100);
    return false;
  } finally {
    gateway.wire.newSocket();
  }
}

/** What people order, whatever the set wants. A Muster that is down, or a gateway that is locked, is their bad luck. */
async function people({ random, wire }: Gateway): Promise<void> {
  const name = names[Math.floor(random() * 3)]!;
  const version = random() < 0.5 ? '1' : '2';
  const op = ['install', 'update', 'uninstall', 'start', 'stop'][Math.floor(random() * 5)]!;
  const order =
    op === 'start' || op === 'stop'
      ? { kind: 'setExecutionUnitState', executionUnit: name, requestedState: op === 'start' ? 'Active' : 'Idle' }
      : {
          kind: 'changeDuState',
          operations: [{ op, uuid: uuidOf(name), ...(op === 'uninstall' ? {} : { url: packageOf(name, version) }) }],
        };
  const reply = await muster.api
    .ask('POST', `/devices/${wire.deviceId}/operations`, { body: { ...order, connectionRequest: false } })
    .catch(() => null);
  if (reply?.status === 202) count.orders++;
  // 404: not known yet; 409: locked; 503 and nothing at all: Muster is down.
  else expect([undefined, 404, 409, 503]).toContain(reply?.status);
}

async function storm(gateway: Gateway, goesOn: () => boolean): Promise<void> {
  const { cpe, random, reported } = gateway;
  while (goesOn()) {
    const what = random();
    if (what < 0.5) await tries(gateway, true);
    else if (what < 0.66) cpe.work(true, random() < 0.2 ? 9001 : 0);
    else if (what < 0.78) await people(gateway);
    else if (what < 0.86 && !cpe.busy) {
      const told = random() < 0.5 ? new Date().toISOString() : undefined;
      const name = names[Math.floor(random() * 3)]!;
      if (random() < 0.4) cpe.remove(name, told);
      else cpe.put(name, random() < 0.5 ? '1' : '2', told);
    } else if (what < 0.91 && reported.length > 0) {
      count.repeats++;
      cpe.owed.push(reported.at(-1)!);
    } else if (what < 0.96 && reported.length > 0) {
      count.stale++;
      cpe.owed.push({ ...reported[0]!, results: reported[0]!.results.map((one) => ({ ...one, Version: '0' })) });
    } else if (what >= 0.97) {
      cpe.reset();
      gateway.bootstrap = true;
    }
    await pause(10 + random() * 120);
  }
}

const asWanted = (cpe: SoftwareCpe): boolean =>
  String(cpe.truth().filter((unit) => !unit.startsWith('beta'))) === 'alpha 2 Active,charlie 1 Idle' &&
  !cpe.truth().some((unit) => unit.startsWith('beta'));

test('kill -9 of Muster in the midst of software operations: nothing twice, and every gateway ends as wanted or with a reason', async () => {
  const seed = seedOfThisRun();
  console.info(`MUSTER_TEST_SEED=${seed}`);
  const random = dice(seed);
  const { api, command } = muster;
  await command.start();
  await muster.ready();
  const fleet = Array.from({ length: gateways }, (_, i): Gateway => {
    const wire = new ScriptedCpe(muster.urls.acs, `R${i + 1}`, sharedLogin);
    return { cpe: new SoftwareCpe(), wire, random: dice(seed + 1 + i), reported: [], bootstrap: false };
  });
  const plan = {
    name: 'restarts',
    filter: 'productClass = "TEST"',
    perMinute: 60_000,
    modules: [
      { name: 'alpha', uuid: uuidOf('alpha'), version: '2', url: packageOf('alpha', '2'), state: 'Active' },
      { name: 'beta', uuid: uuidOf('beta'), state: 'Absent' },
      { name: 'charlie', uuid: uuidOf('charlie'), version: '1', url: packageOf('charlie', '1'), state: 'Idle' },
    ],
  };
  const set = await api.post<{ id: string }>('/module-sets', plan);

  let raging = true;
  const storms = Promise.all(fleet.map((gateway) => storm(gateway, () => raging)));
  storms.catch(() => undefined);
  try {
    for (let n = 0; n < kills; n++) {
      await muster.ready();
      await pause(500 + random() * 1_500);
      await command.kill();
      await command.start();
    }
    await muster.ready();
  } finally {
    raging = false;
    await storms;
  }
  const stormy = { ...count };

  // Peace. Nobody waits an hour for an hour to pass: what waits is made older.
  const read = await api.ask('GET', `/module-sets/${set.id}`);
  await api.good('PUT', `/module-sets/${set.id}`, { body: plan, headers: { 'If-Match': read.headers.get('etag')! } });
  // Row by row, each committed alone: Muster is at work on the same rows, in an order of its own.
  const hoursPass = () =>
    database.pool.query(`DO $$ DECLARE one record; BEGIN
      FOR one IN SELECT id FROM operation WHERE state NOT IN ('succeeded', 'failed', 'cancelled') LOOP
        UPDATE operation SET dispatched_at = dispatched_at - interval '2 hours', deadline = deadline - interval '26 hours'
          WHERE id = one.id AND state NOT IN ('succeeded', 'failed', 'cancelled', 'queued');
        COMMIT;
        UPDATE operation SET not_before = not_before - interval '2 hours' WHERE id = one.id AND state = 'queued';
        COMMIT;
      END LOOP;
      FOR one IN SELECT set_id, device_id FROM module_set_device LOOP
        UPDATE module_set_device SET not_before = not_before - interval '24 hours'
          WHERE set_id = one.set_id AND device_id = one.device_id;
        COMMIT;
      END LOOP;
      -- What people ordered in the storm may come after the set has looked at the device: it looks again with its next round.
      UPDATE module_set SET round_at = round_at - interval '24 hours';
      COMMIT;
    END $$`);
  interface Standing {
    readonly deviceId: string;
    readonly state: string;
    readonly reasons: readonly { readonly module: string; readonly reason: string }[];
  }
  const open = async () =>
    (
      await database.pool.query<{ device: string; kind: string; state: string }>(
        `SELECT d.public_id AS device, o.kind, o.state FROM operation o JOIN device d ON d.id = o.device_id
         WHERE o.state NOT IN ('succeeded', 'failed', 'cancelled') AND o.kind IN ('changeDuState', 'setExecutionUnitState')`,
      )
    ).rows;
  const seen = async (): Promise<Map<string, string[]>> => {
    const { rows } = await database.pool.query<{ device: string; units: string[] }>(
      `SELECT d.public_id AS device, array_agg(r.name || ' ' || r.version || ' ' || e.status ORDER BY r.name) AS units
       FROM software_unit u JOIN device d ON d.id = u.device_id JOIN software_release r ON r.id = u.release_id
         JOIN software_unit e ON e.device_id = u.device_id AND e.kind = 'u' AND e.instance = u.instance
       WHERE u.kind = 'd' GROUP BY 1`,
    );
    return new Map(rows.map(({ device, units }) => [device, units]));
  };
  const wrongOnes = async (): Promise<string[]> => {
    const { items } = await api.get<{ items: Standing[] }>(`/module-sets/${set.id}/devices?limit=500`);
    const known = await seen();
    const busy = await open();
    return fleet.flatMap(({ cpe, wire: { deviceId } }) => {
      const standing = items.find((one) => one.deviceId === deviceId);
      // A newer version that was put there by hand is the only thing that cannot be repaired.
      const newer = ({ module, reason }: Standing['reasons'][number]): boolean =>
        module === 'charlie' && reason === 'downgrade' && cpe.truth().some((unit) => unit.startsWith('charlie 2'));
      const told = `${deviceId}: has ${cpe.truth().join(', ')}; ${JSON.stringify(standing)}`;
      const good =
        (standing?.state === 'reached' && asWanted(cpe)) ||
        (standing?.state === 'blocked' && standing.reasons.every(newer));
      return [
        ...(good ? [] : [told]),
        ...(String(known.get(deviceId) ?? []) === String(cpe.truth())
          ? []
          : [`${told}; Muster knows ${known.get(deviceId)?.join(', ')}`]),
        ...busy.filter(({ device }) => device === deviceId).map(({ kind, state }) => `${told}: ${kind} is ${state}`),
      ];
    });
  };
  let wrong: string[] = ['nobody looked'];
  for (const started = Date.now(); wrong.length > 0 && Date.now() - started < 60_000; ) {
    for (const gateway of fleet) {
      gateway.cpe.work();
      expect(await tries(gateway), 'a session in peace').toBe(true);
    }
    await pause(200);
    await hoursPass();
    wrong = await wrongOnes();
  }
  console.info(`${kills} kills; in the storm ${JSON.stringify(stormy)}; ${JSON.stringify(count)} in all`);
  expect(wrong).toEqual([]);

  expect(fleet.flatMap(({ cpe, wire }) => cpe.breaches.map((breach) => `${wire.deviceId}: ${breach}`))).toEqual([]);
  // Each order was taken once at most, and what failed says why.
  const { rows: twice } = await database.pool.query(
    `SELECT device_id FROM operation WHERE state IN ('dispatched', 'accepted', 'unconfirmed', 'applying')
       AND kind IN ('changeDuState', 'setExecutionUnitState') GROUP BY 1 HAVING count(*) > 1`,
  );
  expect(twice).toEqual([]);
  const { rows: ended } = await database.pool.query<{ id: OperationId; state: string; message: string | null }>(
    "SELECT id, state, fault->>'message' AS message FROM operation WHERE kind = 'changeDuState'",
  );
  expect(ended.filter(({ state, message }) => state === 'failed' && !message)).toEqual([]);
  const bodies = new Set(fleet.flatMap(({ cpe }) => cpe.accepted.map((key) => key.split('-')[1])));
  expect(bodies.size, 'orders that were taken, by operation').toBe(fleet.flatMap(({ cpe }) => cpe.accepted).length);
  expect(stormy.orders).toBeGreaterThan(0);
  expect(stormy.cut).toBeGreaterThan(0);
}, 300_000);

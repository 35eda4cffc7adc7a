import { afterAll, expect, test } from 'vitest';
import { ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';

const muster = withMuster({ limits: { maxSessions: 2 } });
const cpes: ScriptedCpe[] = [];
const cpe = (serial: string): ScriptedCpe => {
  const made = new ScriptedCpe(muster.urls.acs, serial, sharedLogin);
  cpes.push(made);
  return made;
};
afterAll(() => Promise.all(cpes.map((one) => one.leave())));

test('when the house is full a new session is sent away with a time to come back, and running ones finish', async () => {
  const [first, second, third] = [cpe('A1'), cpe('A2'), cpe('A3')];
  expect((await first.inform()).status).toBe(200);
  expect((await second.inform()).status).toBe(200);

  const waits: number[] = [];
  for (let i = 0; i < 30; i++) {
    const reply = await third.inform();
    expect(reply.status).toBe(503);
    expect(reply.headers['retry-after']).toMatch(/^\d+$/);
    waits.push(Number(reply.headers['retry-after']));
  }
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(30);
  expect(Math.max(...waits)).toBeLessThanOrEqual(90);
  expect(new Set(waits).size).toBeGreaterThan(5);
  expect((await muster.pool.query("SELECT 1 FROM device WHERE serial_number = 'A3'")).rows).toEqual([]);

  expect((await first.empty()).status).toBe(204);
  expect((await second.empty()).status).toBe(204);
  expect(await third.session()).toBeNull();
});

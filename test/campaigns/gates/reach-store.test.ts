import { expect, test } from 'vitest';
import { reachClass, reachOf } from '../../../src/campaigns/rules/reach-rules.ts';
import { mayBeScheduled, type ReachRow, reachFacts } from '../../../src/campaigns/stores/reach-store.ts';
import { withDatabase } from '../../support/database.ts';

const database = withDatabase();

const urls = [
  null,
  '',
  'http://192.168.1.1:7547/x',
  'http://172.20.0.1/',
  'http://100.64.3.2/',
  'http://[fd00::1]:7547/',
  'http://198.51.100.7:7547/x',
  'http://gateway.example/x',
];
const addresses = [null, '203.0.113.9', '2001:db8::9', '10.0.0.9'];
const methods: (string[] | null)[] = [null, ['Download'], ['Download', 'ScheduleDownload']];

test('every device that is told of windows to come is looked at while they are shut', async () => {
  const { pool } = database;
  const wanted: string[] = [];
  let n = 0;
  for (const url of urls) {
    for (const address of addresses) {
      for (const list of methods) {
        for (const failures of [0, 2, 3]) {
          for (const off of [false, true]) {
            const serial = `R${++n}`;
            wanted.push(serial);
            await pool.query(
              `WITH made AS (
                 INSERT INTO device (public_id, oui, product_class, serial_number, manufacturer, software_version, root, cwmp_version,
                   connection_request_url, ip_address, inform_interval, methods, methods_version, created_at)
                 VALUES ($1, '00AA11', 'R', $1, 'Acme', '1.0', 'Device.', '1.2', $2, $3, $4, $5, '1.0', now()) RETURNING id
               ), ways AS (
                 INSERT INTO connection_request_way (device_id, way, failed_at, failures)
                 SELECT id, 'http', now(), $6 FROM made WHERE $6 > 0
               ), pulse AS (
                 INSERT INTO device_pulse (device_id, last_inform_at) SELECT id, now() - interval '1 hour' FROM made
               )
               INSERT INTO parameter_lines (device_id, block, content) SELECT id, 'Device.ManagementServer.', $7 FROM made`,
              [
                serial,
                url,
                address,
                n % 7 === 0 ? 0 : 86_400,
                list,
                failures,
                `0\nURL\thttp://a\tsw\nHTTPConnectionRequestEnable\t${off ? 'false' : 'true'}\tbw\n`,
              ],
            );
          }
        }
      }
    }
  }
  const { rows } = await pool.query<{ serial: string; reach: ReachRow; early: boolean; at: Date }>(
    `SELECT d.serial_number AS serial, ${reachFacts('d')} AS reach, ${mayBeScheduled('d')} AS early, p.last_inform_at AS at
     FROM device d JOIN device_pulse p ON p.device_id = d.id WHERE d.product_class = 'R'`,
  );
  expect(rows).toHaveLength(wanted.length);
  const scheduled = rows.filter(
    ({ reach, at }) => reachClass(reachOf({ ...reach, lastInformAt: at }), true) === 'scheduled',
  );
  expect(scheduled.length).toBeGreaterThan(50);
  expect(scheduled.filter(({ early }) => !early)).toEqual([]);
  // Those that can be called, and told so, are not touched while the windows are shut.
  const called = rows.filter(({ reach, at }) => reachOf({ ...reach, lastInformAt: at }).callable);
  expect(called.length).toBeGreaterThan(50);
  expect(called.filter(({ early }) => early)).toEqual([]);
});

test.each([
  ['false', null],
  ['0', null],
  ['False', null],
  ['true', 'http://198.51.100.7:7547/x'],
  ['1', 'http://198.51.100.7:7547/x'],
  [null, 'http://198.51.100.7:7547/x'],
])('a gateway that told HTTPConnectionRequestEnable = %s has the address %s to be called at', async (told, url) => {
  const { pool } = database;
  await pool.query(
    `WITH made AS (
       INSERT INTO device (public_id, oui, product_class, serial_number, manufacturer, root, cwmp_version,
         connection_request_url, ip_address, inform_interval, created_at)
       VALUES ($2, '00AA11', 'H', $2, 'Acme', 'Device.', '1.2', 'http://198.51.100.7:7547/x', '198.51.100.7', 300, now())
       RETURNING id
     )
     INSERT INTO parameter_lines (device_id, block, content) SELECT id, 'Device.ManagementServer.', $1 FROM made`,
    [`0\nURL\thttp://a\tsw${told === null ? '' : `\nHTTPConnectionRequestEnable\t${told}\tbw`}\n`, `H${told}`],
  );
  const { rows } = await pool.query<{ reach: { url: string | null }; early: boolean }>(
    `SELECT ${reachFacts('d')} AS reach, ${mayBeScheduled('d')} AS early FROM device d WHERE d.serial_number = $1`,
    [`H${told}`],
  );
  expect(rows).toMatchObject([{ reach: { url }, early: url === null }]);
});

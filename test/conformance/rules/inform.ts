import assert from 'node:assert/strict';
import { textAt } from '../kit/look.ts';
import { onMuster } from '../kit/rule.ts';
import { isAnswer, isFault, isNothing } from '../kit/wire-cpe.ts';
import { call, inform } from '../kit/words.ts';

export const informRules = onMuster('Inform', 'inform.ts', [
  {
    id: 'INF-01',
    clause: '§4.7',
    rule: 'An Inform is answered with an InformResponse that holds MaxEnvelopes and nothing else.',
    holds: async (stage) => {
      const said = await stage.stranger().open();
      assert.deepEqual(
        isAnswer(said, 'Inform').children.map((one) => one.name),
        ['MaxEnvelopes'],
      );
    },
  },
  {
    id: 'INF-02',
    clause: '§4.7 device key',
    rule: 'A device is OUI, ProductClass and SerialNumber: the same serial number of another class is another device.',
    holds: async (stage) => {
      const one = stage.stranger('INF02');
      const other = stage.stranger('INF02');
      other.productClass = 'OTHER';
      await one.session();
      await other.session({ version: '2.0' });
      assert.equal((await stage.device(one))['softwareVersion'], '1.0.0');
      assert.equal((await stage.device(other))['softwareVersion'], '2.0');
    },
  },
  {
    id: 'INF-03',
    clause: '§4.7 device key',
    rule: 'An empty ProductClass is accepted; the device is then OUI and SerialNumber.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      cpe.productClass = '';
      await cpe.session();
      const device = await stage.device(cpe);
      assert.equal(device['id'], `00D09E-${cpe.serial}`);
      assert.ok(!device['productClass']);
    },
  },
  {
    id: 'INF-04',
    clause: '§4.7 device key',
    rule: 'An OUI in small letters is accepted and normalised: it is the same device.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await cpe.session({ oui: '00d09e', version: '1.1' });
      assert.deepEqual(
        [(await stage.device(cpe))['softwareVersion'], (await stage.device(cpe))['oui']],
        ['1.1', '00D09E'],
      );
    },
  },
  {
    id: 'INF-05',
    clause: '§4.7',
    rule: 'Another OUI is another device.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await cpe.session({ oui: '00D09F', version: '9' });
      assert.equal((await stage.device(cpe))['softwareVersion'], '1.0.0');
      const other = await stage.muster.api.get<{ softwareVersion: string }>(`/devices/00D09F-CONF-${cpe.serial}`);
      assert.equal(other.softwareVersion, '9');
    },
  },
  {
    id: 'INF-06',
    clause: '§4.7 store',
    rule: 'Events, RetryCount, parameters and source address are stored.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const code = 'Device.DeviceInfo.ProvisioningCode';
      await cpe.open({ events: ['1 BOOT', '4 VALUE CHANGE'], retryCount: 3, parameters: { [code]: 'north' } });
      const [item] = await stage.timeline(cpe, 'inform');
      assert.equal(item!['retryCount'], 3);
      assert.deepEqual(await stage.events(cpe), ['1 BOOT', '4 VALUE CHANGE']);
      assert.deepEqual(await stage.values(cpe, code), { [code]: 'north' });
      assert.equal((await stage.device(cpe))['ipAddress'], '127.0.0.1');
    },
  },
  {
    id: 'INF-07',
    clause: '§2.6 ACS crashes',
    rule: 'What the InformResponse acknowledges is in the database before it is sent.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open({ events: ['1 BOOT'], version: '3.1' });
      const { rows } = await stage.muster.pool.query('SELECT software_version AS v FROM device WHERE public_id = $1', [
        cpe.id,
      ]);
      assert.deepEqual(rows, [{ v: '3.1' }]);
    },
  },
  {
    id: 'INF-08',
    clause: '§2.6 empty Event list',
    rule: 'An Inform without events is accepted, as a contact without a reason.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open({ events: [] });
      assert.deepEqual(await stage.events(cpe), []);
    },
  },
  {
    id: 'INF-09',
    clause: '§4.7',
    rule: 'The 64 events that the XSD allows are all taken.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const events = Array.from({ length: 64 }, (_, n) => `M Download k${n}`);
      await cpe.open({ events });
      assert.deepEqual(await stage.events(cpe), events);
    },
  },
  {
    id: 'INF-10',
    clause: '§2.6 forced parameters',
    rule: 'Missing forced parameters are no reason to refuse an Inform.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      isNothing(await cpe.session({ bare: true }));
      assert.equal(await stage.isKnown(cpe), true);
    },
  },
  {
    id: 'INF-11',
    clause: '§2.6 CPE clock',
    rule: 'CurrentTime orders nothing: a clock of year 1 or of tomorrow leaves lastInformAt to the server.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      for (const currentTime of ['0001-01-01T00:00:00Z', '2099-01-01T00:00:00Z', 'UnknownTime']) {
        await cpe.session({ currentTime });
        const at = Date.parse(String((await stage.device(cpe))['lastInformAt']));
        assert.ok(Math.abs(Date.now() - at) < 60_000);
      }
    },
  },
  {
    id: 'INF-12',
    clause: '§2.6 MaxEnvelopes',
    rule: 'A MaxEnvelopes that is not 1 is treated as 1.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await stage.order(cpe, 'getRpcMethods');
      await stage.order(cpe, 'getParameterNames', { path: 'Device.', nextLevel: true });
      const said = await cpe.session({ maxEnvelopes: 5 });
      assert.equal(said.xml.children[1]!.children.length, 1);
    },
  },
  {
    id: 'INF-13',
    clause: '§2.2 NEW malformed',
    rule: 'An Inform without DeviceId is answered with fault 8003, and its sender stays unknown.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      isFault(await cpe.say(call('Inform')), 8003);
      isFault(await cpe.say(inform(cpe.serial).replace(/<DeviceId>.*<\/DeviceId>/, '')), 8003);
      assert.equal(await stage.isKnown(cpe), false);
    },
  },
  {
    id: 'INF-14',
    clause: '§4.7 InformResponse',
    rule: 'The newest ConnectionRequestURL of an Inform is the one that counts.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await cpe.session({ events: ['4 VALUE CHANGE'], url: 'http://127.0.0.1:10/new?a=%20b' });
      assert.equal((await stage.device(cpe))['connectionRequestUrl'], 'http://127.0.0.1:10/new?a=%20b');
    },
  },
  {
    id: 'INF-15',
    clause: '§7.1 roots',
    rule: 'Nothing is taken for Device: an InternetGatewayDevice tells its version and URL below its own root.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const root = 'InternetGatewayDevice.';
      await cpe.session({
        bare: true,
        parameters: {
          [`${root}DeviceInfo.SoftwareVersion`]: '7',
          [`${root}ManagementServer.ConnectionRequestURL`]: 'http://127.0.0.1:9/x',
        },
      });
      const device = await stage.device(cpe);
      assert.deepEqual(
        [device['root'], device['softwareVersion'], device['connectionRequestUrl']],
        [root, '7', 'http://127.0.0.1:9/x'],
      );
    },
  },
  {
    id: 'INF-16',
    clause: '§4.7',
    rule: 'A RetryCount is no reason to treat an Inform differently: it is answered and stored.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const said = await cpe.open({ retryCount: 4_294_967_295 });
      assert.equal(textAt(said.xml, 'Body/InformResponse/MaxEnvelopes'), '1');
    },
  },
]);

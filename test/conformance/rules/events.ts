import assert from 'node:assert/strict';
import type { AcsStage } from '../kit/acs-stage.ts';
import { onMuster } from '../kit/rule.ts';
import { isNothing, isRequest } from '../kit/wire-cpe.ts';
import { parameterList, response } from '../kit/words.ts';

/** Every code of the table: an Inform with it is accepted, acknowledged, and shown as it was told. */
const codes = [
  '0 BOOTSTRAP',
  '1 BOOT',
  '2 PERIODIC',
  '3 SCHEDULED',
  '4 VALUE CHANGE',
  '5 KICKED',
  '6 CONNECTION REQUEST',
  '7 TRANSFER COMPLETE',
  '8 DIAGNOSTICS COMPLETE',
  '9 REQUEST DOWNLOAD',
  '10 AUTONOMOUS TRANSFER COMPLETE',
  '11 DU STATE CHANGE COMPLETE',
  '12 AUTONOMOUS DU STATE CHANGE COMPLETE',
  '13 WAKEUP',
  '14 HEARTBEAT',
  'M Reboot key-1',
  'M ScheduleInform key-1',
  'M Download key-1',
  'M ScheduleDownload key-1',
  'M Upload key-1',
  'M ChangeDUState key-1',
  'M X_00D09E_Job key-1',
  'X 00D09E Something Odd',
  'X vendor.example Something',
].map((event, n) => ({
  id: `EVT-${String(n + 1).padStart(2, '0')}`,
  clause: `§3 ${event.replace(' key-1', '')}`,
  rule: `An Inform with ${event.replace(' key-1', '')} is acknowledged, and the event is kept with its CommandKey.`,
  holds: async (stage: AcsStage) => {
    const cpe = stage.stranger();
    await cpe.open({ events: [event] });
    assert.deepEqual(await stage.events(cpe), [event]);
  },
}));

/** Combinations of §3 that one Inform may carry. */
const combinations = [
  ['a new device', ['0 BOOTSTRAP', '1 BOOT']],
  ['an ordered reboot', ['1 BOOT', 'M Reboot k']],
  ['a firmware download', ['1 BOOT', '4 VALUE CHANGE', '7 TRANSFER COMPLETE', 'M Download k']],
  ['two downloads that ended', ['7 TRANSFER COMPLETE', 'M Download k1', 'M Download k2']],
  ['an upload', ['7 TRANSFER COMPLETE', 'M Upload k']],
  ['a scheduled Inform', ['3 SCHEDULED', 'M ScheduleInform k']],
  ['a software-module job', ['11 DU STATE CHANGE COMPLETE', 'M ChangeDUState k', '4 VALUE CHANGE']],
  ['a diagnostic asked while it was running', ['8 DIAGNOSTICS COMPLETE', '6 CONNECTION REQUEST']],
] as const;

export const events = onMuster('Events', 'events.ts', [
  ...codes,
  ...combinations.map(([what, list], n) => ({
    id: `EVT-${30 + n}`,
    clause: '§3 typical combinations',
    rule: `The events of ${what} come in one Inform: ${list.join(', ')}.`,
    holds: async (stage: AcsStage) => {
      const cpe = stage.stranger();
      await cpe.open({ events: list });
      assert.deepEqual(await stage.events(cpe), list);
    },
  })),
  {
    id: 'EVT-40',
    clause: '§3 0 BOOTSTRAP',
    rule: 'A bootstrapped device is given what it has forgotten: credentials for connection requests.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const said = await cpe.session({ events: ['0 BOOTSTRAP'] });
      const set = isRequest(said, 'SetParameterValues');
      const paths = set.children[0]!.children.map((one) => one.children[0]!.text);
      assert.ok(paths.includes('Device.ManagementServer.ConnectionRequestUsername'));
      assert.ok(paths.includes('Device.ManagementServer.ConnectionRequestPassword'));
    },
  },
  {
    id: 'EVT-41',
    clause: '§3 0 BOOTSTRAP discards',
    rule: 'An order that a bootstrap has wiped is not taken for pending: a scheduled Inform is ordered again.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'scheduleInform', { delaySeconds: 60 }, 'ScheduleInform');
      isNothing(await cpe.reply(said, response('ScheduleInform')));
      assert.equal((await stage.shown(order)).state, 'accepted');
      await cpe.open({ events: ['0 BOOTSTRAP'] });
      assert.equal((await stage.shown(order)).state, 'queued');
    },
  },
  {
    id: 'EVT-42',
    clause: '§3 4 VALUE CHANGE',
    rule: 'The changed values in the ParameterList are stored.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const path = 'Device.WiFi.SSID.1.SSID';
      await cpe.open({ events: ['4 VALUE CHANGE'], parameters: { [path]: 'by the subscriber' } });
      assert.deepEqual(await stage.values(cpe, path), { [path]: 'by the subscriber' });
    },
  },
  {
    id: 'EVT-43',
    clause: '§3 3 SCHEDULED',
    rule: 'M ScheduleInform with the key of the order completes it; another key does not.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said, request } = await stage.asked(cpe, 'scheduleInform', { delaySeconds: 5 }, 'ScheduleInform');
      isNothing(await cpe.reply(said, response('ScheduleInform')));
      await cpe.session({ events: ['3 SCHEDULED', 'M ScheduleInform another'] });
      assert.equal((await stage.shown(order)).state, 'accepted');
      const key = request.children.find((one) => one.name === 'CommandKey')!.text;
      await cpe.session({ events: ['3 SCHEDULED', `M ScheduleInform ${key}`] });
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'EVT-44',
    clause: '§3 M Reboot',
    rule: 'A Reboot is done by the events of a later Inform and not before.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'reboot', {}, 'Reboot');
      isNothing(await cpe.reply(said, response('Reboot')));
      await cpe.session({ events: ['2 PERIODIC'] });
      assert.equal((await stage.shown(order)).state, 'accepted');
      await cpe.session({ events: ['1 BOOT'] });
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'EVT-45',
    clause: '§3 EventCode',
    rule: 'An event code of no known form is no reason to refuse the Inform.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open({ events: ['99 NOBODY KNOWS', 'BOOT'] });
      assert.deepEqual(await stage.events(cpe), ['99 NOBODY KNOWS', 'BOOT']);
    },
  },
  {
    id: 'EVT-46',
    clause: '§3 0 BOOTSTRAP, §6.5',
    rule: 'The attributes that were set before are set again after a bootstrap.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const attributes = [{ path: 'Device.WiFi.SSID.1.SSID', notification: 2 }];
      const { said } = await stage.asked(cpe, 'setParameterAttributes', { attributes }, 'SetParameterAttributes');
      isNothing(await cpe.reply(said, response('SetParameterAttributes')));
      const set = await cpe.session({ events: ['0 BOOTSTRAP'] });
      isRequest(set, 'SetParameterValues');
      const read = await cpe.reply(set, response('SetParameterValues', '<Status>0</Status>'));
      isRequest(read, 'GetParameterValues');
      const interval = parameterList({ 'Device.ManagementServer.PeriodicInformInterval:unsignedInt': '300' });
      const again = await cpe.reply(read, response('GetParameterValues', interval));
      const list = isRequest(again, 'SetParameterAttributes');
      assert.equal(list.children[0]!.children[0]!.children[0]!.text, 'Device.WiFi.SSID.1.SSID');
      isNothing(await cpe.reply(again, response('SetParameterAttributes')));
    },
  },
]);

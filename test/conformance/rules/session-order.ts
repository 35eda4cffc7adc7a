import assert from 'node:assert/strict';
import { onMuster } from '../kit/rule.ts';
import { isAnswer, isNothing, isRefused, isRequest, nameOf, saidIn } from '../kit/wire-cpe.ts';
import { call, envelope, fault, inform, response, transferComplete } from '../kit/words.ts';

const names = { path: 'Device.', nextLevel: true };
const noNames = response('GetParameterNames', '<ParameterList/>');

export const sessionOrder = onMuster('Session order', 'session-order.ts', [
  {
    id: 'SES-01',
    clause: '§2.1 S1, §2.2 NEW other envelope',
    rule: 'A session begins with an Inform: any other envelope without a session is refused with 400 and hung up on, and nothing of it is done.',
    holds: async (stage) => {
      const cpe = await stage.known();
      cpe.carrier.cookie = null;
      const said = await cpe.say(transferComplete('early'));
      isRefused(said);
      assert.equal(said.headers['connection'], 'close');
      assert.deepEqual(await stage.timeline(cpe, 'transfer'), []);
    },
  },
  {
    id: 'SES-02',
    clause: '§2.1 S2',
    rule: 'After the InformResponse the CPE may send any number of requests, each answered in its own reply.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      for (let n = 0; n < 5; n++) isAnswer(await cpe.say(transferComplete(`k${n}`)), 'TransferComplete');
      isNothing(await cpe.empty());
    },
  },
  {
    id: 'SES-03',
    clause: '§2.1 S4',
    rule: 'A request of the ACS never comes in reply to an Inform or to a request of the CPE.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await stage.order(cpe, 'getParameterNames', names);
      assert.equal(nameOf(await cpe.open()), 'InformResponse');
      assert.equal(nameOf(await cpe.say(call('GetRPCMethods'))), 'GetRPCMethodsResponse');
      assert.equal(nameOf(await cpe.empty()), 'GetParameterNames');
    },
  },
  {
    id: 'SES-04',
    clause: '§2.1 S4, S5',
    rule: 'The next request comes in reply to the answer of the one before, one at a time.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await stage.order(cpe, 'getParameterNames', names);
      await stage.order(cpe, 'reboot');
      const first = await cpe.session();
      isRequest(first, 'GetParameterNames');
      const second = await cpe.reply(first, noNames);
      isRequest(second, 'Reboot');
      isNothing(await cpe.reply(second, response('Reboot')));
    },
  },
  {
    id: 'SES-05',
    clause: '§2.1 S8, §2.2 CPE_TURN empty POST',
    rule: 'With nothing to ask an empty POST is answered 204, and that ends the session.',
    holds: async (stage) => {
      const cpe = await stage.known();
      isNothing(await cpe.session());
      isRefused(await cpe.say(transferComplete('late')));
    },
  },
  {
    id: 'SES-06',
    clause: '§2.2 END',
    rule: 'A further empty POST with the cookie of an ended session is answered 204.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.session();
      isNothing(await cpe.empty());
      isNothing(await cpe.empty());
    },
  },
  {
    id: 'SES-07',
    clause: '§2.2 END',
    rule: 'An Inform with the cookie of an ended session begins a new one.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { cookie } = cpe.carrier;
      assert.equal(nameOf(await cpe.say(inform(cpe.serial, { events: ['1 BOOT'] }))), 'InformResponse');
      assert.notEqual(cpe.carrier.cookie, cookie);
      assert.deepEqual(await stage.events(cpe), ['1 BOOT']);
    },
  },
  {
    id: 'SES-08',
    clause: '§2.2 NEW empty POST',
    rule: 'An empty POST without a session is challenged where login is asked for; it never gets an RPC.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await stage.order(cpe, 'reboot');
      cpe.carrier.cookie = null;
      cpe.carrier.newSocket();
      const bare = saidIn(await cpe.carrier.send({ headers: { 'Content-Length': 0 } }));
      isRefused(bare, 401);
      assert.equal((await cpe.empty()).text, '', 'nor with a login');
    },
  },
  {
    id: 'SES-09',
    clause: '§2.2 NEW older session open',
    rule: 'A new Inform of a device closes its older session, whose messages are then refused.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const other = stage.stranger(cpe.serial);
      await cpe.open();
      await other.open({ events: ['1 BOOT'] });
      isRefused(await cpe.say(transferComplete('of the older')));
      isAnswer(await other.say(call('GetRPCMethods')), 'GetRPCMethods');
      assert.deepEqual(await stage.timeline(cpe, 'transfer'), []);
    },
  },
  {
    id: 'SES-10',
    clause: '§2.2 NEW older session open',
    rule: 'What the older session had asked and not heard is asked again, where asking again does no harm.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order } = await stage.asked(cpe, 'getParameterNames', names, 'GetParameterNames');
      const again = await cpe.session({ events: ['1 BOOT'] });
      isRequest(again, 'GetParameterNames');
      isNothing(await cpe.reply(again, noNames));
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'SES-11',
    clause: '§2.2 CPE_TURN second Inform',
    rule: 'The same Inform again in its session is answered again, and its events are heard once.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const text = envelope(inform(cpe.serial, { events: ['1 BOOT'] }), { id: 'same' });
      const first = await cpe.post(text);
      const second = await cpe.post(text);
      assert.equal(second.text, first.text);
      assert.equal((await stage.timeline(cpe, 'inform')).length, 1);
      isNothing(await cpe.empty());
    },
  },
  {
    id: 'SES-12',
    clause: '§2.2 CPE_TURN response nobody asked for',
    rule: 'A response or a fault that nobody asked for is refused with 400.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      isRefused(await cpe.say(response('Reboot')));
      await cpe.open({ events: ['1 BOOT'] });
      const fault =
        '<SOAP-ENV:Fault><faultcode>SOAP-ENV:Server</faultcode><faultstring>CWMP fault</faultstring></SOAP-ENV:Fault>';
      isRefused(await cpe.say(fault));
    },
  },
  {
    id: 'SES-13',
    clause: '§2.2 WAIT_RESP different ID',
    rule: 'A response under another ID is refused with 400, and does not count as the answer.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'getParameterNames', names, 'GetParameterNames');
      isRefused(await cpe.reply(said, noNames, { id: 'other' }));
      assert.equal((await stage.shown(order)).state, 'dispatched');
    },
  },
  {
    id: 'SES-14',
    clause: '§2.2 WAIT_RESP other method',
    rule: 'A response to another method than was asked is refused with 400.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'reboot', {}, 'Reboot');
      isRefused(await cpe.reply(said, response('FactoryReset')));
      assert.equal((await stage.shown(order)).state, 'dispatched');
    },
  },
  {
    id: 'SES-15',
    clause: '§2.2 WAIT_RESP empty POST',
    rule: 'An empty POST instead of the answer ends the session with 204, and the outcome stays unknown.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order } = await stage.asked(cpe, 'reboot', {}, 'Reboot');
      isNothing(await cpe.empty());
      assert.equal((await stage.shown(order)).state, 'dispatched');
      isRefused(await cpe.say(response('Reboot')));
    },
  },
  {
    id: 'SES-16',
    clause: '§2.2 WAIT_RESP CPE request',
    rule: 'A request of the CPE where an answer is due is answered, and the answer is still waited for.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'getParameterNames', names, 'GetParameterNames');
      isAnswer(await cpe.say(transferComplete('between')), 'TransferComplete');
      isNothing(await cpe.reply(said, noNames));
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'SES-17',
    clause: '§2.2 WAIT_RESP CPE request',
    rule: 'That does not go on for ever: a CPE that only asks and never answers is refused in the end.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await stage.asked(cpe, 'getParameterNames', names, 'GetParameterNames');
      let status = 200;
      let asked = 0;
      for (; status === 200 && asked < 100; asked++) status = (await cpe.say(call('GetRPCMethods'))).status;
      assert.equal(status, 400);
      assert.ok(asked < 100);
    },
  },
  {
    id: 'SES-18',
    clause: '§2.2 WAIT_RESP Inform',
    rule: 'An Inform where an answer is due begins a new session; the outcome of the question is unknown.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order } = await stage.asked(cpe, 'reboot', {}, 'Reboot');
      assert.equal(
        nameOf(await cpe.say(inform(cpe.serial, { currentTime: '2026-02-02T00:00:00Z' }))),
        'InformResponse',
      );
      isNothing(await cpe.empty());
      assert.equal((await stage.shown(order)).state, 'dispatched');
    },
  },
  {
    id: 'SES-19',
    clause: '§2.2 any TCP closed',
    rule: 'A broken connection ends nothing: the session waits for its cookie on another one.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      cpe.carrier.newSocket();
      isAnswer(await cpe.say(call('GetRPCMethods')), 'GetRPCMethods');
    },
  },
  {
    id: 'SES-20',
    clause: '§2.2 any non-XML',
    rule: 'A body that is no XML ends the session with 400, and what was asked in it stays unknown.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order } = await stage.asked(cpe, 'reboot', {}, 'Reboot');
      isRefused(await cpe.post('thank you'));
      isRefused(await cpe.say(response('Reboot')));
      assert.equal((await stage.shown(order)).state, 'dispatched');
    },
  },
  {
    id: 'SES-21',
    clause: '§2.1 S3',
    rule: 'A CPE that starts a request after the ACS has ended the session is refused.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { said } = await stage.asked(cpe, 'getParameterNames', names, 'GetParameterNames');
      isNothing(await cpe.reply(said, noNames));
      isRefused(await cpe.say(call('GetRPCMethods')));
    },
  },
  {
    id: 'SES-22',
    clause: '§2.2 CPE_TURN empty POST',
    rule: 'An envelope with an empty Body is an empty POST.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await stage.order(cpe, 'reboot');
      await cpe.open();
      isRequest(await cpe.say(''), 'Reboot');
    },
  },
  {
    id: 'SES-23',
    clause: '§2.1 S10',
    rule: 'Work that cuts the link is answered in the session and not taken for done by that answer.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'reboot', {}, 'Reboot');
      isNothing(await cpe.reply(said, response('Reboot')));
      assert.equal((await stage.shown(order)).state, 'accepted');
    },
  },
  {
    id: 'SES-24',
    clause: '§2.2 WAIT_RESP fault',
    rule: 'A fault counts as the answer of what was asked, and the next question follows.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const wrong = await stage.order(cpe, 'getParameterNames', { path: 'Device.Nobody.', nextLevel: true });
      await stage.order(cpe, 'reboot');
      const said = await cpe.session();
      isRequest(said, 'GetParameterNames');
      isRequest(await cpe.reply(said, fault(9005)), 'Reboot');
      const { state, fault: told } = await stage.shown(wrong);
      assert.deepEqual([state, told!.code], ['failed', 9005]);
    },
  },
  {
    id: 'SES-25',
    clause: '§2.1 S11',
    rule: 'Status 1 of a write is a success, shown as such: the value comes into effect by the next session.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const values = [{ path: 'Device.DeviceInfo.ProvisioningCode', value: 'later' }];
      const { order, said } = await stage.asked(cpe, 'setParameterValues', { values }, 'SetParameterValues');
      isNothing(await cpe.reply(said, response('SetParameterValues', '<Status>1</Status>')));
      const shown = await stage.shown(order);
      assert.deepEqual([shown.state, shown.result], ['succeeded', { status: 1 }]);
    },
  },
  {
    id: 'SES-26',
    clause: '§2.2 WAIT_RESP fault',
    rule: 'A fault settles the open question whatever its ID, where the standard wants the ID of the request.',
    departs: 'Only one question is ever open, and some devices give faults an ID of their own.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'getParameterNames', names, 'GetParameterNames');
      isNothing(await cpe.reply(said, fault(9005), { id: 'of its own' }));
      assert.equal((await stage.shown(order)).state, 'failed');
    },
  },
]);

import assert from 'node:assert/strict';
import { all, at, soapNamespace, textAt } from '../kit/look.ts';
import { onMuster } from '../kit/rule.ts';
import { isAnswer, isFault, isNothing } from '../kit/wire-cpe.ts';
import { call, header, response, transferComplete } from '../kit/words.ts';

const mustUnderstand = `{${soapNamespace}}mustUnderstand`;

export const headers = onMuster('Header elements', 'headers.ts', [
  {
    id: 'HDR-01',
    clause: '§1.2 ID',
    rule: 'The ID of a request comes back in the response byte for byte, white space and escaped characters included.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const said = await cpe.open({}, { id: '  0x&lt;7&gt;&amp; é📶 ' });
      assert.equal(textAt(said.xml, 'Header/ID'), '  0x<7>& é📶 ');
    },
  },
  {
    id: 'HDR-02',
    clause: '§1.2 ID',
    rule: 'A request without ID is answered without ID.',
    holds: async (stage) => {
      const said = await stage.stranger().open({}, { id: null });
      assert.deepEqual(all(said.xml, 'Header/ID'), []);
    },
  },
  {
    id: 'HDR-03',
    clause: '§1.2 ID',
    rule: 'The ACS does not use an ID twice in one session.',
    holds: async (stage) => {
      const cpe = await stage.known();
      for (const path of ['Device.A', 'Device.B', 'Device.C'])
        await stage.order(cpe, 'getParameterNames', { path, nextLevel: false });
      let said = await cpe.session();
      const ids: string[] = [];
      while (said.status === 200) {
        ids.push(textAt(said.xml, 'Header/ID'));
        said = await cpe.reply(said, response('GetParameterNames', '<ParameterList/>'));
      }
      assert.equal(ids.length, 3);
      assert.equal(new Set(ids).size, 3);
    },
  },
  {
    id: 'HDR-04',
    clause: '§1.2 ID',
    rule: 'The ID that the ACS writes has mustUnderstand="1", in responses, faults and requests.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await stage.order(cpe, 'reboot');
      const said = [await cpe.open(), await cpe.say(call('X_Nobody')), await cpe.empty()];
      for (const one of said) assert.equal(at(one.xml, 'Header/ID').attributes.get(mustUnderstand), '1');
    },
  },
  {
    id: 'HDR-05',
    clause: '§1.2 ID',
    rule: 'Of the IDs of several requests in one session each comes back with its own answer, also when one is used again.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open({}, { id: 'a' });
      for (const id of ['b', 'a', '7', 'b'])
        assert.equal(textAt((await cpe.say(call('GetRPCMethods'), { id })).xml, 'Header/ID'), id);
    },
  },
  {
    id: 'HDR-06',
    clause: '§1.2 HoldRequests',
    rule: 'HoldRequests from a CPE in a request is answered with fault 8003.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      isFault(await cpe.say(call('GetRPCMethods'), { headers: header('HoldRequests', '1') }), 8003);
    },
  },
  {
    id: 'HDR-07',
    clause: '§1.2 HoldRequests',
    rule: 'HoldRequests in an Inform is answered with fault 8003, and the device is not registered by it.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      isFault(await cpe.inform({}, { headers: header('HoldRequests', '0') }), 8003);
      assert.equal(await stage.isKnown(cpe), false);
    },
  },
  {
    id: 'HDR-08',
    clause: '§1.2 HoldRequests, §2.1 S6',
    rule: 'The ACS never ends a session on hold: it does not use HoldRequests at all.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await stage.order(cpe, 'reboot');
      const said = [await cpe.open(), await cpe.say(call('GetRPCMethods')), await cpe.empty()];
      for (const one of said) assert.deepEqual(all(one.xml, 'Header/HoldRequests'), []);
      isNothing(await cpe.reply(said[2]!, response('Reboot')));
    },
  },
  {
    id: 'HDR-09',
    clause: '§1.2 NoMoreRequests',
    rule: 'NoMoreRequests is no error, even with mustUnderstand, and changes nothing: further requests are answered.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open({}, { headers: header('NoMoreRequests', '1') });
      isAnswer(
        await cpe.say(transferComplete('x'), { headers: header('NoMoreRequests', '1', '0') }),
        'TransferComplete',
      );
      isAnswer(await cpe.say(call('GetRPCMethods')), 'GetRPCMethods');
    },
  },
  {
    id: 'HDR-10',
    clause: '§1.2 NoMoreRequests',
    rule: 'The ACS never sends NoMoreRequests.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await stage.order(cpe, 'reboot');
      for (const one of [await cpe.open(), await cpe.say(call('GetRPCMethods')), await cpe.empty()]) {
        assert.deepEqual(all(one.xml, 'Header/NoMoreRequests'), []);
      }
    },
  },
  {
    id: 'HDR-11',
    clause: '§1.2 UseCWMPVersion',
    rule: 'UseCWMPVersion from a CPE is answered with fault 8003.',
    holds: async (stage) => {
      isFault(await stage.stranger().inform({}, { headers: header('UseCWMPVersion', '1.4') }), 8003);
      const cpe = stage.stranger();
      await cpe.open();
      isFault(await cpe.say(call('GetRPCMethods'), { headers: header('UseCWMPVersion', '1.2') }), 8003);
    },
  },
  {
    id: 'HDR-12',
    clause: '§1.2 unknown headers',
    rule: 'A header that is not known and has mustUnderstand="1" is answered with a SOAP fault MustUnderstand without CWMP detail.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      const said = await cpe.say(transferComplete('hdr-12'), { id: 'q', headers: header('Sooner', 'now') });
      assert.equal(said.status, 200);
      assert.equal(textAt(said.xml, 'Header/ID'), 'q');
      assert.match(textAt(said.xml, 'Body/Fault/faultcode'), /:MustUnderstand$/);
      assert.deepEqual(all(said.xml, 'Body/Fault/detail'), []);
      assert.deepEqual(await stage.timeline(cpe, 'transfer'), [], 'nothing of the message is acted on');
    },
  },
  {
    id: 'HDR-13',
    clause: '§1.2 unknown headers',
    rule: 'An Inform with a header that must be understood and is not opens no session.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const said = await cpe.inform(
        {},
        { headers: '<x:Trace xmlns:x="urn:x" SOAP-ENV:mustUnderstand="1">1</x:Trace>' },
      );
      assert.match(textAt(said.xml, 'Body/Fault/faultcode'), /:MustUnderstand$/);
      assert.equal(await stage.isKnown(cpe), false);
    },
  },
  {
    id: 'HDR-14',
    clause: '§1.2 unknown headers',
    rule: 'A header that is not known, with mustUnderstand 0 or none, is ignored.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open({}, { headers: header('Sooner', 'now', '0') });
      isAnswer(await cpe.say(call('GetRPCMethods'), { headers: '<x:T xmlns:x="urn:x">1</x:T>' }), 'GetRPCMethods');
    },
  },
  {
    id: 'HDR-15',
    clause: '§1.2 unknown headers',
    rule: 'A header for another actor is none of ours, whatever its mustUnderstand says (SOAP 1.1).',
    holds: async (stage) => {
      const actor = 'SOAP-ENV:actor="urn:proxy" SOAP-ENV:mustUnderstand="1"';
      await stage.stranger().open({}, { headers: `<x:T xmlns:x="urn:x" ${actor}>1</x:T>` });
    },
  },
  {
    id: 'HDR-16',
    clause: '§1.2 SessionTimeout',
    rule: 'A SessionTimeout that cannot be read is ignored; it is no reason to refuse the Inform.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open({}, { headers: header('SessionTimeout', 'soon', '0') });
      assert.equal((await stage.device(cpe))['cwmpVersion'], '1.2');
    },
  },
  {
    id: 'HDR-17',
    clause: '§1.2 ID',
    rule: 'A request of the ACS that was answered without any ID counts as answered.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order } = await stage.asked(
        cpe,
        'getParameterNames',
        { path: 'Device.', nextLevel: true },
        'GetParameterNames',
      );
      isNothing(await cpe.say(response('GetParameterNames', '<ParameterList/>'), { id: null }));
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'HDR-18',
    clause: '§1.2 SupportedCWMPVersions',
    rule: 'SupportedCWMPVersions and SessionTimeout are understood, also by one who marks them mustUnderstand.',
    holds: async (stage) => {
      const both = header('SessionTimeout', '60') + header('SupportedCWMPVersions', '1.3,1.4');
      const said = await stage.stranger().open({}, { headers: both });
      assert.equal(textAt(said.xml, 'Header/UseCWMPVersion'), '1.4');
    },
  },
]);

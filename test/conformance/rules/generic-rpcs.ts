import assert from 'node:assert/strict';
import { textsAt } from '../kit/look.ts';
import { onMuster } from '../kit/rule.ts';
import { isAnswer, isNothing, isRequest } from '../kit/wire-cpe.ts';
import { call, fault, response } from '../kit/words.ts';

export const genericRpcs = onMuster('Generic RPCs', 'generic-rpcs.ts', [
  {
    id: 'RPC-01',
    clause: '§4.1 GetRPCMethods',
    rule: 'The ACS lists what it answers: GetRPCMethods, Inform and all completions and requests of a CPE.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      const list = textsAt(isAnswer(await cpe.say(call('GetRPCMethods')), 'GetRPCMethods'), 'MethodList/string');
      assert.deepEqual([...list].sort(), [
        'AutonomousDUStateChangeComplete',
        'AutonomousTransferComplete',
        'DUStateChangeComplete',
        'GetRPCMethods',
        'Inform',
        'Kicked',
        'RequestDownload',
        'TransferComplete',
      ]);
      assert.ok(list.every((name) => name.length <= 64));
    },
  },
  {
    id: 'RPC-02',
    clause: '§4.0 both must answer',
    rule: 'What the ACS lists it answers: none of those methods is answered 8000.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      const list = textsAt(isAnswer(await cpe.say(call('GetRPCMethods')), 'GetRPCMethods'), 'MethodList/string');
      for (const method of list.filter((name) => name !== 'Inform'))
        assert.ok(!(await cpe.say(call(method))).text.includes('>8000<'), method);
    },
  },
  {
    id: 'RPC-03',
    clause: '§4.1 GetRPCMethods',
    rule: 'GetRPCMethods of the ACS has no arguments, and the list of the CPE is kept, vendor methods included.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said, request } = await stage.asked(cpe, 'getRpcMethods', {}, 'GetRPCMethods');
      assert.deepEqual(request.children, []);
      const methods = ['GetRPCMethods', 'SetParameterValues', 'X_00D09E_Blink'];
      const list = `<MethodList SOAP-ENC:arrayType="xsd:string[3]">${methods.map((one) => `<string>${one}</string>`).join('')}</MethodList>`;
      isNothing(await cpe.reply(said, response('GetRPCMethods', list)));
      assert.deepEqual((await stage.shown(order)).result, { methods });
    },
  },
  {
    id: 'RPC-04',
    clause: '§4.0 vendor methods',
    rule: 'A vendor method is asked by its name with the arguments as they were ordered, unqualified and in their order.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const wish = { method: 'X_00D09E_Blink', arguments: { Times: 3, Colour: 'red & blue', Lamp: ['a', 'b'] } };
      const { order, said, request } = await stage.asked(cpe, 'vendorRpc', wish, 'X_00D09E_Blink');
      assert.deepEqual(
        request.children.map((one) => [one.name, one.namespace, one.text]),
        [
          ['Times', '', '3'],
          ['Colour', '', 'red & blue'],
          ['Lamp', '', 'a'],
          ['Lamp', '', 'b'],
        ],
      );
      isNothing(await cpe.reply(said, response('X_00D09E_Blink', '<Seen>1</Seen>')));
      const { state, result } = await stage.shown(order);
      assert.deepEqual([state, result], ['succeeded', { arguments: { Seen: '1' } }]);
    },
  },
  {
    id: 'RPC-05',
    clause: '§4.0 vendor methods',
    rule: 'A method name that is none of a vendor, or longer than 64 characters, is refused before anything is sent.',
    holds: async (stage) => {
      const cpe = await stage.known();
      for (const method of ['Reboot', `X_00D09E_${'x'.repeat(60)}`])
        await assert.rejects(stage.order(cpe, 'vendorRpc', { method }), /400/);
      isNothing(await cpe.session());
    },
  },
  {
    id: 'RPC-06',
    clause: '§4.1 faults, §5.4 9000',
    rule: 'A CPE that answers a method with 9000 is asked for its methods anew, and that method no more.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'getOptions', { optionName: '' }, 'GetOptions');
      const methods = await cpe.reply(said, fault(9000));
      isRequest(methods, 'GetRPCMethods');
      isNothing(
        await cpe.reply(methods, response('GetRPCMethods', '<MethodList><string>Reboot</string></MethodList>')),
      );
      const { state, fault: told } = await stage.shown(order);
      assert.deepEqual([state, told!.code], ['failed', 9000]);
      await assert.rejects(stage.order(cpe, 'getOptions'), /answered 4/);
      isNothing(await cpe.session());
    },
  },
]);

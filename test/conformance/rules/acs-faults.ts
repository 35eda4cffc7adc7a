import assert from 'node:assert/strict';
import { onMuster } from '../kit/rule.ts';
import { faultIn, isAnswer, isFault, isNothing } from '../kit/wire-cpe.ts';
import { call, duComplete, header, transferComplete } from '../kit/words.ts';

export const acsFaults = onMuster('Faults of the ACS', 'acs-faults.ts', [
  {
    id: 'FLT-01',
    clause: '§5.1 8000',
    rule: 'A method that the ACS does not know is answered with 8000, and the session goes on.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      isFault(await cpe.say(call('X_00D09E_Ask')), 8000);
      isAnswer(await cpe.say(call('GetRPCMethods')), 'GetRPCMethods');
      isNothing(await cpe.empty());
    },
  },
  {
    id: 'FLT-02',
    clause: '§5.1 8000',
    rule: 'A method that only a CPE offers is answered with 8000 when a CPE calls it.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      for (const method of ['Reboot', 'GetParameterValues', 'Download']) isFault(await cpe.say(call(method)), 8000);
    },
  },
  {
    id: 'FLT-03',
    clause: '§5.1 8003',
    rule: 'Arguments that make no sense are answered with 8003.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      isFault(await cpe.say(call('AutonomousTransferComplete', '<IsDownload>perhaps</IsDownload>')), 8003);
      assert.deepEqual(await stage.timeline(cpe, 'transfer'), []);
    },
  },
  {
    id: 'FLT-04',
    clause: '§5.1 8003',
    rule: 'A TransferComplete whose FaultCode is no number: bad arguments by the standard, an internal error of the device (9002) to Muster.',
    departs: 'A completion that is refused comes back for ever; that the transfer failed is what it says in any case.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      const odd = transferComplete('k', 0, 'broken').replace('<FaultCode>0<', '<FaultCode>none<');
      isAnswer(await cpe.say(odd), 'TransferComplete');
      assert.equal((await stage.timeline(cpe, 'transfer'))[0]!['faultCode'], 9002);
    },
  },
  {
    id: 'FLT-05',
    clause: '§5.1 8006',
    rule: 'Versions that do not fit are answered with 8006, which blames the Server.',
    holds: async (stage) => {
      const said = await stage.stranger().inform({}, { headers: header('SupportedCWMPVersions', '3.0', '0') });
      assert.deepEqual([faultIn(said).code, faultIn(said).faultcode], [8006, 'Server']);
    },
  },
  {
    id: 'FLT-06',
    clause: '§2.6 fault other than 8005 on completions',
    rule: 'A well-formed completion is answered with success, whatever its CommandKey.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      isAnswer(await cpe.say(transferComplete('of another ACS', 9010)), 'TransferComplete');
      isAnswer(await cpe.say(duComplete('of another ACS', {})), 'DUStateChangeComplete');
    },
  },
  {
    id: 'FLT-07',
    clause: '§2.6 fault 8005, §5.1 reserved',
    rule: 'What is refused is refused with the code that says why: neither 8005, which has the CPE repeat it at once, nor a reserved one.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      const codes: number[] = [];
      for (const body of [
        call('X_Y'),
        call('Reboot'),
        call('AutonomousTransferComplete', '<IsDownload>?</IsDownload>'),
      ]) {
        codes.push(faultIn(await cpe.say(body)).code);
      }
      assert.deepEqual(codes, [8000, 8000, 8003]);
    },
  },
  {
    id: 'FLT-08',
    clause: '§1.3 SOAP fault shape',
    rule: 'The text of a fault never carries markup of the message that it is about.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      const said = await cpe.say(call('AutonomousTransferComplete', '<IsDownload>&lt;script&gt;</IsDownload>'));
      isFault(said, 8003);
      assert.doesNotMatch(said.text, /<script>/);
    },
  },
]);

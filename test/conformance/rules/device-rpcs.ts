import assert from 'node:assert/strict';
import { names, textAt, textsAt } from '../kit/look.ts';
import { onMuster } from '../kit/rule.ts';
import { isNothing } from '../kit/wire-cpe.ts';
import { response, unknownTime } from '../kit/words.ts';

export const deviceRpcs = onMuster('Device RPCs', 'device-rpcs.ts', [
  {
    id: 'DEV-01',
    clause: '§4.3 Reboot',
    rule: 'Reboot carries a CommandKey of 1 to 32 characters, another one for every order.',
    holds: async (stage) => {
      const keys: string[] = [];
      const cpe = await stage.known();
      for (let n = 0; n < 2; n++) {
        const { said, request } = await stage.asked(cpe, 'reboot', {}, 'Reboot', { events: ['1 BOOT'] });
        assert.deepEqual(names(request), ['CommandKey']);
        keys.push(textAt(request, 'CommandKey'));
        isNothing(await cpe.reply(said, response('Reboot')));
        await cpe.session({ events: ['1 BOOT', `M Reboot ${keys[n]}`] });
      }
      assert.ok(keys.every((key) => key.length >= 1 && key.length <= 32));
      assert.notEqual(keys[0], keys[1]);
    },
  },
  {
    id: 'DEV-02',
    clause: '§4.3 Reboot',
    rule: 'A second reboot while one is under way is refused: the ACS does not restart a device twice.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await stage.asked(cpe, 'reboot', {}, 'Reboot');
      await assert.rejects(stage.order(cpe, 'reboot'), /409/);
    },
  },
  {
    id: 'DEV-03',
    clause: '§4.3 FactoryReset',
    rule: 'FactoryReset has no arguments, and `0 BOOTSTRAP` completes it.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said, request } = await stage.asked(cpe, 'factoryReset', {}, 'FactoryReset');
      assert.deepEqual([request.children.length, request.text.trim()], [0, '']);
      isNothing(await cpe.reply(said, response('FactoryReset')));
      await cpe.session({ events: ['1 BOOT'] });
      assert.equal((await stage.shown(order)).state, 'accepted', 'a boot alone proves nothing');
      await cpe.open({ events: ['0 BOOTSTRAP', '1 BOOT'] });
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'DEV-04',
    clause: '§4.3 ScheduleInform',
    rule: 'ScheduleInform is DelaySeconds and CommandKey; a delay of 0, which a CPE must refuse, is not sent.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { request } = await stage.asked(cpe, 'scheduleInform', { delaySeconds: 90 }, 'ScheduleInform');
      assert.deepEqual(names(request), ['DelaySeconds', 'CommandKey']);
      assert.equal(textAt(request, 'DelaySeconds'), '90');
      await assert.rejects(stage.order(cpe, 'scheduleInform', { delaySeconds: 0 }), /400/);
    },
  },
  {
    id: 'DEV-05',
    clause: '§4.3 ScheduleInform',
    rule: 'Several scheduled Informs may be pending, each with a key of its own.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const first = await stage.asked(cpe, 'scheduleInform', { delaySeconds: 60 }, 'ScheduleInform');
      isNothing(await cpe.reply(first.said, response('ScheduleInform')));
      const second = await stage.asked(cpe, 'scheduleInform', { delaySeconds: 120 }, 'ScheduleInform');
      isNothing(await cpe.reply(second.said, response('ScheduleInform')));
      assert.notEqual(textAt(first.request, 'CommandKey'), textAt(second.request, 'CommandKey'));
      for (const { order } of [first, second]) assert.equal((await stage.shown(order)).state, 'accepted');
    },
  },
  {
    id: 'DEV-06',
    clause: '§4.3 SetVouchers',
    rule: 'SetVouchers carries base64 items under that name.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said, request } = await stage.asked(cpe, 'setVouchers', { vouchers: ['AAECAw=='] }, 'SetVouchers');
      assert.deepEqual(textsAt(request, 'VoucherList/base64'), ['AAECAw==']);
      isNothing(await cpe.reply(said, response('SetVouchers')));
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'DEV-07',
    clause: '§4.3 GetOptions',
    rule: 'GetOptions asks by OptionName, empty for all, and reads an OptionStruct with or without its expiration.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said, request } = await stage.asked(cpe, 'getOptions', {}, 'GetOptions');
      assert.equal(textAt(request, 'OptionName'), '');
      const option = `<OptionStruct><OptionName>VoIP</OptionName><VoucherSN>7</VoucherSN><State>3</State><Mode>2</Mode><StartDate>${unknownTime}</StartDate><IsTransferable>0</IsTransferable></OptionStruct>`;
      isNothing(await cpe.reply(said, response('GetOptions', `<OptionList>${option}</OptionList>`)));
      const { state, result } = await stage.shown(order);
      assert.equal(state, 'succeeded');
      assert.match(JSON.stringify(result), /"VoIP"/);
    },
  },
]);

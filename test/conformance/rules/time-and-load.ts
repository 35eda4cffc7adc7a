import assert from 'node:assert/strict';
import { onMuster } from '../kit/rule.ts';
import { isAnswer, isRefused } from '../kit/wire-cpe.ts';
import { call, header } from '../kit/words.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** On a Muster whose sessions may be silent for one second, and of which there may be three. */
export const timeAndLoad = onMuster('Time and load', 'time-and-load.ts', [
  {
    id: 'TIM-01',
    clause: '§2.1 S8, §2.2 any inactivity',
    rule: 'A session that is silent for too long is over; what it asked stays unknown and is settled in a later session.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order } = await stage.asked(cpe, 'reboot', {}, 'Reboot');
      await pause(3_500);
      isRefused(await cpe.say('<cwmp:RebootResponse/>'));
      assert.equal((await stage.shown(order)).state, 'dispatched');
      await cpe.session({ events: ['1 BOOT'] });
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'TIM-02',
    clause: '§1.2 SessionTimeout',
    rule: 'SessionTimeout of an Inform keeps the session open at least so long.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open({}, { headers: header('SessionTimeout', '30', '0') });
      await pause(3_500);
      isAnswer(await cpe.say(call('GetRPCMethods')), 'GetRPCMethods');
    },
  },
  {
    id: 'TIM-03',
    clause: '§1.2 SessionTimeout',
    rule: 'SessionTimeout raises the time-out; the standard sets no bound, Muster stops at ten minutes.',
    departs: 'A device that asks for days would hold its session, and what was asked in it, for days.',
    unchecked: 'Would take ten minutes.',
  },
  {
    id: 'TIM-04',
    clause: '§1.4 H22, §2.2 NEW overloaded, §2.4 ACS consequence',
    rule: 'Under overload a new session is turned away with 503 and Retry-After; those under way go on.',
    holds: async (stage) => {
      const inside = [stage.stranger(), stage.stranger(), stage.stranger()];
      for (const cpe of inside) await cpe.open();
      const outside = await stage.stranger().inform();
      isRefused(outside, 503);
      assert.match(String(outside.headers['retry-after']), /^\d+$/);
      isAnswer(await inside[0]!.say(call('GetRPCMethods')), 'GetRPCMethods');
    },
  },
]);

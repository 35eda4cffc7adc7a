import assert from 'node:assert/strict';
import type { AcsStage } from '../kit/acs-stage.ts';
import { all, names, textAt } from '../kit/look.ts';
import { onMuster } from '../kit/rule.ts';
import { isAnswer, isNothing, readsNothing, type WireCpe } from '../kit/wire-cpe.ts';
import { call, duComplete, fault, opResult, response, someUuid } from '../kit/words.ts';

const uninstall = [{ op: 'uninstall', uuid: someUuid }];

/** An accepted ChangeDUState. @returns the order and its key */
async function accepted(stage: AcsStage, cpe: WireCpe, operations: readonly object[] = uninstall) {
  const { order, said, request } = await stage.asked(cpe, 'changeDuState', { operations }, 'ChangeDUState');
  isNothing(await cpe.reply(said, response('ChangeDUState')));
  return { order, key: textAt(request, 'CommandKey') };
}

const results = async (stage: AcsStage, order: { readonly id: string }) =>
  (await stage.shown(order)).result!['results'] as Record<string, unknown>[];

export const softwareModules = onMuster('Software-module RPCs', 'software-modules.ts', [
  {
    id: 'DU-01',
    clause: '§4.6 ChangeDUState',
    rule: 'Operations come first, each with its children in order and without what was not given, then CommandKey.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const operations = [
        {
          op: 'install',
          url: 'https://f.example/a.pkg',
          uuid: someUuid,
          username: 'u',
          password: 'p',
          executionEnvRef: 'Device.SoftwareModules.ExecEnv.1.',
        },
        { op: 'update', uuid: someUuid, version: '2', url: 'https://f.example/b.pkg' },
        { op: 'uninstall', uuid: someUuid, version: '1', executionEnvRef: 'Device.SoftwareModules.ExecEnv.1.' },
      ];
      const { request } = await stage.asked(cpe, 'changeDuState', { operations }, 'ChangeDUState');
      assert.deepEqual(names(request), ['Operations', 'Operations', 'Operations', 'CommandKey']);
      const inner = all(request, 'Operations').map((one) => names(one).filter((name) => textAt(one, name) !== ''));
      assert.deepEqual(inner, [
        ['URL', 'UUID', 'Username', 'Password', 'ExecutionEnvRef'],
        ['UUID', 'Version', 'URL'],
        ['UUID', 'Version', 'ExecutionEnvRef'],
      ]);
    },
  },
  {
    id: 'DU-02',
    clause: '§4.6 Install, no UUID',
    rule: 'An Install without UUID is sent without one (or an empty one): the CPE makes it.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { request } = await stage.asked(
        cpe,
        'changeDuState',
        { operations: [{ op: 'install', url: 'https://f.example/a' }] },
        'ChangeDUState',
      );
      assert.deepEqual(
        all(request, 'Operations/UUID').filter((one) => one.text !== ''),
        [],
      );
    },
  },
  {
    id: 'DU-03',
    clause: '§4.6 UUID pattern',
    rule: 'A UUID that is not 8-4-4-4-12 hexadecimal digits is not sent; either case is.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await assert.rejects(
        stage.order(cpe, 'changeDuState', { operations: [{ op: 'uninstall', uuid: someUuid.slice(1) }] }),
        /400/,
      );
      const { request } = await stage.asked(
        cpe,
        'changeDuState',
        { operations: [{ op: 'uninstall', uuid: someUuid.toUpperCase() }] },
        'ChangeDUState',
      );
      assert.equal(textAt(request, 'Operations/UUID').toLowerCase(), someUuid);
    },
  },
  {
    id: 'DU-04',
    clause: '§4.6 multi-operation',
    rule: 'No more than 16 operations go in one call.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const many = (count: number) => ({ operations: Array.from({ length: count }, () => uninstall[0]) });
      await assert.rejects(stage.order(cpe, 'changeDuState', many(17)), /400/);
      await assert.rejects(stage.order(cpe, 'changeDuState', many(0)), /400/);
      const { request } = await stage.asked(cpe, 'changeDuState', many(16), 'ChangeDUState');
      assert.equal(all(request, 'Operations').length, 16);
    },
  },
  {
    id: 'DU-05',
    clause: '§4.6 ChangeDUState',
    rule: 'An empty ChangeDUStateResponse only means accepted: the end is DUStateChangeComplete.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, key } = await accepted(stage, cpe);
      assert.equal((await stage.shown(order)).state, 'accepted');
      await cpe.open({ events: ['11 DU STATE CHANGE COMPLETE', `M ChangeDUState ${key}`] });
      const said = await cpe.say(duComplete(key, { state: 'Uninstalled' }));
      assert.deepEqual(isAnswer(said, 'DUStateChangeComplete').children, []);
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'DU-06',
    clause: '§4.6 DUStateChangeComplete',
    rule: 'Results are kept in their order with every field, execution units as a list.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, key } = await accepted(stage, cpe, [...uninstall, ...uninstall]);
      await cpe.open();
      await cpe.say(
        duComplete(
          key,
          { version: '1', units: 'Device.A.1, Device.A.2' },
          { version: '2', state: 'Uninstalled', units: '' },
        ),
      );
      const told = await results(stage, order);
      assert.deepEqual(
        told.map((one) => [one['version'], one['currentState'], one['executionUnitRefs']]),
        [
          ['1', 'Installed', ['Device.A.1', 'Device.A.2']],
          ['2', 'Uninstalled', []],
        ],
      );
      assert.equal(told[0]!['uuid'], someUuid);
      assert.equal(told[0]!['resolved'], true);
    },
  },
  {
    id: 'DU-07',
    clause: '§4.6 multi-operation',
    rule: 'One failed operation of several fails the order, and the results of all are kept.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, key } = await accepted(stage, cpe, [...uninstall, ...uninstall]);
      await cpe.open();
      await cpe.say(duComplete(key, { state: 'Uninstalled' }, { code: 9028, state: 'Failed' }));
      // What a failure has left is read.
      isNothing(await readsNothing(cpe));
      const { state, fault: told } = await stage.shown(order);
      assert.deepEqual([state, told!.code], ['failed', 9028]);
      assert.equal((await results(stage, order)).length, 2);
    },
  },
  {
    id: 'DU-08',
    clause: '§4.6 update-all',
    rule: 'One operation may have several results: more results than operations are all kept.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, key } = await accepted(stage, cpe, [{ op: 'update' }]);
      await cpe.open();
      await cpe.say(duComplete(key, { version: '1' }, { version: '2' }, { version: '3' }));
      assert.equal((await results(stage, order)).length, 3);
    },
  },
  ...[
    9001, 9003, 9012, 9013, 9015, 9016, 9017, 9018, 9022, 9023, 9024, 9025, 9026, 9027, 9028, 9029, 9030, 9031, 9032,
  ].map((code, n) => ({
    id: `DU-${20 + n}`,
    clause: `§4.6 fault choice, §5.2 ${code}`,
    rule: `A result with ${code} ends the order as failed with that code, and it is not said again by itself.`,
    holds: async (stage: AcsStage) => {
      const cpe = await stage.known();
      const { order, key } = await accepted(stage, cpe);
      await cpe.open();
      isAnswer(await cpe.say(duComplete(key, { code, state: 'Installed' })), 'DUStateChangeComplete');
      // What a failure has left is read, and nothing else is asked.
      isNothing(await readsNothing(cpe));
      const { state, fault: told } = await stage.shown(order);
      assert.deepEqual([state, told!.code], ['failed', code]);
    },
  })),
  {
    id: 'DU-40',
    clause: '§4.6 wire forms, icwmp',
    rule: 'The form of icwmp is read: CommandKey first, one Results around OpResultStruct, FaultStruct, no Resolved.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, key } = await accepted(stage, cpe);
      const one = opResult({ state: 'Uninstalled' })
        .replace(/<Resolved>.*<\/ExecutionUnitRefList>/, '')
        .replaceAll('Fault>', 'FaultStruct>');
      await cpe.open();
      isAnswer(
        await cpe.say(
          call(
            'DUStateChangeComplete',
            `<CommandKey>${key}</CommandKey><Results><OpResultStruct>${one}</OpResultStruct></Results>`,
          ),
        ),
        'DUStateChangeComplete',
      );
      assert.equal((await results(stage, order))[0]!['currentState'], 'Uninstalled');
    },
  },
  {
    id: 'DU-41',
    clause: '§4.6 wire forms, RDK',
    rule: 'The form of RDK is read: Results with arrayType around OpResultStruct elements.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, key } = await accepted(stage, cpe);
      const list = `<Results SOAP-ENC:arrayType="cwmp:OpResultStruct[2]"><OpResultStruct>${opResult({ version: 'a' })}</OpResultStruct><OpResultStruct>${opResult({ version: 'b' })}</OpResultStruct></Results>`;
      await cpe.open();
      isAnswer(
        await cpe.say(call('DUStateChangeComplete', `${list}<CommandKey>${key}</CommandKey>`)),
        'DUStateChangeComplete',
      );
      assert.deepEqual(
        (await results(stage, order)).map((one) => one['version']),
        ['a', 'b'],
      );
    },
  },
  {
    id: 'DU-42',
    clause: '§4.6 DUStateChangeComplete, §2.6',
    rule: 'A DUStateChangeComplete that comes again is answered again and counts once.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      for (let n = 0; n < 2; n++) {
        await cpe.open({ retryCount: n });
        isAnswer(await cpe.say(duComplete('k', {})), 'DUStateChangeComplete');
      }
      assert.equal((await stage.timeline(cpe, 'software')).length, 1);
    },
  },
  {
    id: 'DU-43',
    clause: '§4.6 AutonomousDUStateChangeComplete',
    rule: 'What nobody ordered is answered empty and shown with what was performed.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open({ events: ['12 AUTONOMOUS DU STATE CHANGE COMPLETE'] });
      const list = ['Install', 'X_Move']
        .map((performed) => `<Results>${opResult({ performed, version: performed })}</Results>`)
        .join('');
      const said = await cpe.say(call('AutonomousDUStateChangeComplete', list));
      assert.deepEqual(isAnswer(said, 'AutonomousDUStateChangeComplete').children, []);
      const shown = (await stage.timeline(cpe, 'software')).map((one) => one['operationPerformed']);
      assert.deepEqual(shown.sort(), ['Install', 'X_Move']);
    },
  },
  {
    id: 'DU-44',
    clause: '§4.6 ChangeDUState faults',
    rule: 'A fault to ChangeDUState itself: 9000 fails the order, 9004 has it tried again later.',
    holds: async (stage) => {
      for (const [code, state] of [
        [9000, 'failed'],
        [9004, 'queued'],
      ] as const) {
        const cpe = await stage.known();
        const { order, said } = await stage.asked(cpe, 'changeDuState', { operations: uninstall }, 'ChangeDUState');
        await cpe.reply(said, fault(code));
        assert.equal((await stage.shown(order)).state, state);
      }
    },
  },
  {
    id: 'DU-45',
    clause: '§4.6 Operations, credentials',
    rule: 'The password of an operation is sent and never shown.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const operations = [{ op: 'install', url: 'https://f.example/a', username: 'u', password: 'hunter5' }];
      const { order, request } = await stage.asked(cpe, 'changeDuState', { operations }, 'ChangeDUState');
      assert.equal(textAt(request, 'Operations/Password'), 'hunter5');
      assert.ok(!JSON.stringify(await stage.shown(order)).includes('hunter5'));
    },
  },
]);

import assert from 'node:assert/strict';
import type { AcsStage } from '../kit/acs-stage.ts';
import { at, names, textAt, textsAt } from '../kit/look.ts';
import { onMuster } from '../kit/rule.ts';
import { isNothing, isRequest } from '../kit/wire-cpe.ts';
import { cwmp, header, response } from '../kit/words.ts';

const path = 'Device.WiFi.SSID.1.SSID';
const set = (notification: number) => ({ attributes: [{ path, notification }] });
const v14 = { headers: header('SupportedCWMPVersions', '1.2,1.3,1.4', '0') };

export const attributes = onMuster('Notification attributes', 'attributes.ts', [
  {
    id: 'NTF-01',
    clause: '§4.2 SetParameterAttributes',
    rule: 'SetParameterAttributesStruct is Name, NotificationChange, Notification, AccessListChange, AccessList, all of them present.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said, request } = await stage.asked(
        cpe,
        'setParameterAttributes',
        set(2),
        'SetParameterAttributes',
      );
      const struct = at(request, 'ParameterList/SetParameterAttributesStruct');
      assert.deepEqual(names(struct), ['Name', 'NotificationChange', 'Notification', 'AccessListChange', 'AccessList']);
      assert.deepEqual(
        [textAt(struct, 'NotificationChange'), textAt(struct, 'Notification'), textAt(struct, 'AccessListChange')],
        ['1', '2', '0'],
      );
      isNothing(await cpe.reply(said, response('SetParameterAttributes')));
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'NTF-02',
    clause: '§4.2 SPA',
    rule: 'Where only the access list is to change NotificationChange is false.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const order = { attributes: [{ path, accessList: ['Subscriber'] }] };
      const { request } = await stage.asked(cpe, 'setParameterAttributes', order, 'SetParameterAttributes');
      const struct = at(request, 'ParameterList/SetParameterAttributesStruct');
      assert.deepEqual([textAt(struct, 'NotificationChange'), textAt(struct, 'AccessListChange')], ['0', '1']);
      assert.deepEqual(textsAt(struct, 'AccessList/string'), ['Subscriber']);
    },
  },
  ...[0, 1, 2].map((notification) => ({
    id: `NTF-1${notification}`,
    clause: `§6.5 value ${notification}`,
    rule: `Notification ${notification} is sent to a CPE of any version.`,
    holds: async (stage: AcsStage) => {
      const cpe = await stage.known({}, { ns: cwmp(0) });
      const { request } = await stage.asked(cpe, 'setParameterAttributes', set(notification), 'SetParameterAttributes');
      assert.equal(textAt(request, 'ParameterList/SetParameterAttributesStruct/Notification'), String(notification));
    },
  })),
  ...[3, 4, 5, 6].map((notification) => ({
    id: `NTF-1${notification}`,
    clause: `§6.5 value ${notification}`,
    rule: `Notification ${notification} is sent at CWMP 1.4 and never at an older version.`,
    holds: async (stage: AcsStage) => {
      const old = await stage.known();
      const refused = await stage.order(old, 'setParameterAttributes', set(notification));
      isNothing(await old.session());
      assert.equal((await stage.shown(refused)).state, 'failed');
      const cpe = await stage.known({}, v14);
      await stage.order(cpe, 'setParameterAttributes', set(notification));
      const request = isRequest(await cpe.session({}, v14), 'SetParameterAttributes');
      assert.equal(textAt(request, 'ParameterList/SetParameterAttributesStruct/Notification'), String(notification));
    },
  })),
  {
    id: 'NTF-20',
    clause: '§6.5, §4.2 Notification 0..6',
    rule: "A notification beyond 6, and an access list entry that is neither Subscriber nor a vendor's, is refused.",
    holds: async (stage) => {
      const cpe = await stage.known();
      await assert.rejects(stage.order(cpe, 'setParameterAttributes', set(7)), /400/);
      await assert.rejects(
        stage.order(cpe, 'setParameterAttributes', { attributes: [{ path, accessList: ['Everybody'] }] }),
        /400/,
      );
    },
  },
  {
    id: 'NTF-21',
    clause: '§4.2 GetParameterAttributes',
    rule: 'Attributes are read with notification and access list.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said, request } = await stage.asked(
        cpe,
        'getParameterAttributes',
        { paths: [path] },
        'GetParameterAttributes',
      );
      assert.deepEqual(textsAt(request, 'ParameterNames/string'), [path]);
      const struct = `<ParameterAttributeStruct><Name>${path}</Name><Notification>4</Notification><AccessList><string>Subscriber</string></AccessList></ParameterAttributeStruct>`;
      isNothing(await cpe.reply(said, response('GetParameterAttributes', `<ParameterList>${struct}</ParameterList>`)));
      assert.deepEqual((await stage.shown(order)).result, {
        attributes: [{ path, notification: 4, accessList: ['Subscriber'] }],
      });
    },
  },
  {
    id: 'NTF-22',
    clause: '§4.2 SPA partial path',
    rule: 'A partial path may be given: it is sent as it is.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const order = { attributes: [{ path: 'Device.WiFi.', notification: 1 }] };
      const { request } = await stage.asked(cpe, 'setParameterAttributes', order, 'SetParameterAttributes');
      assert.equal(textAt(request, 'ParameterList/SetParameterAttributesStruct/Name'), 'Device.WiFi.');
    },
  },
]);

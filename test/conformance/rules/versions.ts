import assert from 'node:assert/strict';
import type { AcsStage } from '../kit/acs-stage.ts';
import { all, at, everything, soapNamespace, textAt } from '../kit/look.ts';
import { onMuster } from '../kit/rule.ts';
import { bodyOf, faultIn, isFault, isNothing, isRefused, isRequest, type Said } from '../kit/wire-cpe.ts';
import { cwmp, envelope, header, inform } from '../kit/words.ts';

const useVersion = (said: Said): string | undefined => all(said.xml, 'Header/UseCWMPVersion')[0]?.text;
const supported = (list: string) => ({ headers: header('SupportedCWMPVersions', list, '0') });

/** A namespace is spoken to in itself, and stands for this version where nothing else tells. */
const namespaces = (['1.0', '1.1', '1.2', '1.3', '1.4'] as const).map((version, minor) => ({
  id: `VER-0${minor + 1}`,
  clause: '§1.1 and version decision',
  rule: `An Inform in ${cwmp(minor)} is accepted, answered in that namespace, and taken for CWMP ${version} without UseCWMPVersion.`,
  holds: async (stage: AcsStage) => {
    const cpe = stage.stranger();
    const said = await cpe.open({}, { ns: cwmp(minor) });
    assert.equal(bodyOf(said).namespace, cwmp(minor));
    assert.equal(useVersion(said), undefined);
    assert.equal((await stage.device(cpe))['cwmpVersion'], version);
  },
}));

export const versions = onMuster('Namespaces and versions', 'versions.ts', [
  ...namespaces,
  {
    id: 'VER-06',
    clause: '§1.1',
    rule: 'The namespace of the Inform is kept for everything that the ACS says in the session.',
    holds: async (stage) => {
      const cpe = await stage.known({}, { ns: cwmp(0) });
      const { said, request } = await stage.asked(cpe, 'reboot', {}, 'Reboot');
      assert.equal(request.namespace, cwmp(0));
      assert.equal(at(said.xml, 'Header/ID').namespace, cwmp(0));
    },
  },
  {
    id: 'VER-07',
    clause: '§1.1',
    rule: 'Only the child of the Body and the header elements carry the CWMP namespace; every argument is unqualified.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const values = [{ path: 'Device.DeviceInfo.ProvisioningCode', value: 'x' }];
      const { request } = await stage.asked(cpe, 'setParameterValues', { values }, 'SetParameterValues');
      const [, ...below] = everything(request);
      assert.ok(below.length >= 5);
      assert.deepEqual([...new Set(below.map((node) => node.namespace))], ['']);
    },
  },
  {
    id: 'VER-08',
    clause: '§1.2 version decision',
    rule: 'SupportedCWMPVersions with common versions is answered with UseCWMPVersion of the highest, mustUnderstand 1, in the namespace of the Inform.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const said = await cpe.open({}, supported('1.0,1.1,1.2,1.3,1.4'));
      assert.equal(useVersion(said), '1.4');
      assert.equal(at(said.xml, 'Header/UseCWMPVersion').attributes.get(`{${soapNamespace}}mustUnderstand`), '1');
      assert.equal(bodyOf(said).namespace, cwmp(2));
      assert.equal((await stage.device(cpe))['cwmpVersion'], '1.4');
    },
  },
  {
    id: 'VER-09',
    clause: '§1.2 SupportedCWMPVersions',
    rule: 'Spaces in the list and versions that are not known are tolerated.',
    holds: async (stage) => {
      assert.equal(useVersion(await stage.stranger().open({}, supported(' 1.0 , 1.1,1.2 , 1.9'))), '1.2');
    },
  },
  {
    id: 'VER-10',
    clause: '§1.2 version decision',
    rule: 'The offered versions decide, not the namespace: 1.0 and 1.1 offered in cwmp-1-2 is CWMP 1.1.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      assert.equal(useVersion(await cpe.open({}, supported('1.0,1.1'))), '1.1');
      assert.equal((await stage.device(cpe))['cwmpVersion'], '1.1');
    },
  },
  {
    id: 'VER-11',
    clause: '§1.2 version decision, §5.1 8006',
    rule: 'SupportedCWMPVersions without a common version is answered with fault 8006, and nothing is stored.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      isFault(await cpe.inform({}, supported('2.0,2.1')), 8006);
      assert.equal(await stage.isKnown(cpe), false);
    },
  },
  {
    id: 'VER-12',
    clause: '§1.2 version decision',
    rule: 'In cwmp-1-2 a SessionTimeout without SupportedCWMPVersions says CWMP 1.3, without UseCWMPVersion.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const said = await cpe.open({}, { headers: header('SessionTimeout', '40', '0') });
      assert.equal(useVersion(said), undefined);
      assert.equal((await stage.device(cpe))['cwmpVersion'], '1.3');
    },
  },
  {
    id: 'VER-13',
    clause: '§1.2 version decision',
    rule: 'A namespace that is none of CWMP is answered with fault 8006 in one that is, and no session is open.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const said = await cpe.inform({}, { ns: 'urn:example:management-2' });
      isFault(said, 8006);
      assert.match(at(said.xml, 'Body/Fault/detail/Fault').namespace, /^urn:dslforum-org:cwmp-1-[02]$/);
      assert.equal(await stage.isKnown(cpe), false);
    },
  },
  {
    id: 'VER-14',
    clause: '§1.2 version decision',
    rule: 'The version of a session does not depend on the one that the device spoke before.',
    holds: async (stage) => {
      const cpe = await stage.known({}, supported('1.4'));
      cpe.ns = cwmp(0);
      await cpe.open();
      assert.equal((await stage.device(cpe))['cwmpVersion'], '1.0');
    },
  },
  {
    id: 'VER-15',
    clause: '§1.2 version decision',
    rule: 'An RPC that is newer than the agreed version is not sent.',
    holds: async (stage) => {
      const cpe = await stage.known({}, { ns: cwmp(1) });
      const order = await stage.order(cpe, 'cancelTransfer', { commandKey: 'k' });
      isNothing(await cpe.session());
      assert.notEqual((await stage.shown(order)).state, 'dispatched');
    },
  },
  {
    id: 'VER-16',
    clause: '§1.2 version decision',
    rule: 'What was agreed by UseCWMPVersion counts for RPCs as well, whatever the namespace says.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await stage.order(cpe, 'cancelTransfer', { commandKey: 'k' });
      isNothing(await cpe.session({}, supported('1.0,1.1')));
      await stage.order(cpe, 'cancelTransfer', { commandKey: 'l' });
      isRequest(await cpe.session({}, supported('1.0,1.1,1.2')), 'CancelTransfer');
    },
  },
  {
    id: 'VER-17',
    clause: '§1.2 UseCWMPVersion',
    rule: 'UseCWMPVersion stands in the InformResponse only.',
    holds: async (stage) => {
      const cpe = await stage.known({}, supported('1.4'));
      await stage.order(cpe, 'reboot');
      await cpe.open({}, supported('1.4'));
      const said = await cpe.empty();
      isRequest(said, 'Reboot');
      assert.equal(useVersion(said), undefined);
    },
  },
  {
    id: 'VER-18',
    clause: '§1.2 GetRPCMethods as authoritative test',
    rule: 'A method that the device did not list in its GetRPCMethodsResponse is not sent.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { said } = await stage.asked(cpe, 'getRpcMethods', {}, 'GetRPCMethods');
      const list = '<MethodList><string>GetRPCMethods</string><string>GetParameterValues</string></MethodList>';
      isNothing(await cpe.reply(said, `<cwmp:GetRPCMethodsResponse>${list}</cwmp:GetRPCMethodsResponse>`));
      const refused = await stage.muster.api.ask('POST', `/devices/${cpe.id}/operations`, {
        body: { kind: 'reboot', connectionRequest: false },
      });
      assert.ok(refused.status >= 400, 'an order that the device cannot carry out is refused');
      isNothing(await cpe.session());
    },
  },
  {
    id: 'VER-19',
    clause: '§1.1',
    rule: 'A prefix means nothing: a cwmp element under any other prefix is the same.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const text = envelope(inform(cpe.serial)).replaceAll('cwmp:', 'b2:').replace('xmlns:cwmp', 'xmlns:b2');
      const said = await cpe.post(text);
      assert.equal(textAt(said.xml, 'Body/InformResponse/MaxEnvelopes'), '1');
    },
  },
  {
    id: 'VER-20',
    clause: '§1.2 version decision',
    rule: 'A session that was refused with 8006 is over: what follows without an Inform is refused.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      assert.equal(faultIn(await cpe.inform({}, supported('7.0'))).faultcode, 'Server');
      isRefused(await cpe.say('<cwmp:GetRPCMethods/>'));
    },
  },
  {
    id: 'VER-21',
    clause: '§1.2 version decision, unknown ns',
    rule: 'A CWMP namespace of the future is mirrored and taken for the newest version that is known, where 8006 is allowed as well.',
    departs: 'Such a device can be managed all the same; it answers 9000 to what it does not have.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const said = await cpe.open({}, { ns: cwmp(9) });
      assert.equal(bodyOf(said).namespace, cwmp(9));
      assert.equal((await stage.device(cpe))['cwmpVersion'], '1.4');
    },
  },
]);

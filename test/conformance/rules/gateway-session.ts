import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { gateway } from '../kit/cpe-stage.ts';
import { at, encodingNamespace, names, textAt } from '../kit/look.ts';
import { onGateway } from '../kit/rule.ts';
import { eventsOf } from '../kit/scripted-acs.ts';
import { fault, header, unknownTime } from '../kit/words.ts';

const noValues =
  '<ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[0]"></ParameterList><ParameterKey></ParameterKey>';

export const gatewaySession = onGateway('The session of a CPE', 'gateway-session.ts', [
  {
    id: 'CPE-01',
    clause: '§2.1 S1',
    rule: 'The first envelope of a session is Inform, and there is one of them.',
    holds: async ({ acs, on }) => {
      await on();
      await acs.until('the session ends', () => acs.heard.at(-1)?.name === '');
      assert.deepEqual(
        acs.heard.map((one) => one.name),
        ['Inform', ''],
      );
    },
  },
  {
    id: 'CPE-02',
    clause: '§1.4 H1, H2, H8',
    rule: 'Every message is a POST of at most one envelope.',
    holds: async ({ acs, on }) => {
      const asked = acs.ask('GetRPCMethods');
      await on();
      await asked;
      for (const { verb, xml } of acs.heard) {
        assert.equal(verb, 'POST');
        if (xml) assert.equal(at(xml, 'Body').children.length, 1);
      }
    },
  },
  {
    id: 'CPE-03',
    clause: '§1.4 H3, H4',
    rule: 'An envelope is text/xml with SOAPAction; the SOAPAction of a response is empty and unquoted.',
    holds: async ({ acs, on }) => {
      const asked = acs.ask('GetRPCMethods');
      await on();
      await asked;
      const [inform, answer] = [acs.named('Inform')[0]!, acs.named('GetRPCMethodsResponse')[0]!];
      for (const one of [inform, answer]) assert.match(one.headers['content-type']!, /^text\/xml/);
      assert.notEqual(inform.headers['soapaction'], undefined);
      assert.equal(answer.headers['soapaction'], '');
    },
  },
  {
    id: 'CPE-04',
    clause: '§1.4 H5',
    rule: 'An empty POST has Content-Length 0, no SOAPAction and no Content-Type.',
    holds: async ({ acs, on }) => {
      await on();
      await acs.until('an empty POST', () => acs.named('').length > 0);
      const { headers } = acs.named('')[0]!;
      assert.deepEqual(
        [headers['content-length'], headers['soapaction'], headers['content-type']],
        ['0', undefined, undefined],
      );
    },
  },
  {
    id: 'CPE-05',
    clause: '§1.4 H6',
    rule: '200 without a body says the same as 204: the ACS has nothing.',
    holds: async ({ acs, on }) => {
      acs.instead = (heard) => (heard.name === '' ? { status: 200 } : undefined);
      const fleet = await on();
      await acs.until('an empty POST', () => acs.named('').length > 0);
      await pause(50);
      assert.deepEqual([acs.informs.length, fleet.statistics().failedSessions], [1, 0]);
    },
  },
  {
    id: 'CPE-06',
    clause: '§1.4 H9',
    rule: 'Cookies come back in every later message of the session, several of them, and not in the next session.',
    holds: async ({ acs, on }) => {
      acs.cookies = ['session=one; Path=/', 'node=b; Path=/'];
      const fleet = await on();
      await acs.until('an empty POST', () => acs.named('').length === 1);
      await fleet.happen(gateway, { kind: 'wakeUp' });
      await acs.until('another session', () => acs.informs.length === 2);
      assert.deepEqual(acs.named('')[0]!.headers['cookie']!.split('; ').sort(), ['node=b', 'session=one']);
      assert.equal(acs.informs[1]!.headers['cookie'], undefined);
    },
  },
  {
    id: 'CPE-07',
    clause: '§1.4 H10',
    rule: 'One connection carries the whole session.',
    holds: async ({ acs, on }) => {
      const asked = acs.ask('GetRPCMethods');
      await on();
      await asked;
      await acs.until('the end', () => acs.heard.length === 3);
      assert.equal(new Set(acs.heard.map((one) => one.port)).size, 1);
    },
  },
  {
    id: 'CPE-08',
    clause: '§1.4 H15, §2.3 CONNECT 401',
    rule: 'A 401 is answered with the identical Inform and an Authorization; after a second refusal the session has failed.',
    holds: async ({ acs, on }) => {
      acs.instead = (heard) =>
        heard.name === 'Inform'
          ? { status: 401, headers: { 'WWW-Authenticate': 'Digest realm="acs", nonce="n", qop="auth", algorithm=MD5' } }
          : undefined;
      const fleet = await on({ retryScale: 100 });
      await acs.until('a second try', () => acs.informs.length === 2);
      await pause(50);
      const [first, second, third] = acs.informs;
      assert.equal(second!.text, first!.text);
      assert.match(second!.headers.authorization!, /^Digest .*uri="\/acs"/);
      assert.equal(third, undefined);
      assert.equal(fleet.statistics().failedSessions, 1);
    },
  },
  {
    id: 'CPE-09',
    clause: '§1.2 ID',
    rule: 'The ID of a request of the ACS comes back in the response or fault; a request without one is answered without.',
    holds: async ({ acs, on }) => {
      const asked = acs.ask('GetRPCMethods');
      const refused = acs.ask('X_Nobody');
      await on();
      await Promise.all([asked, refused]);
      assert.equal(textAt(acs.named('GetRPCMethodsResponse')[0]!.xml!, 'Header/ID'), 'acs1');
      assert.equal(textAt(acs.named('Fault')[0]!.xml!, 'Header/ID'), 'acs2');
    },
  },
  {
    id: 'CPE-10',
    clause: '§1.2 HoldRequests, §2.1 S2',
    rule: 'On hold the CPE sends only empty POSTs and answers; its own requests follow once hold is cleared.',
    holds: async ({ acs, on }) => {
      const fleet = await on();
      await acs.until('the first session', () => acs.named('').length === 1);
      acs.headers = (name) => (name === 'InformResponse' ? header('HoldRequests', '1') : '');
      const asked = acs.ask('GetRPCMethods');
      const from = acs.heard.length;
      await fleet.happen(gateway, { kind: 'kicked', command: 'go' });
      await asked;
      await acs.until('Kicked', () => acs.named('Kicked').length === 1);
      assert.deepEqual(
        acs.heard
          .slice(from)
          .map((one) => one.name)
          .slice(0, 4),
        ['Inform', '', 'GetRPCMethodsResponse', 'Kicked'],
      );
    },
  },
  {
    id: 'CPE-11',
    clause: '§1.4 H20',
    rule: '302 and 307 are followed with the same body, for the rest of the session; the next one begins at the old URL.',
    holds: async ({ acs, on }) => {
      acs.instead = (heard) => (heard.path === '/acs' ? { status: 302, headers: { Location: '/moved' } } : undefined);
      const fleet = await on();
      await acs.until('the session ends', () => acs.named('').length === 1);
      await fleet.happen(gateway, { kind: 'wakeUp' });
      await acs.until('another session', () => acs.named('').length === 2);
      assert.deepEqual(
        acs.heard.map((one) => one.path),
        ['/acs', '/moved', '/moved', '/acs', '/moved', '/moved'],
      );
      assert.equal(acs.heard[1]!.text, acs.heard[0]!.text);
      assert.ok(!eventsOf(acs.heard[3]!).includes('0 BOOTSTRAP'));
    },
  },
  {
    id: 'CPE-12',
    clause: '§1.4 H20',
    rule: 'After five redirects the session has failed.',
    holds: async ({ acs, on }) => {
      acs.instead = () => ({ status: 307, headers: { Location: '/again' } });
      const fleet = await on({ retryScale: 100 });
      await acs.until('six tries', () => acs.informs.length === 6);
      await pause(100);
      assert.deepEqual([acs.informs.length, fleet.statistics().failedSessions], [6, 1]);
    },
  },
  {
    id: 'CPE-13',
    clause: '§1.4 H21, §2.3 CONNECT',
    rule: 'Any other status fails the session, and the retry table begins.',
    holds: async ({ acs, on }) => {
      const statuses = [500, 404, 503];
      acs.instead = () => {
        const status = statuses.shift();
        return status === undefined ? undefined : { status };
      };
      await on();
      await acs.until('four Informs', () => acs.informs.length === 4);
      assert.deepEqual(
        acs.informs.map((one) => textAt(one.xml!, 'Body/Inform/RetryCount')),
        ['0', '1', '2', '3'],
      );
    },
  },
  {
    id: 'CPE-14',
    clause: '§2.3 CONNECT 8005, §2.6',
    rule: 'Fault 8005 has the same request repeated in the same session.',
    holds: async ({ acs, on }) => {
      let refused = 0;
      acs.instead = (heard) =>
        heard.name === 'Inform' && refused++ < 2
          ? acs.envelope(fault(8005), textAt(heard.xml!, 'Header/ID'))
          : undefined;
      const fleet = await on();
      await acs.until('the session ends', () => acs.named('').length === 1);
      assert.deepEqual(new Set(acs.informs.map((one) => one.text)).size, 1);
      assert.deepEqual([acs.informs.length, fleet.statistics().failedSessions], [3, 0]);
    },
  },
  {
    id: 'CPE-15',
    clause: '§2.3 CONNECT other fault, §2.6',
    rule: 'Any other fault to the Inform fails the session; the events come again with RetryCount 1.',
    holds: async ({ acs, on }) => {
      let refused = false;
      acs.instead = (heard) => {
        if (refused || heard.name !== 'Inform') return undefined;
        refused = true;
        return acs.envelope(fault(8001), textAt(heard.xml!, 'Header/ID'));
      };
      await on();
      await acs.until('two Informs', () => acs.informs.length === 2);
      assert.deepEqual(eventsOf(acs.informs[1]!), eventsOf(acs.informs[0]!));
      assert.equal(textAt(acs.informs[1]!.xml!, 'Body/Inform/RetryCount'), '1');
    },
  },
  {
    id: 'CPE-16',
    clause: '§2.1 S10',
    rule: 'A reboot that was ordered happens after the session: the order is answered, and the session ends as any other.',
    holds: async ({ acs, on }) => {
      const asked = acs.ask('Reboot', '<CommandKey>why</CommandKey>');
      const after = acs.ask('GetRPCMethods');
      await on();
      assert.equal((await asked).name, 'RebootResponse');
      assert.equal((await after).name, 'GetRPCMethodsResponse');
      assert.deepEqual(eventsOf(await acs.informWith('M Reboot why')), ['1 BOOT', 'M Reboot why']);
    },
  },
  {
    id: 'CPE-17',
    clause: '§1.2 SessionTimeout, SupportedCWMPVersions',
    rule: 'At 1.4 the Inform alone carries SupportedCWMPVersions, with mustUnderstand 0.',
    holds: async ({ acs, on }) => {
      const asked = acs.ask('GetRPCMethods');
      await on({ cwmpVersion: '1.4' });
      await asked;
      const flag = '{http://schemas.xmlsoap.org/soap/envelope/}mustUnderstand';
      const list = at(acs.informs[0]!.xml!, 'Header/SupportedCWMPVersions');
      assert.deepEqual([list.text, list.attributes.get(flag)], ['1.0,1.1,1.2,1.3,1.4', '0']);
      assert.deepEqual(names(at(acs.named('GetRPCMethodsResponse')[0]!.xml!, 'Header')), ['ID']);
    },
  },
  {
    id: 'CPE-18',
    clause: '§1.2 version decision',
    rule: 'An RPC that is newer than the agreed version is answered 9000.',
    holds: async ({ acs, on }) => {
      const asked = acs.ask('CancelTransfer', '<CommandKey>k</CommandKey>');
      await on({ cwmpVersion: '1.1' });
      assert.equal(textAt(await asked, 'detail/Fault/FaultCode'), '9000');
    },
  },
  {
    id: 'CPE-19',
    clause: '§2.6 MaxEnvelopes',
    rule: 'A MaxEnvelopes of the ACS that is not 1 is treated as 1.',
    holds: async ({ acs, on }) => {
      acs.instead = (heard) =>
        heard.name === 'Inform'
          ? acs.written('InformResponse', '<MaxEnvelopes>3</MaxEnvelopes>', textAt(heard.xml!, 'Header/ID'))
          : undefined;
      const fleet = await on();
      await acs.until('the session ends', () => acs.named('').length === 1);
      assert.equal(fleet.statistics().failedSessions, 0);
    },
  },
  {
    id: 'CPE-20',
    clause: '§4.7 Inform, §1.3 Element order, Arrays',
    rule: 'The Inform has its children in the order of the XSD, with arrayType and its count.',
    holds: async ({ acs, on }) => {
      await on();
      await acs.until('an Inform', () => acs.informs.length === 1);
      const inform = at(acs.informs[0]!.xml!, 'Body/Inform');
      assert.deepEqual(names(inform), [
        'DeviceId',
        'Event',
        'MaxEnvelopes',
        'CurrentTime',
        'RetryCount',
        'ParameterList',
      ]);
      assert.deepEqual(names(at(inform, 'DeviceId')), ['Manufacturer', 'OUI', 'ProductClass', 'SerialNumber']);
      const list = at(inform, 'ParameterList');
      assert.equal(
        list.attributes.get(`{${encodingNamespace}}arrayType`),
        `cwmp:ParameterValueStruct[${list.children.length}]`,
      );
      assert.notEqual(textAt(inform, 'CurrentTime'), unknownTime);
    },
  },
  {
    id: 'CPE-21',
    clause: '§1.3 SOAP fault shape',
    rule: 'Faults of a CPE travel in a POST with faultstring "CWMP fault" and a cwmp:Fault; bad arguments blame the Client.',
    holds: async ({ acs, on }) => {
      const asked = acs.ask(
        'GetParameterNames',
        '<ParameterPath>Device.Nobody.</ParameterPath><NextLevel>1</NextLevel>',
      );
      const unknown = acs.ask('X_Nobody');
      await on();
      assert.deepEqual(
        [textAt(await asked, 'faultstring'), textAt(await asked, 'detail/Fault/FaultCode')],
        ['CWMP fault', '9005'],
      );
      assert.match(textAt(await asked, 'faultcode'), /:Client$/);
      assert.match(textAt(await unknown, 'faultcode'), /:Server$/);
    },
  },
  {
    id: 'CPE-22',
    clause: '§2.1 S7',
    rule: 'The CPE ends the session when the ACS has nothing and it owes nothing: no message follows the empty answer.',
    holds: async ({ acs, on }) => {
      const asked = acs.ask('SetParameterValues', noValues);
      await on();
      await asked;
      await pause(100);
      assert.deepEqual(
        acs.heard.map((one) => one.name),
        ['Inform', '', 'SetParameterValuesResponse'],
      );
    },
  },
]);

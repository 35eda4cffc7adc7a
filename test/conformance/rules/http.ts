import assert from 'node:assert/strict';
import { deflateSync, gzipSync } from 'node:zlib';
import { readConfig } from '../../../src/platform/config/config.ts';
import { textAt } from '../kit/look.ts';
import { rawHttp, statusesIn } from '../kit/raw-http.ts';
import { onMuster } from '../kit/rule.ts';
import { isAnswer, isNothing, isRefused, saidIn } from '../kit/wire-cpe.ts';
import { call, envelope, inform, response } from '../kit/words.ts';

/** One request as it goes over the wire. */
const rawPost = (origin: string, body: string, headers: Readonly<Record<string, string>>): string =>
  [
    'POST / HTTP/1.1',
    `Host: ${new URL(origin).host}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');

export const http = onMuster('HTTP', 'http.ts', [
  {
    id: 'HTTP-01',
    clause: '§1.4 H1',
    rule: 'Requests of the ACS ride in HTTP responses, and their answers come in the next POST of the CPE.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'getRpcMethods', {}, 'GetRPCMethods');
      isNothing(await cpe.reply(said, response('GetRPCMethods', '<MethodList><string>Reboot</string></MethodList>')));
      assert.equal((await stage.shown(order)).state, 'succeeded');
    },
  },
  {
    id: 'HTTP-02',
    clause: '§1.4 H2',
    rule: 'Any method but POST is answered with 405 and Allow: POST.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
        const reply = saidIn(await cpe.carrier.send({ method, headers: { 'Content-Length': 0 } }));
        isRefused(reply, 405);
        assert.equal(reply.headers['allow'], 'POST');
      }
    },
  },
  {
    id: 'HTTP-03',
    clause: '§1.4 H3',
    rule: 'What has a body goes out as text/xml with its charset and its length.',
    holds: async (stage) => {
      const said = await stage.stranger().open();
      assert.equal(said.headers['content-type'], 'text/xml; charset=utf-8');
      assert.equal(Number(said.headers['content-length']), Buffer.byteLength(said.text));
    },
  },
  {
    id: 'HTTP-04',
    clause: '§1.4 H3',
    rule: 'Another Content-Type, or none, is no reason to refuse XML.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      for (const type of ['application/soap+xml', 'text/plain', 'application/x-www-form-urlencoded', '']) {
        isAnswer(
          await cpe.post(envelope(inform(cpe.serial, { currentTime: `2026-01-01T00:00:0${type.length % 10}Z` })), {
            'Content-Type': type,
          }),
          'Inform',
        );
      }
    },
  },
  {
    id: 'HTTP-05',
    clause: '§1.4 H4',
    rule: 'SOAPAction is ignored: absent, empty, quoted or wrong, the message is the same.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      for (const action of ['', '""', '"cwmp:Reboot"', 'urn:nothing'])
        isAnswer(await cpe.post(envelope(call('GetRPCMethods')), { SOAPAction: action }), 'GetRPCMethods');
    },
  },
  {
    id: 'HTTP-06',
    clause: '§1.4 H4',
    rule: 'The ACS writes no SOAPAction.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { said } = await stage.asked(cpe, 'reboot', {}, 'Reboot');
      assert.equal(said.headers['soapaction'], undefined);
    },
  },
  {
    id: 'HTTP-07',
    clause: '§1.4 H5, H6',
    rule: 'An empty POST says that there is nothing to say; with nothing to ask the answer is 204 without a body.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      const said = await cpe.empty();
      isNothing(said);
      assert.equal(said.headers['content-type'], undefined);
    },
  },
  {
    id: 'HTTP-08',
    clause: '§1.4 H5',
    rule: 'An empty POST may carry a Content-Type, or be an empty chunked body.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      isNothing(await cpe.post('', { 'Content-Type': 'text/xml', 'Content-Length': 0 }));
      await cpe.open();
      isNothing(await cpe.post([], { 'Transfer-Encoding': 'chunked' }));
    },
  },
  {
    id: 'HTTP-09',
    clause: '§1.4 H7',
    rule: 'Envelopes of every kind travel in 200, faults included.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await stage.order(cpe, 'reboot');
      const said = [await cpe.open(), await cpe.say(call('X_Nobody')), await cpe.empty()];
      assert.deepEqual(
        said.map((one) => one.status),
        [200, 200, 200],
      );
    },
  },
  {
    id: 'HTTP-10',
    clause: '§1.4 H8',
    rule: 'MaxEnvelopes of the InformResponse is 1, whatever the CPE said.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      for (const maxEnvelopes of [0, 1, 7]) {
        const said = await cpe.open({ maxEnvelopes });
        assert.equal(textAt(said.xml, 'Body/InformResponse/MaxEnvelopes'), '1');
      }
    },
  },
  {
    id: 'HTTP-11',
    clause: '§1.4 H9',
    rule: 'The InformResponse sets one cookie: under 200 bytes, Path=/, no Domain, no Max-Age, no Expires, Secure on TLS only.',
    holds: async (stage) => {
      const [cookie = '', ...more] = (await stage.stranger().open()).headers['set-cookie'] ?? [];
      assert.deepEqual(more, []);
      assert.ok(Buffer.byteLength(cookie) < 200);
      assert.match(cookie, /; ?Path=\/(;|$)/);
      assert.doesNotMatch(cookie, /Domain|Max-Age|Expires|Secure/i);
    },
  },
  {
    id: 'HTTP-12',
    clause: '§1.4 H9',
    rule: 'Each session has a cookie of its own, and it is set once.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const first = (await cpe.open()).headers['set-cookie'];
      assert.equal((await cpe.say(call('GetRPCMethods'))).headers['set-cookie'], undefined);
      assert.equal((await cpe.empty()).headers['set-cookie'], undefined);
      assert.notDeepEqual((await cpe.open()).headers['set-cookie'], first);
    },
  },
  {
    id: 'HTTP-13',
    clause: '§1.4 H9',
    rule: 'Of several cookies that a CPE sends the session is found by its own.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      cpe.carrier.cookie = `a=1; ${cpe.carrier.cookie}; other="x y"`;
      cpe.carrier.newSocket();
      isAnswer(await cpe.say(call('GetRPCMethods')), 'GetRPCMethods');
    },
  },
  {
    id: 'HTTP-14',
    clause: '§1.4 H10',
    rule: 'A new TCP connection with the cookie continues the session.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, said } = await stage.asked(cpe, 'reboot', {}, 'Reboot');
      cpe.carrier.newSocket();
      isNothing(await cpe.reply(said, response('Reboot')));
      assert.equal((await stage.shown(order)).state, 'accepted');
    },
  },
  {
    id: 'HTTP-15',
    clause: '§1.4 H10',
    rule: 'The connection is kept open between the messages of a session, and after it.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const said = [await cpe.open(), await cpe.say(call('GetRPCMethods')), await cpe.empty()];
      for (const one of said) assert.notEqual(one.headers['connection'], 'close');
    },
  },
  {
    id: 'HTTP-16',
    clause: '§1.4 H11',
    rule: 'A POST that comes while the one before has no answer is refused with 400.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      const headers = {
        Cookie: cpe.carrier.cookie!,
        'Content-Type': 'text/xml',
        Authorization: await cpe.authorization(),
      };
      const text = envelope(call('GetRPCMethods'));
      // The first stays unfinished until the second has been answered.
      const whole = rawPost(stage.muster.urls.acs, text, headers);
      const unfinished = rawHttp(stage.muster.urls.acs, [whole.slice(0, -40), '', '', '', whole.slice(-40)], (got) =>
        /\r\n\r\n/.test(got),
      );
      await new Promise((resolve) => setTimeout(resolve, 60));
      const second = await rawHttp(stage.muster.urls.acs, [whole], (got) => /\r\n\r\n/.test(got));
      assert.deepEqual(statusesIn(second), [400]);
      await unfinished;
    },
  },
  {
    id: 'HTTP-17',
    clause: '§1.4 H12',
    rule: 'A chunked request is read, cut wherever it may be.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const text = Buffer.from(envelope(inform(cpe.serial, { manufacturer: 'Größe' })));
      const pieces = [text.subarray(0, 1), text.subarray(1, 700), text.subarray(700)];
      isAnswer(await cpe.post(pieces, { 'Transfer-Encoding': 'chunked' }), 'Inform');
      assert.equal((await stage.device(cpe))['manufacturer'], 'Größe');
    },
  },
  {
    id: 'HTTP-18',
    clause: '§1.4 H12',
    rule: 'The ACS never answers in chunks.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await stage.order(cpe, 'reboot');
      for (const one of [await cpe.open(), await cpe.say(call('X_Nobody')), await cpe.empty()]) {
        assert.equal(one.headers['transfer-encoding'], undefined);
        assert.equal(Number(one.headers['content-length']), Buffer.byteLength(one.text));
      }
    },
  },
  {
    id: 'HTTP-19',
    clause: '§1.4 H13',
    rule: 'Expect: 100-continue is answered with 100 Continue, then with the final status; never with 417.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const whole = rawPost(stage.muster.urls.acs, envelope(inform(cpe.serial)), {
        'Content-Type': 'text/xml',
        Expect: '100-continue',
        Authorization: await cpe.authorization(),
      });
      const end = whole.indexOf('\r\n\r\n') + 4;
      const got = await rawHttp(stage.muster.urls.acs, [whole.slice(0, end), whole.slice(end)], (text) =>
        text.includes('</soapenv:Envelope>'),
      );
      assert.deepEqual(statusesIn(got), [100, 200]);
      cpe.carrier.cookie = /set-cookie: ([^;]+)/i.exec(got)![1]!;
    },
  },
  {
    id: 'HTTP-20',
    clause: '§1.4 H14',
    rule: 'A gzip or deflate body is read.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      isAnswer(await cpe.post(gzipSync(envelope(inform(cpe.serial))), { 'Content-Encoding': 'gzip' }), 'Inform');
      const deflated = deflateSync(envelope(call('GetRPCMethods')));
      isAnswer(await cpe.post(deflated, { 'Content-Encoding': 'deflate' }), 'GetRPCMethods');
    },
  },
  {
    id: 'HTTP-21',
    clause: '§1.4 H14',
    rule: 'An answer is compressed only for a CPE that says so by Accept-Encoding.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const packed = gzipSync(envelope(inform(cpe.serial)));
      const said = await cpe.post(packed, { 'Content-Encoding': 'gzip' });
      assert.equal(said.headers['content-encoding'], undefined);
      isAnswer(said, 'Inform');
      const more = { 'Content-Encoding': 'gzip', 'Accept-Encoding': 'deflate, gzip;q=0.5' };
      const asked = await cpe.post(gzipSync(envelope(call('GetRPCMethods'))), more);
      assert.equal(asked.headers['content-encoding'], 'gzip');
      const none = { ...more, 'Accept-Encoding': 'gzip;q=0' };
      isAnswer(await cpe.post(gzipSync(envelope(call('GetRPCMethods'))), none), 'GetRPCMethods');
    },
  },
  {
    id: 'HTTP-22',
    clause: '§1.4 H14',
    rule: 'A Content-Encoding that cannot be read is answered with 415; sent again without it, the message is taken.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      isRefused(await cpe.post(Buffer.from('zzz'), { 'Content-Encoding': 'compress' }), 415);
      isAnswer(await cpe.say(call('GetRPCMethods')), 'GetRPCMethods');
    },
  },
  {
    id: 'HTTP-35',
    clause: '§1.4 H23',
    rule: 'A session does not hang on the path: another one in its middle changes nothing.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await cpe.open();
      const reply = await cpe.carrier.send({
        path: '/another/path',
        body: envelope(call('GetRPCMethods')),
        headers: { 'Content-Type': 'text/xml' },
      });
      isAnswer(saidIn(reply), 'GetRPCMethods');
    },
  },
  {
    id: 'HTTP-36',
    clause: '§1.4 H24',
    rule: 'The port is 7547 where nothing else was said.',
    holds: async () => {
      assert.equal(readConfig({}).ports.acs, 7547);
    },
  },
  {
    id: 'HTTP-37',
    clause: '§1.3 Size',
    rule: 'A message over the limit is refused, before all of it has come.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      const head = `POST / HTTP/1.1\r\nHost: x\r\nAuthorization: ${await cpe.authorization()}\r\nContent-Length: 999999999\r\n\r\n`;
      assert.deepEqual(statusesIn(await rawHttp(stage.muster.urls.acs, [head])), [413]);
    },
  },
]);

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { until } from '../../support/until.ts';
import type { AcsStage } from '../kit/acs-stage.ts';
import { onMuster } from '../kit/rule.ts';
import type { WireCpe } from '../kit/wire-cpe.ts';

const path = 'Device.WiFi.SSID.1.SSID';

interface Words {
  readonly value: string;
  readonly ts?: number;
  readonly cn?: string;
  readonly password?: string;
  readonly head?: (head: string) => string;
  readonly after?: (body: string) => string;
}

/** The datagram in the words of icwmp, misspellings and all, signed over its body. */
function datagram(stage: AcsStage, cpe: WireCpe, words: Words): Buffer {
  const { ts = Math.floor(Date.now() / 1000), cn = 'c1', password = stage.login.password } = words;
  const body = `<?xml version="1.0" encoding="UTF-8"?><Notification xmlns="urn:broadband-forum-org:cwmp:lwnotif-1-0"><TS>${ts}</TS><UN>${stage.login.username}</UN><CN>${cn}</CN><OUI>00D09E</OUI><ProductClass>CONF</ProductClass><SerialNumber>${cpe.serial}</SerialNumber><Param><Name>${path}</Name><Value>${words.value}</Value></Param></Notification>`;
  const signature = createHmac('sha1', password).update(body).digest('hex').toUpperCase();
  const head = `POST /HTTPS/1.1\r\nHOST: acs\r\nContent-Type: test/xml; charset="utf-8"\r\nContent-Lenght: ${body.length}\r\nSignature: ${signature}\r\n`;
  return Buffer.from(`${words.head?.(head) ?? head}\r\n${words.after?.(body) ?? body}`);
}

/** Sends them, and one more that counts behind them: when that one is there, the others were heard. */
async function send(stage: AcsStage, cpe: WireCpe, list: readonly Words[]): Promise<{ answers: number }> {
  let answers = 0;
  const socket = createSocket('udp4', () => void answers++);
  const put = (words: Words) =>
    new Promise<void>((resolve, reject) => {
      const to = stage.muster.udp.notifications;
      socket.send(datagram(stage, cpe, words), to, '127.0.0.1', (error) => (error ? reject(error) : resolve()));
    });
  for (const words of list) await put(words);
  const other = await stage.known();
  const last = datagram(stage, other, { value: 'the last' });
  await new Promise((resolve) => socket.send(last, stage.muster.udp.notifications, '127.0.0.1', resolve));
  await until('the last one is heard', async () => (await stage.values(other, path))[path] === 'the last');
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.close();
  return { answers };
}

export const lightweight = onMuster('Lightweight notification', 'lightweight.ts', [
  {
    id: 'LWN-01',
    clause: '§6.4 datagram, XML',
    rule: 'A notification in the form of icwmp, with its misspelled headers, is understood, and its values are kept.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await send(stage, cpe, [{ value: 'new name' }]);
      assert.deepEqual(await stage.values(cpe, path), { [path]: 'new name' });
    },
  },
  {
    id: 'LWN-02',
    clause: '§6.4 verify signature',
    rule: 'A wrong signature, or none, is dropped.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await send(stage, cpe, [
        { value: 'forged', password: 'wrong' },
        { value: 'unsigned', cn: 'c2', head: (head) => head.replace(/Signature.*\r\n/, '') },
        { value: 'changed', cn: 'c3', after: (body) => body.replace('changed', 'CHANGED') },
      ]);
      assert.deepEqual(await stage.values(cpe, path), {});
    },
  },
  {
    id: 'LWN-03',
    clause: '§6.4 TS freshness',
    rule: 'A timestamp far from now is dropped, in the past as in the future.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const now = Math.floor(Date.now() / 1000);
      await send(stage, cpe, [
        { value: 'old', ts: now - 3600, cn: 'c4' },
        { value: 'early', ts: now + 3600, cn: 'c5' },
      ]);
      assert.deepEqual(await stage.values(cpe, path), {});
    },
  },
  {
    id: 'LWN-04',
    clause: '§6.4 duplicates',
    rule: 'The same TS and CN again is dropped.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const ts = Math.floor(Date.now() / 1000);
      for (const value of ['first', 'again']) await send(stage, cpe, [{ value, ts, cn: 'same' }]);
      assert.deepEqual(await stage.values(cpe, path), { [path]: 'first' });
      assert.equal((await stage.timeline(cpe, 'note')).length, 1);
    },
  },
  {
    id: 'LWN-05',
    clause: '§6.4 never answer',
    rule: 'A notification is never answered, good or bad.',
    holds: async (stage) => {
      const cpe = await stage.known();
      assert.equal((await send(stage, cpe, [{ value: 'a' }, { value: 'b', password: 'wrong' }])).answers, 0);
    },
  },
  {
    id: 'LWN-06',
    clause: '§6.4 hints',
    rule: 'Values are hints: a software version that is told this way moves nothing.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const version = 'Device.DeviceInfo.SoftwareVersion';
      const renamed = (body: string) => body.replace(path, version);
      // Signed over what is sent.
      const socket = createSocket('udp4');
      const text = datagram(stage, cpe, { value: '6.6.6' }).toString();
      const body = renamed(text.slice(text.indexOf('\r\n\r\n') + 4));
      const signature = createHmac('sha1', stage.login.password).update(body).digest('hex').toUpperCase();
      const message = Buffer.from(`POST / HTTP/1.1\r\nSignature: ${signature}\r\n\r\n${body}`);
      await new Promise((resolve) => socket.send(message, stage.muster.udp.notifications, '127.0.0.1', resolve));
      await until('it is heard', async () => (await stage.timeline(cpe, 'note')).length > 0);
      socket.close();
      assert.equal((await stage.device(cpe))['softwareVersion'], '1.0.0');
    },
  },
  {
    id: 'LWN-07',
    clause: '§6.4 verify signature',
    rule: 'A notification of a device that is not known registers nobody.',
    holds: async (stage) => {
      const cpe = stage.stranger();
      await send(stage, cpe, [{ value: 'hello' }]);
      assert.equal(await stage.isKnown(cpe), false);
    },
  },
]);

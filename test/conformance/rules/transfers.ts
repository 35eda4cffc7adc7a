import assert from 'node:assert/strict';
import type { StoredFile } from '../../../src/cli/api/resources.ts';
import { all, names, textAt } from '../kit/look.ts';
import { onMuster } from '../kit/rule.ts';
import { isNothing } from '../kit/wire-cpe.ts';
import { queuedTransfer, response } from '../kit/words.ts';

const file = { fileType: '3 Vendor Configuration File', url: 'http://127.0.0.1:9/f' };

export const transfers = onMuster('Transfers', 'transfers.ts', [
  {
    id: 'XFR-01',
    clause: '§4.4 Download',
    rule: 'Download of a file of ours names it by an http URL of at most 256 characters without user info, with its size.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const stored = await stage.muster.api.good<StoredFile>('POST', '/files', {
        query: { name: 'settings.cfg', fileType: '3 Vendor Configuration File' },
        body: Buffer.from('settings'),
      });
      const order = { fileType: '3 Vendor Configuration File', fileId: stored.id };
      const { request } = await stage.asked(cpe, 'download', order, 'Download');
      const url = new URL(textAt(request, 'URL'));
      assert.ok(['http:', 'https:'].includes(url.protocol) && url.href.length <= 256 && url.username === '');
      assert.equal(textAt(request, 'FileSize'), '8');
      assert.equal(await (await fetch(url)).text(), 'settings');
    },
  },
  {
    id: 'XFR-02',
    clause: '§4.4 Download, URL schemes',
    rule: 'Credentials travel in Username and Password, never in the URL.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { order, request } = await stage.asked(
        cpe,
        'download',
        { ...file, username: 'u', password: 'p&<' },
        'Download',
      );
      assert.deepEqual([textAt(request, 'Username'), textAt(request, 'Password')], ['u', 'p&<']);
      assert.ok(!JSON.stringify(await stage.shown(order)).includes('p&<'));
    },
  },
  {
    id: 'XFR-06',
    clause: '§4.4 CommandKey',
    rule: 'Every transfer has a CommandKey of its own, of at most 32 characters.',
    holds: async (stage) => {
      const keys: string[] = [];
      for (const kind of ['download', 'upload'] as const) {
        const cpe = await stage.known();
        const order = kind === 'download' ? file : { fileType: '2 Vendor Log File' };
        const { request } = await stage.asked(cpe, kind, order, kind === 'download' ? 'Download' : 'Upload');
        keys.push(textAt(request, 'CommandKey'));
      }
      assert.ok(keys.every((key) => key.length > 0 && key.length <= 32));
      assert.equal(new Set(keys).size, 2);
    },
  },
  {
    id: 'XFR-20',
    clause: '§4.4 Upload',
    rule: 'Upload is CommandKey, FileType, URL, Username, Password and DelaySeconds, with the file type word for word.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const order = { fileType: '3 Vendor Configuration File 2', delaySeconds: 30 };
      const { request } = await stage.asked(cpe, 'upload', order, 'Upload');
      assert.deepEqual(names(request), ['CommandKey', 'FileType', 'URL', 'Username', 'Password', 'DelaySeconds']);
      assert.equal(textAt(request, 'FileType'), '3 Vendor Configuration File 2');
      assert.equal(textAt(request, 'DelaySeconds'), '30');
      assert.ok(textAt(request, 'URL').length <= 256);
    },
  },
  {
    id: 'XFR-21',
    clause: '§4.5',
    rule: 'A file type of no known form is not sent.',
    holds: async (stage) => {
      const cpe = await stage.known();
      await assert.rejects(stage.order(cpe, 'upload', { fileType: '3  Vendor Configuration File 2' }), /400/);
      await assert.rejects(stage.order(cpe, 'upload', { fileType: 'Log' }), /400/);
      const refused = await stage.muster.api.ask('POST', `/devices/${cpe.id}/operations`, {
        body: { kind: 'download', ...file, fileType: 'Firmware', connectionRequest: false },
      });
      assert.equal(refused.status, 400);
    },
  },
  {
    id: 'XFR-22',
    clause: '§4.5',
    rule: 'The file types of the standard and those of vendors are sent word for word.',
    holds: async (stage) => {
      for (const fileType of [
        '1 Firmware Upgrade Image',
        '2 Web Content',
        '3 Vendor Configuration File',
        '4 Tone File',
        '5 Ringer File',
        '6 Stored Firmware Image',
        'X 00D09E Calibration',
        'X vendor.example Data',
      ]) {
        const cpe = await stage.known();
        const { request } = await stage.asked(cpe, 'download', { ...file, fileType }, 'Download');
        assert.equal(textAt(request, 'FileType'), fileType);
      }
    },
  },
  {
    id: 'XFR-23',
    clause: '§4.4 ScheduleDownload',
    rule: 'ScheduleDownload carries one or two TimeWindowStruct in the order of the XSD.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const windows = [
        { start: 0, end: 60, mode: '1 At Any Time' },
        { start: 120, end: 180, mode: '4 Confirmation Needed', userMessage: 'May I?', maxRetries: 2 },
      ];
      const { order, said, request } = await stage.asked(
        cpe,
        'scheduleDownload',
        { ...file, windows },
        'ScheduleDownload',
      );
      assert.deepEqual(names(request), [
        'CommandKey',
        'FileType',
        'URL',
        'Username',
        'Password',
        'FileSize',
        'TargetFileName',
        'TimeWindowList',
      ]);
      const structs = all(request, 'TimeWindowList/TimeWindowStruct').map((one) =>
        one.children.map((c) => `${c.name}=${c.text}`),
      );
      assert.deepEqual(structs, [
        ['WindowStart=0', 'WindowEnd=60', 'WindowMode=1 At Any Time', 'UserMessage=', 'MaxRetries=-1'],
        ['WindowStart=120', 'WindowEnd=180', 'WindowMode=4 Confirmation Needed', 'UserMessage=May I?', 'MaxRetries=2'],
      ]);
      isNothing(await cpe.reply(said, response('ScheduleDownload')));
      assert.equal((await stage.shown(order)).state, 'accepted');
    },
  },
  {
    id: 'XFR-24',
    clause: '§4.4 ScheduleDownload windows, WindowMode',
    rule: 'Windows that end before they start, overlap, are three or none, or have an unknown mode are refused.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const window = (start: number, end: number, mode = '1 At Any Time') => ({ start, end, mode });
      const bad = [
        [window(10, 10)],
        [window(0, 100), window(50, 200)],
        [window(0, 1), window(1, 2), window(2, 3)],
        [],
        [window(0, 1, '5 Whenever')],
      ];
      for (const windows of bad)
        await assert.rejects(
          stage.order(cpe, 'scheduleDownload', { ...file, windows }),
          /400/,
          JSON.stringify(windows),
        );
    },
  },
  {
    id: 'XFR-27',
    clause: '§4.4 GetAllQueuedTransfers, GetQueuedTransfers',
    rule: 'Both queues are asked without arguments and read with all their fields.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const all2 = await stage.asked(cpe, 'getAllQueuedTransfers', {}, 'GetAllQueuedTransfers');
      assert.deepEqual(all2.request.children, []);
      const struct =
        '<AllQueuedTransferStruct><CommandKey>k</CommandKey><State>3</State><IsDownload>0</IsDownload><FileType>7 Vendor Log File 1</FileType><FileSize>4294967295</FileSize><TargetFileName>t</TargetFileName></AllQueuedTransferStruct>';
      isNothing(
        await cpe.reply(all2.said, response('GetAllQueuedTransfers', `<TransferList>${struct}</TransferList>`)),
      );
      assert.deepEqual((await stage.shown(all2.order)).result, {
        transfers: [
          {
            commandKey: 'k',
            state: 3,
            isDownload: false,
            fileType: '7 Vendor Log File 1',
            fileSize: 4294967295,
            targetFileName: 't',
          },
        ],
      });
      const old = await stage.asked(cpe, 'getQueuedTransfers', {}, 'GetQueuedTransfers');
      const short = '<QueuedTransferStruct><CommandKey/><State>1</State></QueuedTransferStruct>';
      isNothing(await cpe.reply(old.said, response('GetQueuedTransfers', `<TransferList>${short}</TransferList>`)));
      assert.deepEqual((await stage.shown(old.order)).result, { transfers: [{ commandKey: '', state: 1 }] });
    },
  },
  {
    id: 'XFR-33',
    clause: '§4.4 URL',
    rule: 'A URL of 256 characters is sent; longer ones, and schemes that a CPE need not know, are refused.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const url = `http://127.0.0.1:9/${'u'.repeat(256 - 19)}`;
      assert.equal(url.length, 256);
      for (const bad of [`${url}u`, 'tftp://127.0.0.1/f'])
        await assert.rejects(stage.order(cpe, 'download', { ...file, url: bad }), /400/);
      const { request } = await stage.asked(cpe, 'download', { ...file, url }, 'Download');
      assert.equal(textAt(request, 'URL'), url);
    },
  },
  {
    id: 'XFR-34',
    clause: '§4.4 Queue, one disruptive at a time',
    rule: 'The ACS never fills the queue of a device: a second Download waits for the first, or is refused.',
    holds: async (stage) => {
      const cpe = await stage.known();
      const { said } = await stage.asked(cpe, 'download', file, 'Download');
      isNothing(await cpe.reply(said, response('Download', queuedTransfer)));
      await assert.rejects(stage.order(cpe, 'download', file), /409/);
      isNothing(await cpe.session());
    },
  },
]);

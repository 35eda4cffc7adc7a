import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { muster } from '../cli/support/run-command.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muster-dm-'));
});
const put = async (name: string, text: string): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
};
const document = (content: string): string => `<dm:document xmlns:dm="urn:x" spec="urn:test">${content}</dm:document>`;
const own = '<dataType name="Name"><string><size maxLength="8"/></string></dataType>';
const model = (type: string): string =>
  `<model name="Device:2.4"><object name="Device." access="readOnly"><parameter name="A" access="readWrite"><syntax><dataType ref="${type}"/></syntax></parameter></object></model>`;

describe('muster datamodel import', () => {
  it('writes a definition file for each model, and says what is in it', async () => {
    const file = await put('one.xml', document(own + model('Name')));
    const { status, stdout } = await muster(['datamodel', 'import', file, '--out', path.join(folder, 'out')]);
    const target = path.join(folder, 'out', 'device-2.dm');
    expect([status, stdout]).toEqual([0, `${target}: Device:2.4, 1 objects, 1 parameters, 195 B\n`]);
    expect(await readFile(target, 'utf8')).toContain(
      '\nmodel Device:2.4\nsource urn:test\ntype Name string(:8)\nDevice. R\n A W Name\n',
    );
    // Again: its own file may be replaced.
    expect((await muster(['datamodel', 'import', file, '--out', path.join(folder, 'out')])).status).toBe(0);
    expect((await muster(['datamodel', 'check', target])).stdout).toBe(
      `${target}: Device:2.4, 1 objects, 1 parameters\n`,
    );
  });

  it('finds what is imported beside the document, and nowhere else', async () => {
    await put('types.xml', document(own));
    const file = await put(
      'main.xml',
      document(`<import file="types.xml"><dataType name="Name"/></import>${model('Name')}`),
    );
    expect((await muster(['datamodel', 'import', file, '--out', '-'])).stdout).toContain('type Name string(:8)');
    const escaping = await put(
      'evil.xml',
      document(`<import file="../types.xml"><dataType name="Name"/></import>${model('Name')}`),
    );
    expect(await muster(['datamodel', 'import', escaping, '--out', '-'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('../types.xml, which it is imported from, was not found'),
    });
  });

  it('replaces nothing but definition files', async () => {
    const file = await put('one.xml', document(own + model('Name')));
    await put('device-2.dm', 'somebody else wrote this');
    expect(await muster(['datamodel', 'import', file, '--out', folder])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('is no definition file'),
    });
    expect(await readFile(path.join(folder, 'device-2.dm'), 'utf8')).toBe('somebody else wrote this');
  });

  it('says in one line what is wrong with a file', async () => {
    const file = await put('bad.xml', document('\n<model name="Device:2.4"><object/></model>'));
    expect(await muster(['datamodel', 'import', file])).toMatchObject({
      status: 1,
      stderr: 'muster: bad.xml, line 2: <object> needs name or base\n',
    });
    expect(await muster(['datamodel', 'import', path.join(folder, 'gone.xml')])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('gone.xml cannot be read'),
    });
  });
});

describe('muster datamodel check', () => {
  it('names file, line and column of the first mistake', async () => {
    const file = await put('a.dm', 'muster-datamodel 1\nextends Device:2\nDevice.X. R\n A W strng\n');
    expect(await muster(['datamodel', 'check', file])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(`${file}, line 4: "strng" is no type`),
    });
  });
});

describe('muster datamodel show', () => {
  it.each([
    [['Device.WiFi.SSID.7.SSID'], 'Device.WiFi.SSID.{i}.SSID (Device:2)\n  writable, string(:32), since 2.0\n'],
    [['Device.LAN.IPAddress', '--root', 'Device:1'], 'Device.LAN.IPAddress (Device:1)\n'],
    [['InternetGatewayDevice.DeviceInfo.SoftwareVersion'], 'in every Inform'],
    [
      ['Device.NAT.PortMapping.'],
      'Device.NAT.PortMapping.{i}. (Device:2), 0 to any number of instances, made by AddObject\n',
    ],
  ])('%j', async (args, says) => {
    const { status, stdout } = await muster(['datamodel', 'show', ...args]);
    expect(status).toBe(0);
    expect(stdout).toContain(says);
  });

  it('says so where nothing is known', async () => {
    expect(await muster(['datamodel', 'show', 'Device.Nothing.At.All'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('is in no model of Device:2'),
    });
    expect(await muster(['datamodel', 'show', 'Router.A'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('no known root'),
    });
  });
});

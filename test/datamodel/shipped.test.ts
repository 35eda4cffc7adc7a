import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCompact } from '../../src/datamodel/compact/read.ts';
import { importModels } from '../../src/datamodel/import/document.ts';
import type { DataModels } from '../../src/datamodel/models.ts';
import { type RootModel, rootModels } from '../../src/datamodel/root-model.ts';
import { translatePath, type View, viewOf } from '../../src/datamodel/views/index.ts';
import { loadDataModels, localDefinitions, shippedDefinitions } from '../../src/roles/datamodel.ts';
import { fullDocuments, readBbf } from './support/bbf.ts';

let models: DataModels;
beforeAll(async () => {
  models = await loadDataModels();
});

describe('the shipped definitions', () => {
  it('are Device:2, InternetGatewayDevice:1, Device:1 and two services', () => {
    expect(models.models.map((model) => model.name).sort()).toEqual([
      'Device:1.7',
      'Device:2.17',
      'InternetGatewayDevice:1.14',
      'StorageService:1.3',
      'VoiceService:2.0',
    ]);
    for (const root of rootModels) expect(models.has(root)).toBe(true);
  });

  it('have TR-181 in at most 1.5 MB, read in less than 150 ms', async () => {
    const text = await readFile(path.join(shippedDefinitions, 'device-2.dm'), 'utf8');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1.5e6);
    // CPU time of this process: others on the machine do not count.
    const before = process.cpuUsage();
    const model = readCompact(text, 'device-2.dm');
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(150);
    expect(model.objects.size).toBe(790);
  });

  it('hold facts and no prose: no line but the first comments is a sentence', async () => {
    for (const name of (await readdir(shippedDefinitions)).filter((name) => name.endsWith('.dm'))) {
      const lines = (await readFile(path.join(shippedDefinitions, name), 'utf8')).split('\n');
      expect(lines.filter((line) => line.startsWith('#')).length).toBeLessThanOrEqual(2);
      expect(lines.filter((line) => /[<>]\/|\{\{|MUST|SHOULD|'''/.test(line))).toEqual([]);
      // Literals of enumerations may have a blank; three words in a row would be prose.
      expect(
        lines.filter(
          (line) => !line.startsWith('#') && /"[^"]*\b[a-z]{3,} [a-z]{2,} [a-z]{2,} [a-z]{2,}\b[^"]*"/.test(line),
        ),
      ).toEqual([]);
    }
  });

  it.each([
    ['Device:2', 'Device.SoftwareModules.DeploymentUnit.{i}.UUID'],
    ['Device:2', 'Device.SoftwareModules.ExecutionUnit.{i}.Privileged'],
    ['Device:2', 'Device.DeviceInfo.FirmwareImage.{i}.BootFailureLog'],
    ['Device:2', 'Device.ManagementServer.HeartbeatPolicy.Enable'],
    ['Device:2', 'Device.IP.Diagnostics.IPPing.DiagnosticsState'],
    ['Device:2', 'Device.Services.VoiceService.{i}.Alias'],
    ['InternetGatewayDevice:1', 'InternetGatewayDevice.SoftwareModules.ExecEnv.{i}.Name'],
    [
      'InternetGatewayDevice:1',
      'InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANIPConnection.{i}.ExternalIPAddress',
    ],
    ['InternetGatewayDevice:1', 'InternetGatewayDevice.Services.StorageService.{i}.Enable'],
    ['Device:1', 'Device.LAN.IPPingDiagnostics.Host'],
    ['Device:1', 'Device.ManagementServer.ConnReqJabberID'],
  ] as const)('%s knows %s', (root, path) => {
    expect(models.parameter(root, path)).not.toBeNull();
  });

  it('do not mix the roots up', () => {
    expect(models.parameter('Device:1', 'Device.WiFi.SSID.{i}.SSID')).toBeNull();
    expect(models.parameter('Device:2', 'Device.LAN.IPAddress')).toBeNull();
    expect(
      models.parameter('InternetGatewayDevice:1', 'InternetGatewayDevice.Services.VoiceService.{i}.Nothing'),
    ).toBeNull();
  });

  it.skipIf(fullDocuments.length === 0)('say what the importer makes of the documents they came from', async () => {
    const from = {
      'device-2.dm': 'tr-181-2-17-0-cwmp-full.xml',
      'internet-gateway-device-1.dm': 'tr-098-1-8-0-full.xml',
      'device-1.dm': 'tr-157-1-3-0-full.xml',
      'voice-service-2.dm': 'tr-104-2-0-2-cwmp-full.xml',
      'storage-service-1.dm': 'tr-140-1-3-1-cwmp-full.xml',
    };
    for (const [file, document] of Object.entries(from)) {
      const shipped = readCompact(await readFile(path.join(shippedDefinitions, file), 'utf8'), file);
      expect(importModels(readBbf(document), document).find((model) => model.name === shipped.name)).toEqual(shipped);
    }
  });
});

describe('the views', () => {
  it.each(rootModels)('of %s name only what the model has', (root) => {
    for (const [what, place] of Object.entries(viewOf(root)) as [keyof View, string | null][]) {
      if (place === null || what === 'root') continue;
      const found = place.endsWith('.')
        ? (models.object(root, place) ?? models.object(root, `${place}{i}.`))
        : models.parameter(root, place);
      expect([what, found === null ? `${place} is not there` : 'there']).toEqual([what, 'there']);
    }
  });

  it.each([
    [
      'Device.IP.Diagnostics.IPPing.Host',
      'Device:2',
      'InternetGatewayDevice:1',
      'InternetGatewayDevice.IPPingDiagnostics.Host',
    ],
    ['Device.IP.Diagnostics.IPPing.Host', 'Device:2', 'Device:1', 'Device.LAN.IPPingDiagnostics.Host'],
    [
      'InternetGatewayDevice.ManagementServer.ParameterKey',
      'InternetGatewayDevice:1',
      'Device:2',
      'Device.ManagementServer.ParameterKey',
    ],
    [
      'InternetGatewayDevice.SoftwareModules.ExecutionUnit.3.Status',
      'InternetGatewayDevice:1',
      'Device:1',
      'Device.SoftwareModules.ExecutionUnit.3.Status',
    ],
    ['Device.DeviceInfo.FirmwareImage.1.Version', 'Device:2', 'InternetGatewayDevice:1', null],
    ['Device.WiFi.SSID.1.SSID', 'Device:2', 'InternetGatewayDevice:1', null],
    ['Device.Hosts.Host.1.IPAddress', 'Device:2', 'InternetGatewayDevice:1', null],
    ['Device.WiFi.SSID.1.SSID', 'Device:2', 'Device:2', 'Device.WiFi.SSID.1.SSID'],
  ] as [string, RootModel, RootModel, string | null][])('%s of %s is, in %s, %s', (path, from, to, expected) => {
    expect(translatePath(path, from, to)).toBe(expected);
  });

  it('translate every place back to where it came from', () => {
    for (const from of rootModels) {
      for (const to of rootModels) {
        for (const place of Object.values(viewOf(from))) {
          if (place === null || place.includes('{i}') || place === viewOf(from).root) continue;
          const there = translatePath(place, from, to);
          if (there !== null) expect(translatePath(there, to, from)).toBe(place);
        }
      }
    }
  });
});

describe("an operator's own definitions", () => {
  const folderWith = async (files: Record<string, string>): Promise<string> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'muster-dm-'));
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
    return folder;
  };

  it('stand beside the shipped ones: the example that is shipped is read, and known', async () => {
    const example = await readFile(path.join(localDefinitions, 'acme.dm.example'), 'utf8');
    const own = await loadDataModels(await folderWith({ 'acme.dm': example, 'notes.txt': 'not read' }));
    expect(
      own.parameter('Device:2', 'Device.X_ACME_Led.{i}.Colour')!.parameter.type.values!.map((v) => v.value),
    ).toEqual(['off', 'red', 'green', 'blue', 'X_ACME_Rainbow']);
    expect(own.object('Device:2', 'Device.X_ACME_Led.{i}.')).toMatchObject({
      access: 'readWrite',
      maxEntries: 8,
      since: '2.4',
    });
    const radio = own.object('Device:2', 'Device.WiFi.Radio.{i}.')!;
    expect([radio.parameters.has('Channel'), radio.parameters.has('X_ACME_BandSteering')]).toEqual([true, true]);
    expect(own.parameter('InternetGatewayDevice:1', 'InternetGatewayDevice.X_ACME_Led.{i}.Colour')).toBeNull();
  });

  it('replace a parameter that the shipped ones have', async () => {
    const own = await loadDataModels(
      await folderWith({
        'a.dm': 'muster-datamodel 1\nextends Device:2\nDevice.WiFi.SSID.{i}. W\n SSID W string(:64)\n',
      }),
    );
    expect(own.parameter('Device:2', 'Device.WiFi.SSID.{i}.SSID')!.parameter.type.lengths).toEqual([
      { min: null, max: '64' },
    ]);
  });

  it.each([
    ['muster-datamodel 2\n', 'line 1: "muster-datamodel 1" was expected'],
    ['muster-datamodel 1\n', 'line 2: "model Name:1.0" or "extends Name:1" was expected'],
    ['muster-datamodel 1\nDevice. R\n', 'line 2: "model Name:1.0" or "extends Name:1" was expected'],
    ['muster-datamodel 1\nextends Device\n', 'line 2: a name such as Device:2 was expected'],
    ['muster-datamodel 1\nextends Device:2\n A W string\n', 'line 3: a parameter stands below its object'],
    ['muster-datamodel 1\nextends Device:2\nDevice.X R\n', 'line 3: '],
    ['muster-datamodel 1\nextends Device:2\nDevice.X. Q\n', 'line 3: " R" (read only)'],
    ['muster-datamodel 1\nextends Device:2\nDevice.X. R\nDevice.X. R\n', 'line 4: Device.X. is there already'],
    [
      'muster-datamodel 1\nextends Device:2\nDevice.X. R\n A W strong\n',
      'line 4: "strong" is no type; there are string, int',
    ],
    ['muster-datamodel 1\nextends Device:2\nDevice.X. R\n A W string(5:2)\n', 'line 4: 5 is larger than 2'],
    ['muster-datamodel 1\nextends Device:2\nDevice.X. R\n A W string(\n', 'line 4: a number or min:max'],
    [
      'muster-datamodel 1\nextends Device:2\nDevice.X. R\n A W {a b\n',
      'line 4: a value or "}" was expected, the line ends (column 10)',
    ],
    ['muster-datamodel 1\nextends Device:2\nDevice.X. R\n A W string ~"("\n', 'line 4: "(" is no regular expression'],
    ['muster-datamodel 1\nextends Device:2\nDevice.X. R\n A W string hiden\n', 'line 4: "hiden" is none of hidden'],
    [
      'muster-datamodel 1\nextends Device:2\nDevice.X. R\n A W string\n A W string\n',
      'line 5: Device.X.A is there already',
    ],
    ['muster-datamodel 1\nextends Device:2\nDevice.X. R !gone\n', 'line 3: "gone" is no status'],
    ['muster-datamodel 1\nextends FAP:1\nDevice.X. R\n', 'extends FAP:1; there are Device:1'],
    ['muster-datamodel 1\nmodel Device:2.4\nDevice.X. R\n', 'defines Device:2.4, and so does'],
  ])('are refused with file and line when they are broken: %j', async (text, says) => {
    const folder = await folderWith({ 'acme.dm': text });
    await expect(loadDataModels(folder)).rejects.toMatchObject({
      code: 'invalidDataModel',
      message: expect.stringContaining(says),
    });
    await expect(loadDataModels(folder)).rejects.toThrow(path.join(folder, 'acme.dm'));
  });

  it('have to be there where a folder was named', async () => {
    await expect(loadDataModels('/nowhere/at/all')).rejects.toMatchObject({
      code: 'invalidConfiguration',
      message: expect.stringContaining('/nowhere/at/all'),
    });
  });
});

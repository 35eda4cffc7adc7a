import { describe, expect, it } from 'vitest';
import { readCompact } from '../../src/datamodel/compact/read.ts';
import { writeCompact } from '../../src/datamodel/compact/write.ts';
import type { Model } from '../../src/datamodel/definition.ts';
import { importModels } from '../../src/datamodel/import/document.ts';
import { countByStreaming, fullDocuments, readBbf } from './support/bbf.ts';

const parametersOf = (model: Model): number =>
  [...model.objects.values()].reduce((sum, object) => sum + object.parameters.size, 0);

describe.skipIf(fullDocuments.length === 0)('full documents of the Broadband Forum (beside the project)', () => {
  it('are those of TR-181, TR-098, TR-104, TR-140, TR-143 and TR-157', () => {
    for (const report of ['tr-181', 'tr-098', 'tr-104', 'tr-140', 'tr-143', 'tr-157']) {
      expect(fullDocuments.some((name) => name.startsWith(report))).toBe(true);
    }
  });

  it.each(fullDocuments)('%s: every object and parameter comes in, as counted by another parser', (name) => {
    const xml = readBbf(name);
    const counted = countByStreaming(xml);
    const models = importModels(xml, name);
    expect(models.map((model) => model.name).sort()).toEqual([...counted.keys()].sort());
    for (const model of models) {
      const count = counted.get(model.name)!;
      const service = !model.objects.has(`${model.name.split(':')[0]}.`);
      // A service stands below Services., which its document leaves to the root's.
      expect(model.objects.size).toBe(count.objects + (service ? 1 : 0));
      expect(parametersOf(model)).toBe(count.parameters);
      for (const [object, parameters] of count.byObject) {
        const path = service ? `Services.${object}` : object === '' ? `${model.name.split(':')[0]}.` : object;
        expect([path, model.objects.get(path)?.parameters.size]).toEqual([path, parameters]);
      }
    }
  });

  it.each(fullDocuments)('%s: the compact form says all that was imported, and is smaller by far', (name) => {
    const xml = readBbf(name);
    for (const model of importModels(xml, name)) {
      const text = writeCompact(model);
      expect(readCompact(text, 'test')).toEqual(model);
      expect(text.length).toBeLessThan(xml.length / 8);
    }
  });

  it('hold the facts that the protocol relies on', () => {
    const [tr181] = importModels(readBbf(fullDocuments.find((name) => name.startsWith('tr-181'))!), 'tr-181');
    const of = (path: string) =>
      tr181!.objects
        .get(path.slice(0, path.lastIndexOf('.') + 1))
        ?.parameters.get(path.slice(path.lastIndexOf('.') + 1));
    expect(of('Device.DeviceInfo.SoftwareVersion')).toMatchObject({
      access: 'readOnly',
      forced: true,
      notify: 'forceEnabled',
      type: { base: 'string', lengths: [{ min: null, max: '64' }] },
    });
    expect(of('Device.ManagementServer.Password')).toMatchObject({ access: 'readWrite', hidden: true });
    expect(of('Device.ManagementServer.PeriodicInformInterval')).toMatchObject({
      type: { base: 'unsignedInt', ranges: [{ min: '1', max: null }] },
    });
    expect(of('Device.SoftwareModules.ExecutionUnit.{i}.RequestedState')).toMatchObject({
      command: true,
      since: '2.1',
    });
    expect(of('Device.SoftwareModules.ExecEnv.{i}.Status')!.type.values).toEqual([
      { value: 'Up', optional: false, readOnly: false, status: 'current', since: null },
      { value: 'Error', optional: true, readOnly: false, status: 'current', since: null },
      { value: 'Disabled', optional: false, readOnly: false, status: 'current', since: null },
    ]);
    expect(tr181!.objects.get('Device.DeviceInfo.FirmwareImage.{i}.')).toMatchObject({
      access: 'readOnly',
      since: '2.12',
      uniqueKeys: [{ functional: false, parameters: ['Alias'] }],
    });
    expect(tr181!.objects.get('Device.NAT.PortMapping.{i}.')).toMatchObject({
      access: 'readWrite',
      minEntries: 0,
      maxEntries: null,
    });
    expect(of('Device.WiFi.Radio.{i}.PossibleChannels')!.type).toMatchObject({ list: { lengths: [{ max: '1024' }] } });
  });
});

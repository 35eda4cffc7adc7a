import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  definitionPathOf,
  formatPath,
  matchesPath,
  type Path,
  parsePath,
  type Segment,
} from '../../src/datamodel/path.ts';
import { rootModelOf } from '../../src/datamodel/root-model.ts';

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,12}$/);
const segment: fc.Arbitrary<Segment> = fc.oneof(
  { weight: 4, arbitrary: name.map((name): Segment => ({ kind: 'name', name })) },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 0, max: 4_294_967_295 }).map((number): Segment => ({ kind: 'instance', number })),
  },
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ._-]{0,20}$/).map((alias): Segment => ({ kind: 'alias', alias })),
  fc.constant<Segment>({ kind: 'wildcard' }),
  fc.constant<Segment>({ kind: 'placeholder' }),
);
const path: fc.Arbitrary<Path> = fc
  .record({ first: name, rest: fc.array(segment, { maxLength: 6 }), partial: fc.boolean() })
  .map(({ first, rest, partial }) => ({ segments: [{ kind: 'name' as const, name: first }, ...rest], partial }));

describe('a typed path', () => {
  it('is what was read, written again', () => {
    fc.assert(
      fc.property(path, (path) => {
        expect(parsePath(formatPath(path))).toEqual(path);
      }),
      { numRuns: 500 },
    );
  });

  it('is written as it was read', () => {
    fc.assert(
      fc.property(path, (path) => {
        const text = formatPath(path);
        expect(formatPath(parsePath(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('never makes reading fail with anything but a refusal that names it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\w.[\]{}*]{0,40}$/)), (text) => {
        try {
          expect(formatPath(parsePath(text))).toBe(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalidRequest', message: expect.stringContaining('the path') });
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('matches itself, its definition, and every partial path above it', () => {
    fc.assert(
      fc.property(path, (path) => {
        const concrete = path.segments.every((s) => s.kind !== 'wildcard' && s.kind !== 'placeholder');
        fc.pre(concrete);
        expect(matchesPath(path, path)).toBe(true);
        expect(matchesPath(parsePath(definitionPathOf(path)), path)).toBe(true);
        for (let length = 1; length < path.segments.length; length++) {
          expect(matchesPath({ segments: path.segments.slice(0, length), partial: true }, path)).toBe(true);
          expect(matchesPath({ segments: path.segments.slice(0, length), partial: false }, path)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('writes every kind of instance as the definition does', () => {
    expect(definitionPathOf(parsePath('Device.NAT.PortMapping.[web].Enable'))).toBe(
      'Device.NAT.PortMapping.{i}.Enable',
    );
    expect(definitionPathOf(parsePath('Device.WiFi.SSID.*.SSID'))).toBe('Device.WiFi.SSID.{i}.SSID');
    expect(definitionPathOf(parsePath('Device.WiFi.SSID.1.'))).toBe('Device.WiFi.SSID.{i}.');
    expect(definitionPathOf(parsePath(''))).toBe('');
  });

  it.each([
    ['Device..WiFi', 'character 8'],
    ['.Device', 'character 1'],
    ['1.Device', 'character 1'],
    ['Device.WiFi SSID', 'character 12'],
    ['Device.SSID.01.Name', 'character 13'],
    ['Device.SSID.[].Name', 'character 13'],
    ['Device.SSID.[9x].Name', 'character 13'],
    ['Device.SSID.4294967296.Name', 'up to 4294967295'],
    ['*.SSID', 'character 1'],
    ['Device.SS*D', 'character 10'],
    [`Device.${'x'.repeat(260)}`, '256 are allowed'],
  ])('%s is refused, with the place', (text, says) => {
    expect(() => parsePath(text)).toThrow(says);
  });
});

describe('the root a device speaks', () => {
  it.each([
    ['its own summary', { deviceSummary: 'Device:1.4[](Baseline:1)', paths: ['Device.IP.'] }, 'Device:1'],
    [
      'its own summary, even of Device:2',
      { deviceSummary: 'Device:2.0[](Baseline:1)', paths: ['Device.DeviceSummary'] },
      'Device:2',
    ],
    [
      'the summary of a gateway',
      { deviceSummary: 'InternetGatewayDevice:1.1[](Baseline:1)' },
      'InternetGatewayDevice:1',
    ],
    ['the version of its root', { rootDataModelVersion: '2.11', paths: ['Device.LAN.'] }, 'Device:2'],
    [
      'a gateway by its paths',
      { paths: ['InternetGatewayDevice.DeviceInfo.SoftwareVersion'] },
      'InternetGatewayDevice:1',
    ],
    ['what only Device:1 has', { paths: ['Device.DeviceInfo.SoftwareVersion', 'Device.LAN.IPAddress'] }, 'Device:1'],
    ['a summary that was only named', { paths: ['Device.DeviceSummary'] }, 'Device:1'],
    ['what only Device:2 has', { paths: ['Device.DeviceInfo.SoftwareVersion', 'Device.IP.Interface.1.'] }, 'Device:2'],
    ['what both have, and Device:2 is usual', { paths: ['Device.DeviceInfo.SoftwareVersion'] }, 'Device:2'],
    ['nothing', { paths: ['X_ACME.'] }, null],
    ['an empty summary', { deviceSummary: '', paths: ['Device.Ethernet.'] }, 'Device:2'],
  ])('is told by %s', (_, evidence, root) => {
    expect(rootModelOf(evidence)).toBe(root);
  });

  it('does not depend on the order of the paths', () => {
    const paths = fc.shuffledSubarray(
      ['Device.LAN.IPAddress', 'Device.DeviceInfo.', 'Device.IP.Interface.', 'Device.Time.'],
      { minLength: 1 },
    );
    fc.assert(
      fc.property(paths, (paths) => {
        expect(rootModelOf({ paths })).toBe(rootModelOf({ paths: paths.toReversed() }));
      }),
    );
  });
});

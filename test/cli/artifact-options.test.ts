import { describe, expect, it } from 'vitest';
import { readPlan } from '../../src/campaigns/plan/plan.ts';
import {
  type ArtifactOptions,
  artifactBody,
  givenArtifactOptions,
  valueOption,
  wrongArtifact,
} from '../../src/cli/campaign/artifact-options.ts';

const fileId = '019a0000-0000-7000-8000-000000000002';
const hopId = '019a0000-0000-7000-8000-000000000003';

describe('what a campaign brings, from options', () => {
  it.each<[string, ArtifactOptions, Record<string, unknown>]>([
    ['a firmware', { file: fileId }, { kind: 'firmware', artifact: { fileId } }],
    [
      'a firmware over images on the way',
      { kind: 'firmware', file: fileId, minSource: '2.0', hop: [`${hopId}@1.0`, hopId], allowDowngrade: true },
      {
        kind: 'firmware',
        artifact: { fileId, minSource: '2.0', hops: [{ fileId: hopId, minSource: '1.0' }, { fileId: hopId }] },
        allowDowngrade: true,
      },
    ],
    [
      'packages of the repository',
      { kind: 'install', package: ['speedtest@1.4.0', '@odd'], environment: 'OpenWrt' },
      {
        kind: 'install',
        artifact: {
          packages: [
            { package: 'speedtest', version: '1.4.0', executionEnvRef: 'OpenWrt' },
            { package: '@odd', executionEnvRef: 'OpenWrt' },
          ],
        },
      },
    ],
    [
      'an update',
      { kind: 'update', package: ['speedtest'] },
      { kind: 'update', artifact: { packages: [{ package: 'speedtest' }] } },
    ],
    [
      'units that go',
      { kind: 'uninstall', package: ['speedtest@1.4.0'] },
      { kind: 'uninstall', artifact: { packages: [{ name: 'speedtest', version: '1.4.0' }] } },
    ],
    [
      'a unit that stops',
      { kind: 'executionUnitState', unit: 'speedtest', state: 'Idle' },
      { kind: 'executionUnitState', artifact: { executionUnit: 'speedtest', requestedState: 'Idle' } },
    ],
    [
      'values',
      {
        kind: 'configuration',
        value: valueOption('Device.A.B=1=2', valueOption('Device.X=', undefined)),
      },
      {
        kind: 'configuration',
        artifact: {
          values: [
            { path: 'Device.X', value: '' },
            { path: 'Device.A.B', value: '1=2' },
          ],
        },
      },
    ],
    ['a restart', { kind: 'reboot' }, { kind: 'reboot' }],
  ])('%s', (_, options, body) => {
    expect(wrongArtifact(options)).toBeNull();
    const made = artifactBody(options, fileId);
    expect(made).toEqual(body);
    expect(() => readPlan({ name: 'n', ...made })).not.toThrow();
  });

  it.each<[ArtifactOptions, string]>([
    [{}, '--file is missing: a campaign of the kind firmware needs it'],
    [{ kind: 'install' }, '--package is missing'],
    [{ kind: 'executionUnitState', unit: 'x' }, '--state is missing'],
    [{ kind: 'configuration' }, '--value is missing'],
    [{ kind: 'reboot', file: fileId }, '--file is none of the kind reboot, which takes nothing'],
    [
      { kind: 'install', package: ['a'], unit: 'x' },
      '--unit is none of the kind install, which takes --package, --environment',
    ],
    [{ file: fileId, value: [] }, '--value is none of the kind firmware'],
  ])('%j is refused', (options, why) => {
    expect(wrongArtifact(options)).toContain(why);
  });

  it('a value needs a path', () => {
    for (const text of ['', '=1', 'Device.X'])
      expect(() => valueOption(text, undefined)).toThrow('A path, "=", and a value are allowed.');
  });

  it('is named where a whole plan is given', () => {
    expect(givenArtifactOptions({ kind: 'install', package: ['a'] })).toEqual(['--kind', '--package']);
    expect(givenArtifactOptions({})).toEqual([]);
  });
});

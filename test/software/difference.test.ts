import { describe, expect, it } from 'vitest';
import type { OpenBlock, StoredParameter } from '../../src/devices/parameters.ts';
import { countsMoved } from '../../src/software/counts.ts';
import { difference } from '../../src/software/difference.ts';
import { historyOf } from '../../src/software/history.ts';
import { type SeenUnit, seenUnits } from '../../src/software/seen.ts';
import { newsFromResults, statusBefore, type ToldResult } from '../../src/software/told.ts';

const modules = 'Device.SoftwareModules.';
const [one, two] = ['fe2d23bd-dd02-51b8-af04-f5c18b2b0aa6', '0fbf4583-efd7-51b6-8483-7b347f4b521d'];
const block = (told: Readonly<Record<string, string>>): OpenBlock =>
  new Map(Object.entries(told).map(([name, value]): [string, StoredParameter] => [name, [value, 'string', 1, null]]));
const unit = (more: Partial<SeenUnit> = {}): SeenUnit => ({
  kind: 'd',
  instance: 3,
  name: 'probe',
  version: '1.0',
  status: 'Installed',
  fault: '',
  uuid: one,
  resolved: true,
  ...more,
});

describe('what changed', () => {
  it('is nothing where nothing did', () => {
    expect(difference([unit(), unit({ kind: 'u' })], [unit({ kind: 'u' }), unit()])).toEqual([]);
  });

  it('is what came, went and became another', () => {
    const updated = unit({ version: '1.1', status: 'Updating' });
    const came = unit({ instance: 4, uuid: two });
    const gone = unit({ kind: 'u', instance: 1 });
    expect(difference([unit(), gone], [updated, came])).toEqual([
      { before: unit(), after: updated },
      { before: null, after: came },
      { before: gone, after: null },
    ]);
  });

  it('at a number that was given to another unit is that one went and one came', () => {
    const other = unit({ uuid: two });
    expect(difference([unit()], [other])).toEqual([
      { before: unit(), after: null },
      { before: null, after: other },
    ]);
    // A unit whose UUID was not told before is the same.
    expect(difference([unit({ uuid: null })], [unit()])).toHaveLength(1);
  });

  it('is told with names, states and why', () => {
    const before = unit();
    const after = unit({ version: '1.1', resolved: false });
    const eu = unit({ kind: 'u', instance: 1, name: '', uuid: null, fault: 'FailureOnStart', status: 'Idle' });
    expect(
      historyOf(difference([before], [after, eu]), modules, { cause: 'operation', more: { operationId: 'x' } }),
    ).toEqual([
      {
        unit: 'probe',
        from: 'Installed',
        to: 'Installed',
        cause: 'operation',
        kind: 'deploymentUnit',
        path: 'Device.SoftwareModules.DeploymentUnit.3',
        uuid: one,
        version: '1.1',
        fromVersion: '1.0',
        resolved: false,
        operationId: 'x',
      },
      {
        unit: 'Device.SoftwareModules.ExecutionUnit.1',
        from: null,
        to: 'Idle',
        cause: 'operation',
        kind: 'executionUnit',
        path: 'Device.SoftwareModules.ExecutionUnit.1',
        version: '1.0',
        faultCode: 'FailureOnStart',
        operationId: 'x',
      },
    ]);
  });

  it('moves counts by no more than it must, in one order', () => {
    const at = (releaseId: number, status: string) => ({ ...unit({ status }), releaseId });
    expect(countsMoved([at(2, 'Idle'), at(1, 'Idle')], [at(2, 'Idle'), at(1, 'Active')])).toEqual([
      { releaseId: 1, status: 'Active', fault: '', delta: 1 },
      { releaseId: 1, status: 'Idle', fault: '', delta: -1 },
    ]);
  });
});

describe('rows of a device', () => {
  it('have the UUID in one form, and no more of a text than is kept', () => {
    const [row, bad] = seenUnits(
      modules,
      block({
        'DeploymentUnit.1.UUID': one.toUpperCase(),
        'DeploymentUnit.1.Name': 'n'.repeat(300),
        'DeploymentUnit.2.UUID': 'none',
        'DeploymentUnit.2.DUID': 'id-2',
      }),
    );
    expect(row).toMatchObject({ uuid: one, name: 'n'.repeat(256), status: '', resolved: null });
    expect(bad).toMatchObject({ uuid: null, name: 'id-2', version: '' });
  });
});

describe('results of operations as news of the tables', () => {
  const result = (more: Partial<ToldResult> = {}): ToldResult => ({
    uuid: one,
    deploymentUnitRef: '.SoftwareModules.DeploymentUnit.3.',
    version: '1.1',
    currentState: 'Installed',
    resolved: true,
    executionUnitRefs: [],
    fault: { code: 0 },
    ...more,
  });
  const known = block({
    'DeploymentUnit.3.UUID': one.toUpperCase(),
    'DeploymentUnit.3.Version': '1.0',
    'DeploymentUnit.3.Status': 'Updating',
    'DeploymentUnit.4.UUID': two,
  });
  const told = (results: ToldResult[], before = known) => {
    const { values, complete } = newsFromResults(results, modules, before);
    return {
      values: Object.fromEntries(values.map(({ name, value }) => [name.slice(modules.length), value])),
      complete,
    };
  };

  it('an installed unit has its row, and no Resolved where the device never told one', () => {
    expect(told([result({ executionUnitRefs: ['Device.SoftwareModules.ExecutionUnit.9'] })])).toEqual({
      values: {
        'DeploymentUnit.3.Status': 'Installed',
        'DeploymentUnit.3.UUID': one,
        'DeploymentUnit.3.Version': '1.1',
        'DeploymentUnit.3.ExecutionUnitList': 'Device.SoftwareModules.ExecutionUnit.9',
      },
      complete: [],
    });
    expect(told([result({ resolved: false })]).values).toMatchObject({ 'DeploymentUnit.3.Resolved': '0' });
  });

  it('an uninstalled one has none, nor have its execution units', () => {
    const gone = result({ currentState: 'Uninstalled', executionUnitRefs: ['.SoftwareModules.ExecutionUnit.9.', 'x'] });
    expect(told([gone])).toEqual({
      values: {},
      complete: ['Device.SoftwareModules.DeploymentUnit.3.', 'Device.SoftwareModules.ExecutionUnit.9.'],
    });
    // By now another unit has the number.
    expect(told([result({ currentState: 'Uninstalled', uuid: two })]).complete).toEqual([]);
  });

  it('one that names no row is found by its UUID, where that is one', () => {
    expect(told([result({ deploymentUnitRef: '', uuid: one })]).values).toMatchObject({
      'DeploymentUnit.3.Status': 'Installed',
    });
    expect(told([result({ deploymentUnitRef: '', uuid: '' })])).toEqual({ values: {}, complete: [] });
    const twice = block({
      'DeploymentUnit.1.UUID': one,
      'DeploymentUnit.2.UUID': one,
      'DeploymentUnit.2.Version': '1.1',
    });
    expect(told([result({ deploymentUnitRef: '' })], twice).values).toEqual({});
    expect(told([result({ deploymentUnitRef: '', currentState: 'Uninstalled' })], twice).complete).toEqual([
      'Device.SoftwareModules.DeploymentUnit.2.',
    ]);
  });

  it('a failed install tells of nothing, and a failed update of the state only', () => {
    expect(told([result({ currentState: 'Failed', fault: { code: 9016 } })])).toEqual({ values: {}, complete: [] });
    expect(told([result({ fault: { code: 9016 } })])).toEqual({
      values: { 'DeploymentUnit.3.Status': 'Installed' },
      complete: [],
    });
    expect(told([result({ currentState: 'Uninstalled', fault: { code: 9029 } })]).complete).toEqual([]);
  });

  it('tells what the unit was before', () => {
    expect(statusBefore(result(), modules, known)).toBe('Updating');
    expect(statusBefore(result({ uuid: two, deploymentUnitRef: '' }), modules, known)).toBe('');
    expect(statusBefore(result({ deploymentUnitRef: '.SoftwareModules.DeploymentUnit.8' }), modules, known)).toBeNull();
  });
});

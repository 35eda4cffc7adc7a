import { describe, expect, it } from 'vitest';
import { atLeast, cwmpVersions, isCwmpNamespace, namespaceOf, versionOf } from '../../../src/cwmp/soap/versions.ts';

const urn = (minor: number): string => `urn:dslforum-org:cwmp-1-${minor}`;

describe('the version a CPE speaks', () => {
  const rows: [namespace: string, headers: { sessionTimeout?: number; supported?: string }, version: string | null][] =
    [
      [urn(0), {}, '1.0'],
      [urn(1), {}, '1.1'],
      [urn(2), {}, '1.2'],
      [urn(2), { sessionTimeout: 60 }, '1.3'],
      [urn(3), {}, '1.3'],
      [urn(4), {}, '1.4'],
      [urn(5), {}, '1.4'],
      ['urn:broadband-forum-org:cwmp-1-2', {}, '1.2'],
      ['urn:dslforum-org:CWMP_1.1', {}, '1.1'],
      ['urn:dslforum-org:cwmp', {}, '1.0'],
      ['urn:dslforum-org:cwmp-2-0', {}, null],
      [`urn:dslforum-org:cwmp-1-${'0'.repeat(200)}`, {}, null],
      [urn(2), { supported: '1.0,1.1,1.2,1.3,1.4' }, '1.4'],
      [urn(2), { supported: ' 1.2 , 1.0 ' }, '1.2'],
      [urn(2), { supported: '1.4,1.9,2.0' }, '1.4'],
      [urn(2), { supported: '2.0,3.0' }, null],
      [urn(2), { supported: '' }, null],
      ['urn:somebody:else', {}, null],
      ['urn:somebody:else', { supported: '1.0,1.4' }, null],
    ];
  it.each(rows)('%s %j is %s', (namespace, headers, version) => {
    expect(versionOf(namespace, headers)).toBe(version);
  });

  it('compares versions', () => {
    for (const [i, a] of cwmpVersions.entries()) {
      for (const [j, b] of cwmpVersions.entries()) expect(atLeast(a, b)).toBe(i >= j);
    }
  });

  it('knows its namespaces', () => {
    expect(isCwmpNamespace(namespaceOf('1.2'))).toBe(true);
    expect(isCwmpNamespace('urn:dslforum-org:cwmp-2-0')).toBe(false);
    expect(isCwmpNamespace('')).toBe(false);
  });
});

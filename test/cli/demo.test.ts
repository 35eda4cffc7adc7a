import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type EndedTarget, endOf, expectationOf } from '../../src/cli/demo/expectation.ts';
import { prepareFolder } from '../../src/cli/demo/folder.ts';
import { cleanEnvironment } from '../../src/cli/demo/muster-child.ts';
import { choosePorts } from '../../src/cli/demo/ports.ts';
import { verdictReport, waveReport } from '../../src/cli/demo/report.ts';
import { isRight, judge } from '../../src/cli/demo/verdict.ts';
import { plainPalette } from '../../src/cli/output/palette.ts';
import { assignMisbehaviours, describeMisbehaviour } from '../../src/simulator/misbehaviour.ts';
import { misbehaviourFlags, parseMisbehaviour } from '../../src/simulator/misbehaviour-flags.ts';
import { progressOf, wave } from './support/progress.ts';

const proven: EndedTarget = { state: 'succeeded', reason: null, seenVersion: '2.0.0', fault: null };
const failed = (reason: string, code = 0): EndedTarget => ({
  state: 'failed',
  reason,
  seenVersion: '1.0.0',
  fault: { code, message: '', class: 'x' },
});

describe('how a gateway has to end', () => {
  const ends: Record<string, EndedTarget> = {
    proven,
    unseen: { ...proven, seenVersion: '1.0.0' },
    9010: failed('fault', 9010),
    9001: failed('fault', 9001),
    fellBack: failed('fellBack'),
    unreachable: failed('unreachable'),
    skipped: { ...proven, state: 'skipped', reason: 'already' },
    waiting: { ...proven, state: 'waiting' },
  };
  it.each([
    ['none', 'proven'],
    ['slow:65536', 'proven'],
    ['noTransferComplete', 'proven'],
    ['duplicateComplete', 'proven'],
    ['fault:9010', '9010'],
    ['reject:9001', '9001'],
    ['fallBack', 'fellBack'],
    ['silent', 'unreachable'],
  ])('%s: %s and nothing else', (misbehaviour, right) => {
    const { met } = expectationOf(misbehaviour, '2.0.0');
    const fits = Object.entries(ends).filter(([, target]) => met(target));
    expect(fits.map(([name]) => name)).toEqual([right]);
  });

  it('is known for every misbehaviour the simulator has', () => {
    const examples = { fault: '3%:9010', reject: '1%:9001', slow: '5%:64k' } as Record<string, string>;
    for (const flag of misbehaviourFlags) {
      const { misbehaviour } = parseMisbehaviour(flag, examples[flag] ?? '1%');
      expect(expectationOf(describeMisbehaviour(misbehaviour), '2.0.0').end).not.toContain('nothing is known');
    }
  });

  it.each([
    [proven, 'proven on 2.0.0'],
    [failed('fault', 9010), 'failed, fault 9010'],
    [failed('fellBack'), 'failed, fellBack'],
    [{ ...proven, state: 'skipped' as const, reason: 'already' }, 'skipped, already'],
    [{ ...proven, state: 'waiting' as const }, 'waiting'],
  ])('in words: %j', (target, words) => {
    expect(endOf(target)).toBe(words);
  });
});

describe('the verdict', () => {
  const gateway = (deviceId: string, misbehaviour: string, version = '2.0.0', overlappingDownloads = 0) => ({
    deviceId,
    misbehaviour,
    version,
    overlappingDownloads,
  });
  const of = (deviceId: string, target: EndedTarget) => ({ deviceId, ...target });

  it('is good when all ended as they should', () => {
    const verdict = judge(
      [
        gateway('a', 'none'),
        gateway('b', 'none'),
        gateway('c', 'silent', '1.0.0'),
        gateway('d', 'fault:9010', '1.0.0'),
      ],
      [of('a', proven), of('b', proven), of('c', failed('unreachable')), of('d', failed('fault', 9010))],
      '2.0.0',
    );
    expect(isRight(verdict)).toBe(true);
    expect(verdictReport(verdict, plainPalette)).toEqual([
      'gateway                         number  should end           ended so',
      'no misbehaviour                      2  proven on 2.0.0             2',
      'fault 9010 in TransferComplete       1  failed, fault 9010          1',
      'never speaks again                   1  failed, unreachable         1',
      '',
      '4 of 4 gateways ended as they should.',
    ]);
  });

  it('names each surprise', () => {
    const verdict = judge(
      [gateway('a', 'none', '1.0.0'), gateway('b', 'none'), gateway('c', 'silent'), gateway('d', 'none')],
      [of('a', proven), of('c', proven), of('d', failed('fault', 9001))],
      '2.0.0',
    );
    expect(isRight(verdict)).toBe(false);
    expect(verdict.surprises).toEqual([
      'a (no misbehaviour): proven on 2.0.0, while it runs 1.0.0; should be proven on 2.0.0',
      'b (no misbehaviour): not in the campaign; should be proven on 2.0.0',
      'c (never speaks again): proven on 2.0.0; should be failed, unreachable',
      'd (no misbehaviour): failed, fault 9001; should be proven on 2.0.0',
    ]);
    expect(verdictReport(verdict, plainPalette).at(-1)).toBe('0 of 4 gateways ended as they should.');
  });

  it('is bad when a Download was ordered on top of another', () => {
    const verdict = judge([gateway('a', 'none', '2.0.0', 1)], [of('a', proven)], '2.0.0');
    expect(verdict.right).toBe(1);
    expect(isRight(verdict)).toBe(false);
  });
});

describe('the table of waves', () => {
  it('counts failures by reason', () => {
    const progress = progressOf(
      [
        wave(1, 2, { succeeded: 1, failed: 1, openedAt: '2026-05-04T10:00:00Z', endedAt: '2026-05-04T10:00:12Z' }),
        wave(2, 3, { failed: 2, skipped: 1, openedAt: '2026-05-04T10:00:12Z', endedAt: '2026-05-04T10:01:20Z' }),
      ],
      { state: 'completedWithFailures', endedAt: '2026-05-04T10:01:20Z' },
    );
    const targets = [
      { wave: 1, ...proven },
      { wave: 1, ...failed('fault', 9010) },
      { wave: 2, ...failed('fault', 9010) },
      { wave: 2, ...failed('unreachable') },
      { wave: 2, ...proven, state: 'skipped' as const },
    ];
    expect(waveReport(progress, targets)).toEqual([
      'wave  gateways  succeeded  failed                           skipped        time',
      '1            2          1  1 × fault 9010                         0        12 s',
      '2            3          0  1 × fault 9010, 1 × unreachable        1  1 min 08 s',
      'all          5          1  2 × fault 9010, 1 × unreachable        1  1 min 20 s',
    ]);
  });
});

describe('the surroundings of the demo', () => {
  it('take the usual ports, or say which they could not', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const taken = (server.address() as { port: number }).port;
    const { ports, moved } = await choosePorts({ acs: taken, api: 0, files: 0 });
    expect(moved).toEqual(['acs']);
    expect(new Set([ports.acs, ports.api, ports.files, taken, 0]).size).toBe(5);
    await new Promise((resolve) => server.close(resolve));
  });

  it('do not depend on the settings of the caller', () => {
    expect(cleanEnvironment({ PATH: '/bin', MUSTER_DATABASE_URL: 'postgres://x', MUSTER_SECRET: 's' })).toEqual({
      PATH: '/bin',
    });
  });

  it('begin empty, unless they are kept', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'muster-demo-'));
    await writeFile(path.join(root, 'old'), '');
    const fresh = await prepareFolder(root, false);
    expect(await readdir(root)).toEqual(['admin-key']);
    await writeFile(path.join(root, 'old'), '');
    expect((await prepareFolder(root, true)).adminKey).toBe(fresh.adminKey);
    expect(await readdir(root)).toEqual(['admin-key', 'old']);
    await rm(root, { recursive: true });
  });

  it('always have someone to misbehave', () => {
    const ids = Array.from({ length: 20 }, (_, i) => `g${i}`);
    const rules = [parseMisbehaviour('silent', '1%'), parseMisbehaviour('fall-back', '1%')];
    expect(assignMisbehaviours(ids, rules, 1).size).toBe(2);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { apiClient } from '../../src/cli/api/client.ts';
import type { Progress } from '../../src/cli/api/resources.ts';
import { watchStatus } from '../../src/cli/campaign/outcome.ts';
import { watchCampaign } from '../../src/cli/campaign/watch.ts';
import { plainPalette } from '../../src/cli/output/palette.ts';
import { type Answer, FakeApi } from './support/fake-api.ts';
import { progressOf, wave } from './support/progress.ts';

let api: FakeApi | undefined;
afterEach(async () => {
  await api?.stop();
  api = undefined;
});

/** An API whose campaign moves on with every look. */
async function playing(steps: readonly (Progress | Answer)[]): Promise<FakeApi> {
  let next = 0;
  api = await FakeApi.start(({ url }) => {
    if (url.endsWith('/pareto')) return { body: { items: [] } };
    const step = steps[Math.min(next++, steps.length - 1)]!;
    return 'counts' in step ? { body: step } : (step as Answer);
  });
  return api;
}

async function watched(steps: readonly (Progress | Answer)[], live: boolean): Promise<[Progress | null, string]> {
  const { base } = await playing(steps);
  let text = '';
  const out = {
    live,
    palette: plainPalette,
    size: () => ({ columns: 94, rows: 24 }),
    write: (more: string) => {
      text += more;
    },
  };
  const last = await watchCampaign({ api: apiClient(base, 'k'), id: 'c1', out, interval: 1 });
  return [last, text];
}

const at = (succeeded: number, rest: Partial<Progress> = {}): Progress =>
  progressOf([wave(1, 2, { state: 'open', succeeded, waiting: 2 - succeeded })], rest);

describe('watching a campaign', () => {
  it('writes a line per change where nothing can be drawn over, and ends with the campaign', async () => {
    const [last, text] = await watched([at(0), at(0), at(1), at(1), at(2, { state: 'completed' })], false);
    expect(last?.state).toBe('completed');
    expect(text.replace(/^\d\d:\d\d:\d\d/gm, 'T')).toBe(
      [
        'T  running, wave 1 of 1 open: 0 of 2 done',
        'T  running, wave 1 of 1 open: 1 of 2 done (1 succeeded)',
        'T  completed, wave 1 of 1 open: 2 of 2 done (2 succeeded)',
        '',
      ].join('\n'),
    );
  });

  it('draws over what it drew on a terminal', async () => {
    const [, text] = await watched([at(0), at(2, { state: 'completed' })], true);
    const frames = text.split('\x1b[?7l').slice(1);
    expect(frames).toHaveLength(2);
    expect(frames[0]).not.toContain('\x1b[3A');
    expect(frames[1]).toContain('\r\x1b[3A\x1b[2Kspring  completed');
  });

  it('waits for a Muster that restarts', async () => {
    const gone = { status: 503, type: 'text/html', body: 'no backend' };
    const [last, text] = await watched([at(0), gone, gone, at(2, { state: 'completed' })], false);
    expect(last?.state).toBe('completed');
    expect(text).toContain('does not answer');
  });

  it('does not wait for one that was never there', async () => {
    const missing = {
      status: 404,
      type: 'application/problem+json',
      body: { code: 'notFound', detail: 'there is no campaign c1' },
    };
    await expect(watched([missing], false)).rejects.toMatchObject({ code: 'notFound' });
  });

  it('stops when told to', async () => {
    const { base } = await playing([at(0)]);
    const signal = AbortSignal.abort();
    const out = { live: false, palette: plainPalette, size: () => ({ columns: 80, rows: 24 }), write: () => undefined };
    expect(await watchCampaign({ api: apiClient(base, 'k'), id: 'c1', out, signal })).toBeNull();
  });
});

describe('the exit status of a watch', () => {
  it.each([
    ['draft', null],
    ['scheduled', null],
    ['running', null],
    ['aborting', null],
    ['completed', 0],
    ['completedWithFailures', 3],
    ['aborted', 3],
    ['paused', 4],
  ] as const)('%s: %s', (state, status) => {
    expect(watchStatus(state)).toBe(status);
  });
});

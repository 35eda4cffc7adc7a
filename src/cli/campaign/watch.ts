import { seconds, sleep } from '../../base/durations.ts';
import { isMusterError } from '../../base/errors.ts';
import { type ApiClient, isUnreachable } from '../api/client.ts';
import type { FaultCount, Progress } from '../api/resources.ts';
import { Screen } from '../output/screen.ts';
import { type Output, writeLines } from '../output/terminal.ts';
import { clockTime } from '../output/times.ts';
import { watchStatus } from './outcome.ts';
import { progressLine, progressSummary, progressView } from './progress-view.ts';

/** How long an API that does not answer is waited for: Muster may be restarting. */
const patience = seconds(60);

export interface Watch {
  readonly api: ApiClient;
  readonly id: string;
  readonly out: Output;
  /** Ends the watch before the campaign ends. */
  readonly signal?: AbortSignal;
  /** Between two looks, milliseconds. */
  readonly interval?: number;
}

/**
 * Shows a campaign until it ends, pauses or the signal fires: drawn in place on a terminal, elsewhere a line per
 * change.
 * @returns the last progress seen, or null when the signal fired before there was one
 */
export async function watchCampaign({ api, id, out, signal, interval }: Watch): Promise<Progress | null> {
  const path = `/campaigns/${encodeURIComponent(id)}`;
  const pause = interval ?? (out.live ? 500 : 1000);
  const show = out.live ? liveView(out) : changeLog(out);
  let last: Progress | null = null;
  let silentSince: number | null = null;
  while (!signal?.aborted) {
    const now = Date.now();
    try {
      const [progress, pareto] = await Promise.all([
        api.get<Progress>(`${path}/progress`),
        api.get<{ items: readonly FaultCount[] }>(`${path}/pareto`),
      ]);
      silentSince = null;
      last = progress;
      show.progress(progress, pareto.items, now);
      if (watchStatus(progress.state) !== null) break;
    } catch (error) {
      const passing = isUnreachable(error) || isMusterError(error, 'overloaded');
      if (!passing || last === null) throw error;
      silentSince ??= now;
      if (now - silentSince > patience) throw error;
      show.silence(now);
    }
    await sleep(pause, signal);
  }
  return last;
}

interface Show {
  progress(progress: Progress, faults: readonly FaultCount[], now: number): void;
  /** The API does not answer at the moment. */
  silence(now: number): void;
}

function liveView(out: Output): Show {
  const screen = new Screen(out);
  let lines: string[] = [];
  return {
    progress(progress, faults, now) {
      lines = progressView(progress, faults, now, { ...out.size(), palette: out.palette });
      screen.draw(lines);
    },
    silence: () => screen.draw([...lines, out.palette.wait('Muster does not answer; still trying')]),
  };
}

function changeLog(out: Output): Show {
  let said = '';
  return {
    progress(progress, _, now) {
      const summary = progressSummary(progress);
      if (summary === said) return;
      said = summary;
      writeLines(out, [progressLine(progress, now)]);
    },
    silence(now) {
      if (said === 'silence') return;
      said = 'silence';
      writeLines(out, [`${clockTime(now)}  Muster does not answer; still trying`]);
    },
  };
}

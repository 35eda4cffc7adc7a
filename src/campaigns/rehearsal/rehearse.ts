import { setImmediate as breathe } from 'node:timers/promises';
import type { DeviceKey } from '../../base/ids.ts';
import { reachClass } from '../rules/reach-rules.ts';
import { Agenda } from './agenda.ts';
import { loadOf } from './load.ts';
import { beat, look, type Records, soonestOf } from './look.ts';
import { noMoney } from './money.ts';
import { evidenceSteps, type Projection } from './projection.ts';
import type { Rehearsal } from './rehearsal.ts';
import { openWave, unopened, type Wave } from './wave.ts';

/** Looks that one rehearsal takes at most: what lies behind them is not known. */
const mostLooks = 300_000;

export interface Rehearsed extends Projection {
  /** Every claim, in order. */
  readonly claims: readonly { readonly device: DeviceKey; readonly at: number }[];
}

/**
 * Plays a campaign through on a virtual clock: what is claimed when is decided by the scheduler's own rules (`claimRound`,
 * `drawable`, `nextWaveState`, `gateVerdict`, the gates), the devices do what the script says. Writes nothing.
 */
export async function rehearse(rehearsal: Rehearsal): Promise<Rehearsed> {
  const { plan, from, horizon } = rehearsal;
  const agenda = new Agenda<() => void>();
  const records: Records = { claims: [], starts: [], ends: [] };
  const waves: Wave[] = [];
  const money = noMoney();
  let now = from;
  let looks = 0;
  let over = false;
  while (!over && now <= horizon && looks < mostLooks) {
    for (const { item } of agenda.takeUntil(now)) item();
    let next: number | null = null;
    for (let again = true; again && looks < mostLooks; ) {
      if (++looks % 64 === 0) await breathe();
      const wave = waves.at(-1);
      if (wave === undefined || wave.shown.passedAt !== null) {
        if (waves.length === plan.waves.length) {
          over = true;
          break;
        }
        waves.push(await openWave(rehearsal, waves.length + 1, now));
        continue;
      }
      ({ again, next } = look(rehearsal, wave, money, now, agenda, records));
    }
    const soonest = soonestOf(agenda.next, next);
    if (over || soonest === null) break;
    now = from + Math.max(Math.floor((now - from) / beat) + 1, Math.ceil((soonest - from) / beat)) * beat;
  }
  const shown = plan.waves.map((wave, i) => waves[i]?.shown ?? unopened(i + 1, wave));
  const results = records.ends.toSorted((a, b) => a.at - b.at);
  return {
    from,
    to: over ? now : null,
    horizon,
    sample: {
      devices: waves.reduce((n, wave) => n + wave.cast.players.length, 0),
      every: Math.max(1, ...waves.map((wave) => wave.cast.every)),
    },
    reach: reachOfAll(waves, rehearsal.ahead),
    waves: shown,
    load: loadOf(records.starts, results, from, over ? now : Math.min(now, horizon)),
    evidence: evidenceOf(results),
    claims: records.claims,
  };
}

function reachOfAll(waves: readonly Wave[], ahead: boolean): Projection['reach'] {
  const reach = { called: 0, scheduled: 0, byChance: 0 };
  for (const { cast } of waves) for (const one of cast.players) reach[reachClass(one.reach, ahead)] += cast.every;
  return reach;
}

/** When there are so many results first. @param results in the order of time */
function evidenceOf(results: readonly { readonly at: number; readonly n: number }[]): Projection['evidence'] {
  let n = 0;
  const sums = results.map((end) => {
    n += end.n;
    return { at: end.at, n };
  });
  return evidenceSteps.map((wanted) => ({ results: wanted, at: sums.find((sum) => sum.n >= wanted)?.at ?? null }));
}

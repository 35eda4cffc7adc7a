import { minutes, seconds } from '../../base/durations.ts';
import type { RoundOrder } from '../rules/claim-round.ts';
import { informsWanted } from '../rules/soak-rules.ts';
import { followOperation } from '../rules/target-rules.ts';
import type { Agenda } from './agenda.ts';
import { isAbsent, type Player } from './player.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { Wave } from './wave.ts';

/** The sweeper takes what lies before now: a deadline counts once it has passed. */
const passed = (deadline: number): number => deadline + 1;

/** A start, and what comes of it by the script. */
export function start(
  rehearsal: Rehearsal,
  wave: Wave,
  player: Player,
  now: number,
  { deadline, ahead }: RoundOrder,
  agenda: Agenda<() => void>,
  ends: { at: number; n: number }[],
): void {
  const { counts, cast, rule, plan, shown } = wave;
  const take = (n: 1 | -1): void => {
    counts.inflight += n;
    if (ahead) counts.scheduled += n;
  };
  take(1);
  const doneAt = isAbsent(player, rehearsal.from) ? null : rehearsal.script(player, now, ahead);
  if (doneAt === null) {
    // It holds its slot until nobody waits for it any more; what is known says nothing of when it comes back.
    agenda.add(passed(deadline), () => {
      take(-1);
      shown.waited['offline'] = (shown.waited['offline'] ?? 0) + cast.every;
    });
    return;
  }
  agenda.add(doneAt, () => {
    take(-1);
    if (rehearsal.kind.isThere(plan, player.device)) {
      shown.skipped['already'] = (shown.skipped['already'] ?? 0) + cast.every;
      return;
    }
    ends.push({ at: doneAt, n: cast.every });
    const worked = { state: 'succeeded', attempt: 1, fault: null } as const;
    const change = followOperation(
      { state: 'applying', attempt: 1 },
      worked,
      { ...plan, soakMinutes: rule.soakMinutes },
      0.5,
    );
    if (change && 'state' in change && change.state === 'soaking') {
      counts.soaking++;
      const soak = Math.max(minutes(rule.soakMinutes), seconds(player.informInterval * informsWanted(rule)));
      agenda.add(passed(doneAt + soak), () => {
        counts.soaking--;
        counts.succeeded++;
      });
    } else counts.succeeded++;
  });
}

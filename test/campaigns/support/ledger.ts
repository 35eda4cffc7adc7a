import type { Clock } from '../../../src/base/clock.ts';
import { isMusterError } from '../../../src/base/errors.ts';
import type { CampaignId, DeviceKey } from '../../../src/base/ids.ts';
import { campaignFollower } from '../../../src/campaigns/follow.ts';
import { endReasons, waitReasons } from '../../../src/campaigns/reasons.ts';
import { cancelOperation } from '../../../src/operations/service.ts';
import { lockHolder } from '../../../src/operations/store.ts';
import type { Pool } from '../../../src/platform/database/pool.ts';
import { inTransaction } from '../../../src/platform/database/transaction.ts';
import type { Stage } from '../../operations/support/stage.ts';
import { newerVersion, newVersion, type ScriptedDevice } from './scripted-device.ts';
import type { Plan } from './world.ts';

interface CampaignRow {
  readonly state: string;
  readonly tokens: number;
  readonly total: number;
  /** A freeze is in force. */
  readonly frozen: boolean;
  readonly acknowledged: { readonly failed?: number; readonly fellBack?: number };
  /** Stages of this very plan that somebody else than who wrote it approved, or that were begun by break-glass. */
  readonly approved: readonly string[];
}

interface WaveRow {
  readonly ordinal: number;
  readonly state: string;
  readonly total: number;
  readonly ended: boolean;
  readonly counters: string;
  readonly sums: string;
}

interface TargetRow {
  readonly device: DeviceKey;
  readonly wave: number;
  readonly state: string;
  readonly reason: string | null;
  readonly attempt: number;
  readonly corrected: string | null;
  readonly seen: string | null;
  readonly operation: string | null;
  readonly operationAttempt: number | null;
  readonly deviceVersion: string;
  readonly deadline: Date | null;
  /** Since its soak began. */
  readonly informs: number | null;
  readonly excluded: boolean;
  /** It spoke after the target was written. */
  readonly heardSince: boolean;
}

const ended = ['succeeded', 'failed', 'cancelled', 'skipped', 'superseded'];
const inflight = ['claimed', 'dispatched', 'accepted', 'applying', 'unconfirmed', 'cancelling'];
/** Names of the counters in the order of the table, and the states each counts. */
const counterSql = `row(
  count(*) FILTER (WHERE t.state IN ('waiting','preparing')),
  count(*) FILTER (WHERE t.state = ANY($2)),
  count(*) FILTER (WHERE t.state = 'retryWait'), count(*) FILTER (WHERE t.state = 'soaking'),
  count(*) FILTER (WHERE t.state = 'succeeded'), count(*) FILTER (WHERE t.state = 'failed'),
  count(*) FILTER (WHERE t.state IN ('skipped','superseded')), count(*) FILTER (WHERE t.state = 'cancelled'),
  count(t.device_id))::text`;

/**
 * Reads the tables after every act and holds them against the invariants of the campaign design (I1 … I25), in terms
 * of SQL and of the truth about the devices: nothing here uses the rules under test.
 */
export class Ledger {
  campaign!: CampaignRow;
  private waves: WaveRow[] = [];
  private targets = new Map<DeviceKey, TargetRow>();
  /** When how many devices were claimed. */
  private readonly grants: { readonly at: number; readonly n: number }[] = [];
  private failed = 0;
  private readonly pool: Pool;
  private readonly clock: Clock;
  private readonly id: CampaignId;
  private readonly devices: readonly ScriptedDevice[];
  private readonly plan: Plan;

  constructor(pool: Pool, clock: Clock, id: CampaignId, devices: readonly ScriptedDevice[], plan: Plan) {
    this.pool = pool;
    this.clock = clock;
    this.id = id;
    this.devices = devices;
    this.plan = plan;
  }

  async check(after: string): Promise<void> {
    const before = { campaign: this.campaign as CampaignRow | undefined, targets: this.targets, waves: this.waves };
    await this.read();
    const broken = [
      ...(await this.locks()),
      ...this.limits(),
      ...this.order(),
      ...this.counters(before.waves),
      ...this.brakes(),
      ...this.approvals(),
      ...this.reasons(),
      ...this.moves(before),
      ...this.devices.flatMap((device) => device.broken.map((what) => `I1 ${device.serial}: ${what}`)),
    ];
    if (broken.length > 0) throw new Error(`after ${after}:\n${broken.join('\n')}`);
  }

  private async read(): Promise<void> {
    const [campaigns, waves, targets] = await Promise.all([
      this.pool.query<CampaignRow>(
        `SELECT state, tokens, total, acknowledged, EXISTS (SELECT FROM blackout) AS frozen,
           ARRAY(SELECT a.decision || ' ' || a.stage FROM campaign_approval a
             WHERE a.campaign_id = c.id AND a.plan_hash = c.plan_hash AND a.voided_at IS NULL AND (a.decision = 'breakGlass'
               OR a.decision = 'approved' AND a.by_name <> c.created_by AND a.by_name IS DISTINCT FROM c.edited_by)) AS approved
         FROM campaign c WHERE id = $1`,
        [this.id],
      ),
      this.pool.query<WaveRow>(
        `SELECT w.ordinal, w.state, w.total, w.ended_at IS NOT NULL AS ended,
           row(c.waiting, c.inflight, c.retrying, c.soaking, c.succeeded, c.failed, c.skipped, c.cancelled, c.total)::text AS counters,
           (SELECT ${counterSql} FROM target t WHERE t.campaign_id = w.campaign_id AND t.wave = w.ordinal) AS sums
         FROM wave w JOIN wave_counts c USING (campaign_id, ordinal) WHERE w.campaign_id = $1 ORDER BY w.ordinal`,
        [this.id, inflight],
      ),
      this.pool.query<TargetRow>(
        `SELECT t.device_id AS device, t.wave, t.state, t.reason, t.attempt, t.corrected, t.seen_version AS seen, t.deadline,
           (SELECT p.inform_count - t.soak_informs FROM device_pulse p WHERE p.device_id = t.device_id) AS informs,
           EXISTS (SELECT FROM exclusion_device x WHERE x.device_id = t.device_id) AS excluded,
           (SELECT p.last_inform_at >= t.made_at FROM device_pulse p WHERE p.device_id = t.device_id) AS "heardSince",
           o.state AS operation, o.attempt AS "operationAttempt", d.software_version AS "deviceVersion"
         FROM target t JOIN device d ON d.id = t.device_id LEFT JOIN operation o ON o.id = t.operation_id
         WHERE t.campaign_id = $1`,
        [this.id],
      ),
    ]);
    this.campaign = campaigns.rows[0]!;
    this.waves = waves.rows;
    this.targets = new Map(targets.rows.map((row) => [row.device, row]));
  }

  /** I1: at most one active operation per device; in flight and lock go together. */
  private async locks(): Promise<string[]> {
    const { rows } = await this.pool.query<{ what: string }>(
      `SELECT 'I1 two locks on ' || device_id AS what FROM operation WHERE active GROUP BY device_id HAVING count(*) > 1
       UNION ALL
       SELECT 'I1 ' || t.state || ' without a lock on ' || t.device_id FROM target t LEFT JOIN operation o ON o.id = t.operation_id
       WHERE t.campaign_id = $1 AND t.state = ANY($2) AND o.active IS NOT TRUE
       UNION ALL
       SELECT 'I20 a lock of the campaign that no target stands for: ' || o.device_id FROM operation o
       JOIN target t ON t.campaign_id = o.campaign_id AND t.device_id = o.device_id
       WHERE o.campaign_id = $1 AND o.active AND NOT (t.state = ANY($2)) AND NOT (t.state = 'failed' AND t.reason = 'unreachable')`,
      [this.id, inflight],
    );
    return rows.map((row) => row.what);
  }

  /** I4: in flight within its cap, tokens never negative. */
  private limits(): string[] {
    const n = [...this.targets.values()].filter((t) => inflight.includes(t.state)).length;
    return [
      ...(n > this.plan.maxInFlight ? [`I4 ${n} in flight, ${this.plan.maxInFlight} allowed`] : []),
      ...(this.campaign.tokens < 0 ? [`I4 ${this.campaign.tokens} tokens`] : []),
    ];
  }

  /** I5: nothing of a wave is begun before the ones before it are over. */
  private order(): string[] {
    return [...this.targets.values()]
      .filter((t) => t.attempt > 0 || inflight.includes(t.state))
      .flatMap((t) =>
        this.waves
          .filter((w) => w.ordinal < t.wave && !['passed', 'skipped'].includes(w.state))
          .map((w) => `I5 ${t.device} of wave ${t.wave} began while wave ${w.ordinal} is ${w.state}`),
      );
  }

  /** I7: counters are sums, totals stay. I19: waves are disjoint by key, and together no more than the members. */
  private counters(before: readonly WaveRow[]): string[] {
    const sum = this.waves.reduce((n, wave) => n + wave.total, 0);
    return [
      ...this.waves
        .filter((w) => w.counters !== w.sums)
        .map((w) => `I7 wave ${w.ordinal} counts ${w.counters}, has ${w.sums}`),
      ...before
        .filter((was) => !['pending', 'materialising'].includes(was.state))
        .filter((was) => this.waves[was.ordinal - 1]!.total !== was.total)
        .map((was) => `I7 wave ${was.ordinal} had ${was.total} targets`),
      ...(sum > this.campaign.total || this.targets.size !== sum
        ? [`I19 ${sum} in waves, ${this.targets.size} targets, ${this.campaign.total} members`]
        : []),
    ];
  }

  /** I17: no campaign runs on over a brake; failures only grow. */
  private brakes(): string[] {
    const targets = [...this.targets.values()];
    const failed = targets.filter((t) => t.state === 'failed').length;
    const fellBack = targets.filter(
      (t) => t.state === 'failed' && ['fellBack', 'fellBackLate'].includes(t.reason ?? ''),
    );
    const { acknowledged, state } = this.campaign;
    const broken: string[] = [];
    if (failed < this.failed) broken.push(`I17 ${failed} failures, there were ${this.failed}`);
    this.failed = failed;
    const over = (limit: number | undefined, n: number): boolean => limit !== undefined && n > limit;
    if (state === 'running' || state === 'completed') {
      if (over(this.plan.maxFailedTotal, failed - (acknowledged.failed ?? 0)))
        broken.push(`I17 runs with ${failed} failed`);
      if (over(this.plan.maxFellBack, fellBack.length - (acknowledged.fellBack ?? 0)))
        broken.push(`I17 runs with ${fellBack.length} fallen back`);
    }
    return broken;
  }

  /** I13: nothing runs that a second person had to approve and did not, of this very plan. */
  private approvals(): string[] {
    const { approval } = this.plan;
    const { state, approved } = this.campaign;
    if (!approval || ['draft', 'awaitingApproval', 'scheduled'].includes(state)) return [];
    const begun = approved.includes(approval === 'breakGlass' ? 'breakGlass start' : 'approved start');
    // With ten devices at most, the first that a wave takes are more than a tenth.
    const isWide = this.waves.some((wave) => wave.total > 0);
    return [
      ...(begun ? [] : [`I13 it is ${state}, with ${approved.join(', ') || 'no approval'}`]),
      ...(approval === 'startAndWiden' && isWide && !approved.includes('approved widen') ? ['I13 it is wide'] : []),
    ];
  }

  /** I25: whatever waits or was not done says why, in one of the words that people are told. */
  private reasons(): string[] {
    return [...this.targets.values()]
      .filter(({ state, reason }) => {
        if (['waiting', 'retryWait', 'soaking'].includes(state)) return !(String(reason) in waitReasons);
        if (['skipped', 'failed', 'cancelled'].includes(state)) return !(String(reason) in endReasons);
        return false;
      })
      .map(({ device, state, reason }) => `I25 ${device} is ${state} for "${reason}"`);
  }

  /** What one act may change: I2, I4 (rate), I6, I8, I9, I15, I16, I22. */
  private moves(before: { campaign: CampaignRow | undefined; targets: ReadonlyMap<DeviceKey, TargetRow> }): string[] {
    const broken: string[] = [];
    // The first look: what it finds is where things begin.
    if (before.campaign === undefined) return broken;
    let claimed = 0;
    for (const [device, now] of this.targets) {
      const was = before.targets.get(device);
      const name = `${device} (${was?.state ?? 'new'} → ${now.state})`;
      const entered = (state: string): boolean => now.state === state && was?.state !== state;
      // A claim that comes back from a probe is the same start, not another one.
      if (entered('claimed') && (was === undefined || was.state === 'waiting')) {
        claimed++;
        if (before.campaign.state !== 'running') broken.push(`I2 ${name} while ${before.campaign.state}`);
      }
      const begun = entered('dispatched') || (entered('claimed') && (was === undefined || was.state === 'waiting'));
      if (begun && this.campaign.frozen && before.campaign.frozen) broken.push(`I3 ${name} in a blackout`);
      if (begun && !this.isOpen()) broken.push(`I3 ${name} outside of the window`);
      if (begun && now.deviceVersion === newerVersion) broken.push(`I15 ${name} from ${newerVersion}`);
      if (begun && now.excluded && was?.excluded) broken.push(`I16 ${name} while excluded`);
      if (now.state === 'skipped' && now.reason === 'already' && entered('skipped') && !now.heardSince)
        broken.push(`I22 ${name} by what was known before`);
      if (entered('dispatched') && before.campaign.state !== 'running')
        broken.push(`I2 ${name} while ${before.campaign.state}`);
      if (was && ended.includes(was.state)) {
        if (was.state !== now.state || was.wave !== now.wave) broken.push(`I6 ${name}`);
        if (was.corrected !== null && was.corrected !== now.corrected) broken.push(`I6 ${name} corrected again`);
      }
      if (!ended.includes(now.state) && now.corrected !== null) broken.push(`I6 ${name} corrected before its end`);
      const truth = this.devices.find((one) => one.key === device)!;
      if (['soaking', 'succeeded'].includes(now.state)) {
        if (now.seen !== newVersion || !truth.proven || now.attempt === 0) broken.push(`I8 ${name} without proof`);
        if (entered('succeeded') && now.deviceVersion !== newVersion) broken.push(`I8 ${name} on ${now.deviceVersion}`);
        if (entered('succeeded') && was?.state === 'soaking' && (now.informs ?? 0) < 3)
          broken.push(`I8 ${name} after ${now.informs} Informs`);
      }
      if (now.state === 'skipped' && now.reason === 'already' && now.attempt > 0) broken.push(`I8 ${name} skipped`);
      if (now.attempt > this.plan.retries + 1) broken.push(`I9 ${name}: attempt ${now.attempt}`);
      if (now.attempt > (was?.attempt ?? 0) + 1) broken.push(`I9 ${name}: ${was?.attempt} → ${now.attempt}`);
      if (
        !ended.includes(now.state) &&
        !['waiting', 'dispatched', 'accepted', 'applying', 'cancelling'].includes(now.state) &&
        !now.deadline
      )
        broken.push(`I10 ${name} waits for ever`);
    }
    if (claimed > 0) {
      this.grants.push({ at: this.clock.now(), n: claimed });
      let n = 0;
      for (const grant of [...this.grants].reverse()) {
        n += grant.n;
        const most =
          Math.max(1, Math.ceil(this.plan.perMinute / 10)) +
          (this.plan.perMinute * (this.clock.now() - grant.at)) / 60_000;
        if (n > most + 1e-6) broken.push(`I4 ${n} claims in ${this.clock.now() - grant.at} ms, ${most} allowed`);
      }
    }
    return broken;
  }

  /** Whether devices may be begun at this time of the day, with the hour that they need before the window closes. */
  private isOpen(): boolean {
    const { window } = this.plan;
    if (!window) return true;
    const [hour, minute] = window.start.split(':').map(Number) as [number, number];
    const sinceStart = (this.clock.now() / 60_000 - (hour * 60 + minute)) % 1_440;
    return (sinceStart + 1_440) % 1_440 <= window.durationMinutes - 60;
  }

  /** Whether the campaign wants something of the device at present. */
  isOwed(device: DeviceKey): boolean {
    const target = this.targets.get(device);
    return target !== undefined && inflight.includes(target.state);
  }

  /** Whether its target goes on only when the device calls, though the campaign has ordered nothing. */
  wantsToHear(device: DeviceKey): boolean {
    const { state, reason } = this.targets.get(device) ?? {};
    return state === 'soaking' || (state === 'waiting' && reason === 'locked');
  }

  /**
   * I25, just after a look of the planner: nobody waits whose gates are all open. Only a full campaign, an empty bucket,
   * or somebody else's lock on the device may stand in the way.
   */
  async checkNobodyForgotten(): Promise<void> {
    const open = this.campaign.state === 'running' && !this.campaign.frozen && this.isOpen();
    const { rows } = await this.pool.query<{ device: DeviceKey; reason: string }>(
      `SELECT t.device_id AS device, t.reason FROM target t
       JOIN wave w ON w.campaign_id = t.campaign_id AND w.ordinal = t.wave AND w.state IN ('open', 'draining')
       WHERE t.campaign_id = $1 AND t.state = 'waiting' AND (t.not_before IS NULL OR t.not_before <= $2)
         AND NOT EXISTS (SELECT FROM exclusion_device x WHERE x.device_id = t.device_id)
         AND NOT EXISTS (SELECT FROM operation o WHERE o.device_id = t.device_id AND o.active)`,
      [this.id, new Date(this.clock.now())],
    );
    const n = [...this.targets.values()].filter((t) => inflight.includes(t.state)).length;
    if (!open || n >= this.plan.maxInFlight || this.campaign.tokens < 1 || rows.length === 0) return;
    throw new Error(rows.map(({ device, reason }) => `I25 ${device} still waits for "${reason}"`).join('\n'));
  }

  /** What is still open, for an error. */
  openOnes(): string {
    const open = [...this.targets.values()].filter((t) => !ended.includes(t.state));
    return [
      ...open.map(({ device, wave, state, reason }) => `${device} of wave ${wave} is ${state} (${reason})`),
      ...this.waves.map(({ ordinal, state }) => `wave ${ordinal} is ${state}`),
    ].join(', ');
  }

  /** All that were begun have ended but for this one, which is called again and again. */
  waitsForOnly(device: DeviceKey): boolean {
    const open = [...this.targets.values()].filter((t) => !ended.includes(t.state));
    return open.length === 1 && open[0]!.device === device && ['waiting', 'claimed'].includes(open[0]!.state);
  }

  /** When it is over: nothing is left open, no lock is held but of devices that are unreachable, waves hold everybody. */
  async checkEnd(): Promise<void> {
    const left = [...this.targets.values()].filter((t) => !ended.includes(t.state));
    const broken = left.map((t) => `I14 ${t.device} is ${t.state} after the end`);
    const skippedByHand = this.waves.some((wave) => wave.state === 'skipped');
    const rest = this.plan.waves.at(-1)?.size === 'rest';
    if (
      this.campaign.state.startsWith('completed') &&
      rest &&
      !skippedByHand &&
      this.targets.size !== this.campaign.total
    )
      broken.push(`I19 ${this.targets.size} of ${this.campaign.total} members were in a wave`);
    const anyFailed = [...this.targets.values()].some((t) => t.state === 'failed');
    if (this.campaign.state === 'completed' && anyFailed) broken.push('completed without a word of its failures');
    if (this.campaign.state === 'completedWithFailures' && !anyFailed) broken.push('failures that nobody had');
    if (broken.length > 0) throw new Error(`at the end:\n${broken.join('\n')}`);
  }

  /** The helpdesk takes back what was not said yet. */
  async cancelOperationOf(device: DeviceKey, muster: Stage): Promise<void> {
    const holder = await lockHolder(this.pool, device);
    if (!holder) return;
    const follower = campaignFollower();
    await inTransaction(this.pool, (tx) =>
      cancelOperation(tx, muster.clock, holder.id, (t, move) => follower.operationMoved(t, move)),
    ).catch((error: unknown) => {
      if (!isMusterError(error, 'conflict')) throw error;
    });
  }
}

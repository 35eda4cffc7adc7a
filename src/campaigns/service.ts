import type { Clock } from '../base/clock.ts';
import { MusterError } from '../base/errors.ts';
import { type CampaignId, looksLikeId, newId } from '../base/ids.ts';
import { fileById } from '../files/store.ts';
import type { Pool, Queryable, Transaction } from '../platform/database/pool.ts';
import { inTransaction } from '../platform/database/transaction.ts';
import { appendAudit } from '../security/store.ts';
import type { Campaign, Wave } from './campaign.ts';
import { acknowledge } from './hold-on-failures.ts';
import { membersOf } from './members.ts';
import { type CampaignPlan, parseWaveSize, type ResolvedPlan, readPlan, waveMembers } from './plan.ts';
import type { CampaignState } from './states.ts';
import * as store from './store.ts';

/** Who acts, for the audit trail. */
export interface Actor {
  readonly name: string;
  readonly role: string;
}

export interface DryRun {
  readonly matched: number;
  readonly already: number;
  readonly wrongModel: number;
  readonly locked: number;
  readonly waves: readonly { readonly ordinal: number; readonly size: string; readonly devices: number }[];
}

/** What people do with campaigns. Every change is one transaction with its audit row. */
export interface CampaignsService {
  create(body: unknown, actor: Actor): Promise<Campaign>;
  replace(id: string, version: number, body: unknown, actor: Actor): Promise<Campaign>;
  remove(id: string, actor: Actor): Promise<void>;
  get(id: string): Promise<Campaign>;
  waves(id: string): Promise<Wave[]>;
  dryRun(id: string): Promise<DryRun>;
  start(id: string, actor: Actor): Promise<Campaign>;
  pause(id: string, reason: string | null, actor: Actor): Promise<Campaign>;
  resume(id: string, actor: Actor): Promise<Campaign>;
  abort(id: string, reason: string | null, actor: Actor): Promise<Campaign>;
  decideWave(id: string, ordinal: number, decision: 'pass' | 'fail' | 'skip', actor: Actor): Promise<Campaign>;
}

export function campaignsService(pool: Pool, clock: Clock): CampaignsService {
  return {
    async create(body, actor) {
      const plan = await resolve(pool, readPlan(body));
      const id = newId<'CampaignId'>(clock.now());
      return change(id, actor, 'campaign.create', { plan }, async (tx) => {
        await store.insertCampaign(tx, { id, plan, createdBy: actor.name, createdAt: new Date(clock.now()) });
      });
    },

    async replace(id, version, body, actor) {
      const plan = await resolve(pool, readPlan(body));
      return onLocked(id, actor, 'campaign.edit', { plan }, async (tx, campaign) => {
        demandState(campaign, ['draft'], 'edited');
        if (campaign.version !== version) {
          throw new MusterError(
            'preconditionFailed',
            `the campaign is at version ${campaign.version} now; read it again`,
          );
        }
        await store.replaceDraft(tx, campaign.id, plan);
      });
    },

    async remove(id, actor) {
      await inTransaction(pool, async (tx) => {
        const campaign = await locked(tx, id);
        demandState(campaign, ['draft'], 'deleted');
        await store.deleteDraft(tx, campaign.id);
        await audit(tx, campaign.id, actor, 'campaign.delete', { name: campaign.name });
      });
    },

    get: (id) => found(pool, id),

    async waves(id) {
      return store.listWaves(pool, (await found(pool, id)).id);
    },

    async dryRun(id) {
      const { plan } = await found(pool, id);
      const selection = await store.selectMembers(pool, membersOf(plan.filter, clock.now()), plan);
      let taken = 0;
      const waves = plan.waves.map((wave, i) => {
        const devices = waveMembers(parseWaveSize(wave.size)!, selection.matched, taken);
        taken += devices;
        return { ordinal: i + 1, size: wave.size, devices };
      });
      const { matched, already, wrongModel, locked } = selection;
      return { matched, already, wrongModel, locked, waves };
    },

    async start(id, actor) {
      return onLocked(id, actor, 'campaign.start', {}, async (tx, campaign) => {
        demandState(campaign, ['draft', 'scheduled'], 'started');
        const now = clock.now();
        const { plan } = campaign;
        // The file may have gone since the draft was written.
        await resolve(tx, plan);
        const selection = await store.selectMembers(tx, membersOf(plan.filter, now), plan);
        if (selection.matched === 0) {
          throw new MusterError('contradiction', 'the filter matches no device; there is nothing to start', {
            items: [{ path: 'filter', message: 'matches no device' }],
          });
        }
        await store.insertWaves(
          tx,
          campaign.id,
          plan.waves.map((wave) => {
            const size = parseWaveSize(wave.size)!;
            return size === 'rest' ? null : waveMembers(size, selection.matched, 0);
          }),
        );
        await store.startCampaign(tx, campaign.id, {
          total: selection.matched,
          snapshotDevice: selection.newestDevice,
          at: new Date(now),
        });
      });
    },

    async pause(id, reason, actor) {
      return onLocked(id, actor, 'campaign.pause', { reason }, async (tx, campaign) => {
        demandState(campaign, ['running'], 'paused');
        await store.moveCampaign(tx, campaign.id, ['running'], {
          state: 'paused',
          pauseReason: reason ?? `paused by ${actor.name}`,
        });
      });
    },

    async resume(id, actor) {
      return onLocked(id, actor, 'campaign.resume', {}, async (tx, campaign) => {
        demandState(campaign, ['paused'], 'resumed');
        await store.resumeCampaign(tx, campaign.id, await acknowledge(tx, campaign));
      });
    },

    async abort(id, reason, actor) {
      return onLocked(id, actor, 'campaign.abort', { reason }, async (tx, campaign) => {
        demandState(campaign, ['running', 'paused', 'scheduled'], 'aborted');
        await store.moveCampaign(tx, campaign.id, ['running', 'paused', 'scheduled'], {
          state: 'aborting',
          pauseReason: reason ?? `aborted by ${actor.name}`,
        });
      });
    },

    async decideWave(id, ordinal, decision, actor) {
      return onLocked(id, actor, `campaign.wave.${decision}`, { wave: ordinal }, async (tx, campaign) => {
        demandState(campaign, ['running', 'paused'], 'decided on');
        const waves = await store.listWaves(tx, campaign.id);
        const wave = waves.find((w) => w.ordinal === ordinal);
        if (!wave) throw new MusterError('notFound', `the campaign has no wave ${ordinal}; it has ${waves.length}`);
        const now = new Date(clock.now());
        if (decision === 'skip') {
          if (wave.state !== 'pending')
            throw new MusterError('conflict', `wave ${ordinal} is ${wave.state}; only a pending one can be skipped`);
          await store.changeWave(tx, campaign.id, ordinal, { state: 'skipped', endedAt: now, gatedBy: actor.name });
          return;
        }
        if (wave.state !== 'gate')
          throw new MusterError('conflict', `wave ${ordinal} is ${wave.state}; it has to be at its gate`);
        if (decision === 'pass')
          await store.changeWave(tx, campaign.id, ordinal, { state: 'passed', endedAt: now, gatedBy: actor.name });
        else {
          await store.changeWave(tx, campaign.id, ordinal, { state: 'failed', endedAt: now, gatedBy: actor.name });
          await store.moveCampaign(tx, campaign.id, ['running', 'paused'], {
            state: 'aborting',
            pauseReason: `wave ${ordinal} was failed by ${actor.name}`,
          });
        }
      });
    },
  };

  async function onLocked(
    id: string,
    actor: Actor,
    action: string,
    detail: Record<string, unknown>,
    work: (tx: Transaction, campaign: Campaign) => Promise<void>,
  ): Promise<Campaign> {
    return inTransaction(pool, async (tx) => {
      const campaign = await locked(tx, id);
      await work(tx, campaign);
      await audit(tx, campaign.id, actor, action, detail);
      return found(tx, id);
    });
  }

  async function change(
    id: CampaignId,
    actor: Actor,
    action: string,
    detail: Record<string, unknown>,
    work: (tx: Transaction) => Promise<void>,
  ): Promise<Campaign> {
    return inTransaction(pool, async (tx) => {
      await work(tx);
      await audit(tx, id, actor, action, detail);
      return found(tx, id);
    });
  }

  function audit(
    tx: Transaction,
    id: CampaignId,
    actor: Actor,
    action: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    return appendAudit(tx, { by: actor, action, object: `campaign/${id}`, detail }, new Date(clock.now()));
  }
}

/** Joins a plan with its file. @throws MusterError `notFound`, or `contradiction` when their versions differ */
async function resolve(db: Queryable, plan: CampaignPlan): Promise<ResolvedPlan> {
  const file = await fileById(db, plan.artifact.fileId as Parameters<typeof fileById>[1]);
  if (!file) {
    throw new MusterError('notFound', `there is no file ${plan.artifact.fileId}`, {
      items: [{ path: 'artifact.fileId', message: 'no such file' }],
    });
  }
  if (!file.fileType.startsWith('1 ')) {
    throw new MusterError('contradiction', `the file "${file.name}" is a "${file.fileType}", not a firmware image`, {
      items: [{ path: 'artifact.fileId', message: 'is not a firmware image' }],
    });
  }
  const targetVersion = plan.targetVersion ?? file.version;
  if (targetVersion === null) {
    throw new MusterError('invalidRequest', `the file "${file.name}" has no version, so targetVersion is needed`, {
      items: [{ path: 'targetVersion', message: 'is needed' }],
    });
  }
  if (file.version !== null && file.version !== targetVersion) {
    throw new MusterError(
      'contradiction',
      `targetVersion is ${targetVersion}, but the file "${file.name}" has version ${file.version}`,
      {
        items: [{ path: 'targetVersion', message: `contradicts the file's version ${file.version}` }],
      },
    );
  }
  return { ...plan, targetVersion, productClass: file.productClass };
}

function demandState(campaign: Campaign, allowed: readonly CampaignState[], verb: string): void {
  if (allowed.includes(campaign.state)) return;
  throw new MusterError(
    'conflict',
    `the campaign is ${campaign.state}; it can be ${verb} only while ${allowed.join(' or ')}`,
  );
}

async function found(db: Queryable, id: string): Promise<Campaign> {
  const campaign = looksLikeId(id) ? await store.findCampaign(db, id) : null;
  if (!campaign) throw new MusterError('notFound', `there is no campaign ${id}`);
  return campaign;
}

async function locked(tx: Transaction, id: string): Promise<Campaign> {
  const campaign = looksLikeId(id) ? await store.lockCampaign(tx, id) : null;
  if (!campaign) throw new MusterError('notFound', `there is no campaign ${id}`);
  return campaign;
}

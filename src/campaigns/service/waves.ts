import { MusterError } from '../../base/errors.ts';
import type { Campaign, Wave } from '../campaign.ts';
import { statesBefore } from '../rules/campaign-rules.ts';
import * as store from '../store.ts';
import { type Acts, demandState, found } from './act.ts';
import type { Actor } from './actor.ts';

export type WaveDecision = 'pass' | 'fail' | 'skip';

export interface WaveActs {
  waves(id: string): Promise<Wave[]>;
  /** Lets the next wave begin, ends the campaign, or leaves a wave out whose turn has not come. */
  decideWave(id: string, ordinal: number, decision: WaveDecision, actor: Actor): Promise<Campaign>;
}

export function waveActs(acts: Acts): WaveActs {
  return {
    async waves(id) {
      return store.listWaves(acts.pool, (await found(acts.pool, id)).id);
    },

    async decideWave(id, ordinal, decision, actor) {
      const act = { actor, action: `campaign.wave.${decision}`, detail: { wave: ordinal } };
      return acts.onLocked(id, act, async (tx, campaign) => {
        demandState(campaign, statesBefore('failWave'), 'decided on');
        const waves = await store.listWaves(tx, campaign.id);
        const wave = waves.find((w) => w.ordinal === ordinal);
        if (!wave) throw new MusterError('notFound', `the campaign has no wave ${ordinal}; it has ${waves.length}`);
        const decided = { endedAt: new Date(acts.clock.now()), gatedBy: actor.name };
        if (decision === 'skip') {
          if (wave.state !== 'pending')
            throw new MusterError('conflict', `wave ${ordinal} is ${wave.state}; only a pending one can be skipped`);
          await store.changeWave(tx, campaign.id, ordinal, { state: 'skipped', ...decided });
          return {};
        }
        if (wave.state !== 'gate')
          throw new MusterError('conflict', `wave ${ordinal} is ${wave.state}; it has to be at its gate`);
        if (wave.waitsFor !== null) await store.noteWait(tx, campaign.id, wave, null, null);
        if (decision === 'pass') {
          await store.changeWave(tx, campaign.id, ordinal, { state: 'passed', ...decided });
          return {};
        }
        await store.changeWave(tx, campaign.id, ordinal, { state: 'failed', ...decided });
        await store.moveCampaign(tx, campaign.id, 'failWave', {
          pauseReason: `wave ${ordinal} was failed by ${actor.name}`,
        });
        return {};
      });
    },
  };
}

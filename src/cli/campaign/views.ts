import type { Campaign, Page, Target } from '../api/resources.ts';
import { facts, nothing, table } from '../output/table.ts';
import { ago, shortTime } from '../output/times.ts';
import { faultName, stateWords } from './words.ts';

export function campaignTable({ items }: Page<Campaign>): string[] {
  if (items.length === 0) return ['no campaigns; make one with "muster campaign create"'];
  const titles = ['id', 'name', 'state', 'to version', 'gateways', 'created', 'ended'];
  return table(
    titles.map((title) => ({ title, align: title === 'gateways' ? 'right' : 'left' })),
    items.map((campaign) => [
      campaign.id,
      campaign.name,
      stateWords({ state: campaign.state, pauseReason: null }),
      campaign.targetVersion ?? nothing,
      campaign.total === null || campaign.total === undefined ? nothing : String(campaign.total),
      shortTime(campaign.createdAt) ?? nothing,
      shortTime(campaign.endedAt) ?? nothing,
    ]),
  );
}

export function campaignFacts(campaign: Campaign): string[] {
  return facts([
    ['id', campaign.id],
    ['kind', campaign.kind],
    ['filter', campaign.filter === '' ? 'all gateways' : campaign.filter],
    ['to version', campaign.targetVersion],
    ['created', shortTime(campaign.createdAt)],
    ['started', shortTime(campaign.startedAt)],
    ['ended', shortTime(campaign.endedAt)],
  ]);
}

export function targetTable({ items, next }: Page<Target>, now: number): string[] {
  if (items.length === 0) return ['no gateway of the campaign is in that state'];
  const titles = ['gateway', 'wave', 'state', 'why', 'attempts', 'from', 'seen', 'changed'];
  const lines = table(
    titles.map((title) => ({ title, align: title === 'wave' || title === 'attempts' ? 'right' : 'left' })),
    items.map((target) => [
      target.deviceId,
      String(target.wave),
      target.corrected ? `${target.state} (${target.corrected})` : target.state,
      whyOf(target),
      String(target.attempt),
      target.fromVersion ?? nothing,
      target.seenVersion ?? nothing,
      ago(target.changedAt, now) ?? nothing,
    ]),
  );
  return next === null || next === undefined ? lines : [...lines, '', 'there are more; raise --limit'];
}

/** Why a target is where it is: its fault, with the device's own words where it used any. */
function whyOf({ reason, fault }: Target): string {
  if (fault === null) return reason ?? nothing;
  const name = faultName({ reason, faultCode: fault.code });
  return fault.message === '' ? name : `${name}: ${fault.message.slice(0, 60)}`;
}

import type { Campaign, Decision, Page, Target, WaveProgress } from '../api/resources.ts';
import { type Palette, plainPalette } from '../output/palette.ts';
import { printable } from '../output/printable.ts';
import { facts, nothing, table } from '../output/table.ts';
import { ago, shortTime } from '../output/times.ts';
import { faultName, stateWords } from './words.ts';

export function campaignTable({ items }: Page<Campaign>, palette: Palette = plainPalette): string[] {
  if (items.length === 0) return ['no campaigns; make one with "muster campaign create"'];
  const titles = ['id', 'name', 'state', 'to version', 'gateways', 'created', 'ended'];
  const lines = table(
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
  const unsigned = items.filter((campaign) => campaign.signOffDue);
  if (unsigned.length === 0) return lines;
  const names = unsigned.map((campaign) => printable(campaign.name)).join(', ');
  return [...lines, '', palette.bad(`started by break-glass and not signed off: ${names}`)];
}

export function campaignFacts(campaign: Campaign): string[] {
  return facts([
    ['id', campaign.id],
    ['kind', campaign.kind],
    ['filter', campaign.filter === '' ? 'all gateways' : campaign.filter],
    ['to version', campaign.targetVersion],
    ['takes back', campaign.rollbackOf],
    ['created', said(campaign.createdAt, campaign.createdBy)],
    ['edited by', campaign.editedBy],
    ['begins', shortTime(campaign.startAt)],
    ['stops', shortTime(campaign.endAt)],
    ['plan', campaign.planHash ? `sha256 ${campaign.planHash}` : null],
    ['started', shortTime(campaign.startedAt)],
    ['ended', shortTime(campaign.endedAt)],
  ]);
}

function said(at: string | null | undefined, by: string | null | undefined): string | null {
  const time = shortTime(at);
  return time !== null && by ? `${time} by ${by}` : time;
}

const pendingWords = {
  start: 'waits for the approval of a second person',
  widen: 'waits for the approval of a second person to take more than a tenth of its gateways',
} as const;

const decisionWords: Readonly<Record<Decision['decision'], string>> = {
  approved: 'approved',
  rejected: 'rejected',
  breakGlass: 'started by break-glass',
  signedOff: 'signed off',
};

/** Who decided on a campaign, and who is waited for; nothing where nobody was asked. */
export function approvalLines(campaign: Campaign, now: number, palette: Palette): string[] {
  const { approval, signOffDue } = campaign;
  if (!approval) return [];
  const { pending } = approval;
  const lines = approval.decisions.map((one) => {
    const stage = one.stage === 'widen' ? ' to widen' : '';
    const remark = one.remark === null ? '' : `: ${printable(one.remark)}`;
    const line = `${decisionWords[one.decision]}${stage} by ${printable(one.by)}, ${shortTime(one.at)}${remark}`;
    return one.voidedAt === null ? line : palette.faint(`${line} (counts no more)`);
  });
  if (pending === 'start' || pending === 'widen') lines.unshift(palette.wait(pendingWords[pending]));
  if (signOffDue) {
    const late = Date.parse(signOffDue) <= now ? 'overdue since' : 'due by';
    lines.unshift(palette.bad(`STARTED BY BREAK-GLASS, NOT SIGNED OFF: ${late} ${shortTime(signOffDue)}`));
  }
  return lines.length === 0 ? [] : ['', ...lines];
}

export function waveTable({ items }: Page<WaveProgress>): string[] {
  if (items.length === 0) return ['the campaign has no waves before it is started'];
  const titles = [
    'wave',
    'state',
    'gateways',
    'waiting',
    'in flight',
    'soaking',
    'succeeded',
    'failed',
    'opened',
    'ended',
  ];
  const words = ['state', 'opened', 'ended'];
  return table(
    titles.map((title) => ({ title, align: words.includes(title) ? 'left' : 'right' })),
    items.map((wave) => [
      String(wave.ordinal),
      wave.state,
      String(wave.total),
      String(wave.waiting + wave.retrying),
      String(wave.inflight),
      String(wave.soaking),
      String(wave.succeeded),
      String(wave.failed),
      shortTime(wave.openedAt) ?? nothing,
      shortTime(wave.endedAt) ?? nothing,
    ]),
  );
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

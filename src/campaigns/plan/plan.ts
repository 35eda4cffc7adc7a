import { z } from 'zod';
import { type ErrorItem, MusterError } from '../../base/errors.ts';
import { parseFilter } from '../../devices/filter/parser.ts';
import { requireApproval } from './approval.ts';
import {
  configurationArtifact,
  executionUnitArtifact,
  firmwareArtifact,
  modulesArtifact,
  rebootArtifact,
} from './artifact.ts';
import { limits, retries, timeouts } from './limits.ts';
import { abortPolicy, checkRollback, rollback, targetsOf } from './rollback.ts';
import { thresholds } from './thresholds.ts';
import { checkTimes, times } from './times.ts';
import { vendorFaults } from './vendor-faults.ts';
import { checkWaves, parseWaveSize, wave } from './waves.ts';
import { checkWindows, when } from './windows.ts';

export const campaignKinds = [
  'firmware',
  'install',
  'update',
  'uninstall',
  'executionUnitState',
  'configuration',
  'reboot',
] as const;
export type CampaignKindName = (typeof campaignKinds)[number];

/** Also that of campaigns of earlier versions, which say none. */
export const defaultPriority = 500;

/** What plans of every kind have. */
const shared = {
  name: z.string().trim().min(1).max(200),
  filter: z.string().max(4096).default(''),
  waves: z
    .array(wave)
    .min(1)
    .max(50)
    .default([{ size: 'rest', soakMinutes: 0, gate: 'auto', minSuccessPercent: 0 }]),
  /**
   * In which order devices are taken: each by itself at random, or the devices of a site together and in one wave (which is
   * then as much larger than its size as the site needs). The site is the one that a device has when its wave is written.
   */
  order: z.enum(['random', 'site']).default('random'),
  thresholds: thresholds.prefault({}),
  limits: limits.prefault({}),
  timeouts: timeouts.prefault({}),
  retries: retries.prefault({}),
  vendorFaults,
  ...times,
  ...when,
  /**
   * Of two campaigns of one kind the one with the higher number looks first; a device that it works on, and that the other
   * has not begun with, is none for the other any more (`superseded`). With equal ones the other waits.
   */
  priority: z.int().min(0).max(1_000).default(defaultPriority),
  requireApproval,
  abortPolicy,
  rollback,
  targetsOf,
};

/** The body of `POST /campaigns` as this version carries it out; what it brings differs by kind. */
const campaignPlan = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('firmware'),
      artifact: firmwareArtifact,
      targetVersion: z.string().min(1).max(64).optional(),
      /** Whether devices with a newer version are taken back to this one; else they are skipped. */
      allowDowngrade: z.boolean().default(false),
      ...shared,
    }),
    z.strictObject({ kind: z.enum(['install', 'update', 'uninstall']), artifact: modulesArtifact, ...shared }),
    z.strictObject({ kind: z.literal('executionUnitState'), artifact: executionUnitArtifact, ...shared }),
    z.strictObject({ kind: z.literal('configuration'), artifact: configurationArtifact, ...shared }),
    z.strictObject({ kind: z.literal('reboot'), artifact: rebootArtifact.prefault({}), ...shared }),
  ],
  {
    error: (issue) => (issue.code === 'invalid_union' ? `must be one of ${campaignKinds.join(', ')}` : undefined),
  },
);

export type CampaignPlan = z.infer<typeof campaignPlan>;
export type PlanOf<Kind extends CampaignKindName> = Extract<CampaignPlan, { readonly kind: Kind }>;
export type { ResolvedPlan } from './resolved.ts';

/** Parts of the contract that the full engine brings: named, so that nobody thinks they are in force. */
const later: Readonly<Record<string, string>> = {
  'artifact.image': 'images built on demand',
};

/**
 * Reads a plan.
 * @throws MusterError `invalidRequest` naming each bad field, `notSupported` for what this version does not do, `invalidFilter`
 */
export function readPlan(body: unknown): CampaignPlan {
  refuseLater(body);
  const read = campaignPlan.safeParse(withoutLater(body));
  if (!read.success) {
    const items = read.error.issues.map((issue): ErrorItem => ({ path: issue.path.join('.'), message: issue.message }));
    throw new MusterError(
      'invalidRequest',
      `the campaign has a bad ${items[0]!.path || 'field'}: ${items[0]!.message}`,
      { items },
    );
  }
  parseFilter(read.data.filter);
  checkWaves(read.data.waves.map((w) => parseWaveSize(w.size)!));
  checkTimes(read.data);
  checkWindows(read.data);
  checkRollback(read.data);
  return read.data;
}

/** Saying that a part is not wanted is allowed, though there is no such part yet. */
function isOff(value: unknown): boolean {
  return value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0);
}

/** The body without the parts that come later; all of them are off. */
function withoutLater(body: unknown): unknown {
  const copy: unknown = structuredClone(body);
  for (const path of Object.keys(later)) {
    const [first, second] = path.split('.') as [string, string | undefined];
    const outer = copy as Record<string, unknown> | null | undefined;
    const owner = second === undefined ? outer : (outer?.[first] as Record<string, unknown> | null | undefined);
    if (typeof owner === 'object' && owner !== null) delete owner[second ?? first];
  }
  return copy;
}

function refuseLater(body: unknown): void {
  for (const [path, what] of Object.entries(later)) {
    let value: unknown = body;
    for (const part of path.split('.'))
      value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined;
    if (!isOff(value)) {
      throw new MusterError('notSupported', `${path}: ${what} cannot be used in this version`, {
        items: [{ path, message: 'not supported yet' }],
      });
    }
  }
}

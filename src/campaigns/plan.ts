import { z } from 'zod';
import { type ErrorItem, MusterError } from '../base/errors.ts';
import { parseFilter } from '../devices/filter/parser.ts';

/** Size of a wave: so many devices, a share of all members, or all that are left. */
export type WaveSize = { readonly devices: number } | { readonly percent: number } | 'rest';

const sizeText = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => parseWaveSize(text) !== null, 'must be a number of devices ("10"), a percentage ("5%") or "rest"');

const wave = z.strictObject({
  size: sizeText,
  soakMinutes: z.number().min(0).max(525_600).default(0),
  gate: z.enum(['auto', 'manual']).default('auto'),
  minSuccessPercent: z.number().min(0).max(100).default(0),
});

const count = z.int().min(0).max(10_000_000);

/** Brakes: reaching one pauses the campaign in the transaction of the failure. Absent ones do not brake. */
const thresholds = z.strictObject({
  maxFailedTotal: count.optional(),
  maxFailedWave: count.optional(),
  maxFailedPercent: z.number().min(0).max(100).optional(),
  /** Results needed before a percentage means anything. */
  minSample: z.int().min(1).max(10_000_000).default(30),
  /** Devices that never came back. */
  maxSilent: count.optional(),
  /** Devices that came back with the old version. */
  maxFellBack: count.optional(),
});
export type Thresholds = z.infer<typeof thresholds>;

const limits = z.strictObject({
  maxInFlight: z.int().min(1).max(100_000).default(500),
  perMinute: z.int().min(1).max(1_000_000).default(6_000),
});

const timeouts = z.strictObject({
  /** A device that was called may take so long to open a session. */
  claimMinutes: z.number().min(0.05).max(10_080).default(15),
  /** From the order to the proof. */
  transferMinutes: z.number().min(0.05).max(10_080).default(60),
  /** An unconfirmed device counts as unreachable after so long. */
  giveUpMinutes: z.number().min(0.05).max(525_600).default(20_160),
});

const retries = z.strictObject({
  max: z.int().min(0).max(20).default(3),
  backoffMinutes: z.number().min(0.01).max(1_440).default(15),
});

/** The body of `POST /campaigns` as this version carries it out. */
const campaignPlan = z.strictObject({
  name: z.string().trim().min(1).max(200),
  kind: z.literal('firmware'),
  filter: z.string().max(4096).default(''),
  artifact: z.strictObject({ fileId: z.uuid() }),
  targetVersion: z.string().min(1).max(64).optional(),
  waves: z
    .array(wave)
    .min(1)
    .max(50)
    .default([{ size: 'rest', soakMinutes: 0, gate: 'auto', minSuccessPercent: 0 }]),
  thresholds: thresholds.prefault({}),
  limits: limits.prefault({}),
  timeouts: timeouts.prefault({}),
  retries: retries.prefault({}),
  abortPolicy: z.literal('drain').default('drain'),
});

export type CampaignPlan = z.infer<typeof campaignPlan>;
/** A plan once its file is known. */
export type ResolvedPlan = CampaignPlan & { readonly targetVersion: string; readonly productClass: string | null };

/** Parts of the contract that the full engine brings: named, so that nobody thinks they are in force. */
const later: Readonly<Record<string, string>> = {
  windows: 'maintenance windows',
  startAt: 'a start time',
  endAt: 'an end time',
  requireApproval: 'approval by a second person',
  'limits.perRegion': 'a limit per region',
  'thresholds.window': 'a threshold over a window of results',
  'thresholds.rate': 'a threshold over time',
  'thresholds.maxConsecutive': 'a threshold of consecutive failures',
  'artifact.image': 'images built on demand',
  'artifact.packages': 'software packages',
  'artifact.values': 'parameter values',
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
  const kind = (body as { kind?: unknown } | null)?.kind;
  const known = ['install', 'update', 'uninstall', 'executionUnitState', 'configuration', 'reboot'];
  if (typeof kind === 'string' && known.includes(kind)) {
    throw new MusterError('notSupported', `kind: ${kind} campaigns cannot be run in this version; only "firmware"`, {
      items: [{ path: 'kind', message: 'not supported yet' }],
    });
  }
  const policy = (body as { abortPolicy?: unknown } | null)?.abortPolicy;
  if (policy === 'cancel' || policy === 'cancelAndRevert') {
    throw new MusterError('notSupported', `abortPolicy: "${policy}" cannot be used in this version; only "drain"`, {
      items: [{ path: 'abortPolicy', message: 'not supported yet' }],
    });
  }
}

/** "10" → 10 devices, "5%" → a share, "rest" → what is left; null for anything else. */
export function parseWaveSize(text: string): WaveSize | null {
  if (text === 'rest') return 'rest';
  const match = /^(\d{1,8}(?:\.\d{1,4})?)(%?)$/.exec(text.trim());
  if (!match) return null;
  const number = Number(match[1]);
  if (match[2] === '%') return number > 0 && number <= 100 ? { percent: number } : null;
  return Number.isInteger(number) && number > 0 ? { devices: number } : null;
}

function checkWaves(sizes: readonly WaveSize[]): void {
  let percent = 0;
  for (const [i, size] of sizes.entries()) {
    if (size === 'rest') {
      if (i !== sizes.length - 1) {
        throw new MusterError('contradiction', `wave ${i + 1} takes the rest, so waves after it would be empty`, {
          items: [{ path: `waves.${i}.size`, message: '"rest" can only be the last wave' }],
        });
      }
    } else if ('percent' in size) {
      percent += size.percent;
      if (percent > 100 + 1e-9) {
        throw new MusterError('contradiction', `the waves add up to ${percent} %, which is over 100 %`, {
          items: [{ path: `waves.${i}.size`, message: `brings the sum to ${percent} %` }],
        });
      }
    }
  }
}

/** Devices a wave takes of `total` members when `taken` are in earlier waves. Shares are of all members, rounded up. */
export function waveMembers(size: WaveSize, total: number, taken: number): number {
  const left = Math.max(0, total - taken);
  if (size === 'rest') return left;
  return Math.min(left, 'devices' in size ? size.devices : Math.ceil((total * size.percent) / 100 - 1e-9));
}

import { z } from 'zod';
import { MusterError } from '../../base/errors.ts';

/** Size of a wave: so many devices, a share of all members, or all that are left. */
export type WaveSize = { readonly devices: number } | { readonly percent: number } | 'rest';

const sizeText = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => parseWaveSize(text) !== null, 'must be a number of devices ("10"), a percentage ("5%") or "rest"');

export const wave = z
  .strictObject({
    size: sizeText,
    soakMinutes: z.number().min(0).max(525_600).default(0),
    gate: z.enum(['auto', 'manual']).default('auto'),
    minSuccessPercent: z.number().min(0).max(100).default(0),
    /** Results (succeeded or failed) without which an automatic gate waits for a person; none where nothing is said. */
    minSample: z.int().min(0).max(10_000_000).optional(),
    /**
     * Informs after which a soak may end, in which the device is as wanted: its time is the least it takes, not the most.
     * Three where nothing is said (one shows only that the device came up), none where there is no soak.
     */
    minInforms: z.int().min(0).max(1_000).optional(),
    /**
     * A device that was called, did not come, and has been silent for longer than this holds the wave no more: it moves to
     * the last one. A week where nothing is said.
     */
    stragglerAfterDays: z.number().min(0.01).max(3_650).optional(),
  })
  .refine(({ soakMinutes, minInforms = 0 }) => soakMinutes > 0 || minInforms === 0, {
    path: ['minInforms'],
    message: 'needs a soak: give soakMinutes as well',
  })
  .refine(
    ({ size, minSample = 0 }) => {
      const parsed = parseWaveSize(size);
      return parsed === null || typeof parsed === 'string' || !('devices' in parsed) || minSample <= parsed.devices;
    },
    { path: ['minSample'], message: 'must not be more than the size of the wave: its gate could never open by itself' },
  );

/** "10" → 10 devices, "5%" → a share, "rest" → what is left; null for anything else. */
export function parseWaveSize(text: string): WaveSize | null {
  if (text === 'rest') return 'rest';
  const match = /^(\d{1,8}(?:\.\d{1,4})?)(%?)$/.exec(text.trim());
  if (!match) return null;
  const number = Number(match[1]);
  if (match[2] === '%') return number > 0 && number <= 100 ? { percent: number } : null;
  return Number.isInteger(number) && number > 0 ? { devices: number } : null;
}

/** @throws MusterError `contradiction` for waves of which one takes what another needs */
export function checkWaves(sizes: readonly WaveSize[]): void {
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

/** Devices of the first `waves` waves of a plan over `total` members. */
export function devicesThrough(sizes: readonly WaveSize[], total: number, waves: number): number {
  return sizes.slice(0, waves).reduce((taken, size) => taken + waveMembers(size, total, taken), 0);
}

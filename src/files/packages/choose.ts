import type { FileId } from '../../base/ids.ts';
import type { SoftwarePackage } from './package.ts';

/** A package in the repository. */
export type Variant = SoftwarePackage & { readonly fileId: FileId };

/** An execution environment that a package may go to. */
export interface Place {
  /** Path of its row. */
  readonly path: string;
  readonly type: string;
}

/**
 * The variant of one version of a package that suits a device: one made for the type of its environment before one for
 * any, one made for its architecture before one for all.
 * @param architecture of the device; null: not known, then only packages for all architectures, or the only one, will do
 * @returns null when none suits, or when several do equally well
 */
export function chooseVariant(
  variants: readonly Variant[],
  execEnvType: string,
  architecture: string | null,
): Variant | null {
  const suits = variants.filter((variant) => variant.execEnvType === '' || variant.execEnvType === execEnvType);
  const runs =
    architecture === null ? suits : suits.filter((variant) => forAll(variant) || runsOn(variant, architecture));
  const rank = (variant: Variant): number => (variant.execEnvType === '' ? 0 : 2) + (forAll(variant) ? 0 : 1);
  // Without knowing the architecture, a package for one is only taken where there is no other choice.
  const known = architecture === null && runs.some(forAll) ? runs.filter(forAll) : runs;
  const best = Math.max(...known.map(rank));
  const found = known.filter((variant) => rank(variant) === best);
  return found.length === 1 ? found[0]! : null;
}

/** What goes where: the environment is null where the device may choose it. */
export interface Choice {
  readonly variant: Variant;
  readonly environment: string | null;
}

/**
 * The variant of one version, and where on a device it goes. A variant made for the type of one environment comes before
 * one for any; where environments of several types would do with a variant of their own each, nobody can tell.
 * @param places environments that are up, or the one that was named
 */
export function choosePlace(
  variants: readonly Variant[],
  places: readonly Place[],
  architecture: string | null,
): Choice | 'none' | 'several' {
  const found = places.flatMap(({ path, type }) => {
    const variant = chooseVariant(variants, type, architecture);
    return variant ? [{ variant, environment: path }] : [];
  });
  const own = found.filter(({ variant }) => variant.execEnvType !== '');
  const best = own.length > 0 ? own : found;
  const [first] = best;
  if (!first) return 'none';
  if (best.some(({ variant }) => variant !== first.variant)) return 'several';
  // One for any environment goes where the device wants it, as one whose type several have.
  return { variant: first.variant, environment: best.length === 1 && places.length > 1 ? first.environment : null };
}

function forAll({ architecture }: Variant): boolean {
  return ['', 'all', 'noarch'].includes(architecture);
}

/** Devices tell their processor (`aarch64`), packages what they are built for (`aarch64_generic`). */
function runsOn(variant: Variant, architecture: string): boolean {
  return variant.architecture === architecture || variant.architecture.startsWith(`${architecture}_`);
}

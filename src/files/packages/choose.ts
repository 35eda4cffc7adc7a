import type { FileId } from '../../base/ids.ts';
import type { SoftwarePackage } from './package.ts';

/** A package in the repository. */
export type Variant = SoftwarePackage & { readonly fileId: FileId };

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
  const forAll = (variant: Variant): boolean => ['', 'all', 'noarch'].includes(variant.architecture);
  const suits = variants.filter((variant) => variant.execEnvType === '' || variant.execEnvType === execEnvType);
  const runs =
    architecture === null ? suits : suits.filter((variant) => forAll(variant) || variant.architecture === architecture);
  const rank = (variant: Variant): number => (variant.execEnvType === '' ? 0 : 2) + (forAll(variant) ? 0 : 1);
  // Without knowing the architecture, a package for one is only taken where there is no other choice.
  const known = architecture === null && runs.some(forAll) ? runs.filter(forAll) : runs;
  const best = Math.max(...known.map(rank));
  const found = known.filter((variant) => rank(variant) === best);
  return found.length === 1 ? found[0]! : null;
}

import { type PackageKey, packageKeyOf } from '../../../files/packages/format/signature.ts';

export type { PackageKey };

/** @throws MusterError `invalidRequest` for what is no RSA or Ed25519 public key */
export const trustedKeys = (pems: readonly string[]): readonly PackageKey[] => pems.map(packageKeyOf);

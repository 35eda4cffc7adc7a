import type { SerialNumber } from './certificate.ts';

/** One certificate the fleet CA issued. */
export interface IssuedCertificate {
  readonly serial: SerialNumber;
  readonly purpose: 'client' | 'server';
  /** Device id, or host names joined by commas. */
  readonly of: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly issuedAt: Date;
  /** null while it is good. */
  readonly revokedAt: Date | null;
}

/** Lines of the record: it only grows, so a broken write loses one line and no more. */
type Line =
  | {
      readonly did: 'issue';
      readonly serial: SerialNumber;
      readonly purpose: 'client' | 'server';
      readonly of: string;
      readonly notBefore: string;
      readonly notAfter: string;
      readonly at: string;
    }
  | { readonly did: 'revoke'; readonly serial: SerialNumber; readonly at: string }
  | { readonly did: 'crl'; readonly number: number; readonly at: string };

/** What the record says, read from its first line to its last. */
export interface PkiRecord {
  readonly certificates: readonly IssuedCertificate[];
  readonly lastCrlNumber: number;
}

export function readRecord(text: string): PkiRecord {
  const certificates = new Map<SerialNumber, IssuedCertificate>();
  let lastCrlNumber = 0;
  for (const line of text.split('\n')) {
    const entry = parsed(line);
    if (entry?.did === 'issue') {
      const { serial, purpose, of } = entry;
      const notBefore = new Date(entry.notBefore);
      const notAfter = new Date(entry.notAfter);
      certificates.set(serial, {
        serial,
        purpose,
        of,
        notBefore,
        notAfter,
        issuedAt: new Date(entry.at),
        revokedAt: null,
      });
    } else if (entry?.did === 'revoke') {
      const known = certificates.get(entry.serial);
      if (known && known.revokedAt === null) {
        certificates.set(entry.serial, { ...known, revokedAt: new Date(entry.at) });
      }
    } else if (entry?.did === 'crl') lastCrlNumber = Math.max(lastCrlNumber, entry.number);
  }
  return { certificates: [...certificates.values()], lastCrlNumber };
}

/** The last line of a process that was killed may be cut. */
function parsed(line: string): Line | null {
  try {
    return line === '' ? null : (JSON.parse(line) as Line);
  } catch {
    return null;
  }
}

export function recordLine(line: Line): string {
  // The break first: a line that was cut takes none of the next with it.
  return `\n${JSON.stringify(line)}`;
}

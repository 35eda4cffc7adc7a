/** Characters of a version that take part in the order. SoftwareVersion is string(64) in TR-069; the rest is a margin. */
const maxVersionLength = 256;

/** No key is longer, in UTF-8 bytes: four per character looked at. An index row of PostgreSQL takes 2704. */
export const maxVersionKeyBytes = 4 * maxVersionLength;

/**
 * What starts each part of a key. As bytes they stand in the order in which parts sort at the same place,
 * and all before any letter, so that `ab` followed by anything sorts before `abc`.
 */
const preRelease = '!';
const end = '#';
const section = '-';
const word = ':';
const number = '<';

/** Words that come before the release they lead to; spellings of one rank are equal. */
const preReleaseRanks: Readonly<Record<string, string>> = {
  dev: '1',
  nightly: '1',
  snapshot: '1',
  alpha: '2',
  beta: '3',
  pre: '4',
  preview: '4',
  prerelease: '4',
  rc: '5',
};
/** Debian's `~`: before everything, even the end. */
const tildeRank = '0';

const leadingV = /^v(?=\d)/;
/** ASCII digits, a run of letters (and whatever else is written like them), a tilde, or what divides. */
const part = /(\d+)|((?:(?!\d)[\p{L}\p{M}\p{N}\ufffd])+)|(~)|([^\p{L}\p{M}\p{N}\ufffd~]+)/gu;

/**
 * Natural version order as a text that compares bytewise (`COLLATE "C"`), so that PostgreSQL can index it:
 * `1.9 < 1.10`, `1.0 < 1.0.1`, `2.0.0-rc1 < 2.0.0`, `1.0 < 1.0-1 < 1.0a < 1.0.1`.
 *
 * A version is a row of numbers and words. Dots only divide; any other divider opens a section, which sorts before a
 * further number at its place. Letter case, leading zeros and one leading `v` before a digit do not count: such
 * spellings share a key (they are the same version), so this orders versions, and equality of texts is another question.
 */
export function versionKey(text: string): string {
  const folded = text.slice(0, maxVersionLength).toWellFormed().toLowerCase().replace(leadingV, '');
  let key = '';
  let opensSection = false;
  for (const [, digits, letters, tilde, divider] of folded.matchAll(part)) {
    if (divider !== undefined) {
      opensSection ||= key !== '' && !/^\.+$/.test(divider);
      continue;
    }
    const rank = tilde
      ? tildeRank
      : letters && Object.hasOwn(preReleaseRanks, letters)
        ? preReleaseRanks[letters]
        : null;
    if (rank) key += preRelease + rank;
    else {
      if (opensSection) key += section;
      key += digits !== undefined ? number + numberKey(digits) : word + letters;
    }
    opensSection = false;
  }
  return key + end;
}

/** Digits after their count, so that a longer number is a larger one: one digit for counts to 9, `:` and three beyond. */
function numberKey(digits: string): string {
  const significant = digits.replace(/^0+(?=\d)/, '');
  const count = significant.length;
  return (count <= 9 ? String(count) : `:${String(count).padStart(3, '0')}`) + significant;
}

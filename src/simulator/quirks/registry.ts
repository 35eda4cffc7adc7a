import { MusterError } from '../../base/errors.ts';
import { quirk1 } from './q001-connection-per-post.ts';
import { quirk2 } from './q002-answers-challenge-elsewhere.ts';
import { quirk3 } from './q003-odd-cookie-header.ts';
import { quirk4 } from './q004-plain-cookies-only.ts';
import { quirk5, quirk5b } from './q005-cookie-path.ts';
import { quirk6 } from './q006-stale-cookie.ts';
import { quirk7 } from './q007-no-cookies.ts';
import { quirk8 } from './q008-never-closes.ts';
import { quirk9, quirk9b } from './q009-who-closes.ts';
import { quirk10 } from './q010-empty-empty-empty.ts';
import { quirk11 } from './q011-bare-empty-post.ts';
import { quirk12 } from './q012-content-type.ts';
import { quirk13 } from './q013-forms-of-empty.ts';
import { quirk14 } from './q014-chunked.ts';
import { quirk15 } from './q015-no-chunked-answers.ts';
import { quirk16 } from './q016-expect-continue.ts';
import { quirk17 } from './q017-compressed.ts';
import { quirk18 } from './q018-unknown-content-encoding.ts';
import { quirk19, quirk19b, quirk19c, quirk19d } from './q019-charsets.ts';
import { quirk20 } from './q020-cut-body.ts';
import { quirk21, quirk21b } from './q021-retry-after.ts';
import { quirk22 } from './q022-reboots-in-session.ts';
import { quirk23 } from './q023-own-namespace-only.ts';
import { quirk24 } from './q024-needs-declaration.ts';
import { quirk25 } from './q025-no-challenge.ts';
import { quirk27, quirk27b } from './q027-no-id.ts';
import { quirk28 } from './q028-other-prefixes.ts';
import { quirk29, quirk29b } from './q029-default-namespace.ts';
import { quirk30, quirk30b } from './q030-unknown-namespace.ts';
import { quirk31 } from './q031-empty-body.ts';
import { quirk32 } from './q032-cdata.ts';
import { quirk33 } from './q033-around-the-document.ts';
import { quirk34, quirk34b } from './q034-odd-attributes.ts';
import { quirk35 } from './q035-control-characters.ts';
import { quirk36 } from './q036-raw-less-than.ts';
import { quirk37 } from './q037-emoji.ts';
import { quirk38 } from './q038-end-tag-case.ts';
import { quirk39 } from './q039-white-space.ts';
import { quirk40 } from './q040-value-missing.ts';
import { quirk41 } from './q041-event-code-missing.ts';
import { quirk42 } from './q042-fault-without-detail.ts';
import { quirk43 } from './q043-instance-number-missing.ts';
import { quirk44 } from './q044-status-missing.ts';
import { quirk45 } from './q045-unqualified-strings.ts';
import { quirk47 } from './q047-wants-a-proper-fault.ts';
import { quirk48 } from './q048-odd-ids.ts';
import { quirk49 } from './q049-dtd.ts';
import { quirk50 } from './q050-huge-model.ts';
import { quirk51 } from './q051-no-types.ts';
import { quirk52 } from './q052-unknown-types.ts';
import { quirk53 } from './q053-type-prefixes.ts';
import { quirk54, quirk54b, quirk54c } from './q054-booleans.ts';
import { quirk55 } from './q055-rubbish-numbers.ts';
import { quirk56 } from './q056-large-numbers.ts';
import { quirk57 } from './q057-odd-times.ts';
import { quirk58 } from './q058-no-milliseconds.ts';
import { quirk59 } from './q059-secrets-read-empty.ts';
import { quirk60 } from './q060-done-at-once.ts';
import { quirk61 } from './q061-own-spellings.ts';
import { quirk62 } from './q062-writable-wrong.ts';
import { quirk63 } from './q063-takes-doubles.ts';
import { quirk64 } from './q064-no-names-of-root.ts';
import { quirk65 } from './q065-no-deep-names.ts';
import { quirk66 } from './q066-next-level-digits.ts';
import { quirk67 } from './q067-empty-table-unknown.ts';
import { quirk68 } from './q068-no-names.ts';
import { quirk69 } from './q069-leaves-only.ts';
import { quirk70 } from './q070-no-trailing-dots.ts';
import { quirk71 } from './q071-unasked-parameters.ts';
import { quirk72 } from './q072-missing-parameters.ts';
import { quirk73 } from './q073-bad-name-in-batch.ts';
import { quirk74 } from './q074-small-batches.ts';
import { quirk75 } from './q075-reboots-on-full-read.ts';
import { quirk76 } from './q076-endless-model.ts';
import { quirk77 } from './q077-unstable-numbers.ts';
import { quirk78 } from './q078-no-parameter-key.ts';
import { quirk79, quirk79b } from './q079-no-partial-reads.ts';
import { quirk80, quirk80b } from './q080-model-by-firmware.ts';
import { quirk81, quirk81b } from './q081-odd-identity.ts';
import { quirk82, quirk82b, quirk82c } from './q082-no-identity.ts';
import { quirk83 } from './q083-same-serial-number.ts';
import { quirk84, quirk84b } from './q084-boot-untold.ts';
import { quirk85, quirk85b } from './q085-when-complete.ts';
import { quirk86, quirk86b } from './q086-command-key-elsewhere.ts';
import { quirk87 } from './q087-never-complete.ts';
import { quirk88 } from './q088-unknown-complete.ts';
import { quirk89 } from './q089-bare-complete.ts';
import { quirk90 } from './q090-done-at-once.ts';
import { quirk91 } from './q091-repeats-complete.ts';
import { quirk92, quirk92b } from './q092-picky-download.ts';
import { quirk93 } from './q093-asks-in-between.ts';
import { quirk94 } from './q094-fault-under-another-id.ts';
import { quirk95 } from './q095-talkative-inform.ts';
import { quirk96 } from './q096-own-interval.ts';
import { quirk97 } from './q097-value-change-storm.ts';
import { quirk98 } from './q098-reconnects-after-change.ts';
import { quirk99 } from './q099-begins-anew.ts';
import { quirk100 } from './q100-rising-retry-count.ts';
import { quirk101 } from './q101-drops-after-401.ts';
import { quirk102 } from './q102-same-socket.ts';
import { quirk103 } from './q103-plain-digest.ts';
import { quirk104 } from './q104-two-challenges.ts';
import { quirk105 } from './q105-scheme-case.ts';
import { quirk106 } from './q106-other-algorithms.ts';
import { quirk108, quirk108b, quirk108c, quirk108d } from './q108-odd-success.ts';
import { quirk112 } from './q112-basic-only.ts';
import type { NoQuirk, Quirk, QuirkName } from './quirk.ts';

/** Every quirk a gateway can show, by number. */
export const quirks: readonly Quirk[] = [
  quirk1,
  quirk2,
  quirk3,
  quirk4,
  quirk5,
  quirk5b,
  quirk6,
  quirk7,
  quirk8,
  quirk9,
  quirk9b,
  quirk10,
  quirk11,
  quirk12,
  quirk13,
  quirk14,
  quirk15,
  quirk16,
  quirk17,
  quirk18,
  quirk19,
  quirk19b,
  quirk19c,
  quirk19d,
  quirk20,
  quirk21,
  quirk21b,
  quirk22,
  quirk23,
  quirk24,
  quirk25,
  quirk27,
  quirk27b,
  quirk28,
  quirk29,
  quirk29b,
  quirk30,
  quirk30b,
  quirk31,
  quirk32,
  quirk33,
  quirk34,
  quirk34b,
  quirk35,
  quirk36,
  quirk37,
  quirk38,
  quirk39,
  quirk40,
  quirk41,
  quirk42,
  quirk43,
  quirk44,
  quirk45,
  quirk47,
  quirk48,
  quirk49,
  quirk50,
  quirk51,
  quirk52,
  quirk53,
  quirk54,
  quirk54b,
  quirk54c,
  quirk55,
  quirk56,
  quirk57,
  quirk58,
  quirk59,
  quirk60,
  quirk61,
  quirk62,
  quirk63,
  quirk64,
  quirk65,
  quirk66,
  quirk67,
  quirk68,
  quirk69,
  quirk70,
  quirk71,
  quirk72,
  quirk73,
  quirk74,
  quirk75,
  quirk76,
  quirk77,
  quirk78,
  quirk79,
  quirk79b,
  quirk80,
  quirk80b,
  quirk81,
  quirk81b,
  quirk82,
  quirk82b,
  quirk82c,
  quirk83,
  quirk84,
  quirk84b,
  quirk85,
  quirk85b,
  quirk86,
  quirk86b,
  quirk87,
  quirk88,
  quirk89,
  quirk90,
  quirk91,
  quirk92,
  quirk92b,
  quirk93,
  quirk94,
  quirk95,
  quirk96,
  quirk97,
  quirk98,
  quirk99,
  quirk100,
  quirk101,
  quirk102,
  quirk103,
  quirk104,
  quirk105,
  quirk106,
  quirk108,
  quirk108b,
  quirk108c,
  quirk108d,
  quirk112,
];

/** Numbers of the list that are nothing a session of a gateway could show. */
export const noQuirk: readonly NoQuirk[] = [
  { number: 26, title: 'random traffic and attacks on port 7547', reason: 'comes from strangers, not from gateways' },
  {
    number: 46,
    title: 'paths and URLs with & in requests of the ACS',
    reason: "is the ACS's own writing; every gateway here reads strictly",
  },
  {
    number: 107,
    title: 'user names like DOM\\user',
    reason: 'are what the ACS sets; ConnectionRequestUsername takes any text',
  },
  {
    number: 109,
    title: 'a connection-request URL that is empty, private, stale or odd',
    reason: 'is met with HTTPConnectionRequestEnable, another port at the next start, or connectionRequestHost',
  },
  {
    number: 110,
    title: 'no connection-request credentials',
    reason: 'is what every gateway has until the ACS sets them',
  },
  {
    number: 111,
    title: 'a limit on connection requests',
    reason: 'is the option connectionRequestRate, on by default',
  },
];

const byName: ReadonlyMap<string, Quirk> = new Map(quirks.map((quirk) => [String(quirk.name), quirk]));

/** @throws MusterError `invalidConfiguration` for a name that no gateway can show, with the reason */
export function quirkNamed(name: QuirkName | string): Quirk {
  const found = byName.get(String(name));
  if (found !== undefined) return found;
  const other = noQuirk.find((quirk) => String(quirk.number) === String(name));
  const why =
    other === undefined
      ? 'there is no such number; see muster simulate --list-quirks'
      : `"${other.title}" ${other.reason}`;
  throw new MusterError('invalidConfiguration', `quirk ${name} cannot be shown: ${why}`);
}

/** One line for each number, in their order. */
export function quirkLines(): string[] {
  const shown = quirks.map(({ name, title }) => ({ name: String(name), text: title }));
  const not = noQuirk.map(({ number, title, reason }) => ({
    name: String(number),
    text: `(not here) ${title}: ${reason}`,
  }));
  return [...shown, ...not]
    .sort((a, b) => Number.parseInt(a.name, 10) - Number.parseInt(b.name, 10) || (a.name < b.name ? -1 : 1))
    .map(({ name, text }) => `${name.padStart(4)}  ${text}`);
}

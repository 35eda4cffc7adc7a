import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { methodsOfAcs, rpcs } from '../../src/cwmp/rpc/index.ts';
import { acsMessages } from '../conformance/acs-messages.ts';
import { cpeMessages } from '../conformance/cpe-messages.ts';
import { type Random, randomFrom } from './random.ts';

/**
 * Messages that are nearly good: taken from the fixtures and from our own encoder, cut into the words of the grammar
 * (tags, text, comments), and changed a few times where it may hurt. Purely random bytes would never get past the
 * first bracket.
 */
export interface EnvelopeMutator {
  next(): string;
}

const fixtures = path.join(import.meta.dirname, '../fixtures/envelopes');
const word = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<[^>]*>|[^<]+/g;
/** The seeds are small: what is big comes out of the mutations. */
const longestSeed = 8_000;

export function seedEnvelopes(): string[] {
  const namespaces = ['0', '1', '2', '4'].map((minor) => `urn:dslforum-org:cwmp-1-${minor}`);
  const files = readdirSync(fixtures).filter((name) => name.endsWith('.xml'));
  const written = [...cpeMessages(), ...acsMessages()];
  const inform = cpeMessages().find(({ name }) => name === 'Inform 1')!;
  return [
    ...files.map((name) => readFileSync(path.join(fixtures, name), 'utf8')),
    ...written.map((message, i) => message.in(namespaces[i % namespaces.length]!)),
    // Seldom met by chance: versions that do not fit, and one entry too many.
    inform.in('urn:dslforum-org:cwmp-2-0'),
    inform.in(namespaces[0]!).replace(/<Event .*<\/Event>/, `<Event>${'<EventStruct/>'.repeat(257)}</Event>`),
  ].filter((text) => text.length <= longestSeed);
}

const texts = [
  ...['', ' ', '0', '1', '-1', 'true', 'TRUE', '12abc', '4294967296', '18446744073709551616', '1e9', 'NaN', '9005'],
  ...['0001-01-01T00:00:00Z', '2026-13-45T99:99:99+0800', 'UnknownTime', '1 BOOT', 'M Reboot', 'Device.', '.', '..'],
  ...[
    'a & b',
    'a < b',
    '</b',
    '<b>',
    ']]>',
    '&lt;',
    '&#0;',
    '&#x110000;',
    '&#128246;',
    '&xxe;',
    '&amp',
    '📶',
    '\u0000',
  ],
  ...[
    '\u0002',
    '\ud83d',
    '\udc00',
    '\ufeff',
    '\ufffe',
    '%00',
    '../../etc/passwd',
    "' OR 1=1 --",
    '__proto__',
    'constructor',
  ],
  ...['1.0,1.4', '9.9', 'x'.repeat(300), '9'.repeat(400), ' '.repeat(500), '\r\n', '\t', '🏳️‍🌈'.repeat(20)],
];
const splinters = [
  ...[
    '<!DOCTYPE a>',
    '<!DOCTYPE a [<!ENTITY x "y">]>',
    '<!ENTITY x SYSTEM "file:///etc/passwd">',
    '<?xml version="1.0"?>',
  ],
  ...[
    '<![CDATA[',
    ']]>',
    '<![CDATA[x]]>',
    '<!--',
    '-->',
    '<!-- -- -->',
    '<?',
    '?>',
    '<',
    '>',
    '/',
    '"',
    "'",
    '=',
    '&',
    ';',
  ],
  ...['<a>', '</a>', '<a/>', '<a b=c>', '<Value>', '</Value>', '<Value/>', '<Name>', '</Name>', '</', '<//>', '< a>'],
  ...[
    '<s:Header/>',
    '<Body/>',
    '</soapenv:Body>',
    '</Envelope>',
    '<cwmp:ID>1</cwmp:ID>',
    '<cwmp:HoldRequests>1</cwmp:HoldRequests>',
  ],
  ...[
    '<cwmp:NoMoreRequests>1</cwmp:NoMoreRequests>',
    '<x:T xmlns:x="u" soapenv:mustUnderstand="1"/>',
    '\u0000',
    '\u0002',
    '\ufeff',
  ],
];
const names = [
  ...[
    ...Object.keys(rpcs),
    ...methodsOfAcs.map((name) => `${name}Response`),
    'X_00D09E_Do',
    'Fault',
    'FaultCode',
    'detail',
  ],
  ...['Envelope', 'Header', 'Body', 'ID', 'SupportedCWMPVersions', 'UseCWMPVersion', 'SessionTimeout', 'ParameterList'],
  ...['ParameterValueStruct', 'Name', 'Value', 'EventStruct', 'EventCode', 'Results', 'OpResultStruct', 'Operations'],
  ...['__proto__', 'constructor', 'toString', 'é', 'a:b', '1', '', 'x'.repeat(300)],
];
const namespaces = [
  ...['urn:dslforum-org:cwmp-1-0', 'urn:dslforum-org:cwmp-1-9', 'urn:dslforum-org:cwmp-2-0', 'urn:x', '', 'cwmp'],
  ...[
    'http://www.w3.org/2003/05/soap-envelope',
    'http://www.w3.org/XML/1998/namespace',
    `urn:dslforum-org:cwmp-1-${'2'.repeat(500)}`,
  ],
];
const types = [
  'xsd:int',
  'int',
  'xsd:',
  '',
  'xsd:boolean',
  'cwmp:InstallOpStruct',
  'x"y',
  'xsd:signedInt',
  'a'.repeat(100),
];

type Mutation = (words: string[], at: number, random: Random, donors: readonly string[][]) => void;

const isStart = (text: string): boolean => /^<[A-Za-z]/.test(text) && !text.endsWith('/>');
const nameOf = (tag: string): string => /^<\/?([^\s/>]*)/.exec(tag)?.[1] ?? '';

/** From the start tag at or after `at` to its end tag; empty where there is none. */
function subtree(words: readonly string[], at: number): [from: number, to: number] {
  let from = at;
  while (from < words.length && !isStart(words[from]!)) from++;
  let depth = 0;
  for (let to = from; to < words.length; to++) {
    const text = words[to]!;
    if (isStart(text)) depth++;
    else if (text.startsWith('</') && --depth === 0) return [from, to + 1];
  }
  return [at, at];
}

const mutations: readonly Mutation[] = [
  (words, at) => void words.splice(at, 1),
  (words, at) => void words.splice(at, 0, words[at]!),
  (words, at, random) => void words.splice(at, 0, random.pick(splinters)),
  (words, at, random) => void words.splice(at, 0, random.pick(texts)),
  (words, at, random) => {
    const other = random.below(words.length);
    [words[at], words[other]] = [words[other]!, words[at]!];
  },
  (words, at, random) => {
    if (!words[at]!.startsWith('<')) words[at] = random.pick(texts);
  },
  (words, at, random) => {
    const text = words[at]!;
    const cut = random.below(text.length + 1);
    words[at] = text.slice(0, cut) + random.pick([...splinters, ...texts]) + text.slice(cut + random.below(3));
  },
  // Another name, in both tags or in one.
  (words, at, random) => {
    const old = nameOf(words[at]!);
    if (old === '') return;
    const colon = old.indexOf(':');
    const put = `${random.chance(0.5) ? old.slice(0, colon + 1) : ''}${random.pick(names)}`;
    const both = random.chance(0.7);
    for (let i = both ? 0 : at; i < (both ? words.length : at + 1); i++) {
      if (nameOf(words[i]!) === old) words[i] = words[i]!.replace(old, () => put);
    }
  },
  (words, at) => {
    words[at] = words[at]!.toUpperCase();
  },
  (words, at) => {
    words[at] = words[at]!.replaceAll(/="([^"]*)"/g, '=$1');
  },
  (words, at) => {
    words[at] = words[at]!.replace(/ xmlns(:\w+)?="[^"]*"/, '');
  },
  (words, at, random) => {
    words[at] = words[at]!.replace(/( xmlns(?::\w+)?=)"[^"]*"/, (_, before) => `${before}"${random.pick(namespaces)}"`);
  },
  (words, at, random) => {
    words[at] = words[at]!.replace(
      /( \w+:?\w*=)"[^"]*"/,
      (_, before) => `${before}"${random.pick([...types, ...texts])}"`,
    );
  },
  (words, at, random) => {
    words[at] = words[at]!.replace(
      /^<([^\s/>]+)/,
      (open) => `${open} ${random.pick(['b=c', 'b="1"', 'b="1" b="2"', 'xsi:nil="true"'])}`,
    );
  },
  // Prefixes away everywhere.
  (words, _at, random) => {
    const prefix = random.pick(['cwmp', 'soapenv', 'SOAP-ENV', 's']);
    for (let i = 0; i < words.length; i++)
      words[i] = words[i]!.replace(`<${prefix}:`, '<').replace(`</${prefix}:`, '</');
  },
  // A subtree away, many times, or from another message.
  (words, at) => {
    const [from, to] = subtree(words, at);
    words.splice(from, to - from);
  },
  (words, at, random) => {
    const [from, to] = subtree(words, at);
    const piece = words.slice(from, to);
    const times = random.chance(0.05) ? 100 : 1 + random.below(4);
    for (let n = 0; n < times && words.length < 4_000; n++) words.splice(to, 0, ...piece);
  },
  (words, at, random, donors) => {
    const donor = random.pick(donors);
    const [from, to] = subtree(donor, random.below(donor.length));
    words.splice(at, 0, ...donor.slice(from, to));
  },
  (words, at, random) => {
    const [from, to] = subtree(words, at);
    const depth = random.chance(0.1) ? 40 : 1 + random.below(3);
    words.splice(to, 0, ...Array<string>(depth).fill('</w>'));
    words.splice(from, 0, ...Array<string>(depth).fill('<w>'));
  },
  // A message that was cut off.
  (words, at, random) => {
    words.length = at + 1;
    words[at] = words[at]!.slice(0, random.below(words[at]!.length + 1));
  },
  (words, at) => {
    words[at] = words[at]!.startsWith('<') ? words[at]! : `<![CDATA[${words[at]}]]>`;
  },
];

export function envelopeMutator(seed: number): EnvelopeMutator {
  const random = randomFrom(seed);
  const donors = seedEnvelopes().map((text) => text.match(word) ?? []);
  return {
    next() {
      const words = [...random.pick(donors)];
      const changes = 1 + random.below(random.chance(0.2) ? 12 : 4);
      for (let n = 0; n < changes && words.length > 0; n++) {
        random.pick(mutations)(words, random.below(words.length), random, donors);
      }
      return words.join('');
    },
  };
}

import { type Profile, type ProfileInput, profilesVersion, readProfiles } from './profile.ts';

/**
 * What is known of devices in the field. First the devices that are known by name; then settings with a name and no
 * device, for an operator's own profiles to be `like`.
 */
const profiles: readonly ProfileInput[] = [
  {
    name: 'cisco-867',
    because: 'runs out of memory (9004) when it is asked for many names or whole objects',
    answers: [65, 74],
    match: { manufacturer: 'Cisco*', productClass: ['867*', 'C867*', 'CISCO867*'] },
    settings: { discovery: 'names', readBatch: 16 },
  },
  {
    name: 'draytek-vigor-2860',
    because: 'reboots while its whole tree is read',
    answers: [75],
    match: { manufacturer: 'DrayTek*', productClass: ['Vigor2860*', 'Vigor 2860*'] },
    settings: { wholeTree: false },
  },
  {
    name: 'sagemcom-fast-2764',
    because: 'refuses GetParameterNames on the root',
    answers: [64],
    match: { manufacturer: 'Sagemcom*', productClass: ['F@st 2764*', 'F@ST2764*', 'FAST2764*'] },
    settings: { askRoot: false },
  },
  {
    name: 'yeacomm-p11',
    because: 'answers GetParameterNames with an empty list',
    answers: [68],
    match: { manufacturer: 'Yeacomm*', productClass: 'P11*' },
    settings: { askRoot: false },
  },
  {
    name: 'rdk',
    because: 'reads ChangeDUState with one Operations element that holds a child for each operation (RDK-B)',
    answers: [],
    settings: { softwareModules: 'rdk' },
  },
  {
    name: 'icwmp',
    because: 'reads ChangeDUState as OpenWrt with icwmp does',
    answers: [],
    settings: { softwareModules: 'icwmp' },
  },
  {
    name: 'words',
    because: 'reads booleans as words only, in values and in arguments',
    answers: [54, 66],
    settings: { booleanValues: 'words', booleanArguments: 'words' },
  },
  {
    name: 'milliseconds',
    because: 'reads no dateTime without a fraction',
    answers: [58],
    settings: { dateTimes: 'milliseconds' },
  },
  {
    name: 'small-steps',
    because: 'takes only few parameters at once, and no whole objects',
    answers: [65, 74, 79],
    settings: { discovery: 'names', readBatch: 8 },
  },
  {
    name: 'try-anyway',
    because: 'says of parameters that can be written that they cannot',
    answers: [62],
    settings: { skipWritableCheck: true },
  },
  {
    name: 'cookie-without-path',
    because: 'does not send a cookie back that came with a Path',
    answers: [5],
    settings: { cookiePath: 'none' },
  },
  {
    name: 'hang-up',
    because: 'waits until the server closes the connection, after an empty 200',
    answers: [8, 9, 10],
    settings: { closeAtEnd: true, emptyAnswer: 200 },
  },
  {
    name: 'plain-answers',
    because: 'compresses what it sends, and cannot read compressed answers',
    answers: [17],
    settings: { compressAnswers: false },
  },
  {
    name: 'basic-only',
    because: 'knows only Basic authentication for connection requests; the password is readable on the way',
    answers: [112],
    settings: { basicConnectionRequests: true },
  },
];

export function shippedProfiles(): Profile[] {
  return readProfiles({ version: profilesVersion, profiles }, 'the shipped quirk profiles');
}

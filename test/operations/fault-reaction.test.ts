import { expect, it } from 'vitest';
import { minutes } from '../../src/base/durations.ts';
import { backOffMs, type Reaction, reactionTo, type Work } from '../../src/operations/fault-reaction.ts';

const works: readonly Work[] = ['read', 'query', 'write', 'restart', 'order', 'attempt'];
/** What is done about a fault: for a read, and for the other sorts in the order of `works`. */
const rows: [
  code: number,
  read: Reaction,
  query: Reaction,
  write: Reaction,
  restart: Reaction,
  order: Reaction,
  attempt: Reaction,
][] = [
  [9000, 'fail', 'fail', 'fail', 'fail', 'fail', 'fail'],
  [9001, 'later', 'later', 'later', 'fail', 'later', 'fail'],
  [9002, 'later', 'later', 'later', 'fail', 'later', 'fail'],
  [9003, 'fail', 'fail', 'fail', 'fail', 'fail', 'fail'],
  [9004, 'split', 'later', 'later', 'fail', 'later', 'fail'],
  [9005, 'split', 'fail', 'fail', 'fail', 'fail', 'fail'],
  ...[9006, 9007, 9008, 9009, 9012, 9013, 9016, 9018, 9019, 9021].map((code): (typeof rows)[number] => [
    code,
    'fail',
    'fail',
    'fail',
    'fail',
    'fail',
    'fail',
  ]),
  ...[9010, 9011, 9014, 9015, 9017, 9020].map((code): (typeof rows)[number] => [
    code,
    'later',
    'later',
    'later',
    'fail',
    'later',
    'fail',
  ]),
  ...[9022, 9023, 9024, 9025, 9026, 9027, 9028, 9029, 9030, 9031, 9032].map((code): (typeof rows)[number] => [
    code,
    'fail',
    'fail',
    'fail',
    'fail',
    'fail',
    'fail',
  ]),
  // What nobody knows is treated as an internal error of the device.
  ...[9033, 9800, 9899, 8002, 0, 1].map((code): (typeof rows)[number] => [
    code,
    'later',
    'later',
    'later',
    'fail',
    'later',
    'fail',
  ]),
];

it.each(rows)('fault %i: %s, %s, %s, %s, %s, %s', (code, ...reactions) => {
  expect(works.map((work) => reactionTo(code, work))).toEqual(reactions);
});

it('waits longer each time', () => {
  expect([1, 2, 3, 4, 5, 50].map(backOffMs)).toEqual([1, 5, 25, 125, 125, 125].map(minutes));
});

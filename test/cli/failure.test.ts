import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { MusterError } from '../../src/base/errors.ts';
import { tellFailure } from '../../src/cli/failure.ts';

function told(error: unknown, env: Record<string, string> = {}): [number, string] {
  let text = '';
  const status = tellFailure(error, { write: (more) => (text += more) }, env);
  return [status, text];
}

describe('what a person is told', () => {
  it.each([
    ['help is no failure', new CommanderError(0, 'commander.helpDisplayed', ''), 0, ''],
    ['usage has been told already', new CommanderError(1, 'commander.unknownOption', 'error: x'), 2, ''],
    ['a MusterError', new MusterError('notFound', 'there is no file x'), 1, 'muster: there is no file x\n'],
    [
      'fields the detail names are not told twice',
      new MusterError('invalidRequest', 'name must not be empty', {
        items: [{ path: 'name', message: 'must not be empty' }],
      }),
      1,
      'muster: name must not be empty\n',
    ],
    [
      'fields it does not name are told',
      new MusterError('invalidRequest', 'a bad name', {
        items: [
          { path: 'name', message: 'too long' },
          { path: 'kind', message: 'unknown' },
        ],
      }),
      1,
      'muster: a bad name (name: too long; kind: unknown)\n',
    ],
    [
      'anything else is a defect',
      new TypeError('x is not a function'),
      1,
      'muster: a defect in Muster: x is not a function; run it again with MUSTER_LOG_LEVEL=debug to log where\n',
    ],
  ])('%s', (_, error, status, text) => {
    expect(told(error)).toEqual([status, text]);
  });

  it('tells where a defect is when asked to', () => {
    const [, text] = told(new TypeError('odd'), { MUSTER_LOG_LEVEL: 'debug' });
    expect(text).toMatch(/^muster: a defect in Muster: odd\nTypeError: odd\n {4}at /);
  });
});

import { describe, expect, it } from 'vitest';
import { muster } from './support/run-command.ts';

describe('usage errors', () => {
  it.each([
    [['devcie', 'list'], "unknown command 'devcie'"],
    [['start', '--role', 'acs'], "unknown option '--role'"],
    [['start', 'now'], 'too many arguments'],
    [['device', 'show'], "missing required argument 'id'"],
    [['device', 'list', '--limit', 'ten'], 'A whole number from 1 to'],
    [['key', 'create', '--name', 'x'], "required option '--role <role>' not specified"],
    [['key', 'create', '--name', 'x', '--role', 'king'], 'Allowed choices are viewer, helpdesk'],
    [['key', 'create', '--name', 'x', '--role', 'viewer', '--expires', 'soon'], 'A time such as'],
    [['file', 'upload', 'x.img', '--product-class', 'A'], "required option '--version <version>' not specified"],
    [['campaign', 'create', '--wave', '10'], '--name is missing'],
    [['campaign', 'create', '--name', 'x'], '--file is missing'],
    [
      ['campaign', 'create', '--name', 'x', '--file', 'fw.img'],
      '--target-version is missing: which version is fw.img?',
    ],
    [['campaign', 'create', '--plan', 'p.json', '--wave', '10', '--name', 'x'], 'leave out --name, --wave'],
    [['campaign', 'targets', 'x', '--state', 'dead'], 'Allowed choices are waiting'],
    [['software', 'start'], "missing required argument 'unit'"],
    [['software', 'start', 'x', '--autostart', 'maybe'], 'Allowed choices are yes, no'],
    [['demo', '--count', '3'], 'A whole number from 20 to'],
    [['simulate', '--acs', 'http://x/', '--count', '0'], 'A whole number from 1 to'],
  ])('muster %j', async (args, text) => {
    const { status, stdout, stderr } = await muster(args);
    expect(stderr).toContain(text);
    expect(status).toBe(2);
    expect(stdout).toBe('');
  });
});

describe('failures', () => {
  it.each([
    [['start', '--roles', 'acs,king'], {}, '--roles names "king"; allowed: acs, api, files, planner'],
    [['start'], { MUSTER_API_PORT: '99999' }, 'MUSTER_API_PORT is "99999"; allowed: a port number, 0 for any free one'],
    [['migrate'], { MUSTER_DATABASE_URL: 'mysql://x' }, 'MUSTER_DATABASE_URL is "mysql://x"; allowed: postgres://'],
    [['device', 'list'], { MUSTER_DATA_DIR: '/nowhere' }, 'no API key: give --key or set MUSTER_KEY'],
    [['device', 'list', '--api', 'nonsense'], { MUSTER_KEY: 'k' }, '"nonsense" is not the address of an API'],
    [
      ['device', 'list'],
      { MUSTER_KEY: 'k', MUSTER_API_URL: 'http://127.0.0.1:3' },
      'nothing listens at http://127.0.0.1:3',
    ],
    [['software', 'list'], { MUSTER_KEY: 'k' }, 'say which gateways are meant: by --device, or by --filter'],
    [['campaign', 'create', '--plan', '/nowhere.json'], { MUSTER_KEY: 'k' }, '--plan /nowhere.json cannot be read'],
  ])('muster %j with %j', async (args, env, text) => {
    const { status, stdout, stderr } = await muster(args, env);
    expect(stderr).toMatch(/^muster: [^\n]+\n$/);
    expect(stderr).toContain(text);
    expect(status).toBe(1);
    expect(stdout).toBe('');
  });
});

describe('help', () => {
  it('names every command', async () => {
    const { status, stdout, stderr } = await muster(['--help']);
    expect(status).toBe(0);
    expect(stderr).toBe('');
    for (const name of [
      'start',
      'migrate',
      'demo',
      'campaign',
      'device',
      'software',
      'file',
      'key',
      'simulate',
      'image',
    ]) {
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    }
  });

  it.each([
    [['start']],
    [['migrate']],
    [['demo']],
    [['simulate']],
    [['image', 'pack']],
    [['key', 'create']],
    [['key', 'list']],
    [['device', 'show']],
    [['file', 'upload']],
    [['software', 'list']],
    [['software', 'install']],
    [['software', 'stop']],
    [['software', 'remove']],
    [['campaign', 'create']],
    [['campaign', 'watch']],
    [['campaign', 'abort']],
  ])('muster %j --help', async (args) => {
    const { status, stdout } = await muster([...args, '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain(`Usage: muster ${args.join(' ')}`);
  });

  it('prints the version, also where a command has a --version of its own', async () => {
    expect(await muster(['--version'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
    const { stderr } = await muster([
      'file',
      'upload',
      '/nowhere',
      '--version',
      '2',
      '--product-class',
      'A',
      '--key',
      'k',
    ]);
    expect(stderr).toContain('/nowhere cannot be uploaded');
  });
});

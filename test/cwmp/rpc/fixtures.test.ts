import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { rpcNamed } from '../../../src/cwmp/rpc/index.ts';
import { readEnvelope } from '../../../src/cwmp/soap/envelope.ts';

const folder = path.join(import.meta.dirname, '../../fixtures/envelopes');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.xml'))
  .map((name) => name.slice(0, -4));

/** All that a body says, in the shape of the JSON beside it. */
function understood(text: string): unknown {
  const { id, namespace, headers, body } = readEnvelope(text);
  switch (body.kind) {
    case 'empty':
      return { id, namespace, headers, kind: body.kind };
    case 'fault':
      return { id, namespace, headers, kind: body.kind, fault: body.fault };
    case 'request':
    case 'response': {
      const args = rpcNamed(body.method)?.[body.kind].decode(body.element, body.method);
      return { id, namespace, headers, kind: body.kind, method: body.method, args };
    }
  }
}

describe('messages as devices write them', () => {
  it.each(names)('%s', (name) => {
    const expected: unknown = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
    expect(understood(readFileSync(path.join(folder, `${name}.xml`), 'utf8'))).toEqual(expected);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Answer,
  type Call,
  encodeAnswer,
  encodeCall,
  type RpcName,
  rpcNamed,
  rpcs,
} from '../../../src/cwmp/rpc/index.ts';
import { readEnvelope, writeEnvelope } from '../../../src/cwmp/soap/envelope.ts';
import { rpcArguments } from '../support/rpc-arbitrary.ts';

const namespace = 'urn:dslforum-org:cwmp-1-2';
const names = Object.keys(rpcs) as RpcName[];

/** Out of one end and into the other: what the other end decodes. */
function throughTheWire(kind: 'request' | 'response', method: RpcName, args: unknown): unknown {
  const element =
    kind === 'request' ? encodeCall({ method, args } as Call) : encodeAnswer({ method, args } as unknown as Answer);
  const { id, body } = readEnvelope(writeEnvelope(namespace, { id: 'x1' }, element));
  expect(id).toBe('x1');
  expect(body).toMatchObject({ kind, method });
  if (body.kind !== 'request' && body.kind !== 'response') throw new TypeError(`a ${body.kind}`);
  return rpcNamed(method)![kind].decode(body.element, method);
}

describe.each(names)('%s', (method) => {
  it.each(['request', 'response'] as const)('%s comes out as it went in', (kind) => {
    fc.assert(
      fc.property(rpcArguments[method][kind] as fc.Arbitrary<unknown>, (args) => {
        expect(throughTheWire(kind, method, args)).toEqual(args);
      }),
      { numRuns: 60 },
    );
  });

  it('says of itself what it is', () => {
    expect(rpcs[method].name).toBe(method);
    expect(rpcs[method].clause).toMatch(/^A\.\d/);
  });
});

describe('RPCs by name', () => {
  it('are only those of the table', () => {
    expect(rpcNamed('Reboot')?.name).toBe('Reboot');
    for (const name of ['constructor', '__proto__', 'toString', 'reboot', '']) expect(rpcNamed(name)).toBeUndefined();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Answer,
  type Call,
  encodeAnswer,
  encodeCall,
  methodsOfAcs,
  type RpcName,
  rpcNamed,
  rpcs,
} from '../../../src/cwmp/rpc/index.ts';
import type { RawArgument } from '../../../src/cwmp/rpc/vendor.ts';
import { readEnvelope, writeEnvelope } from '../../../src/cwmp/soap/envelope.ts';
import { rawArguments, rpcArguments } from '../support/rpc-arbitrary.ts';

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

describe('the wire forms of the software-module methods', () => {
  const forms = ['standard', 'icwmp', 'rdk'] as const;
  const methods = ['ChangeDUState', 'DUStateChangeComplete', 'AutonomousDUStateChangeComplete'] as const;
  const lost = { icwmp: { Resolved: true, ExecutionUnitRefList: '' } };

  it.each(forms)('%s is read back', (softwareModules) => {
    for (const method of methods) {
      fc.assert(
        fc.property(rpcArguments[method].request as fc.Arbitrary<Call<typeof method>['args']>, (args) => {
          const element = encodeCall({ method, args } as Call, { softwareModules });
          const { body } = readEnvelope(writeEnvelope(namespace, { id: '1' }, element));
          if (body.kind !== 'request') throw new TypeError(body.kind);
          // icwmp leaves two fields out.
          const expected =
            softwareModules === 'icwmp' && 'Results' in args
              ? { ...args, Results: args.Results.map((result) => ({ ...result, ...lost.icwmp })) }
              : args;
          expect(rpcNamed(method)!.request.decode(body.element, '')).toEqual(expected);
        }),
        { numRuns: 40 },
      );
    }
  });

  it('differ where the stacks differ', () => {
    const op = { operation: 'Uninstall', UUID: '0fbf4583-efd7-51b6-8483-7b347f4b521d' } as const;
    const call = {
      method: 'ChangeDUState',
      args: { Operations: [{ ...op, Version: '', ExecutionEnvRef: '' }], CommandKey: 'k' },
    } as const;
    const inner = `<UUID>${op.UUID}</UUID>`;
    expect(encodeCall(call)).toBe(
      `<cwmp:ChangeDUState><Operations xsi:type="cwmp:UninstallOpStruct">${inner}</Operations><CommandKey>k</CommandKey></cwmp:ChangeDUState>`,
    );
    expect(encodeCall(call, { softwareModules: 'icwmp' })).toBe(encodeCall(call));
    expect(encodeCall(call, { softwareModules: 'rdk' })).toBe(
      `<cwmp:ChangeDUState><Operations><UninstallOpStruct>${inner}</UninstallOpStruct></Operations><CommandKey>k</CommandKey></cwmp:ChangeDUState>`,
    );
  });
});

describe("vendors' methods", () => {
  it('come out as they went in, both ways', () => {
    fc.assert(
      fc.property(rawArguments, (args) => {
        for (const kind of ['request', 'response'] as const) {
          const call = { method: 'X_00D09E_Do', args } as const;
          const element = kind === 'request' ? encodeCall(call) : encodeAnswer(call);
          const { body } = readEnvelope(writeEnvelope(namespace, { id: '1' }, element));
          if (body.kind !== kind) throw new TypeError(body.kind);
          expect(rpcNamed('X_00D09E_Do')![kind].decode(body.element, '')).toEqual(args);
        }
      }),
      { numRuns: 200 },
    );
  });

  const argument = { name: 'A', text: '', children: [], type: null };
  const bad: [what: string, method: string, args: RawArgument[], message: RegExp][] = [
    ['a name that is not a vendor’s', 'Y_Do', [], /"Y_Do" is no method/],
    ['a name of 65 characters', `X_${'a'.repeat(63)}`, [], /is no method/],
    ['markup as a name', 'X_A', [{ ...argument, name: 'a><b' }], /"a><b", which is no XML name/],
    ['markup as a type', 'X_A', [{ ...argument, type: 'int" a="' }], /unknown type/],
    ['text beside children', 'X_A', [{ ...argument, text: 'x', children: [argument] }], /both text and children/],
    ['too many elements', 'X_A', Array.from({ length: 10_001 }, () => argument), /more than 10000 elements/],
  ];
  it.each(bad)('%s is refused', (_what, method, args, message) => {
    expect(() => encodeCall({ method: method as 'X_A', args })).toThrow(message);
  });
});

describe('RPCs by name', () => {
  it('are only those of the table', () => {
    expect(rpcNamed('Reboot')?.name).toBe('Reboot');
    for (const name of ['constructor', '__proto__', 'toString', 'reboot', '', 'X_', 'X_a b']) {
      expect(rpcNamed(name)).toBeUndefined();
    }
  });

  it('lists what an ACS answers', () => {
    expect([...methodsOfAcs].sort()).toEqual([
      'AutonomousDUStateChangeComplete',
      'AutonomousTransferComplete',
      'DUStateChangeComplete',
      'GetRPCMethods',
      'Inform',
      'Kicked',
      'RequestDownload',
      'TransferComplete',
    ]);
  });
});

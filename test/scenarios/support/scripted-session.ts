import { type Answer, type Call, type RpcName, rpcs } from '../../../src/cwmp/rpc/index.ts';
import { heard, type InformWish, methodOf, type ScriptedCpe } from '../../support/cpe.ts';

type Answering<N extends RpcName> = (args: Call<N>['args']) => Answer<N>['args'] | 'hangUp';

/** What a scripted CPE does in one session. */
export interface Script extends InformWish {
  /** Requests of its own, after the Inform. */
  readonly calls?: readonly Call[];
  /** Answers by method; anything else is refused with 9000. `hangUp`: the request is heard, and no answer comes. */
  readonly answers?: { readonly [N in RpcName]?: Answering<N> };
}

/** Holds one session. @returns the methods that Muster asked for, in order */
export async function hold(cpe: ScriptedCpe, script: Script = {}): Promise<string[]> {
  const opened = await cpe.inform(script);
  if (opened.status !== 200) throw new Error(`the Inform was answered ${opened.status}`);
  for (const call of script.calls ?? []) {
    const reply = await cpe.call(call);
    if (reply.status !== 200) throw new Error(`${call.method} was answered ${reply.status}`);
  }
  const asked: string[] = [];
  let reply = await cpe.empty();
  while (reply.status === 200) {
    const envelope = heard(reply);
    const method = methodOf(envelope) as RpcName;
    asked.push(method);
    const answering = script.answers?.[method] as Answering<RpcName> | undefined;
    if (!answering) {
      reply = await cpe.refuse(envelope, { code: 9000, message: 'Method not supported' });
      continue;
    }
    if (envelope.body.kind !== 'request') throw new Error(`Muster sent a ${envelope.body.kind}`);
    const args = answering(rpcs[method].request.decode(envelope.body.element, '') as Call<RpcName>['args']);
    if (args === 'hangUp') {
      cpe.newSocket();
      return asked;
    }
    reply = await cpe.answer(envelope, { method, args } as Answer);
  }
  if (reply.status !== 204) throw new Error(`the session ended with ${reply.status}: ${reply.text}`);
  return asked;
}

const never = '0001-01-01T00:00:00Z';

/** Answers to Download: queued, or applied at once. */
export const queued = { Status: 1, StartTime: never, CompleteTime: never };
export const applied = { Status: 0, StartTime: '2026-01-01T00:00:00Z', CompleteTime: '2026-01-01T00:00:09Z' };

export function transferComplete(CommandKey: string, FaultCode = 0): Call<'TransferComplete'> {
  return {
    method: 'TransferComplete',
    args: {
      CommandKey,
      FaultStruct: { FaultCode, FaultString: FaultCode === 0 ? '' : 'no' },
      StartTime: '2026-01-01T00:00:00Z',
      CompleteTime: '2026-01-01T00:01:00Z',
    },
  };
}

/** The device's transfer queue as GetAllQueuedTransfers tells it. */
export function transferQueue(...keys: string[]): Answer<'GetAllQueuedTransfers'>['args'] {
  return {
    TransferList: keys.map((CommandKey) => ({
      CommandKey,
      State: 2,
      IsDownload: true,
      FileType: '1 Firmware Upgrade Image',
      FileSize: 1,
      TargetFileName: '',
    })),
  };
}

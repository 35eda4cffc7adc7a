import { MusterError } from '../base/errors.ts';
import { methodNames } from './gateway/answers/index.ts';
import type { RpcFault } from './gateway/gateway.ts';
import type { Happening } from './gateway/happenings.ts';
import type { Share } from './misbehaviour.ts';
import { faultCode, isRpcFault, parsePercent } from './misbehaviour-flags.ts';
import { type Root, roots } from './model/roots.ts';
import type { QuirkName } from './quirks/quirk.ts';
import { quirkNamed } from './quirks/registry.ts';
import { type EnvironmentKind, environmentKinds } from './software/environments/environment.ts';

/** Splits `5%:rest` into a share and the rest; without a share the whole fleet is meant. */
function shared(flag: string, text: string): { readonly percent: number; readonly rest: string } {
  const match = /^([^:]*%):(.*)$/s.exec(text);
  if (match === null) return { percent: 100, rest: text };
  const percent = parsePercent(match[1]!);
  if (percent === null) {
    throw new MusterError(
      'invalidConfiguration',
      `--${flag} "${text}": ${match[1]} is no share of a fleet; write 1% to 100%`,
    );
  }
  return { percent, rest: match[2]! };
}

/** `igd` or `30%:igd`. @throws MusterError `invalidConfiguration` naming what is allowed */
export function parseRoot(text: string): Share<Root> {
  const { percent, rest } = shared('root', text);
  const what = roots.find((root) => root === rest);
  if (what === undefined) {
    throw new MusterError(
      'invalidConfiguration',
      `--root "${text}": ${rest} is no data model; there are ${roots.join(', ')}`,
    );
  }
  return { percent, what };
}

/** `native`, `5%:container`. @throws MusterError `invalidConfiguration` naming what is allowed */
export function parseEnvironment(text: string): Share<EnvironmentKind> {
  const { percent, rest } = shared('environment', text);
  const what = environmentKinds.find((kind) => kind === rest);
  if (what === undefined) {
    throw new MusterError(
      'invalidConfiguration',
      `--environment "${text}": ${rest} is no kind of execution environment; there are ${environmentKinds.join(', ')}`,
    );
  }
  return { percent, what };
}

/** `36`, `28,36b` or `5%:28,36`. @throws MusterError `invalidConfiguration` for a number that no gateway can show */
export function parseQuirks(text: string): Share<readonly QuirkName[]> {
  const { percent, rest } = shared('quirk', text);
  const what = rest.split(',').map((name) => quirkNamed(name.trim()).name);
  return { percent, what };
}

/** `GetParameterValues:9002` or `2%:GetParameterValues:9002`. @throws MusterError `invalidConfiguration` */
export function parseRpcFault(text: string): Share<RpcFault> {
  const { percent, rest } = shared('rpc-fault', text);
  const [method = '', code = ''] = rest.split(':');
  if (!methodNames.includes(method)) {
    const known = methodNames.join(', ');
    throw new MusterError('invalidConfiguration', `--rpc-fault "${text}": ${method} is no method; there are ${known}`);
  }
  return { percent, what: { method, code: faultCode(code, isRpcFault) } };
}

const happenings: Readonly<Record<string, Happening>> = {
  kicked: { kind: 'kicked', command: 'kick', arg: 'simulated', next: 'http://192.168.1.1/done' },
  'request-download': { kind: 'requestDownload', fileType: '1 Firmware Upgrade Image' },
  'autonomous-transfer': {
    kind: 'autonomousTransfer',
    url: 'http://updates.example/app.bin',
    isDownload: true,
    fileType: '2 Web Content',
    fileSize: 1024,
  },
  wakeup: { kind: 'wakeUp' },
  'fall-back': { kind: 'fallBack' },
};

/** `kicked`, `5%:wakeup` or a vendor's code, `2%:X 00D09E Overheated`. @throws MusterError `invalidConfiguration` */
export function parseHappening(text: string): Share<Happening> {
  const { percent, rest } = shared('event', text);
  if (/^X \S+ .+/.test(rest)) return { percent, what: { kind: 'vendorEvent', code: rest } };
  const what = Object.hasOwn(happenings, rest) ? happenings[rest] : undefined;
  if (what === undefined) {
    const known = Object.keys(happenings).join(', ');
    throw new MusterError(
      'invalidConfiguration',
      `--event "${text}": ${rest} is no event; there are ${known}, "X <vendor> <text>"`,
    );
  }
  return { percent, what };
}

/** What `--cwmp` may say: a version, or a namespace no schema defines that gateways use all the same. */
export const cwmpChoices = ['1.0', '1.1', '1.2', '1.3', '1.4', 'cwmp-1-3', 'cwmp-1-4'] as const;

/** Version and namespace of a choice. */
export function cwmpOf(choice: (typeof cwmpChoices)[number]): {
  readonly cwmpVersion: '1.0' | '1.1' | '1.2' | '1.3' | '1.4';
  readonly cwmpNamespace: string | null;
} {
  if (choice === 'cwmp-1-3') return { cwmpVersion: '1.3', cwmpNamespace: 'urn:dslforum-org:cwmp-1-3' };
  if (choice === 'cwmp-1-4') return { cwmpVersion: '1.4', cwmpNamespace: 'urn:dslforum-org:cwmp-1-4' };
  return { cwmpVersion: choice, cwmpNamespace: null };
}

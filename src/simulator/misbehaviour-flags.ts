import { MusterError } from '../base/errors.ts';
import { parseByteSize } from './byte-size.ts';
import type { Misbehaviour, MisbehaviourRule } from './misbehaviour.ts';

/** How the flags that ask for misbehaviour read: `<share>` alone, or `<share>:<detail>`. */
interface Flag {
  readonly detail: ((text: string) => Misbehaviour) | null;
  /** For help and errors. */
  readonly example: string;
  readonly plain?: Misbehaviour;
}

const flags = {
  fault: { detail: (text) => ({ kind: 'fault', code: faultCode(text, isTransferFault) }), example: '3%:9010' },
  reject: { detail: (text) => ({ kind: 'reject', code: faultCode(text, isRpcFault) }), example: '1%:9001' },
  slow: { detail: (text) => ({ kind: 'slow', bytesPerSecond: parseByteSize(text) }), example: '5%:64k' },
  'no-transfer-complete': { detail: null, example: '2%', plain: { kind: 'noTransferComplete' } },
  'fall-back': { detail: null, example: '1%', plain: { kind: 'fallBack' } },
  silent: { detail: null, example: '1%', plain: { kind: 'silent' } },
  'duplicate-complete': { detail: null, example: '1%', plain: { kind: 'duplicateComplete' } },
} satisfies Record<string, Flag>;

export type MisbehaviourFlag = keyof typeof flags;
export const misbehaviourFlags = Object.keys(flags) as MisbehaviourFlag[];

/** Reads the value of one flag. @throws MusterError `invalidConfiguration` naming the flag, the value and what is allowed */
export function parseMisbehaviour(name: MisbehaviourFlag, text: string): MisbehaviourRule {
  const flag: Flag = flags[name];
  const colon = text.indexOf(':');
  const share = colon < 0 ? text : text.slice(0, colon);
  const percent = parsePercent(share);
  const detail = colon < 0 ? null : text.slice(colon + 1);
  if (percent === null || (detail === null) !== (flag.detail === null)) {
    throw new MusterError(
      'invalidConfiguration',
      `--${name} "${text}" cannot be read; write a share of the fleet up to 100%${
        flag.detail === null ? '' : ' and a detail'
      }, as in ${flag.example}`,
    );
  }
  if (detail === null || flag.detail === null) return { percent, misbehaviour: flag.plain! };
  return { percent, misbehaviour: flag.detail(detail) };
}

/** `5%` as 5; null for anything that is no share of a fleet. */
export function parsePercent(text: string): number | null {
  const percent = /^\d{1,3}(\.\d+)?%$/.test(text) ? Number(text.slice(0, -1)) : Number.NaN;
  return percent > 0 && percent <= 100 ? percent : null;
}

/** @throws MusterError `invalidConfiguration` for a code that is not of this kind */
export function faultCode(text: string, allowed: (code: number) => boolean): number {
  const code = /^\d{4}$/.test(text) ? Number(text) : Number.NaN;
  if (!allowed(code)) {
    throw new MusterError('invalidConfiguration', `${text} is not a fault code of this kind; use 9001, 9010, 9015 …`);
  }
  return code;
}

/** FaultCodes the XSD allows in TransferComplete, without 0. */
function isTransferFault(code: number): boolean {
  return (
    [9001, 9002, 9010, 9011, 9012].includes(code) || (code >= 9014 && code <= 9020) || (code >= 9033 && code <= 9899)
  );
}

/** Faults a CPE may answer a Download, or any call, with. */
export function isRpcFault(code: number): boolean {
  return (code >= 9000 && code <= 9004) || [9010, 9012, 9013].includes(code) || (code >= 9800 && code <= 9899);
}

import type { Target } from '../api/resources.ts';
import { faultName } from '../campaign/words.ts';

/** How a gateway with a given misbehaviour has to end in the campaign. */
export interface Expectation {
  /** The misbehaviour, for people. */
  readonly who: string;
  readonly end: string;
  readonly met: (target: EndedTarget) => boolean;
}

export type EndedTarget = Pick<Target, 'state' | 'reason' | 'seenVersion' | 'fault'>;

/** @param misbehaviour as `describeMisbehaviour` of the simulator writes it */
export function expectationOf(misbehaviour: string, version: string): Expectation {
  const [kind = '', detail = ''] = misbehaviour.split(':');
  const proven = {
    end: `proven on ${version}`,
    met: (target: EndedTarget) => target.state === 'succeeded' && target.seenVersion === version,
  };
  const failed = (reason: string) => ({
    end: `failed, ${reason}`,
    met: (target: EndedTarget) => target.state === 'failed' && target.reason === reason,
  });
  switch (kind) {
    case 'none':
      return { who: 'no misbehaviour', ...proven };
    case 'slow':
      return { who: `slow download (${Math.round(Number(detail) / 1024)} KiB/s)`, ...proven };
    case 'noTransferComplete':
      return { who: 'no TransferComplete', ...proven };
    case 'duplicateComplete':
      return { who: 'TransferComplete twice', ...proven };
    case 'fault':
    case 'reject':
      return {
        who: kind === 'fault' ? `fault ${detail} in TransferComplete` : `fault ${detail} to Download`,
        end: `failed, fault ${detail}`,
        met: (target) => target.state === 'failed' && target.fault?.code === Number(detail),
      };
    case 'fallBack':
      return { who: 'falls back to the old version', ...failed('fellBack') };
    case 'silent':
      return { who: 'never speaks again', ...failed('unreachable') };
    default:
      return { who: misbehaviour, end: 'nothing is known of this misbehaviour', met: () => false };
  }
}

/** How a target did end, in the same words. */
export function endOf(target: EndedTarget): string {
  if (target.state === 'succeeded') return `proven on ${target.seenVersion ?? 'no version'}`;
  const why = faultName({ reason: target.reason, faultCode: target.fault?.code ?? 0 });
  return target.reason === null && target.fault === null ? target.state : `${target.state}, ${why}`;
}

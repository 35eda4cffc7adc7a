import { setTimeout as sleep } from 'node:timers/promises';
import { runSession } from '../sessions/client.ts';
import { type LoginScheme, newDevice } from '../sessions/device.ts';

export interface GoodResult {
  readonly sessions: number;
  readonly failed: number;
  readonly firstFailure: string | null;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

/** Gateways that go about their business: a session each `everyMs`, started by the clock whatever the last one does. */
export class GoodGateways {
  readonly #port: number;
  readonly #login: LoginScheme;
  readonly #devices;
  #next = 0;

  constructor(port: number, login: LoginScheme, count: number) {
    this.#port = port;
    this.#login = login;
    this.#devices = Array.from({ length: count }, (_, n) => newDevice(n));
  }

  async run(ms: number, everyMs: number, event = '2 PERIODIC'): Promise<GoodResult> {
    const times: number[] = [];
    let failed = 0;
    let firstFailure: string | null = null;
    const running: Promise<void>[] = [];
    const end = performance.now() + ms;
    for (let due = performance.now(); due < end; due += everyMs) {
      await sleep(Math.max(0, due - performance.now()));
      const device = this.#devices[this.#next++ % this.#devices.length]!;
      running.push(
        runSession(this.#port, device, { event, login: this.#login }).then((result) => {
          times.push(result.ms);
          if (result.failure === null) return;
          failed++;
          firstFailure ??= result.failure;
        }),
      );
    }
    await Promise.all(running);
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return { sessions: times.length, failed, firstFailure, p50: at(0.5), p99: at(0.99), longest: sorted.at(-1) ?? 0 };
  }
}

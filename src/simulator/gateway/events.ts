/** One entry of Inform.Event. */
export interface GatewayEvent {
  readonly code: string;
  /** '' except on M events. */
  readonly commandKey: string;
}

/** Events a reboot throws away: retried only until then (TR-069 table 7), or meaningless afterwards. */
const lostByReboot = new Set(['1 BOOT', '4 VALUE CHANGE', '6 CONNECTION REQUEST', '8 DIAGNOSTICS COMPLETE']);
/** Events a failed session throws away. */
const lostByFailure = new Set(['6 CONNECTION REQUEST']);
/** Events that are not worth a disk write by themselves. */
const fleeting = new Set(['2 PERIODIC', '6 CONNECTION REQUEST', '14 HEARTBEAT']);
/** Tells that the gateway lives, in a session of its own (HeartbeatPolicy). */
export const heartbeat = '14 HEARTBEAT';

/**
 * Undelivered events that InformResponse acknowledges. `7 TRANSFER COMPLETE` and `M Download` are not here: they are
 * read off the transfer queue, which keeps them until TransferCompleteResponse; nor are those that announce another
 * request of the gateway (see `owed.ts`), nor `4 VALUE CHANGE`, which is read off the values.
 *
 * Events sent in the running session are held apart: the same event may happen again before they are acknowledged,
 * and then it owes a session of its own.
 */
export class EventQueue {
  #waiting: GatewayEvent[];
  #sent: GatewayEvent[] = [];

  constructor(events: readonly GatewayEvent[] = []) {
    this.#waiting = [...events];
  }

  add(code: string, commandKey = ''): void {
    const same = (event: GatewayEvent): boolean => event.code === code && event.commandKey === commandKey;
    // M events are kept per CommandKey and even twice for the same key; the others occur once per Inform.
    if (code.startsWith('M ') || !this.#waiting.some(same)) this.#waiting.push({ code, commandKey });
  }

  get hasWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Takes what the next Inform carries. A heartbeat goes alone: with anything else about, it waits for its own turn. */
  take(accompanied = false): readonly GatewayEvent[] {
    const beat = (event: GatewayEvent): boolean => event.code === heartbeat;
    const alone = !accompanied && this.#waiting.every(beat);
    this.#sent = alone ? this.#waiting : this.#waiting.filter((event) => !beat(event));
    this.#waiting = alone ? [] : this.#waiting.filter(beat);
    return this.#sent;
  }

  /** InformResponse came. @returns whether something worth remembering on disk is gone */
  acknowledge(): boolean {
    const durable = this.#sent.some((event) => !fleeting.has(event.code));
    this.#sent = [];
    return durable;
  }

  /** The session failed before InformResponse: what was sent is owed again. @returns whether new events came meanwhile */
  restore(): boolean {
    const fresh = this.#waiting;
    this.#waiting = this.#sent.filter((event) => !lostByFailure.has(event.code));
    this.#sent = [];
    for (const event of fresh) this.add(event.code, event.commandKey);
    return fresh.length > 0;
  }

  /** Power came on. A bootstrap condition discards everything else. */
  boot(bootstrap: boolean): void {
    const kept = bootstrap ? [] : [...this.#sent, ...this.#waiting].filter((event) => !lostByReboot.has(event.code));
    this.#sent = [];
    this.#waiting = [];
    if (bootstrap) this.add('0 BOOTSTRAP');
    this.add('1 BOOT');
    for (const event of kept) this.add(event.code, event.commandKey);
  }

  /** A new ACS URL without reboot. */
  bootstrap(): void {
    this.#sent = [];
    this.#waiting = [{ code: '0 BOOTSTRAP', commandKey: '' }];
  }

  toJSON(): readonly GatewayEvent[] {
    return [...this.#sent, ...this.#waiting].filter((event) => event.code !== '6 CONNECTION REQUEST');
  }
}

/** The order of real gateways: numbered codes ascending, then the M events, then the vendor's. */
export function informOrder(events: readonly GatewayEvent[]): GatewayEvent[] {
  const rank = (event: GatewayEvent): number =>
    event.code.startsWith('M ') ? 1000 : event.code.startsWith('X ') ? 2000 : Number.parseInt(event.code, 10);
  return [...events].sort((a, b) => rank(a) - rank(b));
}

import type { Device } from '../../../src/cli/api/resources.ts';
import type { Fleet } from '../../../src/simulator/fleet.ts';
import type { Happening } from '../../../src/simulator/gateway/happenings.ts';
import type { GatewayStatistics } from '../../../src/simulator/statistics.ts';
import { done, ended, type OrderedOperation, operationOf, order } from '../../scenarios/support/orders.ts';
import type { TestMuster } from '../../support/muster.ts';
import { until } from '../../support/until.ts';

export interface StoredParameter {
  readonly path: string;
  readonly value: string;
  readonly type: string | null;
  readonly writable?: boolean;
}

export interface TimelineItem {
  readonly type: string;
  readonly [detail: string]: unknown;
}

/** One simulated gateway together with what Muster knows of it. */
export class QuirkyGateway {
  readonly fleet: Fleet;
  readonly #muster: TestMuster;

  constructor(muster: TestMuster, fleet: Fleet) {
    this.#muster = muster;
    this.fleet = fleet;
  }

  get id(): string {
    return this.fleet.gateways[0]!.deviceId;
  }

  /** Its own account of what happened to it. */
  get statistics(): GatewayStatistics {
    return this.fleet.gatewayStatistics()[0]!;
  }

  /** A parameter as the gateway itself has it. */
  own(path: string): string {
    return this.fleet.gateways[0]!.value(path);
  }

  get #path(): string {
    return `/devices/${encodeURIComponent(this.id)}`;
  }

  device(): Promise<Device> {
    return this.#muster.api.get(this.#path);
  }

  /** Stored parameters below a path. */
  async parameters(path = ''): Promise<readonly StoredParameter[]> {
    const all: StoredParameter[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: StoredParameter[]; next: string | null } = await this.#muster.api.get(
        `${this.#path}/parameters`,
        { path, limit: 500, ...(cursor === '' ? {} : { cursor }) },
      );
      all.push(...page.items);
      cursor = page.next;
    }
    return all;
  }

  /** One stored parameter, or undefined. */
  async parameter(path: string): Promise<StoredParameter | undefined> {
    return (await this.parameters(path))[0];
  }

  /** Its history, oldest first. */
  async timeline(type?: string): Promise<readonly TimelineItem[]> {
    const { items } = await this.#muster.api.get<{ items: TimelineItem[] }>(`${this.#path}/timeline`, { limit: 500 });
    return items.filter((item) => type === undefined || item.type === type).reverse();
  }

  operations(): Promise<{ items: OrderedOperation[] }> {
    return this.#muster.api.get(`${this.#path}/operations`);
  }

  /** Orders work, lets it call, and waits for the end. */
  async done(body: Record<string, unknown>): Promise<OrderedOperation> {
    const { id } = await this.ordered(body);
    await this.wake();
    return ended(this.#muster.api, id);
  }

  /** Orders work and nothing else: it is done when the gateway calls. */
  ordered(body: Record<string, unknown>): Promise<OrderedOperation> {
    return order(this.#muster.api, encodeURIComponent(this.id), { connectionRequest: false, ...body });
  }

  /** Orders work the way people do: Muster calls the gateway. */
  doneByCall(body: Record<string, unknown>): Promise<OrderedOperation> {
    return done(this.#muster.api, encodeURIComponent(this.id), body);
  }

  operation(id: string): Promise<OrderedOperation> {
    return operationOf(this.#muster.api, id);
  }

  ended(id: string): Promise<OrderedOperation> {
    return ended(this.#muster.api, id);
  }

  happen(happening: Happening): Promise<void> {
    return this.fleet.happen(this.id, happening);
  }

  wake(): Promise<void> {
    return this.happen({ kind: 'wakeUp' });
  }

  /** One more session, from its Inform to its end. */
  async session(): Promise<void> {
    await this.idle();
    const { sessions } = this.statistics;
    await this.wake();
    await until('it held a session', () => this.statistics.sessions > sessions);
  }

  idle(): Promise<unknown> {
    return until('it is idle', () => this.statistics.activity === 'idle');
  }

  /** Muster knows it, has provisioned it, and it is idle. */
  async settled(): Promise<void> {
    await until('it is known and provisioned', async () => {
      const { rows } = await this.#muster.pool.query<{ open: boolean }>(
        `SELECT o.state <> 'succeeded' AS open FROM device d JOIN operation o ON o.device_id = d.id
         WHERE d.public_id = $1 AND o.kind = 'provision'`,
        [this.id],
      );
      return rows.length > 0 && rows.every((row) => !row.open);
    });
    await this.idle();
  }
}

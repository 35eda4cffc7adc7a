import type { Operation } from '../../../src/cli/api/resources.ts';
import type { RestClient } from '../../support/rest-client.ts';
import { until } from '../../support/until.ts';

export interface OrderedOperation extends Operation {
  readonly order: Record<string, unknown>;
  readonly result: Record<string, unknown> | null;
  readonly commandKey: string | null;
}

/** Orders work on one device. */
export function order(api: RestClient, device: string, body: Record<string, unknown>): Promise<OrderedOperation> {
  return api.post(`/devices/${device}/operations`, body);
}

export function operationOf(api: RestClient, id: string): Promise<OrderedOperation> {
  return api.get(`/operations/${id}`);
}

/** Waits for the end of an operation, whichever it is. */
export function ended(api: RestClient, id: string, limit = 30_000): Promise<OrderedOperation> {
  return until(
    `operation ${id} ends`,
    async () => {
      const operation = await operationOf(api, id);
      return ['succeeded', 'failed', 'cancelled'].includes(operation.state) && operation;
    },
    limit,
  );
}

/** Orders work and waits for its end. */
export async function done(
  api: RestClient,
  device: string,
  body: Record<string, unknown>,
  limit?: number,
): Promise<OrderedOperation> {
  return ended(api, (await order(api, device, body)).id, limit);
}

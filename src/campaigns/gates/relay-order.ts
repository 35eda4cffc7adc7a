import { z } from 'zod';

/** The host name under which our own file server is known here. */
export const ownHost = 'self';

const host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/,
    'must be a host name, with a port where URLs have one, or "self" for our own file server',
  );

export const relayOrder = z
  .strictObject({
    host,
    /** Devices of all campaigns that may be on it at once. */
    maxTransfers: z.int().min(1).max(1_000_000).optional(),
    /** Starts per minute of all campaigns. */
    perMinute: z.number().min(0.01).max(1_000_000).optional(),
  })
  .refine((relay) => relay.maxTransfers !== undefined || relay.perMinute !== undefined, {
    message: 'limits nothing: give maxTransfers, perMinute or both',
    path: ['maxTransfers'],
  });
export type RelayOrder = z.infer<typeof relayOrder>;

/** Hosts that the devices of a plan download from, sorted; none for plans that bring no file. */
export function hostsOf(plan: { readonly artifact: unknown }): string[] {
  const hosts = new Set<string>();
  const look = (item: unknown): void => {
    if (typeof item !== 'object' || item === null) return;
    const { fileId, package: name, url, packages } = item as Record<string, unknown>;
    if (typeof fileId === 'string' || typeof name === 'string') hosts.add(ownHost);
    if (typeof url === 'string' && URL.canParse(url)) hosts.add(new URL(url).host);
    if (Array.isArray(packages)) packages.forEach(look);
  };
  look(plan.artifact);
  return [...hosts].sort();
}

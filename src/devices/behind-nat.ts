import { z } from 'zod';

const ip = z.union([z.ipv4(), z.ipv6()]);
const isAddress = (text: string): boolean => ip.safeParse(text).success;

/** The URL names a private address, and the device comes from a public one: it cannot be reached by it. */
export function isBehindNat(url: string | null, informedFrom: string | null): boolean {
  const host = url === null ? undefined : URL.parse(url)?.hostname.replace(/^\[|\]$/g, '');
  if (!host || !isAddress(host) || !informedFrom || !isAddress(informedFrom)) return false;
  return isPrivate(host) && !isPrivate(informedFrom);
}

/** How addresses begin that nobody outside can reach; the same for JavaScript and PostgreSQL, letters of either case. */
export const privateBegins =
  '(10\\.|127\\.|169\\.254\\.|192\\.168\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|100\\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\.|f[cd]|fe[89ab])';
const isPrivateAddress = new RegExp(`^${privateBegins}`, 'i');

function isPrivate(address: string): boolean {
  return isPrivateAddress.test(address);
}

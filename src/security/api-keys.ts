import { createHash, randomBytes } from 'node:crypto';
import { MusterError } from '../base/errors.ts';
import { type KeyId, newId } from '../base/ids.ts';
import type { Queryable } from '../platform/database/pool.ts';
import { deleteKey, findKey, insertKey, listKeys, touchKey } from './store.ts';

/** What a key may do, from least to most; each includes the ones before, but `approver` and `helpdesk` stand apart. */
export const roles = ['viewer', 'helpdesk', 'operator', 'approver', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** A caller of the API, as established from its key. */
export interface Caller {
  readonly keyId: KeyId;
  readonly name: string;
  readonly role: Role;
}

const rights = {
  /** See everything but secrets. */
  read: ['viewer', 'helpdesk', 'operator', 'approver', 'administrator'],
  /** Act on one device. */
  operate: ['helpdesk', 'operator', 'administrator'],
  /** Campaigns and files. */
  campaign: ['operator', 'administrator'],
  /** Decide on campaigns of others. */
  approve: ['approver', 'administrator'],
  /** Keys and device credentials. */
  administer: ['administrator'],
} as const satisfies Record<string, readonly Role[]>;
export type Right = keyof typeof rights;

export function may(caller: Pick<Caller, 'role'>, right: Right): boolean {
  return (rights[right] as readonly Role[]).includes(caller.role);
}

/** @throws MusterError `forbidden`, saying which roles may */
export function demand(caller: Caller, right: Right): void {
  if (!may(caller, right)) {
    throw new MusterError(
      'forbidden',
      `the key "${caller.name}" is a ${caller.role}; this needs ${rights[right].join(' or ')}`,
    );
  }
}

export interface ApiKeys {
  /** Who a bearer token belongs to. @throws MusterError `unauthenticated` */
  identify(token: string | undefined): Promise<Caller>;
  create(name: string, role: Role, expiresAt: Date | null): Promise<{ id: KeyId; key: string }>;
  /** Makes sure that this very key exists (the administrator's, given by the environment). */
  ensure(name: string, role: Role, key: string): Promise<void>;
  list(): ReturnType<typeof listKeys>;
  remove(id: string): Promise<boolean>;
}

const cacheFor = 5_000;

export function apiKeys(db: Queryable, clock: { now(): number }): ApiKeys {
  // A short memory, so that a polling client costs no look-up each time; a removed key dies within seconds.
  const recent = new Map<string, { caller: Caller; until: number; expires: number }>();
  return {
    async identify(token) {
      if (!token) throw new MusterError('unauthenticated', 'send an API key as "Authorization: Bearer <key>"');
      const now = clock.now();
      const hash = hashKey(token);
      const id = hash.toString('base64');
      const known = recent.get(id);
      if (known && known.until > now && known.expires > now) return known.caller;
      const row = await findKey(db, hash);
      if (!row) throw new MusterError('unauthenticated', 'the API key is unknown or was removed');
      if (row.expiresAt && row.expiresAt.getTime() <= now)
        throw new MusterError('unauthenticated', 'the API key has expired');
      const caller: Caller = { keyId: row.id, name: row.name, role: row.role };
      if (recent.size > 1000) recent.clear();
      recent.set(id, { caller, until: now + cacheFor, expires: row.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY });
      await touchKey(db, row.id, new Date(now));
      return caller;
    },
    async create(name, role, expiresAt) {
      const key = `mk_${randomBytes(32).toString('base64url')}`;
      const id = newId<'KeyId'>(clock.now());
      await insertKey(db, { id, name, role, hash: hashKey(key), createdAt: new Date(clock.now()), expiresAt });
      return { id, key };
    },
    async ensure(name, role, key) {
      const hash = hashKey(key);
      if (await findKey(db, hash)) return;
      await insertKey(db, {
        id: newId<'KeyId'>(clock.now()),
        name,
        role,
        hash,
        createdAt: new Date(clock.now()),
        expiresAt: null,
      });
    },
    list: () => listKeys(db),
    async remove(id) {
      recent.clear();
      return deleteKey(db, id);
    },
  };
}

function hashKey(key: string): Buffer {
  return createHash('sha256').update(key, 'utf8').digest();
}

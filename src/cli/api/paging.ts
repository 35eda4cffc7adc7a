import type { ApiClient, Query } from './client.ts';
import type { Page } from './resources.ts';

/** Most items the API gives at once. */
const pageLimit = 500;

/** The first `limit` items of a list, over as many pages as that takes. */
export async function listUpTo<T>(api: ApiClient, path: string, query: Query, limit: number): Promise<Page<T>> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (;;) {
    const wanted = Math.min(pageLimit, limit - items.length);
    const page = await api.get<Page<T>>(path, { ...query, limit: wanted, cursor });
    items.push(...page.items);
    if (page.next === null || page.next === undefined || items.length >= limit) return { ...page, items };
    cursor = page.next;
  }
}

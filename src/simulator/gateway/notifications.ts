import { notificationOf, opensSession, ridesAlong } from '../model/attributes.ts';
import type { ParameterTree } from '../model/tree.ts';

/** A parameter that is notified, with its value now. */
export interface Watched {
  readonly path: string;
  readonly value: string;
  /** True: a change opens a session; false: it waits for the next one. */
  readonly active: boolean;
}

/** Everything that is notified now: by the model's own marks and by what the ACS has set. */
export function watched(tree: ParameterTree): Watched[] {
  const list: Watched[] = [];
  const seen = new Set<string>();
  const watch = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const found = tree.find(path);
    if (found?.kind !== 'parameter') return;
    const notification = notificationOf(tree, found);
    if (!ridesAlong(notification)) return;
    const value = tree.valueAt(found.owner, found.definition);
    list.push({ path, value, active: opensSession(notification) });
  };
  for (const pattern of tree.model.notified) for (const path of tree.instances(pattern)) watch(path);
  for (const [path, { notification }] of tree.attributed()) if (notification) watch(path);
  return list;
}

/** What differs from what the ACS was told last; nothing before it was told anything. */
export function changedSince(told: Readonly<Record<string, string>> | null, now: readonly Watched[]): Watched[] {
  return told === null ? [] : now.filter(({ path, value }) => told[path] !== value);
}

export function asTold(now: readonly Watched[]): Record<string, string> {
  return Object.fromEntries(now.map(({ path, value }) => [path, value]));
}

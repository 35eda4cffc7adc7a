import type { ParameterValue } from '../cwmp/rpc/schema.ts';
import { blockOf } from './block-path.ts';

/** `[value, xsd type or null, seconds since 1970 when the value changed, writable or null where not known]` */
export type StoredParameter = [value: string, type: string | null, changedAt: number, writable: boolean | null];

/**
 * Parameter values of one object subtree by the rest of their path; stored as one row (parameter-lines.ts).
 * A Map, as its keys are a device's words and may be any text.
 */
export type OpenBlock = Map<string, StoredParameter>;

export interface ParameterNews {
  readonly values: readonly ParameterValue[];
  /**
   * What was asked for: what is an object of these, or lies below one, and was not reported is gone; and so is a
   * parameter named in full.
   */
  readonly complete?: readonly string[];
  /** All that there is right below the root, as it was listed: what lies below anything else is gone. */
  readonly listed?: { readonly root: string; readonly children: readonly string[] };
  /** From GetParameterNames. */
  readonly writable?: ReadonlyMap<string, boolean>;
}

/** Names of the blocks that the news speak of by name; paths read whole may concern others too. */
export function blocksNamed(news: ParameterNews): string[] {
  const names = new Set<string>();
  const cut = blockCutter();
  let last: string | null = null;
  const note = (name: string): void => {
    const block = cut(name);
    if (block === last) return;
    names.add(block);
    last = block;
  };
  for (const { name } of news.values) note(name);
  for (const name of news.writable?.keys() ?? []) note(name);
  return [...names];
}

/**
 * What is read from a device merged into what is known: the blocks whose content changed, with their new content. An
 * empty content means the block is gone. Pure; `known` stays as it is.
 */
export function mergeParameters(
  known: ReadonlyMap<string, OpenBlock>,
  news: ParameterNews,
  now: number,
): Map<string, OpenBlock> {
  const seconds = Math.floor(now / 1000);
  const changed = new Map<string, OpenBlock>();
  const open = (block: string): OpenBlock => {
    let content = changed.get(block);
    if (!content) {
      content = new Map(known.get(block));
      changed.set(block, content);
    }
    return content;
  };
  // Of blocks that are known and may have lost parameters, the keys that were reported.
  const reported = new Map<string, Set<string>>();
  const complete = known.size > 0 ? (news.complete ?? []) : [];
  if (complete.length > 0) for (const name of known.keys()) reported.set(name, new Set());

  const cut = blockCutter();
  let block: string | null = null;
  /** The present block as it is by now, and the same once it changed. */
  let content: OpenBlock | undefined;
  let own: OpenBlock | undefined;
  let seen: Set<string> | undefined;
  const turnTo = (name: string): string => {
    const next = cut(name);
    if (next !== block) {
      block = next;
      own = changed.get(next);
      content = own ?? known.get(next);
      seen = reported.get(next);
    }
    return name.slice(next.length);
  };
  const put = (key: string, parameter: StoredParameter): void => {
    own ??= open(block!);
    content = own;
    own.set(key, parameter);
  };

  for (const { name, value, type } of news.values) {
    const key = turnTo(name);
    if (key === '') continue;
    seen?.add(key);
    const old = content?.get(key);
    if (old && old[0] === value && (type === null || old[1] === type)) continue;
    put(key, [value, type ?? old?.[1] ?? null, seconds, old?.[3] ?? null]);
  }
  for (const [name, writable] of news.writable ?? []) {
    const key = turnTo(name);
    const old = content?.get(key);
    if (old && old[3] !== writable) put(key, [old[0], old[1], old[2], writable]);
  }
  if (complete.length > 0) dropVanished(known, reported, complete, open);
  if (news.listed) dropUnlisted(known, news.listed, open);
  return changed;
}

/** Below paths that were read whole, what was known before and was not reported now is gone. */
function dropVanished(
  known: ReadonlyMap<string, OpenBlock>,
  reported: ReadonlyMap<string, ReadonlySet<string>>,
  complete: readonly string[],
  open: (block: string) => OpenBlock,
): void {
  const objects = complete.filter((path) => path === '' || path.endsWith('.'));
  const names = new Set(complete.filter((path) => path !== '' && !path.endsWith('.')));
  for (const [block, content] of known) {
    // A block that lies below one of the paths was read whole; of one that a path cuts through, only what is below it.
    const whole = objects.some((path) => block.startsWith(path));
    const parts = whole ? [] : objects.filter((path) => path.startsWith(block)).map((path) => path.slice(block.length));
    if (!whole && parts.length === 0 && names.size === 0) continue;
    const seen = reported.get(block)!;
    for (const key of content.keys()) {
      const asked = whole || parts.some((part) => key.startsWith(part)) || names.has(block + key);
      if (asked && !seen.has(key)) open(block).delete(key);
    }
  }
}

/** Objects that were known and are not listed any more are gone, with all that is in them. */
function dropUnlisted(
  known: ReadonlyMap<string, OpenBlock>,
  { root, children }: NonNullable<ParameterNews['listed']>,
  open: (block: string) => OpenBlock,
): void {
  // Some devices list objects without their dot.
  const objects = children.map((child) => (child.endsWith('.') ? child : `${child}.`));
  for (const [block, content] of known) {
    if (block === root || !block.startsWith(root) || objects.some((object) => block.startsWith(object))) continue;
    for (const key of content.keys()) open(block).delete(key);
  }
}

/** Names the block of one path after another; devices tell their parameters in order, so the next is mostly the last. */
function blockCutter(): (name: string) => string {
  let last = '';
  return (name) => {
    if (last !== '' && name.slice(0, last.length) === last) return last;
    const { block } = blockOf(name);
    last = isRoot(block) ? '' : block;
    return block;
  };
}

function isRoot(block: string): boolean {
  return block.indexOf('.') === block.length - 1;
}

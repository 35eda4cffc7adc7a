import type { ParameterValue } from '../cwmp/rpc/schema.ts';
import { blockOf } from './block-path.ts';

/**
 * Parameter values as stored: per object subtree one row, `{rest of the path: [value, type, changed, writable]}`.
 * Pure: what is read from a device is merged into what is known, and only blocks that changed are given back.
 */
export type BlockContent = Record<string, StoredParameter>;

/** `[value, xsd type or null, seconds since 1970 when the value changed, writable or null where not known]` */
export type StoredParameter = [value: string, type: string | null, changedAt: number, writable: boolean | null];

export interface ParameterNews {
  readonly values: readonly ParameterValue[];
  /** Paths that were read whole: what lies below one and was not reported is gone. */
  readonly complete?: readonly string[];
  /** From GetParameterNames. */
  readonly writable?: ReadonlyMap<string, boolean>;
}

/** Content under change: a Map, as its keys are a device's words and may be any text. */
export type OpenBlock = Map<string, StoredParameter>;

/** Names of the blocks that the news speak of by name; paths read whole may concern others too. */
export function blocksNamed(news: ParameterNews): string[] {
  const names = new Set<string>();
  let last = '';
  const note = (name: string): void => {
    if (last !== '' && name.startsWith(last)) return;
    const { block } = blockOf(name);
    names.add(block);
    last = isRoot(block) ? '' : block;
  };
  for (const { name } of news.values) note(name);
  for (const name of news.writable?.keys() ?? []) note(name);
  return [...names];
}

/** The blocks whose content changed, with their new content. An empty content means the block is gone. */
export function mergeParameters(
  known: ReadonlyMap<string, BlockContent>,
  news: ParameterNews,
  now: number,
): Map<string, OpenBlock> {
  const seconds = Math.floor(now / 1000);
  const changed = new Map<string, OpenBlock>();
  const open = (block: string): OpenBlock => {
    let content = changed.get(block);
    if (!content) {
      content = new Map(Object.entries(known.get(block) ?? {}));
      changed.set(block, content);
    }
    return content;
  };
  const stored = (block: string, key: string): StoredParameter | undefined => {
    const content = changed.get(block);
    if (content) return content.get(key);
    const before = known.get(block);
    return before && Object.hasOwn(before, key) ? before[key] : undefined;
  };

  for (const { name, value, type } of news.values) {
    const { block, key } = blockOf(name);
    if (key === '') continue;
    const old = stored(block, key);
    if (old && old[0] === value && (type === null || old[1] === type)) continue;
    open(block).set(key, [value, type ?? old?.[1] ?? null, seconds, old?.[3] ?? null]);
  }
  for (const [name, writable] of news.writable ?? []) {
    const { block, key } = blockOf(name);
    const old = stored(block, key);
    if (old && old[3] !== writable) open(block).set(key, [old[0], old[1], old[2], writable]);
  }
  if (news.complete && news.complete.length > 0) dropVanished(known, news, news.complete, open);
  return changed;
}

/** Below paths that were read whole, what was known before and was not reported now is gone. */
function dropVanished(
  known: ReadonlyMap<string, BlockContent>,
  news: ParameterNews,
  complete: readonly string[],
  open: (block: string) => OpenBlock,
): void {
  const reported = new Set(news.values.map((value) => value.name));
  for (const [block, content] of known) {
    for (const path of complete) {
      if (!block.startsWith(path) && !path.startsWith(block)) continue;
      for (const key of Object.keys(content)) {
        const name = block + key;
        if (name.startsWith(path) && !reported.has(name)) open(block).delete(key);
      }
    }
  }
}

/** A block as JSON text, key by key: an object with hundreds of new keys costs several times as much. */
export function blockJson(content: OpenBlock): string {
  let text = '';
  for (const [key, [value, type, changedAt, writable]] of content) {
    text += `${text === '' ? '{' : ','}${JSON.stringify(key)}:[${JSON.stringify(value)},${JSON.stringify(type)},${changedAt},${writable}]`;
  }
  return text === '' ? '{}' : `${text}}`;
}

function isRoot(block: string): boolean {
  return block.indexOf('.') === block.length - 1;
}

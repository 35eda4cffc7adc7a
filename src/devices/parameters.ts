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

/** Names of the blocks that the news speak of by name; paths read whole may concern others too. */
export function blocksNamed(news: ParameterNews): string[] {
  const names = new Set<string>();
  for (const { name } of news.values) names.add(blockOf(name).block);
  for (const name of news.writable?.keys() ?? []) names.add(blockOf(name).block);
  return [...names];
}

/** The blocks whose content changed, with their new content. An empty content means the block is gone. */
export function mergeParameters(
  known: ReadonlyMap<string, BlockContent>,
  news: ParameterNews,
  now: number,
): Map<string, BlockContent> {
  const seconds = Math.floor(now / 1000);
  const changed = new Map<string, BlockContent>();
  const open = (block: string): BlockContent => {
    let content = changed.get(block);
    if (!content) {
      content = { ...known.get(block) };
      changed.set(block, content);
    }
    return content;
  };
  const reported = new Set<string>();
  for (const { name, value, type } of news.values) {
    reported.add(name);
    const { block, key } = blockOf(name);
    if (key === '') continue;
    const old = (changed.get(block) ?? known.get(block))?.[key];
    if (old && old[0] === value && (type === null || old[1] === type)) continue;
    open(block)[key] = [value, type ?? old?.[1] ?? null, seconds, old?.[3] ?? null];
  }
  for (const [name, writable] of news.writable ?? []) {
    const { block, key } = blockOf(name);
    const old = (changed.get(block) ?? known.get(block))?.[key];
    if (old && old[3] !== writable) open(block)[key] = [old[0], old[1], old[2], writable];
  }
  for (const path of news.complete ?? []) {
    for (const block of new Set([...known.keys(), ...changed.keys()])) {
      if (!overlaps(block, path)) continue;
      for (const key of Object.keys(changed.get(block) ?? known.get(block) ?? {})) {
        const name = block + key;
        if (name.startsWith(path) && !reported.has(name)) delete open(block)[key];
      }
    }
  }
  return changed;
}

function overlaps(block: string, path: string): boolean {
  return block.startsWith(path) || path.startsWith(block);
}

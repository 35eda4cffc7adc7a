import type { DeviceKey } from '../base/ids.ts';
import type { Queryable, Transaction } from '../platform/database/pool.ts';
import { blockOf } from './block-path.ts';
import { joinBlocks, readLines, writeLines } from './parameter-lines.ts';
import { blocksNamed, mergeParameters, type OpenBlock, type ParameterNews } from './parameters.ts';

/** The blocks that one device's news may touch. */
export interface BlockQuery {
  readonly device: DeviceKey;
  readonly news: ParameterNews;
}

/** Reads the blocks that news of many devices may touch, in one statement. @returns one map for each query, in order */
export async function readBlocks(
  db: Queryable,
  queries: readonly BlockQuery[],
): Promise<ReadonlyMap<string, OpenBlock>[]> {
  const places: number[] = [];
  const devices: DeviceKey[] = [];
  const first: string[] = [];
  const last: string[] = [];
  queries.forEach(({ device, news }, place) => {
    for (const [from, to] of rangesOf(news)) {
      places.push(place);
      devices.push(device);
      first.push(from);
      last.push(to);
    }
  });
  const found = queries.map(() => new Map<string, OpenBlock>());
  if (places.length === 0) return found;
  const { rows } = await db.query<{ place: number; block: string; content: string }>(
    `SELECT q.place, b.block, b.content FROM unnest($1::int[], $2::bigint[], $3::text[], $4::text[]) AS q(place, device, first, last)
     CROSS JOIN LATERAL (SELECT block, content FROM parameter_lines
       WHERE device_id = q.device AND block >= q.first AND block <= q.last) b`,
    [places, devices, first, last],
  );
  for (const { place, block, content } of rows) found[place]!.set(block, readLines(content));
  return found;
}

/** Ranges of block names, both ends included, that do not overlap. */
function rangesOf(news: ParameterNews): [from: string, to: string][] {
  const names = new Set(blocksNamed(news));
  const wide: string[] = news.listed ? [news.listed.root] : [];
  for (const path of news.complete ?? []) {
    const { block, key } = blockOf(path);
    names.add(block);
    // Only a root, or everything, has other blocks below it.
    if (key === '' && path.indexOf('.') >= path.length - 1) wide.push(path);
  }
  const under = (name: string): boolean => wide.some((path) => name.startsWith(path));
  return [
    ...wide.map((path): [string, string] => [path, `${path}\u{10ffff}`]),
    ...[...names].filter((name) => !under(name)).map((name): [string, string] => [name, name]),
  ];
}

/** Blocks to be written, as rows: one statement takes those of many devices. */
export interface BlockRows {
  readonly devices: readonly DeviceKey[];
  readonly blocks: readonly string[];
  /** Joined ({@link joinBlocks}); '' where a block is gone. */
  readonly contents: string;
}

export function blockRows(
  changes: readonly { device: DeviceKey; blocks: ReadonlyMap<string, OpenBlock> }[],
): BlockRows {
  const devices: DeviceKey[] = [];
  const blocks: string[] = [];
  const contents: string[] = [];
  for (const { device, blocks: changed } of changes) {
    for (const [block, content] of changed) {
      devices.push(device);
      blocks.push(block);
      contents.push(writeLines(content));
    }
  }
  return { devices, blocks, contents: joinBlocks(contents) };
}

/**
 * Merges what was read from a device into its parameter blocks; blocks that did not change are not written.
 * @param nothingKnown the device is new, so there is nothing to merge with
 * @returns the blocks that changed, with all they hold now
 */
export async function rememberParameters(
  tx: Transaction,
  device: DeviceKey,
  news: ParameterNews,
  now: Date,
  nothingKnown = false,
): Promise<ReadonlyMap<string, OpenBlock>> {
  const [known] = nothingKnown ? [new Map<string, OpenBlock>()] : await readBlocks(tx, [{ device, news }]);
  const changed = mergeParameters(known!, news, now.getTime());
  if (changed.size === 0) return changed;
  const { devices, blocks, contents } = blockRows([{ device, blocks: changed }]);
  await tx.query(
    `INSERT INTO parameter_lines (device_id, block, content)
     SELECT * FROM unnest($1::bigint[], $2::text[], string_to_array($3, E'\\x1e')) AS i(device_id, block, content) WHERE content <> ''
     ON CONFLICT (device_id, block) DO UPDATE SET content = excluded.content`,
    [devices, blocks, contents],
  );
  const gone = blocks.filter((block) => changed.get(block)!.size === 0);
  if (gone.length > 0) {
    await tx.query('DELETE FROM parameter_lines WHERE device_id = $1 AND block = ANY($2)', [device, gone]);
  }
  return changed;
}

export interface ParameterRow {
  readonly path: string;
  readonly value: string;
  readonly type: string | null;
  readonly writable: boolean | null;
  readonly updatedAt: Date;
}

/** Stored parameters below a path (or of that very name), in name order. Reads the blocks that can hold them. */
export async function readParameters(db: Queryable, device: DeviceKey, path: string): Promise<ParameterRow[]> {
  const [blocks] = await readBlocks(db, [{ device, news: { values: [], complete: [path] } }]);
  const found: ParameterRow[] = [];
  for (const [block, content] of blocks!) {
    for (const [key, [value, type, changedAt, writable]] of content) {
      const name = block + key;
      const wanted = path === '' || path.endsWith('.') ? name.startsWith(path) : name === path;
      if (wanted) found.push({ path: name, value, type, writable, updatedAt: new Date(changedAt * 1000) });
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What devices told the last time, for values whose type the caller does not know. */
export async function storedTypes(
  db: Queryable,
  device: DeviceKey,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const values = paths.map((name) => ({ name, value: '', type: null }));
  const [blocks] = await readBlocks(db, [{ device, news: { values } }]);
  const types = new Map<string, string>();
  for (const path of paths) {
    const { block, key } = blockOf(path);
    const type = blocks!.get(block)?.get(key)?.[1];
    if (type) types.set(path, type);
  }
  return types;
}

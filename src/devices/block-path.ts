/** Where a parameter's value is kept: a row of `parameter_lines`, and the key of its line. */
export interface BlockPath {
  /** The first two segments with their dot (`Device.WiFi.`), or the root (`Device.`) for what lies directly under it. */
  readonly block: string;
  /** The rest of the path; '' where the path is the block itself. */
  readonly key: string;
}

/**
 * Splits a parameter path. A block is one row, so it should change as a whole or not at all: the objects right below
 * the root are the natural cut. A path without any dot has no block (`block` is '').
 */
export function blockOf(path: string): BlockPath {
  const root = path.indexOf('.') + 1;
  const object = path.indexOf('.', root) + 1;
  const cut = object > 0 ? object : root;
  return { block: path.slice(0, cut), key: path.slice(cut) };
}

/** The inverse of {@link blockOf}. */
export function pathOf(block: string, key: string): string {
  return block + key;
}

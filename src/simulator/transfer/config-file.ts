import type { ParameterTree, TreeChanges } from '../model/tree.ts';
import type { TransferFault } from './transfer.ts';

/** First line of a configuration that a simulated gateway has written. */
const mark = '# muster simulated gateway, configuration 1';

/** The whole configuration as a gateway uploads it; downloaded again it restores what it says. */
export function writeConfiguration(tree: ParameterTree): string {
  const { values, rows } = tree.changes();
  return `${mark}\n${JSON.stringify({ root: tree.root.path, values, rows }, null, 2)}\n`;
}

/**
 * Takes a configuration into use. A file without the mark is some vendor's own: it is accepted and changes nothing.
 * @returns the fault of a file that is ours and broken
 */
export function restoreConfiguration(tree: ParameterTree, text: string): TransferFault | null {
  if (!text.startsWith(mark)) return null;
  try {
    const { root, values, rows } = JSON.parse(text.slice(mark.length)) as TreeChanges & { readonly root: string };
    if (root !== tree.root.path) return { code: 9018, message: `the configuration is for ${root}` };
    if (!isRecord(values) || !isRecord(rows)) return { code: 9018, message: 'the configuration lacks values or rows' };
    const { attributes } = tree.changes();
    tree.replace(attributes === undefined ? { values, rows } : { values, rows, attributes });
    return null;
  } catch {
    return { code: 9018, message: 'the configuration cannot be read' };
  }
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

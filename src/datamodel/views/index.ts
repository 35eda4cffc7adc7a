import { definitionPathOf, parsePath } from '../path.ts';
import type { RootModel } from '../root-model.ts';
import { device1 } from './device1.ts';
import { tr098 } from './tr098.ts';
import { tr181 } from './tr181.ts';
import type { View } from './view.ts';

export type { View } from './view.ts';

const views: Readonly<Record<RootModel, View>> = {
  'Device:1': device1,
  'Device:2': tr181,
  'InternetGatewayDevice:1': tr098,
};

/** Where this root keeps what Muster uses. */
export function viewOf(root: RootModel): View {
  return views[root];
}

/**
 * A path of one root as another root writes it; null where that has no such thing, or where it is not among those that
 * Muster itself uses. Only places are translated: what stands in them may have other names and values.
 */
export function translatePath(path: string, from: RootModel, to: RootModel): string | null {
  if (from === to) return path;
  const definition = definitionPathOf(parsePath(path));
  let best: { readonly from: string; readonly to: string | null } | null = null;
  for (const key of Object.keys(views[from]) as (keyof View)[]) {
    const place = views[from][key];
    if (place === null || key === 'root') continue;
    if (place.endsWith('.') ? !definition.startsWith(place) : definition !== place) continue;
    if (best === null || place.length > best.from.length) best = { from: place, to: views[to][key] };
  }
  if (best === null || best.to === null) return null;
  // Which instance would be meant on the other side is not known.
  if (best.from.includes('{i}') || best.to.includes('{i}')) return null;
  return best.to + path.slice(best.from.length);
}

import type { Model } from './definition.ts';
import { tr098 } from './tr098/index.ts';
import { tr106 } from './tr106/index.ts';
import { tr181 } from './tr181/index.ts';

/** The kinds of data model a gateway can have. */
export const roots = ['device2', 'igd', 'device1'] as const;
export type Root = (typeof roots)[number];

const models: Readonly<Record<Root, Model>> = { device2: tr181, igd: tr098, device1: tr106 };

/** The shared, frozen definition of one root. */
export function modelOf(root: Root): Model {
  return models[root];
}

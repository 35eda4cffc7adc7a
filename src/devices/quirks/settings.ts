import { z } from 'zod';
import type { WireStyle } from '../../cwmp/rpc/schema.ts';

const path = z
  .string()
  .regex(
    /^[A-Za-z_][^\s]*[^.\s]$/,
    'a parameter as definitions write it, such as Device.WiFi.Radio.{i}.OperatingStandards',
  );

/**
 * All that can be different for a device, and what it is when nothing is said. Kindness that harms nobody is no setting:
 * it is always on. Each setting has its place of use; none is there for later.
 */
export const settingsSchema = z.strictObject({
  /** How a boolean parameter is written. */
  booleanValues: z.enum(['digits', 'words']),
  /** How a boolean argument of an RPC (NextLevel and its like) is written. */
  booleanArguments: z.enum(['digits', 'words']),
  dateTimes: z.enum(['seconds', 'milliseconds']),
  /** Form of ChangeDUState. */
  softwareModules: z.enum(['standard', 'icwmp', 'rdk']),
  /** Most paths in one GetParameterValues; null: as many as the device proves to take. */
  readBatch: z.int().min(1).max(1000).nullable(),
  /** `objects`: whole objects by value. `names`: names one level at a time, then single parameters by value. */
  discovery: z.enum(['objects', 'names']),
  /** Whether names may be asked of the root itself. When not, its known objects are asked one after the other. */
  askRoot: z.boolean(),
  /** Whether a refresh without paths reads the whole tree, or only what identifies and manages the device. */
  wholeTree: z.boolean(),
  /** Write what the device says cannot be written. */
  skipWritableCheck: z.boolean(),
  /** Per parameter: a value as the model spells it → as the device does. */
  valueMaps: z.record(path, z.record(z.string(), z.string())),
  cookiePath: z.enum(['root', 'none']),
  /** Status of the answer that says nothing and ends the session. */
  emptyAnswer: z.union([z.literal(204), z.literal(200)]),
  /** Hang up after that answer. */
  closeAtEnd: z.boolean(),
  /** Compress answers to a device that compresses what it sends. */
  compressAnswers: z.boolean(),
  /** Tell the password of connection requests to a device that knows nothing better than Basic. */
  basicConnectionRequests: z.boolean(),
});

export type QuirkSettings = Readonly<z.infer<typeof settingsSchema>>;
export type QuirkSetting = keyof QuirkSettings;

export const usualSettings: QuirkSettings = Object.freeze({
  booleanValues: 'digits',
  booleanArguments: 'digits',
  dateTimes: 'seconds',
  softwareModules: 'standard',
  readBatch: null,
  discovery: 'objects',
  askRoot: true,
  wholeTree: true,
  skipWritableCheck: false,
  valueMaps: {},
  cookiePath: 'root',
  emptyAnswer: 204,
  closeAtEnd: false,
  compressAnswers: true,
  basicConnectionRequests: false,
});

/** The field quirks (by their number, 1 to 112) that each setting can answer. The forms of ChangeDUState have none. */
export const answeredBy: Readonly<Record<QuirkSetting, readonly number[]>> = {
  booleanValues: [54],
  booleanArguments: [66],
  dateTimes: [58],
  softwareModules: [],
  readBatch: [74],
  discovery: [65, 79],
  askRoot: [64, 68],
  wholeTree: [75],
  skipWritableCheck: [62],
  valueMaps: [61],
  cookiePath: [5],
  emptyAnswer: [9, 10],
  closeAtEnd: [8, 9],
  compressAnswers: [17],
  basicConnectionRequests: [112],
};

/** How messages to the device are written. */
export function wireStyleOf(settings: QuirkSettings): WireStyle {
  return {
    booleans: settings.booleanArguments,
    booleanValues: settings.booleanValues,
    dateTimes: settings.dateTimes,
    softwareModules: settings.softwareModules,
  };
}

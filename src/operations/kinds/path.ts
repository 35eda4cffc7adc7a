import { z } from 'zod';

/** A parameter or object path as an order may name it. */
export const anyPath = z
  .string()
  .max(256)
  .regex(
    /^$|^[A-Za-z_][^\s.]*(\.[^\s.]+)*\.?$/,
    'must be a data-model path such as Device.WiFi. or Device.DeviceInfo.SoftwareVersion',
  );

export const parameterPath = anyPath.regex(/[^.]$/, 'must name a parameter, so it cannot be empty or end with a dot');

export const objectPath = anyPath.regex(/\.$/, 'must name an object, so it has to end with a dot');

/** XSD types a value may be sent as. */
export const valueType = z.enum([
  'string',
  'int',
  'long',
  'unsignedInt',
  'unsignedLong',
  'boolean',
  'dateTime',
  'base64',
  'base64Binary',
  'hexBinary',
  'decimal',
]);

export const valueItem = z.strictObject({
  path: parameterPath,
  value: z.union([z.string(), z.number(), z.boolean()]).transform(String).pipe(z.string().max(32_768)),
  type: valueType.optional(),
});
export type ValueItem = z.infer<typeof valueItem>;

const secretName = /(password|passphrase|presharedkey|wepkey|secret|pin)$/i;

/** Whether a parameter's value is a secret by its name: kept sealed, never shown, never remembered. */
export function isSecretName(path: string): boolean {
  return secretName.test(path);
}

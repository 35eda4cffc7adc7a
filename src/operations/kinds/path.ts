import { z } from 'zod';

/** A parameter or object path as an order may name it. */
export const anyPath = z
  .string()
  .max(256)
  .regex(
    /^$|^[A-Za-z_][^\s.]*(\.[^\s.]+)*\.?$/,
    'must be a data-model path such as Device.WiFi. or Device.DeviceInfo.SoftwareVersion',
  );

/** Of what is written, made or deleted: the wildcard of TR-069 stands for instances in reads only. */
export const writtenPath = anyPath.regex(
  /^(?!(.*\.)?\*(\.|$))/,
  'cannot hold the wildcard "*": it stands for instances in reads only',
);

export const parameterPath = writtenPath.regex(
  /[^.]$/,
  'must name a parameter, so it cannot be empty or end with a dot',
);

export const objectPath = writtenPath.regex(/\.$/, 'must name an object, so it has to end with a dot');

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

/** Whether a parameter starts something and changes by itself afterwards: what it shows later proves nothing about a write. */
export function isOneShot(path: string): boolean {
  return path.endsWith('.DiagnosticsState');
}

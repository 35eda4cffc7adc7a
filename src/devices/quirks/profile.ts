import { z } from 'zod';
import { MusterError } from '../../base/errors.ts';
import { settingsSchema } from './settings.ts';

/** Text that a device is matched by: as it is, or its beginning where it ends in `*`; letter case does not count. */
const pattern = z.string().min(1).max(200);
const oneOrMore = z
  .union([pattern, z.array(pattern).min(1)])
  .transform((given) => (Array.isArray(given) ? given : [given]));

const profileSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and dashes'),
  /** What is odd about these devices, in a sentence. */
  because: z.string().min(1).max(500),
  /** Numbers of the field quirks it answers. */
  answers: z.array(z.int().min(1).max(112)),
  /** Devices it is for; all that is named has to fit. Without it, the profile is there to be named by others. */
  match: z
    .strictObject({
      manufacturer: oneOrMore.optional(),
      oui: oneOrMore.optional(),
      productClass: oneOrMore.optional(),
      /** In the natural order of versions: `from` is in, `before` is out. */
      softwareVersion: z
        .strictObject({ from: z.string().min(1).optional(), before: z.string().min(1).optional() })
        .optional(),
    })
    .refine((match) => Object.keys(match).length > 0, 'names nothing to match')
    .optional(),
  /** Profiles whose settings it begins with. */
  like: z.array(z.string()).default([]),
  settings: settingsSchema.partial().default({}),
});

export type Profile = z.infer<typeof profileSchema>;
export type ProfileInput = z.input<typeof profileSchema>;

/** The only form there has been. */
export const profilesVersion = 1;
const fileSchema = z.strictObject({ version: z.literal(profilesVersion), profiles: z.array(profileSchema).max(1000) });

/**
 * Reads a list of profiles.
 * @param source its file, for errors
 * @throws MusterError `invalidConfiguration` naming the file, the place in it and what is allowed there
 */
export function readProfiles(data: unknown, source: string): Profile[] {
  const read = fileSchema.safeParse(data);
  if (read.success) return read.data.profiles;
  const issue = read.error.issues[0]!;
  const { path } = issue;
  // Of a key that is wrong, the reason stands one level below.
  const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  const place = path.length === 0 ? '' : `${path.join('.')}: `;
  throw new MusterError('invalidConfiguration', `${source}: ${place}${message}`);
}

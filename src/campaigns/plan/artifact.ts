import { z } from 'zod';
import { packageUrl, uuid } from '../../operations/kinds/du-order.ts';
import { isOneShot, isSecretName, valueItem } from '../../operations/kinds/path.ts';

/*
 * What a campaign brings, by its kind. Each is checked as far as that goes without a database; whether the files and
 * packages it names exist, and fit, is asked when the plan is resolved.
 */

const firmwareVersion = z.string().min(1).max(64);

const image = {
  fileId: z.uuid(),
  /** The floor: the lowest version that this image may be installed from; any, where not given. */
  minSource: firmwareVersion.optional(),
};

/** `hops`: images on the way for devices below the floor of the one that is wanted. Their versions are those of the files. */
export const firmwareArtifact = z.strictObject({
  ...image,
  hops: z.array(z.strictObject(image)).max(20).optional(),
});

const moduleName = z.string().trim().min(1).max(256);

const softwarePackage = z
  .strictObject({
    /** That of the campaign's kind, where not given. */
    op: z.enum(['install', 'update', 'uninstall']).optional(),
    name: moduleName.optional(),
    uuid: uuid.optional(),
    version: z.string().min(1).max(32).optional(),
    url: packageUrl.optional(),
    fileId: z.uuid().optional(),
    /** Its name in the repository: each device gets the variant that suits it. */
    package: moduleName.optional(),
    /** Name, type or path of the execution environment; where not given, the device chooses. */
    executionEnvRef: z.string().trim().min(1).max(256).optional(),
  })
  .refine((one) => [one.url, one.fileId, one.package].filter((source) => source !== undefined).length <= 1, {
    message: 'takes one of url, fileId and package',
    path: ['url'],
  });
export type PackageItem = z.infer<typeof softwarePackage>;

/** A device takes 16 operations in one ChangeDUState; leftovers of other versions need some of them. */
export const modulesArtifact = z.strictObject({ packages: z.array(softwarePackage).min(1).max(8) });

/** One unit, named by its path, its EUID or its name. */
export const executionUnitArtifact = z.strictObject({
  executionUnit: z.string().trim().min(1).max(256),
  requestedState: z.enum(['Active', 'Idle']),
});

const value = valueItem
  .refine(({ path }) => !isSecretName(path), {
    message: 'is a secret by its name: it cannot be read back, so no campaign can prove it',
    path: ['path'],
  })
  .refine(({ path }) => !isOneShot(path), {
    message: 'starts a test and changes by itself, so no campaign can prove it',
    path: ['path'],
  });

export const configurationArtifact = z.strictObject({
  values: z
    .array(value)
    .min(1)
    .max(100)
    .refine((values) => new Set(values.map(({ path }) => path)).size === values.length, 'names a parameter twice')
    .refine(
      (values) => new Set(values.map(({ path }) => path.slice(0, path.indexOf('.')))).size === 1,
      'has paths below different roots, which no device has: make one campaign for each',
    ),
});

/** A restart takes nothing along. */
export const rebootArtifact = z.strictObject({});

import { z } from 'zod';

/** What a vendor's own fault code may stand for. Falling back and falling silent are seen, not told. */
export const vendorFaultClasses = ['transient', 'source', 'artifact', 'device', 'module'] as const;

/**
 * What fault codes of vendors (9800 to 9899) mean, as only their makers know; one of a model goes before one of any. Codes
 * that are not listed are tried again once.
 */
export const vendorFaults = z
  .array(
    z.strictObject({
      code: z.int().min(9_800).max(9_899),
      /** Left out: of every model. */
      productClass: z.string().min(1).max(64).optional(),
      means: z.enum(vendorFaultClasses),
    }),
  )
  .max(500)
  .default([])
  .superRefine((faults, context) => {
    const seen = new Set<string>();
    for (const [i, { code, productClass }] of faults.entries()) {
      const name = JSON.stringify([code, productClass]);
      if (seen.has(name))
        context.addIssue({
          code: 'custom',
          path: [i],
          message: `says again what ${code} of ${productClass ?? 'every model'} means`,
        });
      seen.add(name);
    }
  });
export type VendorFaults = z.infer<typeof vendorFaults>;

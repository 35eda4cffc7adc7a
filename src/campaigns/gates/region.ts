/**
 * The region of a device, in which a campaign may be limited to so many starts per minute: its tag `region:<name>` (the
 * first by the alphabet, where it has several), or else its site. Devices with neither are one region: ''.
 */
export function regionOf({ tags, site }: { readonly tags: readonly string[]; readonly site: string | null }): string {
  const tag = tags.filter((one) => one.startsWith(prefix)).sort()[0];
  return tag === undefined ? (site ?? '') : tag.slice(prefix.length);
}

const prefix = 'region:';

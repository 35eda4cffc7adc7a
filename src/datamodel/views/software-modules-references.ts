const roots = /^(?:Device|InternetGatewayDevice)\./;

/**
 * A reference as a full path without the final dot. Devices write it with or without that dot, with or without the root,
 * after a leading dot (`.SoftwareModules.…`, as in the examples of the CWMP schema), or below the root of their other model.
 * @param root of the device, `Device.` or `InternetGatewayDevice.`
 */
export function modulesReference(text: string, root: string): string {
  const bare = text.trim().replace(/^\.+/, '').replace(/\.+$/, '').replace(roots, '');
  return bare === '' ? '' : root + bare;
}

/** A comma list of references, in its order and each once; spaces around them are tolerated. */
export function referenceList(text: string, root: string): string[] {
  const references = text.split(',').map((item) => modulesReference(item, root));
  return [...new Set(references)].filter((reference) => reference !== '');
}

/** Whether two references name the same object, however each is written. */
export function sameReference(a: string, b: string): boolean {
  return modulesReference(a, '') === modulesReference(b, '');
}

/** Whether a device has a method, by what it told; one that never told, or told nothing, is believed to have it. */
export function knowsMethod(methods: readonly string[] | null, method: string): boolean {
  // Who answers GetRPCMethods has it, whatever its list says.
  return methods === null || methods.length === 0 || method === 'GetRPCMethods' || methods.includes(method);
}

/** Why an operation is refused. */
export function missingMethod(method: string, softwareVersion: string | null): string {
  return `the device does not support ${method}: its software ${softwareVersion ?? '(unknown)'} does not name it among its methods`;
}

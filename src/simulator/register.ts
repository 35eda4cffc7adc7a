import { MusterError, messageOf } from '../base/errors.ts';
import type { DeviceCredential } from './credentials.ts';

/** Most items the ACS takes per call. */
const batchSize = 500;

/**
 * Makes the gateways known to an ACS before they call it.
 * @param apiBase of the REST API, e.g. `http://127.0.0.1:7557`
 * @throws MusterError `invalidRequest` with what the API said
 */
export async function registerCredentials(
  apiBase: string,
  key: string,
  credentials: readonly DeviceCredential[],
): Promise<void> {
  const url = `${apiBase.replace(/\/+$/, '')}/api/v1/device-credentials`;
  // Gateways that share an identity share a credential.
  const distinct = [...new Map(credentials.map((credential) => [credential.deviceId, credential])).values()];
  for (let at = 0; at < distinct.length; at += batchSize) {
    const items = distinct.slice(at, at + batchSize);
    let response: Response;
    try {
      response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
        body: JSON.stringify({ items }),
      });
    } catch (error) {
      const cause = error instanceof Error && error.cause ? error.cause : error;
      throw new MusterError('invalidRequest', `cannot register at ${url}: ${messageOf(cause)}`, { cause: error });
    }
    const said = await response.text();
    if (!response.ok) {
      const detail = said.slice(0, 300).replace(/\s+/g, ' ');
      throw new MusterError('invalidRequest', `${url} refused the credentials with ${response.status}: ${detail}`);
    }
  }
}

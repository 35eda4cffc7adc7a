import { readConfig } from '../../platform/config/config.ts';
import { loadSecrets } from '../../platform/config/secrets.ts';
import type { PkiSetting } from '../../security/pki/fleet-ca.ts';
import { pkiFiles } from '../../security/pki/store.ts';

/** The fleet CA of the data directory that the environment names; it works on files, no Muster has to run. */
export async function pkiSetting(): Promise<PkiSetting> {
  const { dataDir, masterSecret, tls } = readConfig(process.env);
  const password = tls.pkiPassword ?? (await loadSecrets(dataDir, masterSecret)).pki.toString('base64url');
  return { files: pkiFiles(dataDir), password, now: Date.now };
}

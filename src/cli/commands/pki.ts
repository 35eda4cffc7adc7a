import { readFile, writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { MusterError, messageOf } from '../../base/errors.ts';
import { type IssuedPair, initFleetCa, listIssued, openFleetCa } from '../../security/pki/fleet-ca.ts';
import { readCertificateRequest } from '../../security/pki/request.ts';
import { writeJson } from '../output/json.ts';
import { nothing, table } from '../output/table.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';
import { shortTime } from '../output/times.ts';
import { pkiSetting } from '../pki/ca.ts';
import { packageKeyCommand } from '../pki/package-keys.ts';

/** `muster pki`: a small certificate authority for the fleet, in files of the data directory. */
export function pkiCommand(): Command {
  const pki = new Command('pki').description(
    'A certificate authority of your own, for gateways that prove themselves by certificate and for the TLS door, and the ' +
      'keys of software packages. It works ' +
      'on files below MUSTER_DATA_DIR/pki; no Muster has to run. Its key is encrypted with MUSTER_PKI_PASSWORD, or else ' +
      'with the master secret.',
  );
  pki
    .command('init')
    .summary('make the CA')
    .option('--name <name>', 'common name of the CA', 'Muster fleet CA')
    .option('--days <number>', 'how long it is valid', lifetime, 3650)
    .action(init);
  pki
    .command('issue')
    .summary('issue a certificate to a gateway or a server')
    .description(
      'Issues a certificate. Without --csr a key is made and written beside the certificate. What the certificate says is ' +
        'decided by --device or --host; the names in a request are not taken over.',
    )
    .option('--device <id>', 'id of the gateway, OUI-ProductClass-SerialNumber', deviceId)
    .option('--host <names>', 'host names and addresses of a server, comma separated')
    .option('--csr <file>', 'certificate request (PKCS#10, PEM) with the key of the holder')
    .option('--days <number>', 'how long it is valid', lifetime, 730)
    .requiredOption('--out <file>', 'where to write the certificate; the key goes to <file>.key')
    .action(issue);
  pki
    .command('revoke')
    .summary('make a certificate void, and sign a new revocation list')
    .option('--device <id>', 'every certificate of this gateway', deviceId)
    .option('--serial <number>', 'the certificate with this serial number, as listed')
    .action(revoke);
  pki.command('list').summary('list what was issued').option('--json', 'print JSON').action(list);
  pki.command('crl').summary('sign a new revocation list and print it').action(crl);
  pki.addCommand(packageKeyCommand());
  return pki;
}

async function init(options: { readonly name: string; readonly days: number }): Promise<void> {
  const setting = await pkiSetting();
  await initFleetCa(setting, options);
  writeLines(standardOutput(), [
    `made the fleet CA "${options.name}" in ${setting.files.folder}`,
    `gateways must trust ${setting.files.pathOf('ca.crt')}`,
  ]);
}

interface IssueOptions {
  readonly device?: string;
  readonly host?: string;
  readonly csr?: string;
  readonly days: number;
  readonly out: string;
}

async function issue(options: IssueOptions): Promise<void> {
  const hosts = options.host?.split(',').map((host) => host.trim());
  if ((options.device === undefined) === (hosts === undefined)) {
    throw new MusterError('invalidRequest', 'give either --device or --host: whose certificate is it?');
  }
  if (hosts?.some((host) => !/^[A-Za-z0-9.:*-]+$/.test(host))) {
    throw new MusterError(
      'invalidRequest',
      `--host is "${options.host}"; allowed: host names and addresses with commas`,
    );
  }
  const request = options.csr === undefined ? undefined : readCertificateRequest(await text(options.csr));
  const ca = await openFleetCa(await pkiSetting());
  const key = request ? { publicKey: request.publicKey } : {};
  const made = hosts
    ? await ca.issueServer({ hosts, days: options.days, ...key })
    : await ca.issueDevice({ deviceId: options.device!, days: options.days, ...key });
  await save(options.out, made, hosts ? ca.certificate : '');
  writeLines(standardOutput(), [
    `issued ${made.serial} to ${options.device ?? options.host}: ${options.out}`,
    ...(made.key === null ? [] : [`its key, which nothing else holds: ${options.out}.key`]),
  ]);
}

/** Never over a file that is there: a key that is lost that way is lost. */
async function save(file: string, made: IssuedPair, chain: string): Promise<void> {
  try {
    if (made.key !== null) await writeFile(`${file}.key`, made.key, { mode: 0o600, flag: 'wx' });
    await writeFile(file, made.certificate + chain, { mode: 0o644, flag: 'wx' });
  } catch (error) {
    throw new MusterError('invalidRequest', `cannot write ${file}: ${messageOf(error)}`);
  }
}

async function revoke(options: { readonly device?: string; readonly serial?: string }): Promise<void> {
  const { device, serial } = options;
  if ((device === undefined) === (serial === undefined)) {
    throw new MusterError('invalidRequest', 'give either --device or --serial: which certificate?');
  }
  const ca = await openFleetCa(await pkiSetting());
  const gone = await ca.revoke(device === undefined ? { serial: serial!.toLowerCase() } : { deviceId: device });
  writeLines(standardOutput(), [...gone.map((one) => `revoked ${one}`), 'the door refuses it within seconds']);
}

async function list(options: { readonly json?: boolean }): Promise<void> {
  const issued = await listIssued((await pkiSetting()).files);
  const out = standardOutput();
  if (options.json) return writeJson(out, { items: issued });
  const rows = issued.map((one) => [
    one.serial,
    one.purpose === 'client' ? 'gateway' : 'server',
    one.of,
    shortTime(one.notAfter.toISOString()) ?? nothing,
    shortTime(one.revokedAt?.toISOString() ?? null) ?? nothing,
  ]);
  const titles = ['serial number', 'for', 'name', 'valid until', 'revoked'];
  writeLines(
    out,
    table(
      titles.map((title) => ({ title })),
      rows,
    ),
  );
}

async function crl(): Promise<void> {
  const ca = await openFleetCa(await pkiSetting());
  standardOutput().write(await ca.refreshCrl());
}

async function text(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new MusterError('invalidRequest', `cannot read ${file}: ${messageOf(error)}`);
  }
}

function lifetime(value: string): number {
  const days = Number(value);
  if (!Number.isInteger(days) || days < 1 || days > 36_500) throw new InvalidArgumentError('allowed: 1 to 36500 days');
  return days;
}

function deviceId(value: string): string {
  if (!/^[0-9A-F]{6}-([A-Za-z0-9_.~%]+-)?[A-Za-z0-9_.~%]+$/.test(value)) {
    throw new InvalidArgumentError('allowed: a device id such as 00D09E-MG100-SIM0001');
  }
  return value;
}

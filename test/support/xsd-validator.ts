import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { validateXML } from 'xmllint-wasm';

const stubs = path.join(import.meta.dirname, 'soap-stubs');
/** The Broadband Forum's schemas lie beside the repository, not in it. */
const schemas = path.join(import.meta.dirname, '../../../shared/bbf');

export type SchemaVersion = '1-0' | '1-1' | '1-2' | '1-4';
/** The project's own description of CWMP; 1.3 and 1.4 are in the namespace of 1.2. */
const ours = path.join(import.meta.dirname, '../../wsdl');
const files = ['cwmp-1-0.xsd', 'cwmp-1-1.xsd', 'cwmp-1-2.xsd', 'cwmp-1-3.xsd', 'cwmp-1-4.xsd'];

/** The schemas that are missing, with the folder; null where all are there. */
export function missingSchemas(): string | null {
  const missing = files.filter((file) => !existsSync(path.join(schemas, file)));
  return missing.length === 0 ? null : `${missing.join(', ')} in ${schemas}`;
}

/** Where the schemas point on the network, and what stands there in memory. */
const local: readonly (readonly [RegExp, string])[] = [
  [/schemaLocation="http:\/\/schemas\.xmlsoap\.org\/soap\/envelope\/?"/g, 'schemaLocation="soap-envelope.xsd"'],
  [/schemaLocation="http:\/\/schemas\.xmlsoap\.org\/soap\/encoding\/?"/g, 'schemaLocation="soap-encoding.xsd"'],
  [/schemaLocation="[^"]*\/(cwmp-1-[0-4]\.xsd)"/g, 'schemaLocation="$1"'],
];

/**
 * Validates SOAP envelopes, all in one run.
 * @returns per message, in order: the complaints; none where it is valid
 */
export function complaintsAbout(version: SchemaVersion, messages: readonly string[]): Promise<string[][]> {
  return validated(version, messages, [
    ...filesIn(stubs, ['soap-envelope.xsd', 'soap-encoding.xsd']),
    ...filesIn(schemas, files),
  ]);
}

/** The same by the schemas in `wsdl/`, which are there everywhere. */
export function complaintsByOurSchemas(
  version: '1-0' | '1-1' | '1-2',
  messages: readonly string[],
): Promise<string[][]> {
  const names = ['soap-envelope.xsd', 'soap-encoding.xsd', 'cwmp-1-0.xsd', 'cwmp-1-1.xsd', 'cwmp-1-2.xsd'];
  return validated(version, messages, filesIn(ours, names));
}

interface SchemaFile {
  readonly fileName: string;
  readonly contents: string;
}

function filesIn(folder: string, names: readonly string[]): SchemaFile[] {
  return names.map((fileName) => {
    let contents = readFileSync(path.join(folder, fileName), 'utf8');
    for (const [remote, here] of local) contents = contents.replace(remote, here);
    return { fileName, contents };
  });
}

async function validated(
  version: SchemaVersion,
  messages: readonly string[],
  preload: readonly SchemaFile[],
): Promise<string[][]> {
  const namespace = `urn:dslforum-org:cwmp-${version === '1-4' ? '1-2' : version}`;
  // The root of a message is SOAP's, so a schema that knows both is needed.
  const both =
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">' +
    '<xs:import namespace="http://schemas.xmlsoap.org/soap/envelope/" schemaLocation="soap-envelope.xsd"/>' +
    `<xs:import namespace="${namespace}" schemaLocation="cwmp-${version}.xsd"/></xs:schema>`;
  const names = messages.map((_, i) => `message-${i}.xml`);
  const { errors, rawOutput } = await validateXML({
    xml: messages.map((contents, i) => ({ fileName: names[i]!, contents })),
    schema: { fileName: 'both.xsd', contents: both },
    preload,
    initialMemoryPages: 1_024,
    maxMemoryPages: 8_192,
  } as unknown as Parameters<typeof validateXML>[0]);
  if (/failed to (compile|load|locate)|Schemas parser error/i.test(rawOutput)) throw new TypeError(rawOutput);
  return names.map((name) => errors.filter((e) => e.rawMessage.startsWith(name)).map((e) => e.message));
}

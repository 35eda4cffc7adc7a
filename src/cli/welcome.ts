import path from 'node:path';
import { facts } from './output/table.ts';

/** What a start has to tell: the part of `Running` (src/main.ts) that is shown. */
export interface Started {
  readonly urls: { readonly acs?: string; readonly acsTls?: string; readonly api?: string; readonly files?: string };
  readonly cpeUsername: string;
  /** Secrets made at this start; shown once. */
  readonly generated: { readonly adminKey?: string; readonly cpePassword?: string };
}

export function welcome({ urls, cpeUsername, generated }: Started, version: string, dataDir: string): string[] {
  const doors = facts([
    ['CWMP, for gateways', urls.acs],
    ['CWMP over TLS', urls.acsTls],
    ['REST API', urls.api],
    ['Files, for gateways', urls.files],
  ]);
  const secrets = facts([
    ['API key of the administrator', generated.adminKey],
    ['First login of gateways', generated.cpePassword && `${cpeUsername} / ${generated.cpePassword}`],
  ]);
  const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
  return [
    '',
    `Muster ${version} runs.`,
    ...(doors.length > 0 ? ['', ...indent(doors)] : []),
    ...(secrets.length > 0
      ? ['', `Made at this first start and kept in ${path.relative('', dataDir) || dataDir}:`, '', ...indent(secrets)]
      : []),
    '',
  ];
}

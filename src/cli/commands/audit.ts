import { Command } from 'commander';
import { type ConnectionOptions, connect, withConnection } from '../api/connection.ts';
import { listUpTo } from '../api/paging.ts';
import type { AuditCheck, AuditRow } from '../api/resources.ts';
import { auditTable, checkLines } from '../audit/views.ts';
import { wholeNumber } from '../options/values.ts';
import { writeJson } from '../output/json.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';

/** `muster audit`: who changed what, and whether the trail is whole. */
export function auditCommand(): Command {
  const audit = new Command('audit').description(
    'Shows who changed what. Each row of the trail carries a hash over the row before it, so that a row which was ' +
      'changed or taken out shows. Needs the key of an administrator.',
  );
  withConnection(audit.command('list'))
    .summary('list what people did, newest first')
    .option('--limit <n>', 'show at most so many', wholeNumber(1, 100_000), 50)
    .option('--json', 'print the answer of the API as JSON')
    .action(list);
  withConnection(audit.command('verify'))
    .summary('compute the whole chain of hashes again')
    .description(
      'Computes the whole chain of hashes again and prints its head. Note that head elsewhere and give it as --head the ' +
        'next time: only so rows show that were cut off at the end. Exit status: 0 whole, 5 not.',
    )
    .option('--head <hash>', 'a head noted earlier; it has to be in the trail still')
    .option('--json', 'print the answer of the API as JSON')
    .action(verify);
  return audit;
}

async function list(options: ConnectionOptions & { readonly limit: number; readonly json?: boolean }): Promise<void> {
  const page = await listUpTo<AuditRow>(await connect(options), '/audit', {}, options.limit);
  const out = standardOutput();
  if (options.json) return writeJson(out, page);
  writeLines(out, auditTable(page));
}

async function verify(options: ConnectionOptions & { readonly head?: string; readonly json?: boolean }): Promise<void> {
  const api = await connect(options);
  const check = await api.get<AuditCheck>('/audit/check', { head: options.head });
  const out = standardOutput();
  if (options.json) writeJson(out, check);
  else writeLines(out, checkLines(check, out.palette));
  if (check.broken !== null || check.noted === 'missing') process.exitCode = 5;
}

import { createWriteStream } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { MusterError, messageOf } from '../../base/errors.ts';
import { targetStates } from '../../campaigns/states.ts';
import { type ConnectionOptions, connect, withConnection } from '../api/connection.ts';
import { listUpTo } from '../api/paging.ts';
import type { AuditRow, Campaign, FaultCount, Page, Progress, Target, WaveProgress } from '../api/resources.ts';
import { auditTable } from '../audit/views.ts';
import { wholeNumber } from '../options/values.ts';
import { writeJson } from '../output/json.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';
import { brakeLines } from './brakes-view.ts';
import { watchStatus } from './outcome.ts';
import { campaignPath, type Options } from './path.ts';
import { planOf } from './plan-of.ts';
import { progressView } from './progress-view.ts';
import { planView, type ShownDryRun } from './timeline.ts';
import { approvalLines, campaignFacts, campaignTable, targetTable, waveTable } from './views.ts';
import { watchCampaign } from './watch.ts';
import { stateWords } from './words.ts';

/** Looking at campaigns. */
export function addLookCommands(campaign: Command): void {
  withConnection(campaign.command('list'))
    .summary('list campaigns, newest first')
    .option('--limit <n>', 'show at most so many', wholeNumber(1, 100_000), 50)
    .option('--json', 'print the answer of the API as JSON')
    .action(list);
  withConnection(campaign.command('show'))
    .summary('show one campaign: plan, approvals, waves, failures')
    .argument('<id>', 'id of the campaign')
    .option('--plan', 'print its plan alone, as "campaign edit --plan" takes it')
    .option('--json', 'print the answers of the API as JSON')
    .action(show);
  withConnection(campaign.command('plan'))
    .summary('work out how it would go, and draw it as a timeline')
    .description(
      'Plays the campaign through on a virtual clock, with the scheduler that will run it and the gateways as they are ' +
        'known now: what each wave would do when, what it would wait for, and when it would be over. Nothing is changed.',
    )
    .argument('<id>', 'id of the campaign')
    .option('--json', 'print the answer of the API as JSON')
    .action(plan);
  withConnection(campaign.command('waves'))
    .summary('list the waves of a campaign, and where each stands')
    .argument('<id>', 'id of the campaign')
    .option('--json', 'print the answer of the API as JSON')
    .action(waves);
  withConnection(campaign.command('targets'))
    .summary('list the gateways of a campaign, and how each fares')
    .argument('<id>', 'id of the campaign')
    .addOption(stateOption())
    .option('--wave <n>', 'only those of this wave', wholeNumber(1, 50))
    .option('--limit <n>', 'show at most so many', wholeNumber(1, 1_000_000), 100)
    .option('--json', 'print the answer of the API as JSON')
    .action(targets);
  withConnection(campaign.command('export'))
    .summary('write all gateways of a campaign as CSV')
    .description(
      'Writes a line per gateway of a campaign, as CSV (RFC 4180). What a spreadsheet would take for a formula gets an ' +
        'apostrophe in front.',
    )
    .argument('<id>', 'id of the campaign')
    .addOption(stateOption())
    .option('--wave <n>', 'only those of this wave', wholeNumber(1, 50))
    .option('--output <file.csv>', 'write to a file; default: to standard output')
    .action(exportTargets);
  withConnection(campaign.command('audit'))
    .summary('list what people did with a campaign, newest first')
    .argument('<id>', 'id of the campaign')
    .option('--limit <n>', 'show at most so many', wholeNumber(1, 100_000), 50)
    .option('--json', 'print the answer of the API as JSON')
    .action(audit);
  withConnection(campaign.command('watch'))
    .summary('show live progress until it ends')
    .description(
      'Shows the progress of a campaign until it ends or pauses: bars that are drawn in place on a terminal, elsewhere a ' +
        'line per change. Exit status: 0 completed, 3 completed with failures or aborted, 4 paused.',
    )
    .argument('<id>', 'id of the campaign')
    .action(watch);
}

function stateOption(): Option {
  return new Option('--state <state>', 'only those in this state').choices(targetStates);
}

async function list(options: Options & { readonly limit: number }): Promise<void> {
  const api = await connect(options);
  const page = await listUpTo<Campaign>(api, '/campaigns', {}, options.limit);
  const out = standardOutput();
  if (options.json) return writeJson(out, page);
  writeLines(out, campaignTable(page, out.palette));
}

async function show(id: string, options: Options & { readonly plan?: boolean }): Promise<void> {
  const api = await connect(options);
  const path = campaignPath(id);
  const out = standardOutput();
  if (options.plan) return writeJson(out, planOf(await api.get<Campaign>(path)));
  const [campaign, progress, pareto] = await Promise.all([
    api.get<Campaign>(path),
    api.get<Progress>(`${path}/progress`),
    api.get<{ items: readonly FaultCount[] }>(`${path}/pareto`),
  ]);
  if (options.json) return writeJson(out, { campaign, progress, faults: pareto.items });
  const now = Date.now();
  // Not drawn in place, so all of it may be shown.
  const style = { columns: out.size().columns, rows: Number.POSITIVE_INFINITY, palette: out.palette };
  writeLines(out, [
    ...campaignFacts(campaign),
    ...approvalLines(campaign, now, out.palette),
    ...brakeLines(campaign.brakes),
    '',
    ...progressView(progress, pareto.items, now, style),
  ]);
}

async function plan(id: string, options: Options & { readonly json?: true }): Promise<void> {
  const api = await connect(options);
  const answer = await api.post<ShownDryRun>(`${campaignPath(id)}/dry-run`);
  const out = standardOutput();
  if (options.json) writeJson(out, answer);
  else writeLines(out, planView(answer, out));
}

async function waves(id: string, options: Options): Promise<void> {
  const api = await connect(options);
  const page = await api.get<Page<WaveProgress>>(`${campaignPath(id)}/waves`);
  const out = standardOutput();
  if (options.json) return writeJson(out, page);
  writeLines(out, waveTable(page));
}

interface TargetsOptions extends Options {
  readonly state?: string;
  readonly wave?: number;
  readonly limit: number;
}

async function targets(id: string, options: TargetsOptions): Promise<void> {
  const api = await connect(options);
  const { state, wave, limit } = options;
  const page = await listUpTo<Target>(api, `${campaignPath(id)}/targets`, { state, wave }, limit);
  const out = standardOutput();
  if (options.json) return writeJson(out, page);
  writeLines(out, targetTable(page, Date.now()));
}

interface ExportOptions extends ConnectionOptions {
  readonly state?: string;
  readonly wave?: number;
  readonly output?: string;
}

async function exportTargets(id: string, options: ExportOptions): Promise<void> {
  const api = await connect(options);
  const { state, wave, output } = options;
  const path = `${campaignPath(id)}/export.csv`;
  const body = await api.stream(path, { state, wave }, {}, new AbortController().signal);
  const sink: Writable = output === undefined ? process.stdout : createWriteStream(output);
  try {
    // Standard output stays open for those behind us.
    await pipeline(Readable.fromWeb(body), sink, { end: output !== undefined });
  } catch (error) {
    const where = output === undefined ? 'standard output' : output;
    throw new MusterError('invalidRequest', `the export to ${where} broke off: ${messageOf(error)}`, { cause: error });
  }
  if (output !== undefined) writeLines(standardOutput(), [`wrote ${output}`]);
}

async function audit(id: string, options: Options & { readonly limit: number }): Promise<void> {
  const page = await listUpTo<AuditRow>(await connect(options), `${campaignPath(id)}/audit`, {}, options.limit);
  const out = standardOutput();
  if (options.json) return writeJson(out, page);
  writeLines(out, auditTable(page));
}

async function watch(id: string, options: ConnectionOptions): Promise<void> {
  const out = standardOutput();
  const progress = await watchCampaign({ api: await connect(options), id, out });
  if (progress === null) return;
  writeLines(out, [`campaign ${stateWords(progress)}`]);
  if (progress.state === 'paused') writeLines(out, [`carry on with: muster campaign resume ${id}`]);
  process.exitCode = watchStatus(progress.state) ?? 0;
}

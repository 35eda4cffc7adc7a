import { Command, Option } from 'commander';
import { looksLikeId } from '../../base/ids.ts';
import { targetStates } from '../../campaigns/states.ts';
import type { ApiClient } from '../api/client.ts';
import { type ConnectionOptions, connect, withConnection } from '../api/connection.ts';
import { listUpTo } from '../api/paging.ts';
import type { Campaign, FaultCount, Progress, Target } from '../api/resources.ts';
import { uploadFile } from '../api/upload.ts';
import { watchStatus } from '../campaign/outcome.ts';
import { readPlanFile } from '../campaign/plan-file.ts';
import { givenPlanOptions, type PlanOptions, planBody, withPlan } from '../campaign/plan-options.ts';
import { progressView } from '../campaign/progress-view.ts';
import { campaignFacts, campaignTable, targetTable } from '../campaign/views.ts';
import { watchCampaign } from '../campaign/watch.ts';
import { stateWords } from '../campaign/words.ts';
import { wholeNumber } from '../options/values.ts';
import { writeJson } from '../output/json.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';

const verbs = [
  ['start', 'begin: freeze who takes part and open the first wave'],
  ['pause', 'begin no more gateways; those at work finish'],
  ['resume', 'carry on; failures so far no longer count against the thresholds'],
  ['abort', 'end it; gateways at work finish, the others are cancelled'],
] as const;

/** `muster campaign`: from a plan to the end of the last wave. */
export function campaignCommand(): Command {
  const campaign = new Command('campaign').description(
    'Brings many gateways to a firmware version: in waves, within limits, with brakes, and with proof per gateway.',
  );
  withPlan(withConnection(campaign.command('create')))
    .summary('make a campaign from options or a plan file')
    .description(
      'Makes a campaign. It is a draft until it is started. What is not said takes the default of the API: one wave, ' +
        'no thresholds, three retries.',
    )
    .option(
      '--file <id or path>',
      'firmware: id of an uploaded file, or a file to upload (then --target-version is its version)',
    )
    .option('--product-class <name>', 'product class of a file that is uploaded')
    .option('--plan <file.json>', 'take the whole plan, the body of POST /campaigns, from a file')
    .option('--start', 'start it at once')
    .option('--json', 'print the answer of the API as JSON')
    .addHelpText('after', createExample)
    .action(create);
  withConnection(campaign.command('list'))
    .summary('list campaigns, newest first')
    .option('--limit <n>', 'show at most so many', wholeNumber(1, 100_000), 50)
    .option('--json', 'print the answer of the API as JSON')
    .action(list);
  withConnection(campaign.command('show'))
    .summary('show one campaign: plan, waves, failures')
    .argument('<id>', 'id of the campaign')
    .option('--json', 'print the answers of the API as JSON')
    .action(show);
  for (const [verb, summary] of verbs) {
    withConnection(campaign.command(verb))
      .summary(summary)
      .description(`${summary[0]!.toUpperCase()}${summary.slice(1)}.`)
      .argument('<id>', 'id of the campaign')
      .option('--json', 'print the answer of the API as JSON')
      .action((id: string, options: ConnectionOptions & { readonly json?: boolean }) => order(verb, id, options));
  }
  withConnection(campaign.command('targets'))
    .summary('list the gateways of a campaign, and how each fares')
    .argument('<id>', 'id of the campaign')
    .addOption(new Option('--state <state>', 'only those in this state').choices(targetStates))
    .option('--wave <n>', 'only those of this wave', wholeNumber(1, 50))
    .option('--limit <n>', 'show at most so many', wholeNumber(1, 1_000_000), 100)
    .option('--json', 'print the answer of the API as JSON')
    .action(targets);
  withConnection(campaign.command('watch'))
    .summary('show live progress until it ends')
    .description(
      'Shows the progress of a campaign until it ends or pauses: bars that are drawn in place on a terminal, elsewhere a ' +
        'line per change. Exit status: 0 completed, 3 completed with failures or aborted, 4 paused.',
    )
    .argument('<id>', 'id of the campaign')
    .action(watch);
  return campaign;
}

const createExample = `
Example:
  muster campaign create --name spring --file mg100-2.0.0.img --product-class MG100 --target-version 2.0.0 \\
    --filter 'productClass = "MG100" and softwareVersion < "2.0.0"' \\
    --wave 10 --wave 25% --wave rest --max-in-flight 200 --max-failed-percent 5 --min-sample 50 --start`;

interface CreateOptions extends ConnectionOptions, PlanOptions {
  readonly file?: string;
  readonly productClass?: string;
  readonly plan?: string;
  readonly start?: boolean;
  readonly json?: boolean;
}

async function create(options: CreateOptions, command: Command): Promise<void> {
  checkCreate(options, command);
  const plan = options.plan === undefined ? null : await readPlanFile(options.plan);
  const api = await connect(options);
  const body = plan ?? planBody(options, options.name!, await fileFor(api, options));
  let campaign = await api.post<Campaign>('/campaigns', body);
  if (options.start) campaign = (await api.post<Campaign>(`/campaigns/${campaign.id}/start`)) ?? campaign;
  const out = standardOutput();
  if (options.json) return writeJson(out, campaign);
  const next = options.start ? `muster campaign watch ${campaign.id}` : `muster campaign start ${campaign.id}`;
  writeLines(out, [`made campaign ${campaign.id}, ${stateWords({ ...campaign, pauseReason: null })}`, `next: ${next}`]);
}

/** What commander cannot check by itself: options that need or exclude each other. */
function checkCreate(options: CreateOptions, command: Command): void {
  const refuse = (why: string): never => command.error(`error: ${why}`);
  const { plan, file } = options;
  if (plan !== undefined) {
    const others = [...(file === undefined ? [] : ['--file']), ...givenPlanOptions(options)];
    if (others.length > 0) refuse(`--plan holds the whole plan; leave out ${others.join(', ')}`);
    return;
  }
  if (options.name === undefined) refuse('--name is missing (or take everything from --plan)');
  if (file === undefined) refuse('--file is missing: which firmware, by id or path? (or take everything from --plan)');
  if (file !== undefined && !looksLikeId(file) && options.targetVersion === undefined) {
    refuse(`--target-version is missing: which version is ${file}?`);
  }
}

async function fileFor(api: ApiClient, { file, targetVersion, productClass }: CreateOptions): Promise<string> {
  if (looksLikeId(file!)) return file!;
  const stored = await uploadFile(api, file!, {
    version: targetVersion!,
    ...(productClass === undefined ? {} : { productClass }),
  });
  return stored.id;
}

async function list(options: ConnectionOptions & { readonly limit: number; readonly json?: boolean }): Promise<void> {
  const api = await connect(options);
  const page = await listUpTo<Campaign>(api, '/campaigns', {}, options.limit);
  const out = standardOutput();
  if (options.json) return writeJson(out, page);
  writeLines(out, campaignTable(page));
}

async function show(id: string, options: ConnectionOptions & { readonly json?: boolean }): Promise<void> {
  const api = await connect(options);
  const path = `/campaigns/${encodeURIComponent(id)}`;
  const [campaign, progress, pareto] = await Promise.all([
    api.get<Campaign>(path),
    api.get<Progress>(`${path}/progress`),
    api.get<{ items: readonly FaultCount[] }>(`${path}/pareto`),
  ]);
  const out = standardOutput();
  if (options.json) return writeJson(out, { campaign, progress, faults: pareto.items });
  // Not drawn in place, so all of it may be shown.
  const style = { columns: out.size().columns, rows: Number.POSITIVE_INFINITY, palette: out.palette };
  writeLines(out, [...campaignFacts(campaign), '', ...progressView(progress, pareto.items, Date.now(), style)]);
}

async function order(
  verb: string,
  id: string,
  options: ConnectionOptions & { readonly json?: boolean },
): Promise<void> {
  const api = await connect(options);
  const path = `/campaigns/${encodeURIComponent(id)}`;
  const answer = await api.post<Campaign | undefined>(`${path}/${verb}`);
  const campaign = answer ?? (await api.get<Campaign>(path));
  const out = standardOutput();
  if (options.json) return writeJson(out, campaign);
  writeLines(out, [`campaign ${id} is ${stateWords({ state: campaign.state, pauseReason: null })}`]);
}

interface TargetsOptions extends ConnectionOptions {
  readonly state?: string;
  readonly wave?: number;
  readonly limit: number;
  readonly json?: boolean;
}

async function targets(id: string, options: TargetsOptions): Promise<void> {
  const api = await connect(options);
  const { state, wave, limit } = options;
  const page = await listUpTo<Target>(api, `/campaigns/${encodeURIComponent(id)}/targets`, { state, wave }, limit);
  const out = standardOutput();
  if (options.json) return writeJson(out, page);
  writeLines(out, targetTable(page, Date.now()));
}

async function watch(id: string, options: ConnectionOptions): Promise<void> {
  const out = standardOutput();
  const progress = await watchCampaign({ api: await connect(options), id, out });
  if (progress === null) return;
  writeLines(out, [`campaign ${stateWords(progress)}`]);
  if (progress.state === 'paused') writeLines(out, [`carry on with: muster campaign resume ${id}`]);
  process.exitCode = watchStatus(progress.state) ?? 0;
}

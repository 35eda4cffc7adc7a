import type { Command } from 'commander';
import { looksLikeId } from '../../base/ids.ts';
import type { ApiClient } from '../api/client.ts';
import { type ConnectionOptions, connect, withConnection } from '../api/connection.ts';
import type { Campaign } from '../api/resources.ts';
import { uploadFile } from '../api/upload.ts';
import { writeJson } from '../output/json.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';
import {
  type ArtifactOptions,
  artifactBody,
  givenArtifactOptions,
  withArtifact,
  wrongArtifact,
} from './artifact-options.ts';
import { campaignPath, type Options, tellState } from './path.ts';
import { readPlanFile } from './plan-file.ts';
import { changedPlan, planOf } from './plan-of.ts';
import { givenPlanOptions, type PlanOptions, planChanges, withPlan } from './plan-options.ts';
import { stateWords } from './words.ts';

/** Writing a plan: `create`, `edit`, `delete`. */
export function addDraftCommands(campaign: Command): void {
  withPlan(withArtifact(withConnection(campaign.command('create'))))
    .summary('make a campaign from options or a plan file')
    .description(
      'Makes a campaign. It is a draft until it is started. What is not said takes the default of the API: one wave, ' +
        'three retries, and brakes that stop it early: "campaign show" tells which.',
    )
    .option('--product-class <name>', 'product class of a file that is uploaded')
    .option('--plan <file.json>', 'take the whole plan, the body of POST /campaigns, from a file')
    .option('--start', 'start it at once')
    .option('--json', 'print the answer of the API as JSON')
    .addHelpText('after', createExample)
    .action(create);
  withPlan(withConnection(campaign.command('edit')))
    .summary('change the plan of a draft')
    .description(
      'Changes what is said of a draft, or its whole plan by --plan. Refused when somebody else changed it meanwhile. ' +
        'An edited plan has to be approved anew.',
    )
    .argument('<id>', 'id of the campaign')
    .option('--file <id>', 'firmware: id of an uploaded file')
    .option('--plan <file.json>', 'take the whole plan from a file; "campaign show --plan" writes one')
    .option('--json', 'print the answer of the API as JSON')
    .action(edit);
  withConnection(campaign.command('delete'))
    .summary('delete a draft')
    .description('Deletes a draft. What was started stays, with its record.')
    .argument('<id>', 'id of the campaign')
    .action(remove);
}

const createExample = `
Example:
  muster campaign create --name spring --file mg100-2.0.0.img --product-class MG100 --target-version 2.0.0 \\
    --filter 'productClass = "MG100" and softwareVersion < "2.0.0"' \\
    --wave 10 --wave 25% --wave rest --max-in-flight 200 --max-failed-percent 5 --min-sample 50 --start

  muster campaign create --name "a speed test on each" --kind install --package speedtest@1.4.0 --wave 10 --wave rest
  muster campaign create --name "stop it" --kind executionUnitState --unit speedtest --state Idle
  muster campaign create --name "call hourly" --kind configuration \\
    --value Device.ManagementServer.PeriodicInformInterval=3600`;

interface CreateOptions extends ConnectionOptions, PlanOptions, ArtifactOptions {
  readonly productClass?: string;
  readonly plan?: string;
  readonly start?: boolean;
  readonly json?: boolean;
}

async function create(options: CreateOptions, command: Command): Promise<void> {
  checkCreate(options, command);
  const plan = options.plan === undefined ? null : await readPlanFile(options.plan);
  const api = await connect(options);
  const fileId = options.file === undefined ? null : await fileFor(api, options);
  const body = plan ?? { name: options.name!, ...artifactBody(options, fileId), ...planChanges(options) };
  let campaign = await api.post<Campaign>('/campaigns', body);
  if (options.start) campaign = (await api.post<Campaign>(`/campaigns/${campaign.id}/start`)) ?? campaign;
  const out = standardOutput();
  if (options.json) return writeJson(out, campaign);
  writeLines(out, [
    `made campaign ${campaign.id}, ${stateWords({ ...campaign, pauseReason: null })}`,
    `next: muster campaign ${nextVerb(campaign, options.start === true)} ${campaign.id}`,
  ]);
}

function nextVerb(campaign: Campaign, started: boolean): string {
  if (started) return 'watch';
  return campaign.approval?.stages.includes('start') ? 'submit' : 'start';
}

/** What commander cannot check by itself: options that need or exclude each other. */
function checkCreate(options: CreateOptions, command: Command): void {
  const refuse = (why: string): never => command.error(`error: ${why}`);
  const { plan, file } = options;
  if (plan !== undefined) return checkPlanAlone(options, command);
  if (options.name === undefined) refuse('--name is missing (or take everything from --plan)');
  const wrong = wrongArtifact(options);
  if (wrong !== null) refuse(wrong);
  if (file !== undefined && !looksLikeId(file) && options.targetVersion === undefined) {
    refuse(`--target-version is missing: which version is ${file}?`);
  }
}

function checkPlanAlone(options: CreateOptions, command: Command): void {
  const others = [...givenArtifactOptions(options), ...givenPlanOptions(options)];
  if (others.length > 0) command.error(`error: --plan holds the whole plan; leave out ${others.join(', ')}`);
}

async function fileFor(api: ApiClient, { file, targetVersion, productClass }: CreateOptions): Promise<string> {
  if (looksLikeId(file!)) return file!;
  const stored = await uploadFile(api, file!, {
    version: targetVersion!,
    ...(productClass === undefined ? {} : { productClass }),
  });
  return stored.id;
}

async function edit(id: string, options: CreateOptions, command: Command): Promise<void> {
  const { plan, file } = options;
  if (plan !== undefined) checkPlanAlone(options, command);
  else if (file === undefined && givenPlanOptions(options).length === 0)
    command.error('error: nothing is to be changed; give options of the plan, or --plan');
  if (file !== undefined && !looksLikeId(file))
    command.error(`error: --file is "${file}"; the id of a file is allowed`);
  const whole = plan === undefined ? null : await readPlanFile(plan);
  const api = await connect(options);
  const before = await api.get<Campaign & { version: number }>(campaignPath(id));
  const said = { ...planChanges(options), ...(file === undefined ? {} : { artifact: { fileId: file } }) };
  const body = whole ?? changedPlan(planOf(before), said);
  const campaign = await api.put<Campaign>(campaignPath(id), body, before.version);
  tellState(campaign, options);
}

async function remove(id: string, options: Options): Promise<void> {
  const api = await connect(options);
  await api.remove(campaignPath(id));
  writeLines(standardOutput(), [`campaign ${id} is deleted`]);
}

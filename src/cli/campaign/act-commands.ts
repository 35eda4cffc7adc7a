import { Argument, type Command, Option } from 'commander';
import { connect, withConnection } from '../api/connection.ts';
import type { Campaign, Target } from '../api/resources.ts';
import { instant, several, wholeNumber } from '../options/values.ts';
import { writeJson } from '../output/json.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';
import { campaignPath, type Options, tellState } from './path.ts';

/** Deciding on a campaign, on its waves, and on single gateways of it. */
export function addActCommands(campaign: Command): void {
  const act = (name: string, summary: string, description = `${summary[0]!.toUpperCase()}${summary.slice(1)}.`) =>
    withConnection(campaign.command(name))
      .summary(summary)
      .description(description)
      .argument('<id>', 'id of the campaign')
      .option('--json', 'print the answer of the API as JSON');

  act('submit', 'hand a draft over: for approval, or for its start', submitHelp).action((id, options: Options) =>
    order(id, 'submit', {}, options),
  );
  act('approve', 'approve what somebody else wrote', approveHelp)
    .addOption(
      new Option('--stage <stage>', 'what is approved; default: what is waited for').choices(['start', 'widen']),
    )
    .option('--remark <text>', 'a word for the record')
    .action((id, { stage, remark, ...options }: Options & { stage?: string; remark?: string }) =>
      order(id, 'approve', { stage, remark }, options),
    );
  act('reject', 'send a plan back to be edited', rejectHelp)
    .requiredOption('--remark <text>', 'why, for those who wrote it')
    .action((id, { remark, ...options }: Options & { remark: string }) => order(id, 'reject', { remark }, options));
  act('start', 'begin: freeze who takes part and open the first wave', startHelp)
    .option(
      '--break-glass <reason>',
      'start without the approval that the plan asks for; to be signed off within a day',
    )
    .action((id, { breakGlass, ...options }: Options & { breakGlass?: string }) =>
      order(id, 'start', breakGlass === undefined ? {} : { breakGlass: { reason: breakGlass } }, options),
    );
  act('pause', 'begin no more gateways; those at work finish')
    .option('--reason <text>', 'why, for those who wonder')
    .action((id, { reason, ...options }: Options & { reason?: string }) => order(id, 'pause', { reason }, options));
  act('resume', 'carry on; failures so far no longer count against the thresholds')
    .option('--acknowledge <text>', 'what was made of the failures; needed after a threshold')
    .action((id, { acknowledge, ...options }: Options & { acknowledge?: string }) =>
      order(id, 'resume', { acknowledge }, options),
    );
  act('abort', 'end it: what has not begun is cancelled', abortHelp)
    .option('--reason <text>', 'why, for those who wonder')
    .action((id, { reason, ...options }: Options & { reason?: string }) => order(id, 'abort', { reason }, options));
  act('rollback', 'make a campaign that takes this one back', rollbackHelp)
    .option('--file <id>', 'firmware to go back to; default: that of the version which all gateways had before')
    .option('--target-version <version>', 'version they should report; default: that of the file')
    .option('--name <name>', 'what to call it')
    .option('--wave <size>', 'a wave: a number of gateways, a share such as 25%, or rest; repeatable', several)
    .option('--start-at <time>', 'begin at this time', instant)
    .action(rollback);
  for (const [name, summary] of [
    ['pass', 'let the wave behind a gate begin'],
    ['fail', 'end a campaign at the gate of a wave'],
    ['skip', 'leave out a wave whose turn has not come; its gateways fall to the next one'],
  ] as const) {
    act(name, summary)
      .argument('<wave>', 'number of the wave, from 1', wholeNumber(1, 50))
      .action((id: string, wave: number, options: Options) => order(id, `waves/${wave}/${name}`, {}, options));
  }
  withConnection(campaign.command('target'))
    .summary('retry, cancel or exclude one gateway of a campaign')
    .description(
      'Acts on one gateway of a campaign. retry: one that waits for a later moment is looked at now. cancel: it is taken ' +
        'out; where a transfer is under way, the gateway is asked to drop it. exclude: one that nothing was done to is left out.',
    )
    .addArgument(new Argument('<act>', 'what to do').choices(['retry', 'cancel', 'exclude']))
    .argument('<id>', 'id of the campaign')
    .argument('<gateway>', 'id of the gateway')
    .option('--reason <text>', 'why, for the record')
    .option('--json', 'print the answer of the API as JSON')
    .action(actOnTarget);
}

const submitHelp =
  'Fixes the plan of a draft. Where it asks for approval, it waits for a second person; else for its start.';
const approveHelp =
  'Approves a submitted plan, the step above a tenth of the gateways (--stage widen), or afterwards a start by ' +
  'break-glass. Whoever created or edited the plan cannot. Needs the role approver or administrator.';
const rejectHelp =
  'Sends a submitted or scheduled campaign back to be edited. Nothing that was approved counts any more. Its authors ' +
  'take it back by the same command.';
const startHelp =
  'Freezes who takes part and opens the first wave. A draft whose start lies ahead is scheduled for it; a scheduled one ' +
  'begins now.';
const abortHelp =
  'Ends a campaign. What has not begun is cancelled. Gateways at work finish or are asked to drop their transfer, as its ' +
  'abortPolicy says.';
const rollbackHelp =
  'Makes a draft over the gateways on which the campaign succeeded, with its limits and thresholds, and its waves without ' +
  'their gates and soaks. It is ' +
  'approved, started and watched like any other; the record of the first one follows it.';

async function order(id: string, verb: string, said: Record<string, unknown>, options: Options): Promise<void> {
  const api = await connect(options);
  const answer = await api.post<Campaign | undefined>(`${campaignPath(id)}/${verb}`, spoken(said));
  tellState(answer ?? (await api.get<Campaign>(campaignPath(id))), options);
}

interface RollbackOptions extends Options {
  readonly file?: string;
  readonly targetVersion?: string;
  readonly name?: string;
  readonly wave?: readonly string[];
  readonly startAt?: string;
}

async function rollback(id: string, options: RollbackOptions): Promise<void> {
  const api = await connect(options);
  const { file, targetVersion, name, wave, startAt } = options;
  const said = { fileId: file, targetVersion, name, startAt, waves: wave?.map((size) => ({ size })) };
  const child = await api.post<Campaign>(`${campaignPath(id)}/rollback`, spoken(said));
  const verb = child.approval?.stages.includes('start') ? 'submit' : 'start';
  tellState(child, options, [`it takes back ${id}`, `next: muster campaign ${verb} ${child.id}`]);
}

async function actOnTarget(
  act: string,
  id: string,
  gateway: string,
  { reason, ...options }: Options & { readonly reason?: string },
): Promise<void> {
  const api = await connect(options);
  const path = `${campaignPath(id)}/targets/${encodeURIComponent(gateway)}/${act}`;
  const target = await api.post<Target>(path, spoken({ reason }));
  const out = standardOutput();
  if (options.json) return writeJson(out, target);
  const why = target.reason === null ? '' : ` (${target.reason})`;
  writeLines(out, [`gateway ${target.deviceId} is ${target.state}${why}`]);
}

/** Only what was said. */
function spoken(said: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

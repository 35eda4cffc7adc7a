import { MusterError } from '../../base/errors.ts';
import { apiClient } from '../api/client.ts';
import { listUpTo } from '../api/paging.ts';
import type { Target } from '../api/resources.ts';
import { watchStatus } from '../campaign/outcome.ts';
import { watchCampaign } from '../campaign/watch.ts';
import { stateWords } from '../campaign/words.ts';
import { byteCount } from '../output/bytes.ts';
import type { Output } from '../output/terminal.ts';
import type { Child } from './child.ts';
import { farewell } from './farewell.ts';
import { fleetAccount } from './fleet-account.ts';
import { model, startFleetChild, untilKnown } from './fleet-child.ts';
import { prepareFolder } from './folder.ts';
import { startMusterChild, untilReady } from './muster-child.ts';
import { choosePorts, demoHost } from './ports.ts';
import { verdictReport, waveReport } from './report.ts';
import { Stage } from './stage.ts';
import { earlierCampaign, startUpgrade, targetVersion, uploadFirmware } from './upgrade.ts';
import { isRight, judge } from './verdict.ts';

export interface DemoWish {
  readonly root: string;
  readonly count: number;
  readonly seed: number;
  readonly keep: boolean;
  /** End when the campaign has ended, instead of keeping everything running. */
  readonly exit: boolean;
}

/**
 * The demo from an empty folder to the verdict.
 * @param signal fires when the person wants it to end
 * @returns whether every gateway ended as it should, or null when it was ended before that was known
 */
export async function runDemo(wish: DemoWish, out: Output, signal: AbortSignal): Promise<boolean | null> {
  const children: Child[] = [];
  // Whatever ends the demo also ends what it was still waiting for or drawing.
  const over = new AbortController();
  try {
    return await perform(wish, out, AbortSignal.any([signal, over.signal]), children);
  } finally {
    over.abort();
    // The gateways first: they should not meet a closed door on their way out.
    for (const child of children.toReversed()) await child.stop();
  }
}

async function perform(wish: DemoWish, out: Output, signal: AbortSignal, children: Child[]): Promise<boolean | null> {
  const stage = new Stage(out);
  /** Work that is pointless once a child is gone. */
  const alive = <T>(work: Promise<T>): Promise<T> => Promise.race([work, ...children.map((child) => child.died)]);

  stage.now('making room');
  const folder = await prepareFolder(wish.root, wish.keep);
  const { ports, moved } = await choosePorts();
  for (const name of moved) stage.say([`The usual port for ${name} is taken; using ${ports[name]} instead.`]);

  stage.now('starting PostgreSQL and Muster');
  children.push(await startMusterChild(folder, ports));
  await alive(untilReady(ports, signal));
  if (signal.aborted) return null;
  stage.done(`Muster runs, with its own PostgreSQL in ${folder.data}`);

  const api = apiClient(`http://${demoHost}:${ports.api}`, folder.adminKey);
  stage.now(`switching ${wish.count} gateways on`);
  children.push(await startFleetChild(folder, ports, wish));
  await alive(
    untilKnown(api, wish.count, signal, (known) => stage.now(`${known} of ${wish.count} gateways have called`)),
  );
  if (signal.aborted) return null;
  stage.done(`${wish.count} ${model.productClass} gateways on firmware ${model.firstVersion} have called`);

  let campaign = wish.keep ? await alive(earlierCampaign(api)) : null;
  if (campaign === null) {
    const file = await alive(uploadFirmware(api));
    stage.done(`uploaded firmware ${targetVersion} (${byteCount(file.size)})`);
    campaign = await alive(startUpgrade(api, file));
  }
  stage.say([`Campaign "${campaign.name}": waves of 10, 25 % and the rest.`, '']);
  const progress = await alive(watchCampaign({ api, id: campaign.id, out, signal }));
  if (progress === null || signal.aborted) return null;
  if (progress.state === 'paused' || watchStatus(progress.state) === null) {
    throw new MusterError('conflict', `the campaign did not get to its end: ${stateWords(progress)}`);
  }

  const ended = Date.now();
  const [targets, gateways] = await alive(
    Promise.all([
      listUpTo<Target>(api, `/campaigns/${campaign.id}/targets`, {}, Number.POSITIVE_INFINITY),
      fleetAccount(folder.fleetAccount, ended, signal),
    ]),
  );
  const verdict = judge(gateways, targets.items, targetVersion);
  stage.say(['', ...waveReport(progress, targets.items), '', ...verdictReport(verdict, out.palette), '']);
  if (!wish.exit) {
    stage.say(farewell(folder, ports, campaign.id, gateways[0]?.deviceId ?? ''));
    await alive(fired(signal));
    stage.say(['', 'stopping the gateways, then Muster']);
  }
  return isRight(verdict);
}

function fired(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

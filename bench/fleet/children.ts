import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { type ApiClient, apiClient } from '../../src/cli/api/client.ts';
import { type Child, startChild } from '../../src/cli/demo/child.ts';
import { cleanEnvironment, untilReady } from '../../src/cli/demo/muster-child.ts';
import { freePorts } from '../sessions/ports.ts';

export interface RunningFleet {
  readonly api: ApiClient;
  readonly metricsUrl: string;
  readonly musterPid: number;
  /** Rejects when one of the processes ends by itself. */
  readonly died: Promise<never>;
  stop(): Promise<void>;
}

/** Starts Muster with everything in one process, and simulators beside it. Gateways have an hour between Informs. */
export async function startMusterAndFleet(
  folders: { readonly muster: string; readonly gateways: string },
  wish: { readonly devices: number; readonly simulators: number; readonly rampSeconds: number },
): Promise<RunningFleet> {
  const [acs, api, files] = (await freePorts(3)) as [number, number, number];
  const adminKey = `mk_${randomBytes(32).toString('base64url')}`;
  const host = '127.0.0.1';
  const children: Child[] = [];
  const stop = async (): Promise<void> => {
    for (const child of children.reverse()) await child.stop();
  };
  try {
    const muster = await startChild(
      'muster start',
      ['start'],
      {
        ...cleanEnvironment(),
        MUSTER_DATA_DIR: path.join(folders.muster, 'data'),
        MUSTER_ADMIN_KEY: adminKey,
        MUSTER_PUBLIC_HOST: host,
        MUSTER_BIND: host,
        MUSTER_ALLOWED_CPE_NETWORKS: '127.0.0.0/8',
        MUSTER_ACS_PORT: String(acs),
        MUSTER_API_PORT: String(api),
        MUSTER_FILES_PORT: String(files),
        // All gateways share one address here.
        MUSTER_SOURCE_REQUESTS_PER_SECOND: '0',
        MUSTER_LOG_LEVEL: 'warn',
        MUSTER_LOG_FORMAT: 'json',
      },
      path.join(folders.muster, 'muster.log'),
    );
    children.push(muster);
    await Promise.race([untilReady({ acs, api, files }, new AbortController().signal), muster.died]);
    const client = apiClient(`http://${host}:${api}`, adminKey);
    for (let i = 0; i < wish.simulators; i++) {
      const count =
        Math.floor(((i + 1) * wish.devices) / wish.simulators) - Math.floor((i * wish.devices) / wish.simulators);
      const flags: readonly (readonly [string, string])[] = [
        ['--acs', `http://${host}:${acs}/`],
        ['--count', String(count)],
        ['--serial-prefix', `B${i}N`],
        ['--interval', '3600'],
        ['--ramp', String(wish.rampSeconds)],
        ['--state-dir', path.join(folders.gateways, String(i))],
        ['--register', `http://${host}:${api}`],
        ['--key', adminKey],
      ];
      const log = path.join(folders.muster, `simulator${i + 1}.log`);
      children.push(await startChild(`simulator ${i + 1}`, ['simulate', ...flags.flat()], cleanEnvironment(), log));
    }
    return {
      api: client,
      metricsUrl: `http://${host}:${api}/metrics`,
      musterPid: muster.pid,
      died: Promise.race(children.map((child) => child.died)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { type Clock, systemClock } from './base/clock.ts';
import { messageOf } from './base/errors.ts';
import type { Config } from './platform/config/config.ts';
import { startAcs } from './roles/acs.ts';
import { startAcsWorkers } from './roles/acs-workers.ts';
import { startApi } from './roles/api.ts';
import { startFiles } from './roles/files.ts';
import { openFoundation } from './roles/foundation.ts';
import { type Planner, startPlanner } from './roles/planner.ts';
import type { RunningRole } from './roles/role.ts';

/** Muster, running in this process. */
export interface Running {
  readonly urls: { readonly acs?: string; readonly acsTls?: string; readonly api?: string; readonly files?: string };
  /** UDP ports that gateways reach, where the acs role runs and they are not off. */
  readonly udp: { readonly stun?: number; readonly notifications?: number };
  readonly cpeUsername: string;
  /** Secrets made at this start; they are shown once and never again. */
  readonly generated: { readonly adminKey?: string; readonly cpePassword?: string };
  /** Stops the roles in reverse order, then what they stand on. */
  stop(): Promise<void>;
}

/**
 * Starts the chosen roles: first what serves, last what asks others to come.
 * @param clock another one only in tests
 * @throws MusterError when a setting, a port or the database does not allow it; nothing is left running then
 */
export async function startMuster(config: Config, clock: Clock = systemClock): Promise<Running> {
  const filesPort = config.ports.files === 0 ? await anyPort() : config.ports.files;
  const foundation = await openFoundation(config, filesPort, clock);
  const started: RunningRole[] = [];
  const stop = async (): Promise<void> => {
    for (const role of started.splice(0).reverse()) {
      await role
        .stop()
        .catch((error: unknown) => foundation.log.warn({ role: role.name, error: messageOf(error) }, 'while stopping'));
    }
    await foundation.close();
  };
  try {
    let planner: Planner | undefined;
    const wanted = new Set(config.roles);
    if (wanted.has('files')) started.push(await startFiles(foundation, filesPort));
    const acs = config.workers > 1 ? () => startAcsWorkers(foundation, filesPort) : () => startAcs(foundation);
    if (wanted.has('acs')) started.push(await acs());
    if (wanted.has('planner')) {
      planner = await startPlanner(foundation);
      started.push(planner);
    }
    if (wanted.has('api'))
      started.push(
        await startApi(
          foundation,
          () => planner?.nudge(),
          started.find((role) => role.name === 'acs'),
        ),
      );

    const port = (name: string): number | undefined => started.find((role) => role.name === name)?.port;
    const url = (name: string, host: string): Record<string, string> =>
      port(name) === undefined ? {} : { [name]: `http://${host}:${port(name)}/` };
    const tlsPort = started.find((role) => role.name === 'acs')?.tlsPort;
    const acsTls = tlsPort === undefined ? {} : { acsTls: `https://${config.publicHost}:${tlsPort}/` };
    const apiHost = config.bind.api === '0.0.0.0' ? config.publicHost : config.bind.api;
    return {
      urls: { ...url('acs', config.publicHost), ...acsTls, ...url('api', apiHost), ...url('files', config.publicHost) },
      udp: udpPorts(started),
      cpeUsername: config.cpe.username,
      generated: foundation.generated,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function udpPorts(started: readonly RunningRole[]): Running['udp'] {
  const acs = started.find((role) => role.name === 'acs');
  return {
    ...(acs?.stunPort === undefined ? {} : { stun: acs.stunPort }),
    ...(acs?.notificationPort === undefined ? {} : { notifications: acs.notificationPort }),
  };
}

/** A free port: file links name it, so it has to be known before anything listens. */
async function anyPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

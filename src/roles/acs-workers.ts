import cluster, { type Worker } from 'node:cluster';
import http from 'node:http';
import path from 'node:path';
import { minutes, seconds, sleep } from '../base/durations.ts';
import { type ErrorCode, MusterError } from '../base/errors.ts';
import { listen } from '../platform/http/listen.ts';
import type { MetricsOfProcess } from '../platform/metrics/sum.ts';
import type { FromWorker, ToWorker } from './acs-worker-talk.ts';
import { startConnectionRequests } from './connection-requests.ts';
import { loadDoorTls } from './door-tls.ts';
import type { Foundation } from './foundation.ts';
import type { RunningRole } from './role.ts';

const program = path.join(import.meta.dirname, `acs-worker${path.extname(import.meta.filename)}`);
const startLimit = minutes(1);
const stopLimit = seconds(20);
const metricsLimit = seconds(1);
/** After a worker ended by itself; doubles up to the longest, and begins anew once one has lived long. */
const restart = { first: 250, longest: seconds(30), livedLong: minutes(1) };

/** One place for a worker: who stands in it changes. */
interface Place {
  readonly number: number;
  worker: Worker | null;
  listening: boolean;
}

/**
 * The acs role in several processes: each has doors on the same ports, and a session may begin in one and go on in
 * another (acs/parked-sessions.ts). What is there once, the calls to devices and their UDP ports, stays in this process.
 */
export async function startAcsWorkers(foundation: Foundation, filesPort: number): Promise<RunningRole> {
  const { config, log } = foundation;
  // What is wrong with the certificates or a port is told once, before anything is started; and a certificate that has
  // to be issued is issued once.
  const tls = await loadDoorTls(config, foundation.secrets, foundation.clock.now);
  const acs =
    config.ports.acs === null ? null : await freePort(config.bind.devices, config.ports.acs, 'MUSTER_ACS_PORT');
  const acsTls =
    tls === null || config.ports.acsTls === null
      ? null
      : await freePort(config.bind.devices, config.ports.acsTls, 'MUSTER_ACS_TLS_PORT');
  const places: Place[] = Array.from({ length: config.workers }, (_, i) => ({
    number: i + 1,
    worker: null,
    listening: false,
  }));
  const stopping = new AbortController();
  const reports = new Map<number, (metrics: MetricsOfProcess) => void>();
  let lastReport = 0;

  /** @returns when the worker listens. @throws MusterError what it failed by */
  function fill(place: Place): Promise<void> {
    cluster.setupPrimary({ exec: program, args: [], serialization: 'advanced' });
    const worker = cluster.fork();
    const bornAt = Date.now();
    place.worker = worker;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => worker.process.kill('SIGKILL'), startLimit);
      const wrong = (code: ErrorCode, message: string): void => {
        clearTimeout(late);
        reject(new MusterError(code, `acs worker ${place.number}: ${message}`));
      };
      worker.on('message', (message: FromWorker) => {
        switch (message.type) {
          case 'here':
            tell(worker, { type: 'start', config: configOf(place), filesPort });
            return;
          case 'listening':
            clearTimeout(late);
            place.listening = true;
            resolve();
            return;
          case 'failed':
            wrong(message.code as ErrorCode, message.message);
            return;
          case 'metrics':
            reports.get(message.number)?.(message.metrics);
        }
      });
      worker.on('error', () => undefined);
      worker.process.once('exit', (code, signal) => {
        wrong('internal', `it ended (${signal ?? code})`);
        place.worker = null;
        place.listening = false;
        if (stopping.signal.aborted) return;
        log.error({ worker: place.number, code, signal }, 'an acs worker ended by itself');
        if (started) void refill(place, Date.now() - bornAt);
      });
    });
  }

  const waits = new Map<Place, number>();
  async function refill(place: Place, livedMs: number): Promise<void> {
    const wait = livedMs > restart.livedLong ? restart.first : (waits.get(place) ?? restart.first);
    waits.set(place, Math.min(wait * 2, restart.longest));
    await sleep(wait, stopping.signal);
    if (stopping.signal.aborted) return;
    await fill(place).then(
      () => log.info({ worker: place.number }, 'an acs worker was started again'),
      (error: unknown) => log.error({ worker: place.number, err: error }, 'an acs worker does not start'),
    );
  }

  const configOf = ({ number }: Place): typeof config => ({
    ...config,
    roles: ['acs'],
    databaseUrl: foundation.databaseUrl,
    ports: { ...config.ports, acs, acsTls },
    cpe: { ...config.cpe, password: foundation.cpePassword },
    worker: number,
  });

  async function stopAll(): Promise<void> {
    stopping.abort();
    await Promise.all(places.map((place) => place.worker && ended(place.worker)));
  }

  let started = false;
  try {
    await Promise.all(places.map(fill));
    started = true;
    const calls = await startConnectionRequests(foundation);
    return {
      name: 'acs',
      ...(acs === null ? {} : { port: acs }),
      ...(acsTls === null ? {} : { tlsPort: acsTls }),
      ...(calls.stunPort === undefined ? {} : { stunPort: calls.stunPort }),
      ...(calls.notificationPort === undefined ? {} : { notificationPort: calls.notificationPort }),
      trouble: () => (places.some((place) => place.listening) ? null : 'no acs worker listens'),
      async metrics() {
        const all = await Promise.all(places.map(({ worker }) => (worker ? metricsOf(worker) : null)));
        return all.filter((one) => one !== null);
      },
      async stop() {
        await Promise.all([stopAll(), calls.stop()]);
      },
    };
  } catch (error) {
    await stopAll();
    throw error;
  }

  function metricsOf(worker: Worker): Promise<MetricsOfProcess | null> {
    const number = ++lastReport;
    return new Promise((resolve) => {
      const end = (metrics: MetricsOfProcess | null): void => {
        clearTimeout(timer);
        reports.delete(number);
        resolve(metrics);
      };
      const timer = setTimeout(() => end(null), metricsLimit);
      reports.set(number, end);
      tell(worker, { type: 'metrics', number });
    });
  }
}

/** Ends a worker in order, or at once when that takes too long. */
async function ended(worker: Worker): Promise<void> {
  const gone = new Promise<void>((resolve) => worker.process.once('exit', () => resolve()));
  tell(worker, { type: 'stop' });
  const late = setTimeout(() => worker.process.kill('SIGKILL'), stopLimit);
  await gone;
  clearTimeout(late);
}

/** A worker that is going away hears nothing; its end is heard of otherwise. */
function tell(worker: Worker, message: ToWorker): void {
  worker.send(message, () => undefined);
}

/** The port, or a free one for 0. @throws MusterError `portInUse`, which workers that share a port would not notice */
async function freePort(host: string, port: number, variable: string): Promise<number> {
  const probe = await listen(http.createServer(), { host, port, variable });
  await probe.close(0);
  return probe.port;
}

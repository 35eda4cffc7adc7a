import http from 'node:http';
import { seconds } from '../base/durations.ts';
import type { DeviceId, FileId } from '../base/ids.ts';
import { campaignsService } from '../campaigns/service/service.ts';
import { eventFeed, usualFeed } from '../events/feed.ts';
import { packagesNamed, packagesOf } from '../files/packages/store.ts';
import { fileById } from '../files/store.ts';
import { restApp } from '../northbound/rest/app.ts';
import { stunSetupFor } from '../northbound/rest/connection-request-setup.ts';
import { healthRoutes } from '../northbound/rest/health.ts';
import { openPool } from '../platform/database/pool.ts';
import { listen } from '../platform/http/listen.ts';
import { sumMetrics } from '../platform/metrics/sum.ts';
import { apiKeys } from '../security/api-keys.ts';
import { stunCredential } from '../security/stun-credential.ts';
import { moduleSetsService } from '../software/wanted/service.ts';
import type { Foundation } from './foundation.ts';
import type { RunningRole } from './role.ts';

const connections = 8;

/**
 * The northbound door: REST, health and metrics. `nudge` lets the planner look at once, where it runs in this process;
 * `acs` is the role of that name, where it does.
 */
export async function startApi(
  foundation: Foundation,
  nudge: () => void,
  acs?: Pick<RunningRole, 'metrics' | 'trouble'>,
): Promise<RunningRole> {
  const { config, clock, metrics, events } = foundation;
  // Connections of their own: whoever watches the fleet does not stand behind the sessions of all of it.
  const pool = openPool(foundation.databaseUrl, connections, foundation.log);
  const health = healthRoutes({
    registry: {
      contentType: metrics.registry.contentType,
      async metrics() {
        if (!acs?.metrics) return metrics.registry.metrics();
        return sumMetrics([await metrics.registry.getMetricsAsJSON(), ...(await acs.metrics())]);
      },
    },
    async ready() {
      try {
        await pool.query('SELECT 1');
        return acs?.trouble?.() ?? null;
      } catch {
        return 'the database does not answer';
      }
    },
  });
  const feed = eventFeed({
    pool,
    mostListeners: config.limits.eventListeners,
    ...usualFeed,
    failed: (error) => events.partFailed('events', error),
    count: (listeners) => metrics.eventListeners.set(listeners),
  });
  const context = {
    feed,
    streams: { heartbeatMs: config.limits.eventHeartbeatMs, patienceMs: config.limits.eventPatienceMs },
    pool,
    clock,
    keys: apiKeys(pool, clock),
    box: foundation.box,
    files: foundation.files,
    uploads: foundation.uploads,
    campaigns: campaignsService(pool, clock, { models: foundation.models }, config.campaigns),
    moduleSets: moduleSetsService(
      pool,
      clock,
      async (db, id) => {
        const file = await fileById(db, id as FileId);
        return file && { ...file, package: (await packagesOf(db, [file.id])).get(file.id) ?? null };
      },
      packagesNamed,
    ),
    wake: foundation.wake,
    stunSetup: (device: DeviceId) =>
      stunSetupFor(
        device,
        { address: config.publicHost, port: config.ports.stun },
        stunCredential(foundation.secrets.stun, device),
      ),
    nudge,
    operationMoved: foundation.operationMoved,
    sealOrderSecret: foundation.sealOrderSecret,
    values: { models: foundation.models, quirks: foundation.quirks },
  };
  const app = restApp(context, health, metrics, (error) => events.partFailed('api', error));
  // Uploads of images over slow lines take their time: no limit on the whole request, one on its headers.
  const server = http.createServer({ headersTimeout: seconds(30), requestTimeout: 0, maxHeaderSize: 32_768 }, app);
  const door = await listen(server, { host: config.bind.api, port: config.ports.api, variable: 'MUSTER_API_PORT' });
  return {
    name: 'api',
    port: door.port,
    async stop() {
      // Streams never end by themselves.
      await feed.stop();
      await door.close(seconds(5));
      await pool.end();
    },
  };
}

import express, { type Express, type Router } from 'express';
import type { Metrics } from '../../platform/metrics/metrics.ts';
import { auditRoutes } from './audit.ts';
import { blackoutRoutes } from './blackouts.ts';
import { identifyCaller } from './caller.ts';
import { campaignExportRoutes } from './campaign-export.ts';
import { campaignTargetRoutes } from './campaign-targets.ts';
import { campaignViewRoutes } from './campaign-views.ts';
import { campaignRoutes } from './campaigns.ts';
import { connectionRequestSetupRoutes } from './connection-request-setup.ts';
import { connectionRequestRoutes } from './connection-requests.ts';
import type { RestContext } from './context.ts';
import { deviceCredentialRoutes } from './device-credentials.ts';
import { deviceDetailRoutes } from './device-details.ts';
import { deviceRoutes } from './devices.ts';
import { eventRoutes } from './events.ts';
import { exclusionRoutes } from './exclusions.ts';
import { fileRoutes } from './files.ts';
import { keyRoutes } from './keys.ts';
import { moduleSetRoutes } from './module-sets.ts';
import { operationRoutes } from './operations.ts';
import { notFoundHandler, problemHandler } from './problem.ts';
import { relayRoutes } from './relays.ts';
import { softwareRoutes } from './software.ts';
import { uploadRoutes } from './uploads.ts';

/** The REST API as one express application: health outside, everything else behind a key. */
export function restApp(
  context: RestContext,
  health: Router,
  metrics: Metrics,
  report: (error: unknown) => void,
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.use((request, response, next) => {
    const stop = metrics.requestSeconds.startTimer({ method: request.method });
    response.once('finish', () => stop({ status: String(response.statusCode) }));
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    next();
  });
  app.use(health);

  const api = express.Router();
  api.use(identifyCaller(context.keys));
  // Bytes are not JSON: before the parser.
  api.use(fileRoutes(context));
  api.use(express.json({ limit: '1mb' }));
  api.use(deviceRoutes(context));
  api.use(deviceDetailRoutes(context));
  api.use(softwareRoutes(context));
  api.use(operationRoutes(context));
  api.use(connectionRequestRoutes(context));
  api.use(connectionRequestSetupRoutes(context));
  api.use(deviceCredentialRoutes(context));
  api.use(campaignRoutes(context));
  api.use(campaignTargetRoutes(context));
  api.use(campaignViewRoutes(context));
  api.use(campaignExportRoutes(context));
  api.use(blackoutRoutes(context));
  api.use(exclusionRoutes(context));
  api.use(relayRoutes(context));
  api.use(moduleSetRoutes(context));
  api.use(keyRoutes(context));
  api.use(auditRoutes(context));
  api.use(uploadRoutes(context));
  api.use(eventRoutes(context));
  app.use('/api/v1', api);
  app.use(notFoundHandler);
  app.use(problemHandler(report));
  return app;
}

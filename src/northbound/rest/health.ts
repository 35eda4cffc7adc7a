import { Router } from 'express';

/** For load balancers and Prometheus; outside /api/v1 and without a key, as nothing in it is about devices or people. */
export function healthRoutes(deps: {
  registry: { readonly contentType: string; metrics(): Promise<string> };
  ready(): Promise<string | null>;
}): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const trouble = await deps.ready();
    response
      .status(trouble === null ? 200 : 503)
      .json(trouble === null ? { status: 'ready' } : { status: 'not ready', detail: trouble });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(deps.registry.contentType).send(await deps.registry.metrics());
  });
  return router;
}

import { Router } from 'express';
import type { Registry } from 'prom-client';

/** What decides whether this process should be given work. */
export interface Readiness {
  /** True from SIGTERM on: the process finishes what it has and wants nothing new. */
  isDraining: boolean;
  /** Throws when the store cannot be used. */
  check(): Promise<void>;
}

/**
 * `/livez` (the process runs), `/readyz` (it can serve: 503 while draining or without the store) and `/metrics`
 * (Prometheus). Outside /v1 and without a key, as orchestrators expect.
 */
export function healthRoutes(readiness: Readiness, registry: Registry): Router {
  const router = Router();
  router.get('/livez', (_request, response) => {
    response.type('text').send('ok\n');
  });
  router.get('/readyz', async (_request, response) => {
    const reason = readiness.isDraining ? 'draining' : await failure(readiness);
    response
      .status(reason ? 503 : 200)
      .type('text')
      .send(`${reason ?? 'ok'}\n`);
  });
  router.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}

async function failure(readiness: Readiness): Promise<string | undefined> {
  try {
    await readiness.check();
    return undefined;
  } catch {
    return 'the store cannot be reached';
  }
}

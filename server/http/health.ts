import type { FastifyInstance } from 'fastify';
import type { Database } from '../db/database.ts';

const startedAt = Date.now();

/** `/healthz` (the process lives), `/readyz` (it can reach its database), `/metrics` (Prometheus). */
export function registerHealth(server: FastifyInstance, database: Database): void {
  let requests = 0;
  let failures = 0;
  server.addHook('onResponse', async (_request, reply) => {
    requests += 1;
    if (reply.statusCode >= 500) failures += 1;
  });
  server.get('/healthz', async () => ({ status: 'ok' }));
  server.get('/readyz', async (_request, reply) => {
    try {
      await database.pool.query('select 1');
      return { status: 'ready' };
    } catch {
      return reply.code(503).send({ status: 'database unreachable' });
    }
  });
  server.get('/metrics', async (_request, reply) => {
    const { heapUsed, rss } = process.memoryUsage();
    const lines = [
      ['lectern_requests_total', 'counter', requests],
      ['lectern_request_failures_total', 'counter', failures],
      ['lectern_uptime_seconds', 'gauge', Math.round((Date.now() - startedAt) / 1000)],
      ['lectern_memory_rss_bytes', 'gauge', rss],
      ['lectern_memory_heap_bytes', 'gauge', heapUsed],
      ['lectern_database_connections', 'gauge', database.pool.totalCount],
      ['lectern_database_waiting', 'gauge', database.pool.waitingCount],
    ].map(([name, kind, value]) => `# TYPE ${name} ${kind}\n${name} ${value}\n`);
    return reply.type('text/plain; version=0.0.4').send(lines.join(''));
  });
}

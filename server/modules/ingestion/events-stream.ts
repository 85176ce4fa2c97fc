import type { FastifyInstance, FastifyReply } from 'fastify';
import { API_BASE } from '../../../contracts/route.ts';
import type { TenantContext } from '../../db/tenant.ts';
import { AppError } from '../../errors.ts';
import type { Authenticate } from '../../http/register.ts';
import type { IngestionService } from './service.ts';

const POLL_MS = 500;
/** Proxies close a connection on which nothing is said. */
const PING_MS = 20_000;
/** Rows become visible at commit, a little after the moment that they carry. */
const OVERLAP_MS = 3_000;

type Listener = { reply: FastifyReply; tenant: TenantContext; sent: Map<string, string> };

/**
 * Server-sent events of ingestion jobs. One query an organization and tick, however many people
 * watch, and none while nobody does; the state is in the database, so any server can answer.
 */
export function createEventStream(service: IngestionService, now: () => Date) {
  const listeners = new Map<string, Set<Listener>>();
  /** All that is open, to be ended with the server. */
  const open = new Set<FastifyReply>();
  let timer: NodeJS.Timeout | undefined;
  let polling = false;

  async function poll(): Promise<void> {
    if (polling) return;
    polling = true;
    try {
      for (const [, group] of listeners) {
        const [first] = group;
        if (!first) continue;
        const changed = await service.changedSince(
          first.tenant,
          new Date(now().getTime() - OVERLAP_MS),
        );
        for (const listener of group) {
          for (const { job, at } of changed) {
            const stamp = at.toISOString() + job.stage + job.progressDone;
            if (listener.sent.get(job.id) === stamp) continue;
            listener.sent.set(job.id, stamp);
            listener.reply.raw.write(`event: ingestion\ndata: ${JSON.stringify(job)}\n\n`);
          }
        }
      }
    } catch {
      // The database is away for a moment: the next tick asks again from the same overlap.
    } finally {
      polling = false;
    }
  }

  function join(listener: Listener): void {
    const { organizationId } = listener.tenant;
    const group = listeners.get(organizationId) ?? new Set();
    listeners.set(organizationId, group.add(listener));
    timer ??= setInterval(() => void poll(), POLL_MS);
  }

  function leave(listener: Listener): void {
    const { organizationId } = listener.tenant;
    const group = listeners.get(organizationId);
    group?.delete(listener);
    if (group?.size === 0) listeners.delete(organizationId);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    mount(server: FastifyInstance, authenticate: Authenticate): void {
      server.get(`${API_BASE}/events`, async (request, reply) => {
        const tenant = await authenticate(request);
        if (!tenant) throw new AppError('not_signed_in', 'Sign in and try again.');
        reply.hijack();
        reply.raw.writeHead(200, {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          connection: 'keep-alive',
          'x-accel-buffering': 'no',
        });
        reply.raw.write('retry: 2000\n\n');
        const listener: Listener = { reply, tenant, sent: new Map() };
        open.add(reply);
        // Learners hold a stream, too, but what comes in is the business of staff.
        if (tenant.role !== 'learner') join(listener);
        const ping = setInterval(() => reply.raw.write(': ping\n\n'), PING_MS);
        request.raw.on('close', () => {
          clearInterval(ping);
          open.delete(reply);
          leave(listener);
        });
      });
    },
    close(): void {
      clearInterval(timer);
      for (const reply of open) reply.raw.end();
      open.clear();
      listeners.clear();
    },
  };
}

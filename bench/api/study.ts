/**
 * A process of its own in which learners study: each answers the step it is shown and goes on to
 * the next, all together `perSecond` writes a second. A plan as JSON on stdin, figures on stdout.
 */
import { text } from 'node:stream/consumers';
import { Pool } from 'undici';
import type { StudySession } from '../../contracts/learning.ts';
import { quantile } from '../support/statistics.ts';

export type StudyPlan = { origin: string; cookies: string[]; seconds: number; perSecond: number };
export type StudyFigures = Record<'answer' | 'next', { count: number; p50: number; p95: number }>;

const plan = JSON.parse(await text(process.stdin)) as StudyPlan;
const pool = new Pool(plan.origin, { connections: plan.cookies.length, pipelining: 1 });
const times = { answer: [] as number[], next: [] as number[] };
const end = performance.now() + plan.seconds * 1000;
const pause = (plan.cookies.length / plan.perSecond) * 1000;

const ANSWERS = {
  nugget: { kind: 'read' },
  flashcard: { kind: 'rating', rating: 'good' },
  question: { kind: 'skip' },
} as const;

async function write(cookie: string, path: string, body: unknown): Promise<StudySession> {
  const answer = await pool.request({
    path: `/api/v1${path}`,
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const said = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${path}: ${said}`);
  return JSON.parse(said) as StudySession;
}

async function learner(cookie: string, index: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, (index / plan.cookies.length) * pause));
  let session = await write(cookie, '/study/session', { minutes: 240 });
  while (performance.now() < end && session.step !== null) {
    const { id, step } = session;
    const path = `/study/sessions/${id}/steps/${step.id}`;
    const kind = step.result === null ? 'answer' : 'next';
    if (kind === 'answer' && step.item.type === 'flashcard')
      await write(cookie, `${path}/reveal`, { what: 'back' });
    const body = kind === 'answer' ? { answer: ANSWERS[step.item.type], responseMs: 5000 } : {};
    const start = performance.now();
    session = await write(cookie, `${path}/${kind}`, body);
    const took = performance.now() - start;
    times[kind].push(took);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, pause - took)));
  }
}

await Promise.all(plan.cookies.map(learner));
const figures = Object.fromEntries(
  Object.entries(times).map(([kind, list]) => [
    kind,
    { count: list.length, p50: quantile(list, 0.5), p95: quantile(list, 0.95) },
  ]),
) as StudyFigures;
process.stdout.write(JSON.stringify(figures));
await pool.close();

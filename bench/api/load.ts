/**
 * A process of its own that asks a server: `node bench/api/load.ts`, a plan as JSON on stdin, the
 * figures as JSON on stdout. One connection a user; `perSecond` paces all users together, and null
 * lets each ask again as soon as it has its answer.
 */
import { text } from 'node:stream/consumers';
import { Pool } from 'undici';
import { quantile } from '../support/statistics.ts';

export type LoadPlan = {
  origin: string;
  path: string;
  cookies: string[];
  users: number;
  seconds: number;
  perSecond: number | null;
};
export type LoadFigures = { perSecond: number; p50: number; p95: number; p99: number };

const plan = JSON.parse(await text(process.stdin)) as LoadPlan;
const pool = new Pool(plan.origin, { connections: plan.users, pipelining: 1 });
const times: number[] = [];
const end = performance.now() + plan.seconds * 1000;
const pause = plan.perSecond === null ? 0 : (plan.users / plan.perSecond) * 1000;

async function user(index: number): Promise<void> {
  const cookie = plan.cookies[index % plan.cookies.length] ?? '';
  // Users begin one after another, or all would ask in the same instant for ever.
  await new Promise((resolve) => setTimeout(resolve, (index / plan.users) * pause));
  while (performance.now() < end) {
    const start = performance.now();
    const answer = await pool.request({ path: plan.path, method: 'GET', headers: { cookie } });
    await answer.body.dump();
    if (answer.statusCode !== 200) throw new Error(`${plan.path}: ${answer.statusCode}`);
    const took = performance.now() - start;
    times.push(took);
    if (pause > took) await new Promise((resolve) => setTimeout(resolve, pause - took));
  }
}

const started = performance.now();
await Promise.all(Array.from({ length: plan.users }, (_, index) => user(index)));
const seconds = (performance.now() - started) / 1000;
const figures: LoadFigures = {
  perSecond: times.length / seconds,
  p50: quantile(times, 0.5),
  p95: quantile(times, 0.95),
  p99: quantile(times, 0.99),
};
process.stdout.write(JSON.stringify(figures));
await pool.close();

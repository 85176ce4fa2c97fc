/**
 * A process of its own in which a class takes an exam: all start within the first seconds, answer
 * question after question, and hand in together. A plan as JSON on stdin, figures on stdout.
 */

import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import type { AttemptPaper, AttemptResult } from '../../contracts/attempts.ts';
import { quantile } from '../support/statistics.ts';

export type ClassPlan = {
  origin: string;
  cookies: string[];
  assessmentId: string;
  startSeconds: number;
  answerSeconds: number;
  submitSeconds: number;
};
export type Operation = 'start' | 'save' | 'submit';
export type ClassFigures = {
  figures: Record<
    Operation,
    { count: number; p50: number; p95: number; p99: number; longest: number }
  >;
  /** What each learner was told to be saved last, by place: the id of the option. */
  acknowledged: { attemptId: string; answers: string[]; score: number | null }[];
  errors: string[];
};

const plan = JSON.parse(await text(process.stdin)) as ClassPlan;
const pool = new Pool(plan.origin, { connections: 200, pipelining: 1 });
const times: Record<Operation, number[]> = { start: [], save: [], submit: [] };
const errors: string[] = [];
const zero = performance.now();
const at = (seconds: number) => sleep(Math.max(0, zero + seconds * 1000 - performance.now()));

async function call<T>(
  operation: Operation,
  cookie: string,
  method: 'POST' | 'PUT',
  path: string,
  body: unknown,
): Promise<T> {
  const began = performance.now();
  const answer = await pool.request({
    path: `/api/v1/my${path}`,
    method,
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const said = await answer.body.text();
  times[operation].push(performance.now() - began);
  if (answer.statusCode >= 300) throw new Error(`${operation}: ${answer.statusCode} ${said}`);
  return JSON.parse(said) as T;
}

async function learner(cookie: string, share: number) {
  await at(share * plan.startSeconds);
  const paper = await call<AttemptPaper>(
    'start',
    cookie,
    'POST',
    `/assessments/${plan.assessmentId}/attempts`,
    {},
  );
  const answers: string[] = [];
  const pace = plan.answerSeconds / paper.questions.length;
  for (const [index, { position, question }] of paper.questions.entries()) {
    // Everybody thinks for another while about each question.
    await at(plan.startSeconds + (index + Math.random()) * pace);
    const option = question.options[Math.floor(Math.random() * question.options.length)];
    if (!option) throw new Error('A question has no options.');
    await call('save', cookie, 'PUT', `/attempts/${paper.id}/answers/${position}`, {
      answer: { kind: 'option', optionId: option.id, confidence: null },
      revision: Date.now(),
      elapsedMs: Math.round(pace * 1000),
    });
    answers.push(option.id);
  }
  await at(plan.startSeconds + plan.answerSeconds + Math.random() * plan.submitSeconds);
  const result = await call<AttemptResult>(
    'submit',
    cookie,
    'POST',
    `/attempts/${paper.id}/submit`,
    {},
  );
  return { attemptId: paper.id, answers, score: result.score };
}

const done = await Promise.all(
  plan.cookies.map((cookie, index) =>
    learner(cookie, index / plan.cookies.length).catch((error: Error) => {
      errors.push(error.message);
      return null;
    }),
  ),
);
const figures = Object.fromEntries(
  Object.entries(times).map(([operation, list]) => [
    operation,
    {
      count: list.length,
      p50: quantile(list, 0.5),
      p95: quantile(list, 0.95),
      p99: quantile(list, 0.99),
      longest: Math.max(0, ...list),
    },
  ]),
);
await pool.close();
process.stdout.write(
  JSON.stringify({ figures, acknowledged: done.filter((one) => one !== null), errors }),
);

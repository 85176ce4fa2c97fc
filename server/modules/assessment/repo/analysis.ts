import { sql } from 'kysely';
import { z } from 'zod';

import type { TenantTransaction } from '../../../db/tenant.ts';

type Key = { organizationId: string; assessmentId: string };

const AnswerRow = z.object({
  itemId: z.string(),
  version: z.number(),
  /** Share of the points, 0-1; null while it waits for a person. */
  share: z.number().nullable(),
  /** Share of the points of the other questions of the attempt. */
  rest: z.number().nullable(),
  response: z.unknown(),
  elapsedMs: z.number(),
});
export type AnalysedAnswer = z.infer<typeof AnswerRow>;

/** Answers of the first attempt of each learner that was handed in. */
export async function listFirstAnswers(
  trx: TenantTransaction,
  { organizationId, assessmentId }: Key,
): Promise<AnalysedAnswer[]> {
  const { rows } = await sql`
    with firsts as (
      select distinct on (user_id) id
      from assessment_attempts
      where organization_id = ${organizationId} and assessment_id = ${assessmentId}
        and status <> 'in_progress'
      order by user_id, number
    )
    select q.item_id as "itemId", q.version, (n.score / q.points)::float8 as share,
      (
        (sum(n.score) over attempt - n.score)
        / nullif(sum(q.points) filter (where n.score is not null) over attempt - q.points, 0)
      )::float8 as rest,
      n.response, n.elapsed_ms as "elapsedMs"
    from firsts f
    join attempt_questions q on q.organization_id = ${organizationId} and q.attempt_id = f.id
    join attempt_answers n
      on n.organization_id = q.organization_id and n.attempt_id = q.attempt_id
      and n.position = q.position
    window attempt as (partition by q.attempt_id)`.execute(trx);
  return z.array(AnswerRow).parse(rows);
}

/** Results of the first graded attempts, one a learner. */
export async function listFirstResults(
  trx: TenantTransaction,
  { organizationId, assessmentId }: Key,
): Promise<{ percent: number; passed: boolean }[]> {
  const { rows } = await sql<{ percent: number; passed: boolean }>`
    select distinct on (user_id) percent, passed
    from assessment_attempts
    where organization_id = ${organizationId} and assessment_id = ${assessmentId}
      and status = 'graded'
    order by user_id, number`.execute(trx);
  return rows;
}

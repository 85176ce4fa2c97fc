import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';

/** What somebody did in a lesson at an earlier time. */
export type PastProgress = {
  userId: string;
  lessonId: string;
  startedAt: Date;
  completedAt: Date | null;
  timeSpentSeconds: number;
  /** 0-100. */
  score: number | null;
  attempts: number;
};

/**
 * Writes the history of many people in a course at once, for a demonstration: their enrolments must
 * be there. The progress in the course follows from `recomputeCourse`, which sees by the missing
 * version that it is to be computed.
 */
export async function insertLessonProgress(
  trx: TenantTransaction,
  { organizationId, courseId }: { organizationId: string; courseId: string },
  past: readonly PastProgress[],
): Promise<void> {
  const rows = past.map((row) => ({
    user_id: row.userId,
    lesson_id: row.lessonId,
    started_at: row.startedAt,
    completed_at: row.completedAt,
    time_spent_seconds: row.timeSpentSeconds,
    score: row.score,
    attempts: row.attempts,
  }));
  await sql`
    insert into lesson_progress (
      organization_id, course_id, user_id, lesson_id, status, started_at, completed_at,
      time_spent_seconds, score, attempts
    )
    select
      ${organizationId}::uuid, ${courseId}::uuid, r.user_id, r.lesson_id,
      case when r.completed_at is null then 'started' else 'completed' end::lesson_progress_status,
      r.started_at, r.completed_at, r.time_spent_seconds, r.score, r.attempts
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      user_id uuid, lesson_id uuid, started_at timestamptz, completed_at timestamptz,
      time_spent_seconds integer, score numeric, attempts integer
    )`.execute(trx);
  await sql`
    update course_enrollments e set
      time_spent_seconds = p.seconds,
      last_activity_at = p.last_at,
      last_lesson_id = p.last_lesson_id,
      enrolled_at = least(e.enrolled_at, p.first_at),
      progress_version = null
    from (
      select
        user_id,
        sum(time_spent_seconds) as seconds,
        min(started_at) as first_at,
        max(coalesce(completed_at, started_at)) as last_at,
        (array_agg(lesson_id order by coalesce(completed_at, started_at) desc))[1] as last_lesson_id
      from lesson_progress
      where organization_id = ${organizationId} and course_id = ${courseId}
      group by user_id
    ) p
    where e.organization_id = ${organizationId}
      and e.course_id = ${courseId}
      and e.user_id = p.user_id`.execute(trx);
}

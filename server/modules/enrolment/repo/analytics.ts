import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';

type CourseKey = { organizationId: string; courseId: string };

export type CourseFigures = {
  enrolled: number;
  waiting: number;
  completed: number;
  withdrawn: number;
  activeThisWeek: number;
  averageProgressPercent: number | null;
  averageSeconds: number | null;
};

/** `enrolled` counts those with a place, completed ones too; the means are over them. */
export async function selectCourseFigures(
  trx: TenantTransaction,
  { organizationId, courseId, since }: CourseKey & { since: Date },
): Promise<CourseFigures> {
  const { rows } = await sql<CourseFigures>`
    select
      count(*) filter (where status in ('active', 'completed')) as enrolled,
      count(*) filter (where status = 'waiting') as waiting,
      count(*) filter (where status = 'completed') as completed,
      count(*) filter (where status = 'withdrawn') as withdrawn,
      count(*) filter (where status in ('active', 'completed') and last_activity_at >= ${since}) as "activeThisWeek",
      round(avg(progress_percent) filter (where status in ('active', 'completed')), 2) as "averageProgressPercent",
      round(avg(time_spent_seconds) filter (where status in ('active', 'completed'))) as "averageSeconds"
    from course_enrollments
    where organization_id = ${organizationId}
      and course_id = ${courseId}`.execute(trx);
  const row = rows[0];
  if (!row) throw new Error('An aggregate answers one row.');
  return row;
}

export type LessonFigures = {
  lessonId: string;
  title: string;
  kind: 'article' | 'video' | 'path' | 'assessment';
  moduleTitle: string;
  started: number;
  completed: number;
  averageScore: number | null;
  averageSeconds: number | null;
  /** Sum and count of the scores, for the mean over the course. */
  scoreSum: number;
  scoreCount: number;
};

/**
 * How each lesson of the published version goes, over those who have a place in the course.
 *
 * One range of `lesson_progress_lesson` a lesson: grouped in one go, PostgreSQL sorted them all
 * (bench/courses has the times).
 */
export async function listLessonFigures(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
): Promise<LessonFigures[]> {
  const { rows } = await sql<LessonFigures>`
    select
      l.lesson_id as "lessonId",
      lv.title,
      lv.kind,
      l.module_title as "moduleTitle",
      f.started,
      f.completed,
      round(f.score_sum / nullif(f.score_count, 0), 2) as "averageScore",
      round(f.seconds) as "averageSeconds",
      coalesce(f.score_sum, 0) as "scoreSum",
      f.score_count as "scoreCount"
    from courses c
    join course_version_lessons l
      on l.organization_id = c.organization_id
      and l.course_id = c.id
      and l.version = c.published_version
    join lesson_versions lv
      on lv.organization_id = l.organization_id
      and lv.lesson_id = l.lesson_id
      and lv.number = l.lesson_version
    cross join lateral (
      select
        count(*) as started,
        count(*) filter (where p.status = 'completed') as completed,
        sum(p.score) as score_sum,
        count(p.score) as score_count,
        avg(p.time_spent_seconds) as seconds
      from lesson_progress p
      where p.organization_id = l.organization_id
        and p.course_id = l.course_id
        and p.lesson_id = l.lesson_id
        -- Those who left are few: cheaper than a join with all who are there.
        and p.user_id <> all (array(
          select user_id
          from course_enrollments
          where organization_id = ${organizationId}
            and course_id = ${courseId}
            and status in ('withdrawn', 'waiting')
        ))
    ) f
    where c.organization_id = ${organizationId}
      and c.id = ${courseId}
    order by l.module_position, l.position`.execute(trx);
  return rows;
}

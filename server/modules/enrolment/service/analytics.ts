import type { z } from 'zod';
import type { getCourseAnalytics, getCoursePerson } from '../../../../contracts/enrolment.ts';
import { type TenantContext, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { viewEntry } from '../domain/outline.ts';
import { listLessonFigures, selectCourseFigures } from '../repo/analytics.ts';
import { listOutline } from '../repo/my-courses.ts';
import { seenCourse } from './managed-course.ts';
import { selectPerson } from './people.ts';

const WEEK_MS = 7 * 24 * 3_600_000;
const percent = (part: number, whole: number) =>
  whole === 0 ? 0 : Math.round((part * 10_000) / whole) / 100;

/** How courses go, for their staff. */
export function createAnalyticsService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  return {
    course(
      staff: TenantContext,
      courseId: string,
    ): Promise<z.infer<typeof getCourseAnalytics.response>> {
      const key = { organizationId: staff.organizationId, courseId };
      return withTenant(database, staff, async (trx) => {
        await seenCourse(trx, staff, courseId);
        const since = new Date(clock.now().getTime() - WEEK_MS);
        const course = await selectCourseFigures(trx, { ...key, since });
        const lessons = await listLessonFigures(trx, key);
        const scores = lessons.reduce((sum, { scoreCount }) => sum + scoreCount, 0);
        const points = lessons.reduce((sum, { scoreSum }) => sum + scoreSum, 0);
        return {
          ...course,
          averageScore: scores === 0 ? null : Math.round((points * 100) / scores) / 100,
          lessons: lessons.map(({ scoreSum: _, scoreCount: __, ...lesson }) => ({
            ...lesson,
            completionPercent: percent(lesson.completed, course.enrolled),
          })),
        };
      });
    },

    person(
      staff: TenantContext,
      courseId: string,
      userId: string,
    ): Promise<z.infer<typeof getCoursePerson.response>> {
      const key = { organizationId: staff.organizationId, courseId, userId };
      return withTenant(database, staff, async (trx) => {
        await seenCourse(trx, staff, courseId);
        const person = await selectPerson(trx, key);
        const completedAt = person.completedAt === null ? null : new Date(person.completedAt);
        const lessons = await listOutline(trx, key);
        return { person, lessons: lessons.map((lesson) => viewEntry(lesson, completedAt)) };
      });
    },
  };
}

export type AnalyticsService = ReturnType<typeof createAnalyticsService>;

import type { z } from 'zod';
import { courseFileUrl } from '../../../../contracts/courses.ts';
import type { EnrolmentStatus, getMyCourse, MyCourse } from '../../../../contracts/enrolment.ts';
import { type TenantContext, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { decodeCursor, encodeCursor, takePage } from '../../../http/cursor.ts';
import { requireEnrolled } from '../access.ts';
import { byModule, viewEntry } from '../domain/outline.ts';
import { mapWaitingPlaces } from '../repo/enrolments.ts';
import { listMyCourses, listOutline, type MyCourseRow, selectRules } from '../repo/my-courses.ts';

type Person = TenantContext & { userId: string };

function view(row: MyCourseRow, places: ReadonlyMap<string, number>): MyCourse {
  return {
    courseId: row.courseId,
    title: row.title,
    description: row.description,
    thumbnailUrl: row.thumbnailFileId === null ? null : courseFileUrl(row.thumbnailFileId),
    isPublished: row.isPublished,
    status: row.status,
    waitingPlace: places.get(row.courseId) ?? null,
    progressPercent: row.progressPercent,
    lessonCount: row.lessonCount,
    completedCount: row.completedCount,
    estimatedMinutes: row.minutes,
    timeSpentSeconds: row.timeSpentSeconds,
    averageScore: row.averageScore,
    next:
      row.nextLessonId === null || row.nextTitle === null || row.nextKind === null
        ? null
        : {
            lessonId: row.nextLessonId,
            title: row.nextTitle,
            kind: row.nextKind,
            position: row.nextPosition,
          },
    certificateId: row.certificateId,
    enrolledAt: row.enrolledAt?.toISOString() ?? null,
    completedAt: row.completedAt?.toISOString() ?? null,
    lastActivityAt: row.lastActivityAt?.toISOString() ?? null,
  };
}

/** What a learner takes, and how far they are. */
export function createMyCoursesService({ database }: Pick<Deps, 'database'>) {
  /** Lines are counted over everybody who waits, whom a learner does not see. */
  async function placesOf(person: Person, rows: readonly MyCourseRow[]) {
    const courseIds = rows.filter(({ status }) => status === 'waiting').map((row) => row.courseId);
    if (courseIds.length === 0) return new Map<string, number>();
    return withTenant(database, { ...person, role: 'system' }, (trx) =>
      mapWaitingPlaces(trx, { ...person, courseIds }),
    );
  }

  return {
    async list(
      person: Person,
      query: {
        status?: EnrolmentStatus | undefined;
        cursor?: string | undefined;
        limit: number;
      },
    ): Promise<{ items: MyCourse[]; nextCursor: string | null }> {
      const before = decodeCursor(query.cursor, ['touchedAt', 'courseId']);
      const rows = await withTenant(database, person, (trx) =>
        listMyCourses(trx, {
          organizationId: person.organizationId,
          userId: person.userId,
          status: query.status,
          before,
          limit: query.limit + 1,
        }),
      );
      const places = await placesOf(person, rows);
      return takePage(
        rows,
        query.limit,
        (row) => view(row, places),
        ({ touchedAt, courseId }) => encodeCursor({ touchedAt: touchedAt.toISOString(), courseId }),
      );
    },

    get(person: Person, courseId: string): Promise<z.infer<typeof getMyCourse.response>> {
      const key = { organizationId: person.organizationId, userId: person.userId, courseId };
      return withTenant(database, person, async (trx) => {
        const { completedAt } = await requireEnrolled(trx, key);
        const [course] = await listMyCourses(trx, { ...key, before: null, limit: 1 });
        if (!course) throw new Error('An enrolment was there and is not.');
        const rules = await selectRules(trx, key);
        const lessons = await listOutline(trx, key);
        return {
          course: view(course, new Map()),
          ...rules,
          modules: byModule(lessons).map((group) => ({
            title: group[0]?.moduleTitle ?? '',
            description: group[0]?.moduleDescription ?? '',
            lessons: group.map((lesson) => viewEntry(lesson, completedAt)),
          })),
        };
      });
    },
  };
}

export type MyCoursesService = ReturnType<typeof createMyCoursesService>;

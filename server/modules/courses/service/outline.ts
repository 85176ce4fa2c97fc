import type { LessonKind } from '../../../../contracts/courses.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import { selectOptionalPublished } from '../repo/catalog.ts';
import { listVersionLessons } from '../repo/snapshots.ts';

export type PublishedLesson = {
  id: string;
  /** Version of the lesson that learners read. */
  version: number;
  kind: LessonKind;
  title: string;
  summary: string;
  objectives: string[];
  minutes: number;
  isFree: boolean;
  isRequired: boolean;
  /** Items of a path in order; of an article, those that it embeds. */
  itemIds: string[];
};

export type PublishedOutline = {
  courseId: string;
  version: number;
  title: string;
  description: string;
  objectives: string[];
  minutes: number;
  thumbnailFileId: string | null;
  ownerId: string;
  enrolment: 'open' | 'by_instructor';
  maxStudents: number | null;
  requiredPercent: number;
  hasCertificate: boolean;
  publishedAt: Date;
  modules: { id: string; title: string; description: string; lessons: PublishedLesson[] }[];
};

/**
 * What learners have of a course: its modules and lessons in order, without contents, in two
 * statements; null where it is not published, or deleted.
 */
export async function publishedOutline(
  trx: TenantTransaction,
  key: { organizationId: string; courseId: string },
): Promise<PublishedOutline | null> {
  const course = await selectOptionalPublished(trx, key);
  if (!course) return null;
  const rows = await listVersionLessons(trx, { ...key, version: course.version });
  const modules = [...Map.groupBy(rows, (row) => row.module_id)].map(([id, lessons]) => ({
    id,
    title: lessons[0]?.module_title ?? '',
    description: lessons[0]?.module_description ?? '',
    lessons: lessons.map((row) => ({
      id: row.id,
      version: row.lesson_version,
      kind: row.kind,
      title: row.title,
      summary: row.summary,
      objectives: row.objectives,
      minutes: row.minutes,
      isFree: row.is_free,
      isRequired: row.is_required,
      itemIds: row.item_ids,
    })),
  }));
  return {
    courseId: course.id,
    version: course.version,
    title: course.title,
    description: course.description,
    objectives: course.objectives,
    minutes: course.minutes,
    thumbnailFileId: course.thumbnail_file_id,
    ownerId: course.owner_id,
    enrolment: course.enrolment,
    maxStudents: course.max_students,
    requiredPercent: course.required_percent,
    hasCertificate: course.has_certificate,
    publishedAt: course.published_at,
    modules,
  };
}

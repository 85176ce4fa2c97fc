import {
  type CourseDraft,
  type CourseModule,
  type CourseState,
  courseFileUrl,
  LessonNotReady,
  type LessonSummary,
} from '../../../../contracts/courses.ts';
import type { TenantContext, TenantTransaction } from '../../../db/tenant.ts';
import { mayEdit } from '../policy.ts';
import { type CourseRow, selectOwnerName } from '../repo/courses.ts';
import { listPrerequisites } from '../repo/prerequisites.ts';
import { listLessons, listModules } from '../repo/tree.ts';
import { selectCourse } from './access.ts';

export function stateOf(row: CourseRow): CourseState {
  if (row.published_version === null || row.published_at === null) return 'draft';
  return row.draft_changed_at > row.published_at ? 'changed' : 'published';
}

type LessonColumns = Omit<Awaited<ReturnType<typeof listLessons>>[number], 'module_id'>;

export function lessonSummary(row: LessonColumns): LessonSummary {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    summary: row.summary,
    minutes: row.estimated_minutes ?? row.reckoned_minutes,
    estimatedMinutes: row.estimated_minutes,
    isFree: row.is_free,
    isRequired: row.is_required,
    objectives: row.objectives,
    notReady: row.not_ready === null ? null : LessonNotReady.parse(row.not_ready),
    itemCount: row.item_count ?? 0,
    revision: row.revision,
  };
}

async function readTree(
  trx: TenantTransaction,
  key: { organizationId: string; courseId: string },
): Promise<CourseModule[]> {
  const modules = await listModules(trx, key);
  const lessons = Map.groupBy(await listLessons(trx, key), (lesson) => lesson.module_id);
  return modules.map((module) => ({
    ...module,
    lessons: (lessons.get(module.id) ?? []).map(lessonSummary),
  }));
}

/** The whole draft as its authors see it, in five statements. @throws AppError `not_found`. */
export async function readDraft(
  trx: TenantTransaction,
  tenant: TenantContext,
  courseId: string,
): Promise<CourseDraft> {
  const row = await selectCourse(trx, tenant, courseId);
  const key = { organizationId: tenant.organizationId, courseId };
  const modules = await readTree(trx, key);
  const minutes = modules
    .flatMap(({ lessons }) => lessons)
    .reduce((sum, one) => sum + one.minutes, 0);
  const prerequisites = await listPrerequisites(trx, key);
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    ownerId: row.owner_id,
    ownerName: await selectOwnerName(trx, row.owner_id),
    state: stateOf(row),
    difficulty: row.difficulty,
    language: row.language,
    category: row.category,
    tags: row.tags,
    objectives: row.objectives,
    thumbnailFileId: row.thumbnail_file_id,
    thumbnailUrl: row.thumbnail_file_id === null ? null : courseFileUrl(row.thumbnail_file_id),
    isFeatured: row.is_featured,
    minutes: row.estimated_minutes ?? minutes,
    estimatedMinutes: row.estimated_minutes,
    maxStudents: row.max_students,
    enrolment: row.enrolment,
    requiredPercent: row.required_percent,
    hasCertificate: row.has_certificate,
    prerequisites: prerequisites.map(({ id, title }) => ({ id, title })),
    modules,
    publishedVersion: row.published_version,
    publishedAt: row.published_at?.toISOString() ?? null,
    changedAt: row.draft_changed_at.toISOString(),
    deletedAt: row.deleted_at?.toISOString() ?? null,
    canEdit: mayEdit(tenant, { ownerId: row.owner_id }),
    revision: row.revision,
  };
}

import type { TenantTransaction } from '../../../db/tenant.ts';
import { AppError } from '../../../errors.ts';
import { compareCourses } from '../domain/changes.ts';
import { problemSentence } from '../domain/problems.ts';
import {
  type CourseSnapshot,
  courseHash,
  lessonHash,
  lessonsOf,
  searchTextOf,
} from '../domain/snapshot.ts';
import type { CourseRow } from '../repo/courses.ts';
import * as repo from '../repo/versions.ts';
import { type Draft, snapshotDraft, snapshotLatest } from './snapshots.ts';

export type Published = { version: number; isNew: boolean };

function refuseProblems({ problems }: Draft): void {
  if (problems.length === 0) return;
  throw new AppError(
    'course_not_ready',
    `Nothing was published. ${problems.slice(0, 3).map(problemSentence).join(' ')}`,
    problems.slice(0, 100).map((problem) => ({
      path: problem.lessonId ?? problem.moduleId ?? 'course',
      message: problemSentence(problem),
    })),
  );
}

async function insertVersion(
  trx: TenantTransaction,
  key: { organizationId: string; courseId: string },
  snapshot: CourseSnapshot,
  version: { number: number; hash: string; note: string; changes: unknown; publishedBy: string },
): Promise<void> {
  const lessons = lessonsOf(snapshot);
  const versions = await repo.insertLessonVersions(
    trx,
    key.organizationId,
    lessons.map((lesson) => ({
      lessonId: lesson.id,
      hash: lessonHash(lesson),
      minutes: lesson.minutes,
      resources: JSON.stringify(lesson.resources),
    })),
  );
  await repo.insertCourseVersion(trx, key, {
    ...version,
    changes: JSON.stringify(version.changes),
    minutes: snapshot.minutes,
    lessonCount: lessons.length,
    freeLessonCount: lessons.filter(({ isFree }) => isFree).length,
    searchText: searchTextOf(snapshot),
  });
  await repo.insertVersionLessons(
    trx,
    { ...key, version: version.number },
    snapshot.modules.flatMap((module, moduleIndex) =>
      module.lessons.map((lesson, index) => ({
        lessonId: lesson.id,
        lessonVersion: versions.get(lesson.id) ?? 1,
        moduleId: module.id,
        modulePosition: moduleIndex + 1,
        position: index + 1,
      })),
    ),
  );
}

/**
 * Publishes a course whose lock is held. A draft that learners have already makes no version; one
 * that was taken back and is as it was gets its version back.
 *
 * @param digest of the draft that the author looked at; null takes the draft as it is.
 * @throws AppError `course_not_ready` with every problem, `edit_conflict` for another draft.
 */
export async function publishDraft(
  trx: TenantTransaction,
  key: { organizationId: string; courseId: string },
  course: CourseRow,
  { note, digest, publishedBy }: { note: string; digest: string | null; publishedBy: string },
): Promise<Published> {
  const draft = await snapshotDraft(trx, key, course);
  const hash = courseHash(draft.snapshot);
  if (digest !== null && digest !== hash) {
    throw new AppError(
      'edit_conflict',
      'The draft is another than the one that you looked at; look at the changes again. Nothing was published.',
    );
  }
  refuseProblems(draft);
  const latest = await snapshotLatest(trx, key);
  const isNew = latest?.hash !== hash;
  const number = latest && !isNew ? latest.number : (latest?.number ?? 0) + 1;
  if (isNew) {
    const changes = compareCourses(latest?.snapshot ?? null, draft.snapshot);
    await insertVersion(trx, key, draft.snapshot, { number, hash, note, changes, publishedBy });
  }
  await repo.updatePublished(trx, key, { version: number, settled: true });
  return { version: number, isNew };
}

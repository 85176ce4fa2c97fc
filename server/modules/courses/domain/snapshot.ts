import { createHash } from 'node:crypto';
import type { CourseDifficulty, LessonKind } from '../../../../contracts/courses.ts';

/** A link or a file as a version keeps it. */
export type SnapshotResource = {
  id: string;
  title: string;
  url: string | null;
  file: { id: string; name: string; mediaType: string; sizeBytes: number } | null;
};

/** A lesson as learners read it. `contentDigest` stands for the document; null without one. */
export type SnapshotLesson = {
  id: string;
  kind: LessonKind;
  title: string;
  summary: string;
  contentDigest: string | null;
  objectives: readonly string[];
  minutes: number;
  itemIds: readonly string[];
  resources: readonly SnapshotResource[];
  isFree: boolean;
  isRequired: boolean;
};

export type SnapshotModule = {
  id: string;
  title: string;
  description: string;
  lessons: readonly SnapshotLesson[];
};

/** A course as learners read it: the draft, or what was published of it. */
export type CourseSnapshot = {
  title: string;
  description: string;
  difficulty: CourseDifficulty;
  minutes: number;
  language: string;
  category: string | null;
  tags: readonly string[];
  objectives: readonly string[];
  thumbnailFileId: string | null;
  requiredPercent: number;
  hasCertificate: boolean;
  modules: readonly SnapshotModule[];
};

const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Stands for the version of a lesson. Free and required are the course's to say, not in it. */
export function lessonHash(lesson: SnapshotLesson): string {
  const { kind, title, summary, contentDigest, objectives, minutes, itemIds } = lesson;
  const resources = lesson.resources.map(({ id, title: name, url, file }) => [
    id,
    name,
    url,
    file?.id ?? null,
  ]);
  return hash([kind, title, summary, contentDigest, objectives, minutes, itemIds, resources]);
}

/** Stands for all that learners see of a course: equal for equal snapshots. */
export function courseHash(course: CourseSnapshot): string {
  const { modules, ...fields } = course;
  return hash([
    Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    modules.map(({ id, title, description, lessons }) => [
      id,
      title,
      description,
      lessons.map((lesson) => [lesson.id, lessonHash(lesson), lesson.isFree, lesson.isRequired]),
    ]),
  ]);
}

export function lessonsOf(course: CourseSnapshot): SnapshotLesson[] {
  return course.modules.flatMap(({ lessons }) => [...lessons]);
}

/** What the catalog finds a course by, beside its title and description. */
export function searchTextOf(course: CourseSnapshot): string {
  return [
    course.category ?? '',
    ...course.tags,
    ...course.objectives,
    ...course.modules.flatMap((module) => [
      module.title,
      ...module.lessons.flatMap(({ title, summary }) => [title, summary]),
    ]),
  ]
    .filter((text) => text !== '')
    .join('\n')
    .slice(0, 200_000);
}

import type { CourseAspect, CourseChanges, LessonAspect } from '../../../../contracts/courses.ts';
import { movedIds } from './order.ts';
import type { CourseSnapshot, SnapshotLesson, SnapshotModule } from './snapshot.ts';

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

const COURSE_FIELDS: readonly [CourseAspect, keyof CourseSnapshot][] = [
  ['title', 'title'],
  ['description', 'description'],
  ['difficulty', 'difficulty'],
  ['minutes', 'minutes'],
  ['language', 'language'],
  ['category', 'category'],
  ['tags', 'tags'],
  ['objectives', 'objectives'],
  ['thumbnail', 'thumbnailFileId'],
  ['requiredPercent', 'requiredPercent'],
  ['hasCertificate', 'hasCertificate'],
];

/** Of an article the items stand in the document, so that they are no change of their own. */
const LESSON_FIELDS: readonly [LessonAspect, (lesson: SnapshotLesson) => unknown][] = [
  ['title', ({ title }) => title],
  ['summary', ({ summary }) => summary],
  ['content', ({ contentDigest }) => contentDigest],
  ['items', ({ kind, itemIds }) => (kind === 'article' ? null : itemIds)],
  ['objectives', ({ objectives }) => objectives],
  ['minutes', ({ minutes }) => minutes],
  ['resources', ({ resources }) => resources],
  ['free', ({ isFree }) => isFree],
  ['required', ({ isRequired }) => isRequired],
];

type Placed = { lesson: SnapshotLesson; module: SnapshotModule };

function lessonsById(course: CourseSnapshot | null): Map<string, Placed> {
  const entries = (course?.modules ?? []).flatMap((module) =>
    module.lessons.map((lesson): [string, Placed] => [lesson.id, { lesson, module }]),
  );
  return new Map(entries);
}

function moduleChanges(before: CourseSnapshot | null, after: CourseSnapshot) {
  const old = new Map((before?.modules ?? []).map((module) => [module.id, module]));
  const now = new Map(after.modules.map((module) => [module.id, module]));
  const moved = movedIds([...old.keys()], [...now.keys()]);
  const present = after.modules.map((module) => {
    const was = old.get(module.id);
    return {
      id: module.id,
      change: was ? ('kept' as const) : ('added' as const),
      title: module.title,
      titleBefore: was && was.title !== module.title ? was.title : null,
      moved: moved.has(module.id),
      description: was !== undefined && was.description !== module.description,
    };
  });
  const removed = [...old.values()]
    .filter(({ id }) => !now.has(id))
    .map(({ id, title }) => ({
      id,
      change: 'removed' as const,
      title,
      titleBefore: null,
      moved: false,
      description: false,
    }));
  return [
    ...present.filter(
      (one) => one.change === 'added' || one.titleBefore !== null || one.moved || one.description,
    ),
    ...removed,
  ];
}

function lessonChanges(before: CourseSnapshot | null, after: CourseSnapshot) {
  const old = lessonsById(before);
  const now = lessonsById(after);
  // A module that moves as a whole is one move, not one of each of its lessons.
  const moved = new Set<string>();
  for (const module of after.modules) {
    const was = before?.modules.find(({ id }) => id === module.id);
    const ids = module.lessons.map(({ id }) => id);
    for (const id of movedIds(was?.lessons.map((lesson) => lesson.id) ?? [], ids)) moved.add(id);
    for (const id of ids) if (old.has(id) && old.get(id)?.module.id !== module.id) moved.add(id);
  }
  const present = [...now.values()].map(({ lesson, module }) => {
    const was = old.get(lesson.id)?.lesson;
    return {
      id: lesson.id,
      kind: lesson.kind,
      change: was ? ('kept' as const) : ('added' as const),
      title: lesson.title,
      titleBefore: was && was.title !== lesson.title ? was.title : null,
      moduleTitle: module.title,
      moved: moved.has(lesson.id),
      aspects: was
        ? LESSON_FIELDS.filter(([, of]) => !same(of(was), of(lesson))).map(([aspect]) => aspect)
        : [],
    };
  });
  const removed = [...old.values()]
    .filter(({ lesson }) => !now.has(lesson.id))
    .map(({ lesson, module }) => ({
      id: lesson.id,
      kind: lesson.kind,
      change: 'removed' as const,
      title: lesson.title,
      titleBefore: null,
      moduleTitle: module.title,
      moved: false,
      aspects: [],
    }));
  return [
    ...present.filter((one) => one.change === 'added' || one.moved || one.aspects.length > 0),
    ...removed,
  ];
}

/** What is other for learners. Against nothing, every module and lesson is added. */
export function compareCourses(
  before: CourseSnapshot | null,
  after: CourseSnapshot,
): CourseChanges {
  return {
    course: before
      ? COURSE_FIELDS.filter(([, field]) => !same(before[field], after[field])).map(
          ([aspect]) => aspect,
        )
      : [],
    modules: moduleChanges(before, after),
    lessons: lessonChanges(before, after),
  };
}

export function hasChanges({ course, modules, lessons }: CourseChanges): boolean {
  return course.length + modules.length + lessons.length > 0;
}

import type { CourseDraft, CourseModule, LessonSummary } from '../../../../contracts/courses.ts';

/* The tree of a course as data: what stands where, and what a move makes of it. Positions count from 1. */

export type Tree = Pick<CourseDraft, 'modules'>;

export type Row =
  | { kind: 'module'; id: string; module: CourseModule }
  | { kind: 'lesson'; id: string; lesson: LessonSummary; module: CourseModule };

export type LessonPlace = { moduleId: string; position: number };

/** The rows to show in order; lessons of a closed module are left out. */
export function rowsOf(tree: Tree, isClosed: (moduleId: string) => boolean = () => false): Row[] {
  return tree.modules.flatMap((module): Row[] => [
    { kind: 'module', id: module.id, module },
    ...(isClosed(module.id)
      ? []
      : module.lessons.map((lesson): Row => ({ kind: 'lesson', id: lesson.id, lesson, module }))),
  ]);
}

export function moduleOf(tree: Tree, lessonId: string): CourseModule | undefined {
  return tree.modules.find(({ lessons }) => lessons.some(({ id }) => id === lessonId));
}

export function lessonOf(tree: Tree, lessonId: string): LessonSummary | undefined {
  return moduleOf(tree, lessonId)?.lessons.find(({ id }) => id === lessonId);
}

export function placeOfLesson(tree: Tree, lessonId: string): LessonPlace | null {
  const module = moduleOf(tree, lessonId);
  if (!module) return null;
  return {
    moduleId: module.id,
    position: module.lessons.findIndex(({ id }) => id === lessonId) + 1,
  };
}

export function positionOfModule(tree: Tree, moduleId: string): number {
  return tree.modules.findIndex(({ id }) => id === moduleId) + 1;
}

function inserted<T>(list: readonly T[], value: T, position: number): T[] {
  return [...list.slice(0, position - 1), value, ...list.slice(position - 1)];
}

export function moveLesson<T extends Tree>(tree: T, lessonId: string, place: LessonPlace): T {
  const lesson = lessonOf(tree, lessonId);
  if (!lesson || !tree.modules.some(({ id }) => id === place.moduleId)) return tree;
  return {
    ...tree,
    modules: tree.modules.map((module) => {
      const lessons = module.lessons.filter(({ id }) => id !== lessonId);
      return module.id === place.moduleId
        ? { ...module, lessons: inserted(lessons, lesson, place.position) }
        : { ...module, lessons };
    }),
  };
}

export function moveModule<T extends Tree>(tree: T, moduleId: string, position: number): T {
  const module = tree.modules.find(({ id }) => id === moduleId);
  if (!module) return tree;
  return {
    ...tree,
    modules: inserted(
      tree.modules.filter(({ id }) => id !== moduleId),
      module,
      position,
    ),
  };
}

export function withoutLesson<T extends Tree>(tree: T, lessonId: string): T {
  return {
    ...tree,
    modules: tree.modules.map((module) => ({
      ...module,
      lessons: module.lessons.filter(({ id }) => id !== lessonId),
    })),
  };
}

export function withoutModule<T extends Tree>(tree: T, moduleId: string): T {
  return { ...tree, modules: tree.modules.filter(({ id }) => id !== moduleId) };
}

export function withLesson<T extends Tree>(
  tree: T,
  lessonId: string,
  change: Partial<LessonSummary>,
): T {
  return {
    ...tree,
    modules: tree.modules.map((module) => ({
      ...module,
      lessons: module.lessons.map((one) => (one.id === lessonId ? { ...one, ...change } : one)),
    })),
  };
}

export function withModule<T extends Tree>(
  tree: T,
  moduleId: string,
  change: Partial<CourseModule>,
): T {
  return {
    ...tree,
    modules: tree.modules.map((one) => (one.id === moduleId ? { ...one, ...change } : one)),
  };
}

/**
 * Where one step up or down leads: within the module, or past its edge into the next one. Null where
 * there is nothing beyond.
 */
export function lessonStep(tree: Tree, lessonId: string, step: 1 | -1): LessonPlace | null {
  const at = tree.modules.findIndex(({ lessons }) => lessons.some(({ id }) => id === lessonId));
  const module = tree.modules[at];
  if (!module) return null;
  const position = module.lessons.findIndex(({ id }) => id === lessonId) + 1 + step;
  if (position >= 1 && position <= module.lessons.length) return { moduleId: module.id, position };
  const neighbour = tree.modules[at + step];
  if (!neighbour) return null;
  return {
    moduleId: neighbour.id,
    position: step === 1 ? 1 : neighbour.lessons.length + 1,
  };
}

export function moduleStep(tree: Tree, moduleId: string, step: 1 | -1): number | null {
  const position = positionOfModule(tree, moduleId) + step;
  return position >= 1 && position <= tree.modules.length ? position : null;
}

/**
 * Where a dragged row lands when it takes the place of another one among the rows that are shown: a
 * lesson belongs to the module above it, at the top to the first one.
 */
export function landing(
  rows: readonly Row[],
  activeId: string,
  overId: string,
): LessonPlace | null {
  const from = rows.findIndex(({ id }) => id === activeId);
  const to = rows.findIndex(({ id }) => id === overId);
  const active = rows[from];
  if (active?.kind !== 'lesson' || to < 0) return null;
  const rest = rows.filter(({ id }) => id !== activeId);
  const above = rest.slice(0, to);
  const module =
    above.findLast((row) => row.kind === 'module') ?? rest.find((row) => row.kind === 'module');
  if (!module) return null;
  const position = above.slice(above.indexOf(module) + 1).length + 1;
  return { moduleId: module.id, position: above.includes(module) ? position : 1 };
}

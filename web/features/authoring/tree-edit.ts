import type { ProposalLesson, ProposalModule, ProposalTree } from '../../../contracts/authoring.ts';

/* The tree of a proposal as data, and what each edit makes of it. What cannot be done changes nothing. */

export type Row =
  | { kind: 'module'; key: string; title: string; module: ProposalModule }
  | { kind: 'lesson'; key: string; title: string; lesson: ProposalLesson; module: ProposalModule };

/** A place among the lessons of a module, from 0. */
export type Place = { moduleKey: string; at: number };

const MOST_OBJECTIVES = 12;

export function rowsOf(
  { modules }: ProposalTree,
  isClosed: (moduleKey: string) => boolean = () => false,
): Row[] {
  return modules.flatMap((module): Row[] => [
    { kind: 'module', key: module.key, title: module.title, module },
    ...(isClosed(module.key)
      ? []
      : module.lessons.map(
          (lesson): Row => ({
            kind: 'lesson',
            key: lesson.key,
            title: lesson.title,
            lesson,
            module,
          }),
        )),
  ]);
}

const moduleWith = (tree: ProposalTree, lessonKey: string): ProposalModule | undefined =>
  tree.modules.find(({ lessons }) => lessons.some(({ key }) => key === lessonKey));

function withModules(
  tree: ProposalTree,
  change: (module: ProposalModule) => ProposalModule,
): ProposalTree {
  return { ...tree, modules: tree.modules.map(change) };
}

export function changeModule(
  tree: ProposalTree,
  key: string,
  change: Partial<Omit<ProposalModule, 'key'>>,
): ProposalTree {
  return withModules(tree, (module) => (module.key === key ? { ...module, ...change } : module));
}

export function changeLesson(
  tree: ProposalTree,
  key: string,
  change: Partial<Omit<ProposalLesson, 'key'>>,
): ProposalTree {
  return withModules(tree, (module) => ({
    ...module,
    lessons: module.lessons.map((lesson) =>
      lesson.key === key ? { ...lesson, ...change } : lesson,
    ),
  }));
}

const inserted = <T>(list: readonly T[], value: T, at: number): T[] => [
  ...list.slice(0, at),
  value,
  ...list.slice(at),
];

/** @param at its place among the others, from 0. */
export function moveModule(tree: ProposalTree, key: string, at: number): ProposalTree {
  const module = tree.modules.find((one) => one.key === key);
  if (!module) return tree;
  const rest = tree.modules.filter((one) => one.key !== key);
  return { ...tree, modules: inserted(rest, module, Math.max(0, Math.min(rest.length, at))) };
}

export function moveLesson(tree: ProposalTree, key: string, place: Place): ProposalTree {
  const lesson = moduleWith(tree, key)?.lessons.find((one) => one.key === key);
  if (!lesson || !tree.modules.some((module) => module.key === place.moduleKey)) return tree;
  return withModules(tree, (module) => {
    const lessons = module.lessons.filter((one) => one.key !== key);
    return {
      ...module,
      lessons: module.key === place.moduleKey ? inserted(lessons, lesson, place.at) : lessons,
    };
  });
}

/** One step up or down: within the module, or past its edge into the next; null at the end. */
export function stepOf(tree: ProposalTree, row: Row, step: 1 | -1): ProposalTree | null {
  if (row.kind === 'module') {
    const at = tree.modules.findIndex(({ key }) => key === row.key) + step;
    return at < 0 || at >= tree.modules.length ? null : moveModule(tree, row.key, at);
  }
  const { lessons, key: moduleKey } = row.module;
  const at = lessons.findIndex(({ key }) => key === row.key) + step;
  if (at >= 0 && at < lessons.length) return moveLesson(tree, row.key, { moduleKey, at });
  const neighbour = tree.modules[tree.modules.findIndex(({ key }) => key === moduleKey) + step];
  if (!neighbour) return null;
  return moveLesson(tree, row.key, {
    moduleKey: neighbour.key,
    at: step === 1 ? 0 : neighbour.lessons.length,
  });
}

/** Where a dragged lesson lands when it takes the place of another row: in the module above it. */
export function landing(rows: readonly Row[], active: string, over: string): Place | null {
  const to = rows.findIndex(({ key }) => key === over);
  if (to < 0 || rows.find(({ key }) => key === active)?.kind !== 'lesson') return null;
  const rest = rows.filter(({ key }) => key !== active);
  const above = rest.slice(0, to);
  const module =
    above.findLast(({ kind }) => kind === 'module') ?? rest.find(({ kind }) => kind === 'module');
  if (!module) return null;
  const at = above.length - 1 - above.indexOf(module);
  return { moduleKey: module.key, at: above.includes(module) ? at : 0 };
}

function joined(a: ProposalLesson, b: ProposalLesson): ProposalLesson {
  const [first] = b.sections;
  // What the title of the second lesson said is said over its first section.
  const sections =
    first && first.title === ''
      ? [{ ...first, title: b.title }, ...b.sections.slice(1)]
      : [...b.sections];
  return {
    ...a,
    objectives: [...new Set([...a.objectives, ...b.objectives])].slice(0, MOST_OBJECTIVES),
    sections: [...a.sections, ...sections],
  };
}

/** Joins a lesson with the next one of its module. */
export function mergeLesson(tree: ProposalTree, key: string): ProposalTree {
  return withModules(tree, (module) => {
    const at = module.lessons.findIndex((lesson) => lesson.key === key);
    const [a, b] = [module.lessons[at], module.lessons[at + 1]];
    if (at < 0 || !a || !b) return module;
    return { ...module, lessons: module.lessons.toSpliced(at, 2, joined(a, b)) };
  });
}

/** Takes the lessons of the next module into a module. */
export function mergeModule(tree: ProposalTree, key: string): ProposalTree {
  const at = tree.modules.findIndex((module) => module.key === key);
  const [a, b] = [tree.modules[at], tree.modules[at + 1]];
  if (at < 0 || !a || !b) return tree;
  const module = {
    ...a,
    objectives: [...new Set([...a.objectives, ...b.objectives])].slice(0, MOST_OBJECTIVES),
    lessons: [...a.lessons, ...b.lessons],
  };
  return { ...tree, modules: tree.modules.toSpliced(at, 2, module) };
}

export const canMerge = (tree: ProposalTree, row: Row): boolean =>
  row.kind === 'module'
    ? tree.modules.at(-1)?.key !== row.key
    : row.module.lessons.at(-1)?.key !== row.key;

/** A key that no part has. */
export function freshKey({ modules, leftOut }: ProposalTree): string {
  const keys = [
    ...modules.flatMap(({ key, lessons }) => [key, ...lessons.map((lesson) => lesson.key)]),
    ...leftOut.map(({ lesson }) => lesson.key),
  ];
  const numbers = keys.map((key) => Number(/^n(\d+)$/.exec(key)?.[1] ?? 0));
  return `n${Math.max(0, ...numbers) + 1}`;
}

/** Makes a second lesson of the sections from a place on. @param title of the second lesson. */
export function splitLesson(
  tree: ProposalTree,
  key: string,
  at: number,
  title: string,
): ProposalTree {
  const fresh = freshKey(tree);
  return withModules(tree, (module) => {
    const place = module.lessons.findIndex((lesson) => lesson.key === key);
    const lesson = module.lessons[place];
    if (!lesson || at < 1 || at >= lesson.sections.length) return module;
    const [first, ...rest] = lesson.sections.slice(at);
    if (!first) return module;
    const second: ProposalLesson = {
      key: fresh,
      title: first.title || title,
      summary: '',
      objectives: [],
      sections: [{ ...first, title: '' }, ...rest],
    };
    const kept = { ...lesson, sections: lesson.sections.slice(0, at) };
    return { ...module, lessons: module.lessons.toSpliced(place, 1, kept, second) };
  });
}

/** Begins a second module with a lesson and those after it. @param title where the lesson has none. */
export function splitModule(tree: ProposalTree, lessonKey: string): ProposalTree {
  const module = moduleWith(tree, lessonKey);
  const at = module?.lessons.findIndex(({ key }) => key === lessonKey) ?? -1;
  if (!module || at < 1) return tree;
  const lessons = module.lessons.slice(at);
  const second: ProposalModule = {
    key: freshKey(tree),
    title: lessons[0]?.title ?? module.title,
    summary: '',
    objectives: [...new Set(lessons.flatMap(({ objectives }) => objectives))].slice(0, 5),
    lessons,
  };
  const kept = { ...module, lessons: module.lessons.slice(0, at) };
  const place = tree.modules.indexOf(module);
  return { ...tree, modules: tree.modules.toSpliced(place, 1, kept, second) };
}

/** Takes a lesson, or a module with its lessons, out of the course; it can be put back. */
export function leaveOut(tree: ProposalTree, row: Row): ProposalTree {
  const lessons = row.kind === 'module' ? row.module.lessons : [row.lesson];
  const gone = new Set(lessons.map(({ key }) => key));
  const left = lessons.map((lesson) => ({
    reason: 'author' as const,
    from: row.module.title,
    passages: 0,
    lesson,
  }));
  const modules =
    row.kind === 'module'
      ? tree.modules.filter(({ key }) => key !== row.key)
      : tree.modules.map((module) => ({
          ...module,
          lessons: module.lessons.filter(({ key }) => !gone.has(key)),
        }));
  return { modules, leftOut: [...left, ...tree.leftOut] };
}

/** Puts a lesson back at the end of its module, or of the last one; alone into a module of its own. */
export function putBack(tree: ProposalTree, lessonKey: string): ProposalTree {
  const entry = tree.leftOut.find(({ lesson }) => lesson.key === lessonKey);
  if (!entry) return tree;
  const rest = { ...tree, leftOut: tree.leftOut.filter((one) => one !== entry) };
  const home = tree.modules.find(({ title }) => title === entry.from) ?? tree.modules.at(-1);
  if (home) return changeModule(rest, home.key, { lessons: [...home.lessons, entry.lesson] });
  const module: ProposalModule = {
    key: freshKey(tree),
    title: entry.from || entry.lesson.title,
    summary: '',
    objectives: [],
    lessons: [entry.lesson],
  };
  return { ...rest, modules: [module] };
}

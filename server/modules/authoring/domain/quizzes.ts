import type { ProposalOptions } from '../../../../contracts/authoring.ts';
import type { ItemFact } from './source.ts';

/** A quiz asks at least and at most so many; an exam of fewer than `LEAST_EXAM` proves nothing. */
const LEAST_QUIZ = 3;
const MOST_QUIZ = 8;
const LEAST_EXAM = 5;
const MOST_EXAM = 30;
/** A lesson with so many questions or more keeps some for practice. */
const ENOUGH_FOR_PRACTICE = 6;

/** Questions out of which `draw` are asked. */
export type Pool = { questionIds: string[]; draw: number };

export type QuizPlan = {
  /** By key of the lesson: questions in its article, and its quiz. */
  lessons: Map<string, { practice: string[]; quiz: Pool | null }>;
  /** By key of the module. */
  modules: Map<string, Pool>;
  /** A pool for each module, with its key. */
  exam: { moduleKey: string; pool: Pool }[];
};

type LessonItems = { key: string; items: readonly ItemFact[] };
type ModuleItems = { key: string; lessons: readonly LessonItems[] };

/** What is graded at once; an essay waits for a person and is for practice. */
const isQuick = (item: ItemFact) => item.type === 'question' && item.questionType !== 'essay';

/** Lessons' items as the options place them into practice, quizzes and the exam. */
export function planQuizzes(
  modules: readonly ModuleItems[],
  { quizzes, finalExam }: Pick<ProposalOptions, 'quizzes' | 'finalExam'>,
): QuizPlan {
  const plan: QuizPlan = { lessons: new Map(), modules: new Map(), exam: [] };
  for (const module of modules) {
    const left: ItemFact[] = [];
    for (const lesson of module.lessons) {
      const questions = lesson.items.filter(isQuick);
      const essays = lesson.items.filter((item) => item.questionType === 'essay');
      const { practice, asked } = split(questions, quizzes === 'none');
      const quiz = quizzes === 'lesson' ? poolOf(asked) : null;
      if (quiz === null) left.push(...asked);
      plan.lessons.set(lesson.key, { practice: idsOf([...practice, ...essays]), quiz });
    }
    const pool = quizzes === 'none' ? null : poolOf(left);
    if (pool) plan.modules.set(module.key, pool);
    else if (quizzes !== 'none') practiseInstead(plan, module, left);
  }
  if (finalExam) plan.exam = examOf(modules);
  return plan;
}

/** Too few for a quiz: they are asked in their lessons, so that nothing is lost. */
function practiseInstead(plan: QuizPlan, module: ModuleItems, left: readonly ItemFact[]): void {
  const ids = new Set(idsOf(left));
  for (const { key, items } of module.lessons) {
    const own = plan.lessons.get(key);
    own?.practice.push(...idsOf(items).filter((id) => ids.has(id)));
  }
}

/** A third of many questions, the easiest, is for practice; the others are for quizzes. */
function split(questions: readonly ItemFact[], noQuiz: boolean) {
  if (noQuiz) return { practice: [...questions], asked: [] };
  if (questions.length < ENOUGH_FOR_PRACTICE) return { practice: [], asked: [...questions] };
  const easiest = [...questions].sort((a, b) => a.difficulty - b.difficulty);
  const practice = new Set(easiest.slice(0, Math.min(3, Math.floor(questions.length / 3))));
  return {
    practice: questions.filter((question) => practice.has(question)),
    asked: questions.filter((question) => !practice.has(question)),
  };
}

const idsOf = (items: readonly ItemFact[]): string[] => items.map(({ id }) => id);

function poolOf(questions: readonly ItemFact[]): Pool | null {
  if (questions.length < LEAST_QUIZ) return null;
  const draw = Math.min(MOST_QUIZ, Math.max(LEAST_QUIZ, Math.ceil(questions.length * 0.7)));
  return { questionIds: idsOf(mixed(questions)), draw };
}

/** Kinds of questions by turns, the surest of each first: also a short list has all kinds. */
export function mixed(questions: readonly ItemFact[]): ItemFact[] {
  const kinds = [...Map.groupBy(questions, ({ questionType }) => questionType).values()].map(
    (kind) => [...kind].sort((a, b) => b.quality - a.quality || a.id.localeCompare(b.id)),
  );
  const longest = Math.max(0, ...kinds.map(({ length }) => length));
  return Array.from({ length: longest }, (_, round) =>
    kinds.flatMap((kind) => kind[round] ?? []),
  ).flat();
}

/**
 * Shares the questions of an exam out by the number of concepts that each module asks about, by
 * largest remainders, but to no module more than it has.
 */
function examOf(modules: readonly ModuleItems[]): QuizPlan['exam'] {
  const pools = modules
    .map(({ key, lessons }) => {
      const questions = lessons.flatMap(({ items }) => items.filter(isQuick));
      const concepts = new Set(questions.flatMap(({ conceptIds }) => conceptIds)).size;
      return { key, questions, weight: Math.max(1, concepts) };
    })
    .filter(({ questions }) => questions.length > 0);
  const all = pools.reduce((sum, { questions }) => sum + questions.length, 0);
  if (all < LEAST_EXAM) return [];
  const wanted = Math.min(MOST_EXAM, Math.max(LEAST_EXAM, Math.ceil(all * 0.6)));
  const draws = share(
    wanted,
    pools.map(({ questions, weight }) => ({ weight, most: questions.length })),
  );
  return pools.flatMap(({ key, questions }, at) => {
    const draw = draws[at] ?? 0;
    if (draw === 0) return [];
    return [{ moduleKey: key, pool: { questionIds: idsOf(mixed(questions)), draw } }];
  });
}

/** Shares `total` by weight with an upper limit each; what a full one cannot take the others get. */
export function share(total: number, parts: readonly { weight: number; most: number }[]): number[] {
  const given = parts.map(() => 0);
  for (let left = total; left > 0; ) {
    const open = parts.flatMap((part, at) => ((given[at] ?? 0) < part.most ? [at] : []));
    if (open.length === 0) break;
    const weight = open.reduce((sum, at) => sum + (parts[at]?.weight ?? 0), 0);
    const ideal = (at: number) => (total * (parts[at]?.weight ?? 0)) / weight - (given[at] ?? 0);
    const next = open.reduce((best, at) => (ideal(at) > ideal(best) ? at : best));
    given[next] = (given[next] ?? 0) + 1;
    left -= 1;
  }
  return given;
}

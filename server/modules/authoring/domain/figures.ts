import type {
  CourseProposal,
  LessonFigures,
  PlannedQuiz,
  ProposalLesson,
  ProposalOptions,
  ProposalTree,
} from '../../../../contracts/authoring.ts';
import { type Pool, planQuizzes, type QuizPlan } from './quizzes.ts';
import type { ItemFact } from './source.ts';

/** Items that can still be learned, by id. */
export type Facts = ReadonlyMap<string, ItemFact>;

/** Minutes that a question of a quiz takes. */
const QUIZ_QUESTION_MINUTES = 1;

export const idsOfLesson = ({ sections }: ProposalLesson): string[] =>
  sections.flatMap(({ itemIds }) => itemIds);

/** Ids of all items in a tree, in its order; those left out at the end. */
export function idsOfTree({ modules, leftOut }: ProposalTree): string[] {
  const lessons = [
    ...modules.flatMap((module) => module.lessons),
    ...leftOut.map(({ lesson }) => lesson),
  ];
  return lessons.flatMap(idsOfLesson);
}

export const itemsOfLesson = (lesson: ProposalLesson, facts: Facts): ItemFact[] =>
  idsOfLesson(lesson).flatMap((id) => facts.get(id) ?? []);

export function planOf(tree: ProposalTree, facts: Facts, options: ProposalOptions): QuizPlan {
  return planQuizzes(
    tree.modules.map(({ key, lessons }) => ({
      key,
      lessons: lessons.map((lesson) => ({ key: lesson.key, items: itemsOfLesson(lesson, facts) })),
    })),
    options,
  );
}

const plannedOf = (pool: Pool | null): PlannedQuiz | null =>
  pool === null ? null : { questions: pool.questionIds.length, draw: pool.draw };

const count = (items: readonly ItemFact[], type: ItemFact['type']) =>
  items.filter((item) => item.type === type).length;

function lessonFigures(items: readonly ItemFact[], plan: QuizPlan, key: string): LessonFigures {
  const { practice = [], quiz = null } = plan.lessons.get(key) ?? {};
  const asked = new Set(practice);
  const minutes = items
    .filter((item) => item.type !== 'question' || asked.has(item.id))
    .reduce((sum, item) => sum + item.minutes, 0);
  return {
    minutes: Math.round(minutes),
    nuggets: count(items, 'nugget'),
    flashcards: count(items, 'flashcard'),
    questions: count(items, 'question'),
    waiting: items.filter(({ status }) => status === 'in_review').length,
    practice: practice.length,
    quiz: plannedOf(quiz),
  };
}

export type Figures = Pick<
  CourseProposal,
  'lessons' | 'moduleQuizzes' | 'exam' | 'minutes' | 'waiting'
>;

/** What follows for a course from its tree, its options and the items as they are now. */
export function figuresOf(tree: ProposalTree, facts: Facts, options: ProposalOptions): Figures {
  const plan = planOf(tree, facts, options);
  const inCourse = tree.modules.flatMap(({ lessons }) => lessons);
  const all = [...inCourse, ...tree.leftOut.map(({ lesson }) => lesson)];
  const lessons = Object.fromEntries(
    all.map((lesson) => [
      lesson.key,
      lessonFigures(itemsOfLesson(lesson, facts), plan, lesson.key),
    ]),
  );
  const exam = plan.exam.reduce(
    (sum, { pool }) => ({
      questions: sum.questions + pool.questionIds.length,
      draw: sum.draw + pool.draw,
    }),
    { questions: 0, draw: 0 },
  );
  const quizzes = [
    ...[...plan.lessons.values()].flatMap(({ quiz }) => quiz ?? []),
    ...plan.modules.values(),
  ];
  const asked = quizzes.reduce((sum, { draw }) => sum + draw, exam.draw);
  const waiting = inCourse
    .flatMap((lesson) => itemsOfLesson(lesson, facts))
    .filter(({ status }) => status === 'in_review');
  return {
    lessons,
    moduleQuizzes: Object.fromEntries(
      [...plan.modules].flatMap(([key, pool]) => {
        const planned = plannedOf(pool);
        return planned === null ? [] : [[key, planned]];
      }),
    ),
    exam: exam.draw === 0 ? null : exam,
    minutes:
      inCourse.reduce((sum, { key }) => sum + (lessons[key]?.minutes ?? 0), 0) +
      asked * QUIZ_QUESTION_MINUTES,
    waiting: {
      total: waiting.length,
      clean: waiting.filter(({ lints }) => lints === 0).length,
      byType: {
        nugget: count(waiting, 'nugget'),
        flashcard: count(waiting, 'flashcard'),
        question: count(waiting, 'question'),
        summary: 0,
      },
    },
  };
}

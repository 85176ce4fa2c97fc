import type { ArticleDocument, ArticleNode } from '../../../../contracts/articles.ts';
import type {
  ProposalLesson,
  ProposalModule,
  ProposalOptions,
  ProposalTree,
} from '../../../../contracts/authoring.ts';
import { type Facts, idsOfLesson, itemsOfLesson, planOf } from './figures.ts';
import type { Pool, QuizPlan } from './quizzes.ts';
import type { ItemFact } from './source.ts';
import { sayCards, sayExam, sayQuiz } from './wording.ts';

export type ArticlePlan = {
  kind: 'article';
  title: string;
  summary: string;
  objectives: readonly string[];
  minutes: number;
  content: ArticleDocument;
  items: readonly ItemFact[];
};

export type AssessmentPlan = {
  kind: 'assessment';
  assessment: 'quiz' | 'exam';
  title: string;
  minutes: number;
  /** A section of its own for each pool; the title is empty where there is one. */
  pools: { title: string; pool: Pool }[];
};

export type LessonPlan = ArticlePlan | AssessmentPlan;
export type ModulePlan = { title: string; description: string; lessons: LessonPlan[] };

const heading = (text: string): ArticleNode => ({
  type: 'heading',
  attrs: { level: 2 },
  content: [{ type: 'text', text }],
});

const embedded = ({ id }: ItemFact): ArticleNode => ({
  type: 'embeddedItem',
  attrs: { itemId: id },
});

const isWaitingQuestion = ({ type, status }: ItemFact) =>
  type === 'question' && status === 'in_review';

/** A heading that only repeats the title of the nugget below it is left out. */
function sectionHeading(title: string, items: readonly ItemFact[]): ArticleNode[] {
  const nuggets = items.filter(({ type }) => type === 'nugget');
  const repeats = nuggets.length === 1 && nuggets[0]?.title.toLowerCase() === title.toLowerCase();
  return title === '' || items.length === 0 || repeats ? [] : [heading(title)];
}

/**
 * The article of a lesson: under the headings of its source the nuggets, after those of a section
 * the questions for practice; the flashcards at the end. Null where nothing stands in it.
 */
function articleOf(
  lesson: ProposalLesson,
  facts: Facts,
  practice: ReadonlySet<string>,
  language: string,
): { content: ArticleDocument; items: ItemFact[] } | null {
  const nodes: ArticleNode[] = [];
  const items: ItemFact[] = [];
  for (const { title, itemIds } of lesson.sections) {
    const own = itemIds.flatMap((id) => facts.get(id) ?? []);
    const shown = [
      ...own.filter(({ type }) => type === 'nugget'),
      ...own.filter((item) => practice.has(item.id) || isWaitingQuestion(item)),
    ];
    nodes.push(...sectionHeading(title, shown), ...shown.map(embedded));
    items.push(...shown);
  }
  const cards = itemsOfLesson(lesson, facts).filter(({ type }) => type === 'flashcard');
  if (cards.length > 0) nodes.push(heading(sayCards(language)), ...cards.map(embedded));
  items.push(...cards);
  return items.length === 0 ? null : { content: { type: 'doc', content: nodes }, items };
}

const whole = (minutes: number) => Math.max(1, Math.round(minutes));

function lessonPlans(
  lesson: ProposalLesson,
  facts: Facts,
  plan: QuizPlan,
  language: string,
): LessonPlan[] {
  const { practice = [], quiz = null } = plan.lessons.get(lesson.key) ?? {};
  const article = articleOf(lesson, facts, new Set(practice), language);
  const { title, summary, objectives } = lesson;
  const plans: LessonPlan[] = [];
  if (article !== null) {
    const minutes = article.items.reduce((sum, item) => sum + item.minutes, 0);
    plans.push({
      kind: 'article',
      title,
      summary,
      objectives,
      minutes: whole(minutes),
      ...article,
    });
  }
  if (quiz !== null) plans.push(quizPlan(sayQuiz(language, title), quiz));
  return plans;
}

const quizPlan = (title: string, pool: Pool): AssessmentPlan => ({
  kind: 'assessment',
  assessment: 'quiz',
  title: title.slice(0, 255),
  minutes: whole(pool.draw),
  pools: [{ title: '', pool }],
});

/** What it is about, and what can be done after it. */
function describeModule({ summary, objectives }: ProposalModule): string {
  const lines = objectives.map((objective) => `• ${objective}`).join('\n');
  return [summary, lines]
    .filter((text) => text !== '')
    .join('\n\n')
    .slice(0, 4000);
}

/**
 * The course of a proposal, of the items in `facts` alone: modules and lessons in which nothing
 * stands any more are left out. No quiz asks what nobody has approved; such questions stand in the
 * articles, which cannot be published with them.
 */
export function blueprintOf(
  tree: ProposalTree,
  facts: Facts,
  options: ProposalOptions,
  language: string,
): ModulePlan[] {
  const askable = new Map([...facts].filter(([, item]) => !isWaitingQuestion(item)));
  const plan = planOf(tree, askable, options);
  const modules = tree.modules.flatMap((module): ModulePlan[] => {
    const lessons = module.lessons.flatMap((lesson) => lessonPlans(lesson, facts, plan, language));
    const pool = plan.modules.get(module.key);
    if (pool) lessons.push(quizPlan(sayQuiz(language, module.title), pool));
    if (lessons.length === 0) return [];
    return [{ title: module.title, description: describeModule(module), lessons }];
  });
  if (plan.exam.length > 0) modules.push(examModule(tree, plan, language));
  return modules;
}

function examModule(tree: ProposalTree, { exam }: QuizPlan, language: string): ModulePlan {
  const titles = new Map(tree.modules.map(({ key, title }) => [key, title]));
  const title = sayExam(language);
  const questions = exam.reduce((sum, { pool }) => sum + pool.draw, 0);
  return {
    title,
    description: '',
    lessons: [
      {
        kind: 'assessment',
        assessment: 'exam',
        title,
        minutes: whole(questions),
        pools: exam.map(({ moduleKey, pool }) => ({ title: titles.get(moduleKey) ?? '', pool })),
      },
    ],
  };
}

/** Items that the course would hold and a person has not approved yet, in its order. */
export function waitingItems(tree: ProposalTree, facts: Facts): ItemFact[] {
  return tree.modules
    .flatMap(({ lessons }) => lessons)
    .flatMap(idsOfLesson)
    .flatMap((id) => facts.get(id) ?? [])
    .filter(({ status }) => status === 'in_review');
}

/** Some of them to read: spread over the course, each kind by turns. */
export function sampleOf(items: readonly ItemFact[], many: number): ItemFact[] {
  const kinds = [...Map.groupBy(items, ({ type, questionType }) => questionType ?? type).values()];
  const each = Math.max(1, Math.ceil(many / Math.max(1, kinds.length)));
  const spread = kinds.map((kind) =>
    Array.from(
      { length: Math.min(each, kind.length) },
      (_, at) => kind[Math.floor((at * kind.length) / Math.min(each, kind.length))],
    ).filter((item) => item !== undefined),
  );
  const turns = Array.from({ length: each }, (_, at) => spread.flatMap((kind) => kind[at] ?? []));
  const chosen = new Set(turns.flat().slice(0, many));
  return items.filter((item) => chosen.has(item));
}

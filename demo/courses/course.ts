import type { AnswerKey, Criterion } from '../../contracts/items.ts';
import type { DemoDifficulty, demoDocuments } from '../manifest.ts';

export type DemoFile = (typeof demoDocuments)[number]['file'];

/** Words of a demo document that an item rests on: they stand in it exactly so, in one passage. */
export interface Citation {
  readonly file: DemoFile;
  readonly quote: string;
}

/** A question that a person wrote for the demo. */
export interface DemoQuestion {
  readonly from: Citation;
  /** 1 to 10. */
  readonly difficulty: number;
  readonly stem: string;
  readonly explanation: string;
  readonly hints: readonly string[];
  readonly points: number;
  readonly answerKey: AnswerKey;
}

export interface DemoCard {
  readonly from: Citation;
  readonly front: string;
  readonly back: string;
}

export interface DemoArticle {
  readonly kind: 'article';
  /** Markdown file beside the course; `server/modules/demo/markdown.ts` says what it may hold. */
  readonly file: string;
}

/** A path: what the engine made of a chapter of a document, then cards and questions of ours. */
export interface DemoPath {
  readonly kind: 'path';
  readonly nuggetsOf: {
    readonly file: DemoFile;
    readonly chapter: string;
    readonly atMost: number;
  };
  /** Keys of cards and questions, in order. */
  readonly items: readonly string[];
}

export interface DemoMilestone {
  /** Key of the chapter of the video at whose end it stands. */
  readonly chapter: string;
  readonly title: string;
  readonly isRequired: boolean;
  readonly retryLimit: number | null;
  readonly questions: readonly string[];
}

export interface DemoVideo {
  readonly kind: 'video';
  readonly milestones: readonly DemoMilestone[];
}

/** Questions of an assessment; of more than are drawn, each attempt gets other ones. */
export interface DemoSection {
  readonly title: string;
  readonly draw: number | 'all';
  readonly questions: readonly string[];
}

export interface DemoAssessment {
  readonly kind: 'assessment';
  readonly form: 'quiz' | 'exam';
  readonly instructions: string;
  readonly passingScore: number;
  readonly maxAttempts: number | null;
  readonly timeLimitMinutes: number | null;
  readonly sections: readonly DemoSection[];
}

export interface DemoAssignment {
  readonly kind: 'assignment';
  readonly instructions: string;
  readonly passingScore: number;
  readonly maxAttempts: number;
  readonly rubric: readonly Criterion[];
}

export interface DemoLesson {
  /** Unlike any other in the course. */
  readonly key: string;
  readonly title: string;
  readonly summary: string;
  readonly objectives: readonly string[];
  readonly minutes: number;
  readonly isFree?: boolean;
  /** False where the course can be completed without it. */
  readonly isRequired?: boolean;
  readonly serves: DemoArticle | DemoPath | DemoVideo | DemoAssessment | DemoAssignment;
}

export interface DemoCourse {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly difficulty: DemoDifficulty;
  readonly category: string;
  readonly tags: readonly string[];
  readonly objectives: readonly string[];
  /** File in `demo/courses/`. */
  readonly thumbnail: string;
  readonly isFeatured: boolean;
  /** Keys of the courses to complete before. */
  readonly requires: readonly string[];
  readonly modules: readonly {
    readonly title: string;
    readonly description: string;
    readonly lessons: readonly DemoLesson[];
  }[];
  readonly questions: Readonly<Record<string, DemoQuestion>>;
  readonly cards: Readonly<Record<string, DemoCard>>;
}

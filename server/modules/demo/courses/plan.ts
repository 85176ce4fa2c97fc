import type { DemoStudy } from '../../../../demo/class.ts';
import type { DemoCourse, DemoLesson } from '../../../../demo/courses/course.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A lesson that somebody takes, and when. */
export type Visit = {
  lesson: DemoLesson;
  start: Date;
  end: Date;
  /** Share of the questions answered rightly in each attempt, in order; none where none is asked. */
  attempts: readonly number[];
};

/** A number in 0..1 that is always the same for a text (FNV-1a, 32 bits). */
export function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

/** Attempts at a quiz: a second one, with more right, where the first does not pass. */
const quizAttempts = (share: number, passingScore: number): number[] =>
  share * 100 >= passingScore ? [share] : [share, Math.min(1, passingScore / 100 + 0.2)];

function attemptsAt({ serves }: DemoLesson, study: DemoStudy): readonly number[] {
  if (serves.kind !== 'assessment') return [];
  return serves.form === 'exam'
    ? (study.exam ?? [])
    : quizAttempts(study.quiz, serves.passingScore);
}

/**
 * What somebody does in a course, in order: lesson after lesson up to the one they have come to,
 * and the exam where they have tried it, evenly over their days, in the evening hours that are
 * theirs. Assignments are left to what they hand in.
 */
export function visitsOf(course: DemoCourse, study: DemoStudy, now: Date): Visit[] {
  const lessons = course.modules.flatMap((module) => module.lessons);
  const last = lessons.findIndex(({ key }) => key === study.upTo);
  const taken = lessons.filter((lesson, index) => {
    if (lesson.serves.kind === 'assignment') return false;
    const isExam = lesson.serves.kind === 'assessment' && lesson.serves.form === 'exam';
    return isExam ? study.exam !== undefined : last === -1 || index <= last;
  });
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const hour = 16 + 4 * fractionOf(study.email);
  const days = study.from - study.to;
  return taken.map((lesson, index) => {
    const share = taken.length < 2 ? 1 : index / (taken.length - 1);
    const day = today - Math.round(study.from - days * share) * DAY_MS;
    const timed = lesson.serves.kind === 'assessment' && lesson.serves.timeLimitMinutes !== null;
    const pace = (timed ? 0.4 : 0.75) + 0.5 * fractionOf(`${study.email} ${lesson.key}`);
    // Several lessons of one evening follow one another.
    const start = day + hour * 60 * MINUTE_MS + (index % 4) * 35 * MINUTE_MS;
    const end = start + lesson.minutes * pace * MINUTE_MS;
    const attempts = attemptsAt(lesson, study);
    return { lesson, start: new Date(start), end: new Date(end), attempts };
  });
}

import { describe, expect, it } from 'vitest';
import { demoClass, demoSubmissions } from '../../../../demo/class.ts';
import { demoCourses } from '../../../../demo/courses/index.ts';
import { demoPeople } from '../../../../demo/people.ts';
import { visitsOf } from './plan.ts';

const now = new Date('2026-03-10T08:00:00Z');
const courseOf = (key: string) => demoCourses.find((course) => course.key === key)!;
const plans = demoClass.map((study) => ({
  study,
  visits: visitsOf(courseOf(study.course), study, now),
}));

describe.each(
  plans.map(({ study, visits }) => [`${study.email} in ${study.course}`, study, visits] as const),
)('%s', (_, study, visits) => {
  it('goes through the lessons one after another, and has left before the demo is made', () => {
    expect(visits.length).toBeGreaterThan(0);
    for (const [index, { start, end }] of visits.entries()) {
      expect(end > start).toBe(true);
      expect(end < now).toBe(true);
      const next = visits[index + 1];
      if (next) expect(next.start > start).toBe(true);
    }
  });

  it('is somebody of the demo, and takes what the course requires before', () => {
    expect(demoPeople.map(({ email }) => email)).toContain(study.email);
    for (const required of courseOf(study.course).requires) {
      const before = plans.find(
        (plan) => plan.study.email === study.email && plan.study.course === required,
      );
      expect(before?.study.upTo).toBe('all');
      expect(before?.visits.at(-1)?.end.getTime()).toBeLessThan(visits[0]!.start.getTime());
    }
  });

  it('passes every quiz, and the exam of a completed course, within its attempts', () => {
    for (const { lesson, attempts } of visits) {
      if (lesson.serves.kind !== 'assessment') continue;
      const { form, passingScore, maxAttempts } = lesson.serves;
      expect(attempts.length).toBeLessThanOrEqual(maxAttempts ?? 2);
      const best = Math.max(...attempts) * 100;
      if (form === 'quiz' || study.upTo === 'all') {
        expect(best).toBeGreaterThanOrEqual(passingScore);
      }
    }
  });
});

it('cites words of a submission beside which the teacher wrote', () => {
  for (const { text, graded } of demoSubmissions) {
    for (const { quote } of graded?.remarks ?? []) expect(text).toContain(quote);
  }
});

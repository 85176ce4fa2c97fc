import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AnswerKey } from '../../contracts/items.ts';
import { demoDocuments } from '../manifest.ts';
import { storyboard } from '../video/storyboard.ts';
import { demoCourses } from './index.ts';

const read = (file: string) => readFileSync(path.join(import.meta.dirname, file), 'utf8');
/** The words of a document, without the times of a transcript. */
const document = (name: string) => {
  const folder = demoDocuments.find(({ file }) => file === name)?.folder ?? '';
  return read(path.join('..', folder, name))
    .replace(/^(?:\d+\n)?\S+ --> \S+$/gm, '')
    .replace(/\s+/g, ' ');
};

describe.each(demoCourses.map((course) => [course.title, course] as const))('%s', (_, course) => {
  const lessons = course.modules.flatMap((module) => module.lessons);
  const known = new Set([...Object.keys(course.questions), ...Object.keys(course.cards)]);
  const embedded = lessons.flatMap(({ serves }) =>
    serves.kind === 'article'
      ? [...read(serves.file).matchAll(/^\{\{(.+)\}\}$/gm)].map((match) => match[1] ?? '')
      : [],
  );
  const used = lessons.flatMap(({ serves }) => {
    if (serves.kind === 'path') return serves.items;
    if (serves.kind === 'video') return serves.milestones.flatMap(({ questions }) => questions);
    if (serves.kind === 'assessment') return serves.sections.flatMap(({ questions }) => questions);
    return [];
  });

  it('has three or four modules of eight to twelve lessons of every kind but video', () => {
    expect(course.modules.length).toBeGreaterThanOrEqual(3);
    expect(lessons.length).toBeGreaterThanOrEqual(8);
    expect(lessons.length).toBeLessThanOrEqual(12);
    const kinds = lessons.map(({ serves }) => serves.kind);
    expect(kinds).toEqual(expect.arrayContaining(['article', 'path', 'assessment', 'assignment']));
  });

  it('gives every lesson a key of its own', () => {
    expect(new Set(lessons.map(({ key }) => key)).size).toBe(lessons.length);
  });

  it('uses every question and card it has, and no other', () => {
    expect([...new Set([...embedded, ...used])].sort()).toEqual([...known].sort());
  });

  it('cites words that stand in its documents', () => {
    const missing = [...Object.values(course.questions), ...Object.values(course.cards)]
      .filter(({ from }) => !document(from.file).includes(from.quote))
      .map(({ from }) => from.quote);
    expect(missing).toEqual([]);
  });

  it('has sound answer keys with feedback for wrong options', () => {
    for (const { answerKey } of Object.values(course.questions)) {
      expect(AnswerKey.safeParse(answerKey).error).toBeUndefined();
      if (!('options' in answerKey)) continue;
      expect(answerKey.options.every(({ feedback }) => feedback !== '')).toBe(true);
      expect(answerKey.options.some(({ correct }) => correct)).toBe(true);
    }
  });

  it('draws no more questions than a section has', () => {
    for (const { serves } of lessons) {
      if (serves.kind !== 'assessment') continue;
      for (const { draw, questions } of serves.sections) {
        if (draw !== 'all') expect(draw).toBeLessThan(questions.length);
      }
    }
  });

  it('stops the video where chapters of it end', () => {
    const chapters: string[] = storyboard.map(({ key }) => key);
    for (const { serves } of lessons) {
      if (serves.kind !== 'video') continue;
      expect(serves.milestones.length).toBeGreaterThanOrEqual(4);
      for (const { chapter } of serves.milestones) expect(chapters).toContain(chapter);
    }
  });
});

it('lets a course require only those that come before it', () => {
  const seen = new Set<string>();
  for (const { key, requires } of demoCourses) {
    for (const required of requires) expect(seen).toContain(required);
    seen.add(key);
  }
});

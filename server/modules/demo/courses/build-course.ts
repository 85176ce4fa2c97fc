import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LessonKind } from '../../../../contracts/courses.ts';
import type { DemoCourse, DemoLesson } from '../../../../demo/courses/course.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { newId } from '../../../ids.ts';
import { insertWholeAssessments } from '../../assessment/index.ts';
import {
  createFileService,
  insertCourse,
  insertModules,
  type LessonInput,
  publishCourse,
} from '../../courses/index.ts';
import { markdownToArticle } from '../markdown.ts';
import * as repo from '../repo/courses.ts';
import { listNuggets } from '../repo/passages.ts';
import { assessmentInput } from './build-assessment.ts';
import { buildVideo } from './build-video.ts';
import { type BuiltCourse, DEMO_FOLDER, type Teacher } from './built.ts';
import { copyOf } from './copy.ts';
import { writeItems } from './items.ts';

const kindOf = ({ serves }: DemoLesson): LessonKind =>
  serves.kind === 'assignment' ? 'assessment' : serves.kind;

const required = (ids: ReadonlyMap<string, string>, key: string): string => {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`The demo has no "${key}".`);
  return id;
};

async function lessonInput(
  trx: TenantTransaction,
  organizationId: string,
  lesson: DemoLesson,
  itemIds: ReadonlyMap<string, string>,
): Promise<LessonInput> {
  const { serves } = lesson;
  const input: LessonInput = {
    kind: kindOf(lesson),
    title: lesson.title,
    summary: lesson.summary,
    objectives: lesson.objectives,
    estimatedMinutes: lesson.minutes,
    isFree: lesson.isFree ?? false,
    isRequired: lesson.isRequired ?? true,
  };
  if (serves.kind === 'article') {
    const markdown = await readFile(path.join(DEMO_FOLDER, 'courses', serves.file), 'utf8');
    return { ...input, document: markdownToArticle(markdown, itemIds) };
  }
  if (serves.kind === 'path') {
    const nuggets = await listNuggets(trx, organizationId, serves.nuggetsOf);
    return {
      ...input,
      itemIds: [...nuggets, ...serves.items.map((key) => required(itemIds, key))],
    };
  }
  return input;
}

async function insertDraft(
  trx: TenantTransaction,
  teacher: Teacher,
  course: DemoCourse,
  built: { id: string; itemIds: ReadonlyMap<string, string>; thumbnailFileId: string },
): Promise<Map<string, string>> {
  const { organizationId, userId } = teacher;
  await insertCourse(trx, {
    id: built.id,
    organizationId,
    ownerId: userId,
    title: course.title,
    description: course.description,
    difficulty: course.difficulty,
    language: 'en',
    category: course.category,
    tags: [...course.tags],
    objectives: [...course.objectives],
    thumbnailFileId: built.thumbnailFileId,
    isFeatured: course.isFeatured,
    hasCertificate: true,
  });
  const modules = [];
  for (const { title, description, lessons } of course.modules) {
    const inputs = [];
    for (const lesson of lessons) {
      inputs.push(await lessonInput(trx, organizationId, lesson, built.itemIds));
    }
    modules.push({ title, description, lessons: inputs });
  }
  const inserted = await insertModules(trx, { organizationId, courseId: built.id }, modules);
  const ids = inserted.flatMap((module) => module.lessons.map(({ id }) => id));
  const keys = course.modules.flatMap((module) => module.lessons.map(({ key }) => key));
  return new Map(keys.map((key, index) => [key, ids[index] ?? '']));
}

/**
 * Makes a course with everything that it serves, and publishes it.
 *
 * @param requires ids of the courses to complete before.
 */
export async function buildCourse(
  deps: Deps,
  teacher: Teacher,
  course: DemoCourse,
  requires: readonly string[],
  signal: AbortSignal,
): Promise<BuiltCourse> {
  const { organizationId } = teacher;
  const system: TenantContext = { organizationId, userId: null, role: 'system' };
  const itemIds = await writeItems(deps, system, course, signal);
  const thumbnail = await createFileService(deps).keep(teacher, {
    file: await copyOf(deps, path.join(DEMO_FOLDER, 'courses', course.thumbnail)),
    name: course.thumbnail,
    use: 'image',
  });
  const id = newId();
  const lessons = course.modules.flatMap((module) => module.lessons);
  const { lessonIds, assessmentIds } = await withTenant(deps.database, teacher, async (trx) => {
    const made = await insertDraft(trx, teacher, course, {
      id,
      itemIds,
      thumbnailFileId: thumbnail.id,
    });
    await repo.insertPrerequisites(trx, { organizationId, courseId: id }, requires);
    const assessed = lessons.flatMap(({ key, serves }) => {
      if (serves.kind !== 'assessment' && serves.kind !== 'assignment') return [];
      const lesson = { courseId: id, lessonId: required(made, key) };
      return [{ key, input: assessmentInput(lesson, serves, itemIds) }];
    });
    const inputs = assessed.map(({ input }) => input);
    const ids = await insertWholeAssessments(trx, organizationId, inputs);
    return {
      lessonIds: made,
      assessmentIds: new Map(assessed.map(({ key }, index) => [key, ids[index] ?? ''])),
    };
  });
  for (const { key, serves } of lessons) {
    if (serves.kind !== 'video') continue;
    await buildVideo(deps, teacher, required(lessonIds, key), serves, itemIds, signal);
  }
  await withTenant(deps.database, teacher, (trx) =>
    publishCourse(trx, {
      organizationId,
      courseId: id,
      publishedBy: teacher.userId,
      note: 'First publication',
    }),
  );
  return { course, id, lessonIds, assessmentIds, itemIds };
}

import path from 'node:path';
import type { DemoCourse } from '../../../../demo/courses/course.ts';
import type { TenantContext } from '../../../db/tenant.ts';

export const DEMO_FOLDER = path.join(import.meta.dirname, '..', '..', '..', '..', 'demo');

/** The teacher of the demo, to whom its courses belong. */
export type Teacher = TenantContext & { userId: string };

/** A course of the demo as it stands in the database. */
export type BuiltCourse = {
  course: DemoCourse;
  id: string;
  /** Ids of the lessons by their keys. */
  lessonIds: ReadonlyMap<string, string>;
  /** Ids of the assessments by the keys of their lessons. */
  assessmentIds: ReadonlyMap<string, string>;
  /** Ids of our questions and cards by their keys. */
  itemIds: ReadonlyMap<string, string>;
};

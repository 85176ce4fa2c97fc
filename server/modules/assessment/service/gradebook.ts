import type { z } from 'zod';
import type {
  Gradebook,
  GradeCategory,
  GradeCell,
  OwnGrades,
  putGrade,
  putGradeCategories,
} from '../../../../contracts/gradebook.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { decodeCursor, encodeCursor } from '../../../http/cursor.ts';
import { newId } from '../../../ids.ts';
import { requireEnrolled } from '../above.ts';
import { courseGrade } from '../domain/course-grade.ts';
import { type Author, refuseStrangers, requireEditable } from '../edit.ts';
import * as repo from '../repo/gradebook.ts';
import * as grades from '../repo/grades.ts';
import { isMember } from '../repo/overrides.ts';
import { tellLesson } from '../settle.ts';

type Learner = TenantContext & { userId: string };

/** Learners of an exported page; all of a course are read so many at a time. */
const EXPORT_PAGE = 500;

function viewCell(
  column: repo.ColumnRow,
  row: repo.CellRow | undefined,
  staff: boolean,
): GradeCell {
  const cell = row ?? {
    earnedPercent: null,
    overridePercent: null,
    exempt: false,
    reason: null,
    released: false,
    attempts: 0,
    open: false,
    waiting: false,
  };
  const told = staff || cell.released;
  const percent = told ? (cell.overridePercent ?? cell.earnedPercent) : null;
  const graded = cell.earnedPercent !== null && told;
  const busy = cell.open ? 'in_progress' : 'none';
  return {
    assessmentId: column.id,
    percent,
    earnedPercent: told ? cell.earnedPercent : null,
    passed: percent === null ? null : percent >= column.passingScore,
    attempts: cell.attempts,
    state:
      cell.waiting || (!told && cell.earnedPercent !== null) ? 'waiting' : graded ? 'graded' : busy,
    exempt: cell.exempt,
    overridden: told && cell.overridePercent !== null,
    reason: told || cell.exempt ? cell.reason : null,
    released: cell.released,
  };
}

function gradeOf(
  categories: readonly GradeCategory[],
  columns: readonly repo.ColumnRow[],
  cells: readonly GradeCell[],
): number | null {
  return courseGrade(
    categories,
    columns.map(({ categoryId, weight }, index) => ({
      categoryId,
      weight,
      percent: cells[index]?.percent ?? null,
      exempt: cells[index]?.exempt ?? false,
    })),
  );
}

/** Grades of a course: of all its learners for staff, own ones for a learner. */
export function createGradebookService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  async function requireCourse(
    trx: TenantTransaction,
    { organizationId }: TenantContext,
    courseId: string,
  ) {
    const course = await repo.selectOptionalCourse(trx, { organizationId, courseId });
    if (!course) throw notFound('course');
    return course;
  }

  async function rowsOf(
    trx: TenantTransaction,
    organizationId: string,
    { categories, columns }: { categories: GradeCategory[]; columns: repo.ColumnRow[] },
    learners: readonly repo.LearnerRow[],
    staff: boolean,
  ) {
    const found = await repo.listCells(trx, organizationId, {
      assessmentIds: columns.map(({ id }) => id),
      userIds: learners.map(({ userId }) => userId),
    });
    const byPlace = new Map(found.map((cell) => [`${cell.userId} ${cell.assessmentId}`, cell]));
    return learners.map((learner) => {
      const cells = columns.map((column) =>
        viewCell(column, byPlace.get(`${learner.userId} ${column.id}`), staff),
      );
      return { ...learner, coursePercent: gradeOf(categories, columns, cells), cells };
    });
  }

  const viewColumn = ({ dueAt: _due, closesAt: _closes, ...column }: repo.ColumnRow) => column;

  async function page(
    trx: TenantTransaction,
    staff: Author,
    courseId: string,
    query: { q?: string | undefined; cursor?: string | undefined; limit: number },
  ): Promise<Gradebook> {
    const { organizationId } = staff;
    const course = await requireCourse(trx, staff, courseId);
    const key = { organizationId, courseId };
    const categories = await repo.listCategories(trx, key);
    const columns = await repo.listColumns(trx, key);
    const learners = await repo.listLearners(trx, {
      ...key,
      q: query.q || null,
      after: decodeCursor(query.cursor, ['name', 'id']),
      limit: query.limit + 1,
    });
    const shown = learners.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      courseId,
      title: course.title,
      categories,
      assessments: columns.map(viewColumn),
      items: await rowsOf(trx, organizationId, { categories, columns }, shown, true),
      nextCursor:
        last !== undefined && learners.length > query.limit
          ? encodeCursor({ name: last.userName, id: last.userId })
          : null,
    };
  }

  return {
    get: (
      staff: Author,
      courseId: string,
      query: { q?: string | undefined; cursor?: string | undefined; limit: number },
    ): Promise<Gradebook> =>
      withTenant(database, staff, (trx) => page(trx, staff, courseId, query)),

    /** Every learner, in one transaction; rows come a page at a time, so that memory stays small. */
    async all(staff: Author, courseId: string): Promise<Gradebook> {
      return withTenant(database, staff, async (trx) => {
        const whole = await page(trx, staff, courseId, { limit: EXPORT_PAGE });
        let cursor = whole.nextCursor;
        while (cursor !== null) {
          const more = await page(trx, staff, courseId, { cursor, limit: EXPORT_PAGE });
          whole.items.push(...more.items);
          cursor = more.nextCursor;
        }
        return { ...whole, nextCursor: null };
      });
    },

    /** What a learner may see of the own grades; what is held back counts as not graded. */
    own(learner: Learner, courseId: string): Promise<OwnGrades> {
      return withTenant(database, learner, async (trx) => {
        const { organizationId, userId } = learner;
        await requireEnrolled(trx, { organizationId, userId, courseId });
        const course = await requireCourse(trx, learner, courseId);
        const key = { organizationId, courseId };
        const categories = await repo.listCategories(trx, key);
        const columns = await repo.listColumns(trx, key);
        const me = { userId, userName: '', email: '' };
        const [row] = await rowsOf(trx, organizationId, { categories, columns }, [me], false);
        return {
          courseId,
          title: course.title,
          categories,
          coursePercent: row?.coursePercent ?? null,
          items: columns.map((column, index) => ({
            ...viewColumn(column),
            cell: row?.cells[index] ?? viewCell(column, undefined, false),
            dueAt: column.dueAt?.toISOString() ?? null,
            closesAt: column.closesAt?.toISOString() ?? null,
          })),
        };
      });
    },

    putCategories(
      staff: Author,
      courseId: string,
      body: z.output<typeof putGradeCategories.body>,
    ): Promise<{ categories: GradeCategory[] }> {
      return withTenant(database, staff, async (trx) => {
        const key = { organizationId: staff.organizationId, courseId };
        refuseStrangers(staff, await requireCourse(trx, staff, courseId));
        const known = new Set((await repo.listCategories(trx, key)).map(({ id }) => id));
        const ids = body.categories.flatMap(({ id }) => id ?? []);
        if (ids.some((id) => !known.has(id)) || new Set(ids).size !== ids.length)
          throw notFound('category in this gradebook');
        const categories = body.categories.map((category) => ({
          ...category,
          id: category.id ?? newId(),
        }));
        await repo.replaceCategories(trx, key, categories);
        return { categories: await repo.listCategories(trx, key) };
      });
    },

    /** A teacher's decision on a cell; the reason is kept, and the audit log has every change. */
    decide(
      staff: Author,
      { assessmentId, userId }: { assessmentId: string; userId: string },
      body: z.output<typeof putGrade.body>,
    ): Promise<GradeCell> {
      return withTenant(database, staff, async (trx) => {
        const { organizationId } = staff;
        const assessment = await requireEditable(trx, staff, assessmentId, { lock: false });
        const key = { organizationId, assessmentId, userId };
        if (!(await isMember(trx, key))) throw notFound('person');
        const before = await grades.lockGrade(trx, key);
        const now = clock.now();
        const releasedAt = before.releasedAt ?? (assessment.holdGrades ? null : now);
        const decision = { overridePercent: body.percent, exempt: body.exempt, releasedAt };
        await grades.updateDecision(trx, key, {
          ...decision,
          reason: body.reason,
          decidedBy: staff.userId,
          now,
        });
        await tellLesson(
          trx,
          { ...assessment, ...key },
          { ...before, ...decision, reason: body.reason },
          { now },
        );
        const columns = await repo.listColumns(trx, {
          organizationId,
          courseId: assessment.courseId,
        });
        const column = columns.find(({ id }) => id === assessmentId);
        if (!column) throw new AppError('conflict', 'The lesson of this assessment was deleted.');
        const [cell] = await repo.listCells(trx, organizationId, {
          assessmentIds: [assessmentId],
          userIds: [userId],
        });
        return viewCell(column, cell, true);
      });
    },

    /** Shows held grades to their learners; who passed has completed the lesson by that. */
    release(staff: Author, assessmentId: string): Promise<{ released: number }> {
      return withTenant(database, staff, async (trx) => {
        const { organizationId } = staff;
        const assessment = await requireEditable(trx, staff, assessmentId, { lock: false });
        const now = clock.now();
        const held = await grades.releaseHeld(trx, { organizationId, assessmentId }, now);
        for (const { userId, ...grade } of held)
          await tellLesson(trx, { ...assessment, organizationId, assessmentId, userId }, grade, {
            now,
          });
        return { released: held.length };
      });
    },

    queue(
      staff: Author,
      query: {
        courseId?: string | undefined;
        assessmentId?: string | undefined;
        cursor?: string | undefined;
        limit: number;
      },
    ) {
      return withTenant(database, staff, async (trx) => {
        const filter = {
          organizationId: staff.organizationId,
          ownerId: staff.role === 'instructor' ? staff.userId : null,
          courseId: query.courseId ?? null,
          assessmentId: query.assessmentId ?? null,
        };
        const rows = await repo.listWaiting(trx, {
          ...filter,
          after: decodeCursor(query.cursor, ['since', 'key']),
          limit: query.limit + 1,
        });
        const shown = rows.slice(0, query.limit);
        const last = shown.at(-1);
        return {
          items: shown.map(({ since: _since, key: _key, waitingSince, ...row }) => ({
            ...row,
            waitingSince: waitingSince.toISOString(),
          })),
          nextCursor:
            last !== undefined && rows.length > query.limit
              ? encodeCursor({ since: last.since, key: last.key })
              : null,
          total: await repo.countWaiting(trx, filter),
        };
      });
    },
  };
}

export type GradebookService = ReturnType<typeof createGradebookService>;

import type {
  Bookmark,
  LessonPosition,
  Note,
  SharedNote,
} from '../../../../contracts/enrolment.ts';
import { type TenantContext, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { decodeCursor, encodeCursor, takePage } from '../../../http/cursor.ts';
import { newId } from '../../../ids.ts';
import { requireLesson } from '../lesson-access.ts';
import * as repo from '../repo/notes.ts';

type Person = TenantContext & { userId: string };
type LessonKey = { id: string; lessonId: string };
type Page = { cursor?: string | undefined; limit: number };
type OfCourse = Page & { courseId?: string | undefined; lessonId?: string | undefined };

export function viewNote({ authorName: _, userId: __, ...row }: repo.NoteRow): Note {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function viewBookmark(row: repo.BookmarkRow): Bookmark {
  return { ...row, createdAt: row.createdAt.toISOString() };
}

function viewShared(row: repo.NoteRow): SharedNote {
  const { isPublic: _, revision: __, ...note } = viewNote(row);
  return { ...note, authorName: row.authorName };
}

const byId = ({ id }: { id: string }) => encodeCursor({ id });
const beforeOf = (query: Page) => decodeCursor(query.cursor, ['id'])?.id ?? null;
const keyOf = ({ organizationId, userId }: Person) => ({ organizationId, userId });

/** What learners write down, and which places they mark. */
export function createNotesService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  return {
    list(person: Person, query: OfCourse) {
      return withTenant(database, person, async (trx) => {
        const scope = { ...query, before: beforeOf(query), limit: query.limit + 1 };
        const rows = await repo.listNotes(trx, { ...scope, ...keyOf(person) });
        return takePage(rows, query.limit, viewNote, byId);
      });
    },

    listShared(person: Person, { id: courseId, lessonId }: LessonKey, query: Page) {
      return withTenant(database, person, async (trx) => {
        const key = { ...keyOf(person), courseId, lessonId };
        await requireLesson(trx, key);
        const page = { before: beforeOf(query), limit: query.limit + 1 };
        const rows = await repo.listSharedNotes(trx, { ...key, ...page });
        return takePage(rows, query.limit, viewShared, byId);
      });
    },

    create(
      person: Person,
      { id: courseId, lessonId }: LessonKey,
      note: { text: string; position: LessonPosition | null; isPublic: boolean },
    ): Promise<Note> {
      return withTenant(database, person, async (trx) => {
        const key = { ...keyOf(person), courseId, lessonId };
        await requireLesson(trx, key);
        const id = newId();
        await repo.insertNote(trx, { ...key, ...note, id, now: clock.now() });
        const row = await repo.selectOptionalNote(trx, { ...key, id });
        if (!row) throw notFound('note');
        return viewNote(row);
      });
    },

    /** @throws AppError `not_found`, or `edit_conflict` where another device changed it. */
    update(
      person: Person,
      id: string,
      ifMatch: number | null,
      change: { text?: string | undefined; isPublic?: boolean | undefined },
    ): Promise<Note> {
      return withTenant(database, person, async (trx) => {
        const key = { ...keyOf(person), id };
        const before = await repo.selectOptionalNote(trx, key);
        if (!before || before.userId !== person.userId) throw notFound('note');
        const revision = ifMatch ?? before.revision;
        if (!(await repo.updateNote(trx, { ...key, revision }, change))) {
          throw new AppError(
            'edit_conflict',
            'You changed this note elsewhere; load it again. Nothing was changed.',
          );
        }
        const row = await repo.selectOptionalNote(trx, key);
        if (!row) throw notFound('note');
        return viewNote(row);
      });
    },

    async delete(person: Person, id: string): Promise<void> {
      const isStaff = person.role !== 'learner';
      const done = await withTenant(database, person, (trx) =>
        repo.deleteNote(trx, { ...keyOf(person), id, isStaff }),
      );
      if (!done) throw notFound('note');
    },

    listBookmarks(person: Person, query: OfCourse) {
      return withTenant(database, person, async (trx) => {
        const scope = { ...query, before: beforeOf(query), limit: query.limit + 1 };
        const rows = await repo.listBookmarks(trx, { ...scope, ...keyOf(person) });
        return takePage(rows, query.limit, viewBookmark, byId);
      });
    },

    createBookmark(
      person: Person,
      { id: courseId, lessonId }: LessonKey,
      mark: { label: string; position: LessonPosition | null },
    ): Promise<Bookmark> {
      return withTenant(database, person, async (trx) => {
        const key = { ...keyOf(person), courseId, lessonId };
        await requireLesson(trx, key);
        const id = newId();
        await repo.insertBookmark(trx, { ...key, ...mark, id, now: clock.now() });
        const [row] = await repo.listBookmarks(trx, { ...key, before: null, limit: 1 });
        if (row?.id !== id) throw notFound('bookmark');
        return viewBookmark(row);
      });
    },

    async deleteBookmark(person: Person, id: string): Promise<void> {
      const done = await withTenant(database, person, (trx) =>
        repo.deleteBookmark(trx, { ...keyOf(person), id }),
      );
      if (!done) throw notFound('bookmark');
    },
  };
}

export type NotesService = ReturnType<typeof createNotesService>;

import { sql } from 'kysely';
import { LessonPosition } from '../../../../contracts/enrolment.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';

type Learner = { organizationId: string; userId: string };

export type NoteRow = {
  id: string;
  userId: string;
  authorName: string;
  courseId: string;
  lessonId: string;
  lessonTitle: string;
  text: string;
  position: LessonPosition | null;
  isPublic: boolean;
  revision: number;
  createdAt: Date;
  updatedAt: Date;
};

const readPosition = (value: unknown) => (value === null ? null : LessonPosition.parse(value));

type Scope = {
  courseId?: string | undefined;
  lessonId?: string | undefined;
  before: string | null;
  limit: number;
};

function notes(trx: TenantTransaction, organizationId: string) {
  return trx
    .selectFrom('user_notes as n')
    .innerJoin('lessons as l', (join) =>
      join.onRef('l.organization_id', '=', 'n.organization_id').onRef('l.id', '=', 'n.lesson_id'),
    )
    .innerJoin('users as u', 'u.id', 'n.user_id')
    .select([
      'n.id',
      'n.user_id as userId',
      'u.name as authorName',
      'n.course_id as courseId',
      'n.lesson_id as lessonId',
      'l.title as lessonTitle',
      'n.text',
      'n.position',
      'n.is_public as isPublic',
      'n.revision',
      'n.created_at as createdAt',
      'n.updated_at as updatedAt',
    ])
    .where('n.organization_id', '=', organizationId);
}

/** A learner's own notes, newest first. */
export async function listNotes(
  trx: TenantTransaction,
  { organizationId, userId, ...scope }: Learner & Scope,
): Promise<NoteRow[]> {
  const rows = await notes(trx, organizationId)
    .where('n.user_id', '=', userId)
    .$if(scope.courseId !== undefined, (q) => q.where('n.course_id', '=', scope.courseId as string))
    .$if(scope.lessonId !== undefined, (q) => q.where('n.lesson_id', '=', scope.lessonId as string))
    .$if(scope.before !== null, (q) => q.where('n.id', '<', scope.before as string))
    .orderBy('n.id', 'desc')
    .limit(scope.limit)
    .execute();
  return rows.map((row) => ({ ...row, position: readPosition(row.position) }));
}

/** What others share about a lesson, newest first. */
export async function listSharedNotes(
  trx: TenantTransaction,
  {
    organizationId,
    userId,
    courseId,
    lessonId,
    before,
    limit,
  }: Learner & { courseId: string; lessonId: string; before: string | null; limit: number },
): Promise<NoteRow[]> {
  const rows = await notes(trx, organizationId)
    .where('n.course_id', '=', courseId)
    .where('n.lesson_id', '=', lessonId)
    .where('n.is_public', '=', true)
    .where('n.user_id', '<>', userId)
    .$if(before !== null, (q) => q.where('n.id', '<', before as string))
    .orderBy('n.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, position: readPosition(row.position) }));
}

export async function selectOptionalNote(
  trx: TenantTransaction,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<NoteRow | undefined> {
  const row = await notes(trx, organizationId).where('n.id', '=', id).executeTakeFirst();
  return row && { ...row, position: readPosition(row.position) };
}

export async function insertNote(
  trx: TenantTransaction,
  note: Learner & {
    id: string;
    courseId: string;
    lessonId: string;
    text: string;
    position: LessonPosition | null;
    isPublic: boolean;
    now: Date;
  },
): Promise<void> {
  await trx
    .insertInto('user_notes')
    .values({
      organization_id: note.organizationId,
      id: note.id,
      user_id: note.userId,
      course_id: note.courseId,
      lesson_id: note.lessonId,
      text: note.text,
      position: note.position === null ? null : JSON.stringify(note.position),
      is_public: note.isPublic,
      created_at: note.now,
    })
    .execute();
}

/** False where the note is not theirs, or has another revision by now. */
export async function updateNote(
  trx: TenantTransaction,
  { organizationId, userId, id, revision }: Learner & { id: string; revision: number },
  change: { text?: string | undefined; isPublic?: boolean | undefined },
): Promise<boolean> {
  const result = await trx
    .updateTable('user_notes')
    .set({
      ...(change.text === undefined ? {} : { text: change.text }),
      ...(change.isPublic === undefined ? {} : { is_public: change.isPublic }),
      revision: sql<number>`revision + 1`,
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Staff may delete what others share; false where there is nothing that the person may delete. */
export async function deleteNote(
  trx: TenantTransaction,
  { organizationId, userId, id, isStaff }: Learner & { id: string; isStaff: boolean },
): Promise<boolean> {
  const result = await trx
    .deleteFrom('user_notes')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where((where) =>
      where.or([
        where('user_id', '=', userId),
        ...(isStaff ? [where('is_public', '=', true)] : []),
      ]),
    )
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export type BookmarkRow = {
  id: string;
  courseId: string;
  lessonId: string;
  lessonTitle: string;
  label: string;
  position: LessonPosition | null;
  createdAt: Date;
};

export async function listBookmarks(
  trx: TenantTransaction,
  { organizationId, userId, ...scope }: Learner & Scope,
): Promise<BookmarkRow[]> {
  const rows = await trx
    .selectFrom('bookmarks as b')
    .innerJoin('lessons as l', (join) =>
      join.onRef('l.organization_id', '=', 'b.organization_id').onRef('l.id', '=', 'b.lesson_id'),
    )
    .select([
      'b.id',
      'b.course_id as courseId',
      'b.lesson_id as lessonId',
      'l.title as lessonTitle',
      'b.label',
      'b.position',
      'b.created_at as createdAt',
    ])
    .where('b.organization_id', '=', organizationId)
    .where('b.user_id', '=', userId)
    .$if(scope.courseId !== undefined, (q) => q.where('b.course_id', '=', scope.courseId as string))
    .$if(scope.lessonId !== undefined, (q) => q.where('b.lesson_id', '=', scope.lessonId as string))
    .$if(scope.before !== null, (q) => q.where('b.id', '<', scope.before as string))
    .orderBy('b.id', 'desc')
    .limit(scope.limit)
    .execute();
  return rows.map((row) => ({ ...row, position: readPosition(row.position) }));
}

export async function insertBookmark(
  trx: TenantTransaction,
  mark: Learner & {
    id: string;
    courseId: string;
    lessonId: string;
    label: string;
    position: LessonPosition | null;
    now: Date;
  },
): Promise<void> {
  await trx
    .insertInto('bookmarks')
    .values({
      organization_id: mark.organizationId,
      id: mark.id,
      user_id: mark.userId,
      course_id: mark.courseId,
      lesson_id: mark.lessonId,
      label: mark.label,
      position: mark.position === null ? null : JSON.stringify(mark.position),
      created_at: mark.now,
    })
    .execute();
}

export async function deleteBookmark(
  trx: TenantTransaction,
  { organizationId, userId, id }: Learner & { id: string },
): Promise<boolean> {
  const result = await trx
    .deleteFrom('bookmarks')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

import { sql } from 'kysely';
import { z } from 'zod';
import { AssessmentKind } from '../../../../contracts/assessment.ts';
import { CriterionGrade, GradeSuggestion } from '../../../../contracts/grading.ts';
import { Criterion } from '../../../../contracts/items.ts';
import { SubmissionStatus } from '../../../../contracts/submissions.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';

type Key = { organizationId: string; id: string };

const FileJson = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number(),
  createdAt: z.coerce.date(),
});
const CommentJson = z.object({
  id: z.string(),
  authorId: z.string().nullable(),
  authorName: z.string().nullable(),
  text: z.string(),
  start: z.number().nullable(),
  end: z.number().nullable(),
  quote: z.string().nullable(),
  fileId: z.string().nullable(),
  createdAt: z.coerce.date(),
  updatedAt: z.coerce.date(),
});
export type CommentRow = z.infer<typeof CommentJson>;

const Row = z.object({
  id: z.string(),
  assessmentId: z.string(),
  courseId: z.string(),
  lessonId: z.string(),
  title: z.string(),
  kind: AssessmentKind,
  ownerId: z.string(),
  language: z.string(),
  instructions: z.string(),
  userId: z.string(),
  userName: z.string(),
  number: z.number(),
  status: SubmissionStatus,
  text: z.string(),
  submittedAt: z.date().nullable(),
  late: z.boolean(),
  latePenalty: z.number(),
  returnedAt: z.date().nullable(),
  gradedAt: z.date().nullable(),
  gradedByName: z.string().nullable(),
  /** As it was when it was handed in; before, as it is now. */
  rubric: z.array(Criterion),
  criteria: z.array(CriterionGrade),
  points: z.number().nullable(),
  percent: z.number().nullable(),
  passed: z.boolean().nullable(),
  feedback: z.string().nullable(),
  suggestion: GradeSuggestion.nullable(),
  released: z.boolean(),
  files: z.array(FileJson),
  comments: z.array(CommentJson),
  history: z.array(z.object({ id: z.string(), number: z.number(), status: SubmissionStatus })),
  revision: z.number(),
  updatedAt: z.date(),
});
export type SubmissionRow = z.infer<typeof Row>;

const COLUMNS = sql`
  s.id, s.assessment_id as "assessmentId", a.course_id as "courseId", a.lesson_id as "lessonId",
  l.title, a.kind, c.owner_id as "ownerId", c.language, a.instructions, s.user_id as "userId",
  u.name as "userName", s.number, s.status, s.text, s.submitted_at as "submittedAt",
  s.is_late as late, s.late_penalty as "latePenalty", s.returned_at as "returnedAt",
  s.graded_at as "gradedAt", b.name as "gradedByName",
  case when s.status = 'draft' then a.grading_criteria else s.rubric end as rubric,
  s.criteria, s.points, s.percent, s.passed, s.feedback, s.suggestion, s.revision,
  s.updated_at as "updatedAt",
  (not a.hold_grades or exists (
    select from grades g
    where g.organization_id = s.organization_id and g.assessment_id = s.assessment_id
      and g.user_id = s.user_id and g.released_at is not null
  )) as released,
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', f.id, 'name', f.name, 'mediaType', f.media_type, 'bytes', f.size_bytes,
      'createdAt', f.created_at
    ) order by f.id)
    from submission_files f
    where f.organization_id = s.organization_id and f.submission_id = s.id
  ), '[]') as files,
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', m.id, 'authorId', m.author_id, 'authorName', w.name, 'text', m.text,
      'start', m.start_offset, 'end', m.end_offset, 'quote', m.quote, 'fileId', m.file_id,
      'createdAt', m.created_at, 'updatedAt', m.updated_at
    ) order by m.start_offset nulls last, m.id)
    from submission_comments m
    left join users w on w.id = m.author_id
    where m.organization_id = s.organization_id and m.submission_id = s.id
  ), '[]') as comments,
  (
    select jsonb_agg(jsonb_build_object('id', h.id, 'number', h.number, 'status', h.status) order by h.number)
    from submissions h
    where h.organization_id = s.organization_id and h.assessment_id = s.assessment_id
      and h.user_id = s.user_id
  ) as history`;

const FROM = sql`
  from submissions s
  join assessments a on a.organization_id = s.organization_id and a.id = s.assessment_id
  join lessons l on l.organization_id = a.organization_id and l.id = a.lesson_id
  join courses c on c.organization_id = a.organization_id and c.id = a.course_id
  join users u on u.id = s.user_id
  left join users b on b.id = s.graded_by`;

export async function selectOptionalSubmission(
  trx: TenantTransaction,
  { organizationId, id, userId, lock = false }: Key & { userId?: string; lock?: boolean },
): Promise<SubmissionRow | null> {
  const { rows } = await sql`
    select ${COLUMNS} ${FROM}
    where s.organization_id = ${organizationId} and s.id = ${id}
      ${userId === undefined ? sql`` : sql`and s.user_id = ${userId}`}
    ${lock ? sql`for update of s` : sql``}`.execute(trx);
  return rows[0] === undefined ? null : Row.parse(rows[0]);
}

/** Newest first. */
export async function listOwnSubmissions(
  trx: TenantTransaction,
  key: { organizationId: string; assessmentId: string; userId: string },
): Promise<SubmissionRow[]> {
  const { rows } = await sql`
    select ${COLUMNS} ${FROM}
    where s.organization_id = ${key.organizationId} and s.assessment_id = ${key.assessmentId}
      and s.user_id = ${key.userId}
    order by s.number desc
    limit 200`.execute(trx);
  return z.array(Row).parse(rows);
}

/** A draft; false where its number is taken or another is open. */
export async function insertDraft(
  trx: TenantTransaction,
  draft: {
    organizationId: string;
    id: string;
    assessmentId: string;
    userId: string;
    number: number;
    text: string;
  },
): Promise<boolean> {
  const row = await trx
    .insertInto('submissions')
    .values({
      organization_id: draft.organizationId,
      id: draft.id,
      assessment_id: draft.assessmentId,
      user_id: draft.userId,
      number: draft.number,
      text: draft.text,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

type Change = Partial<{
  text: string;
  status: z.infer<typeof SubmissionStatus>;
  submitted_at: Date;
  is_late: boolean;
  late_penalty: number;
  returned_at: Date;
  graded_at: Date | null;
  graded_by: string | null;
  rubric: string;
  criteria: string;
  points: number | null;
  percent: number | null;
  passed: boolean | null;
  feedback: string | null;
}>;

/** Changes a submission and counts an edit. */
export async function updateSubmission(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  change: Change,
): Promise<void> {
  await trx
    .updateTable('submissions')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

export async function updateSubmissionSuggestion(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  suggestion: object,
): Promise<void> {
  await trx
    .updateTable('submissions')
    .set({ suggestion: JSON.stringify(suggestion) })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

export async function insertFile(
  trx: TenantTransaction,
  file: Key & {
    submissionId: string;
    userId: string;
    name: string;
    mediaType: string;
    bytes: number;
    checksum: string;
    storageKey: string;
  },
): Promise<void> {
  await trx
    .insertInto('submission_files')
    .values({
      organization_id: file.organizationId,
      id: file.id,
      submission_id: file.submissionId,
      user_id: file.userId,
      name: file.name,
      media_type: file.mediaType,
      size_bytes: file.bytes,
      checksum: file.checksum,
      storage_key: file.storageKey,
    })
    .execute();
}

export type StoredFile = {
  name: string;
  mediaType: string;
  storageKey: string;
  userId: string;
};

export async function selectOptionalFile(
  trx: TenantTransaction,
  key: { organizationId: string; submissionId: string; fileId: string },
): Promise<StoredFile | undefined> {
  return trx
    .selectFrom('submission_files')
    .select(['name', 'media_type as mediaType', 'storage_key as storageKey', 'user_id as userId'])
    .where('organization_id', '=', key.organizationId)
    .where('submission_id', '=', key.submissionId)
    .where('id', '=', key.fileId)
    .executeTakeFirst();
}

/** False where there is no such file. */
export async function deleteFile(
  trx: TenantTransaction,
  key: { organizationId: string; submissionId: string; fileId: string },
): Promise<boolean> {
  const result = await trx
    .deleteFrom('submission_files')
    .where('organization_id', '=', key.organizationId)
    .where('submission_id', '=', key.submissionId)
    .where('id', '=', key.fileId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function insertComment(
  trx: TenantTransaction,
  comment: Key & {
    submissionId: string;
    userId: string;
    authorId: string;
    text: string;
    range: { start: number; end: number; quote: string } | null;
    fileId: string | null;
  },
): Promise<void> {
  await trx
    .insertInto('submission_comments')
    .values({
      organization_id: comment.organizationId,
      id: comment.id,
      submission_id: comment.submissionId,
      user_id: comment.userId,
      author_id: comment.authorId,
      text: comment.text,
      start_offset: comment.range?.start ?? null,
      end_offset: comment.range?.end ?? null,
      quote: comment.range?.quote ?? null,
      file_id: comment.fileId,
    })
    .execute();
}

type CommentKey = Key & { submissionId: string };

export async function updateComment(
  trx: TenantTransaction,
  { organizationId, id, submissionId }: CommentKey,
  text: string,
): Promise<void> {
  await trx
    .updateTable('submission_comments')
    .set({ text })
    .where('organization_id', '=', organizationId)
    .where('submission_id', '=', submissionId)
    .where('id', '=', id)
    .execute();
}

export async function deleteComment(
  trx: TenantTransaction,
  { organizationId, id, submissionId }: CommentKey,
): Promise<void> {
  await trx
    .deleteFrom('submission_comments')
    .where('organization_id', '=', organizationId)
    .where('submission_id', '=', submissionId)
    .where('id', '=', id)
    .execute();
}

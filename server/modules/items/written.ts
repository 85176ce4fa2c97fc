import { createHash } from 'node:crypto';
import type { OrganizationSettings } from '../../../contracts/tenancy.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { AppError } from '../../errors.ts';
import { embedText, HASH_EMBEDDER, selectEmbedderRef } from '../library/index.ts';
import { answerKeyProblem, pointsOf } from './domain/answer-key.ts';
import { embeddingTextOf } from './domain/describe.ts';
import type { DraftContent } from './domain/draft.ts';
import { lintContent } from './domain/lint-content.ts';
import { statusByPolicy } from './domain/status.ts';
import { insertWrittenQuestion, selectOrInsertWrittenMaterial } from './repo/insert-written.ts';

/** Lints that ask for a source; what a person writes has none. */
const ABOUT_SOURCES: ReadonlySet<string> = new Set(['answer_not_in_source', 'missing_citation']);

export type QuestionText = Omit<Extract<DraftContent, { type: 'question' }>, 'type' | 'points'> & {
  points?: number | undefined;
  difficulty: number;
  conceptIds: readonly string[];
};

/**
 * Keeps a question that a person wrote. Lints are warnings that reviewers see; the review policy
 * decides whether it can be asked at once.
 *
 * @param input.shelf names the material in which such questions stand, the same text each time,
 *   and the title that it gets at first.
 * @throws AppError `invalid_request` for a question that cannot be answered, `conflict` for one
 *   that is there already.
 */
export async function writeQuestion(
  trx: TenantTransaction,
  input: {
    organizationId: string;
    createdBy: string;
    shelf: { key: string; title: string; language: string };
    policy: Pick<OrganizationSettings, 'reviewPolicy' | 'minimumQuality'>;
    question: QuestionText;
    now: Date;
  },
): Promise<{ itemId: string; original: { storageKey: string; text: string } }> {
  const { organizationId, shelf, now } = input;
  const { difficulty, conceptIds, ...text } = input.question;
  const problem = answerKeyProblem(text.stem, text.answerKey);
  if (problem)
    throw new AppError('invalid_request', problem.message, [
      { ...problem, path: problem.path.replace(/^content\./, '') },
    ]);
  const content = {
    ...text,
    type: 'question' as const,
    points: pointsOf(text.answerKey, text.points),
  };
  const lints = lintContent(
    { ...content, version: 1 },
    { language: shelf.language, quotes: [], existing: [] },
  ).filter((code) => !ABOUT_SOURCES.has(code));
  const checksum = createHash('sha256').update(`written:${shelf.key}`).digest('hex');
  const original = { storageKey: `${organizationId}/${checksum}`, text: `${shelf.title}\n` };
  const materialId = await selectOrInsertWrittenMaterial(trx, {
    organizationId,
    checksum,
    title: shelf.title.slice(0, 255),
    language: shelf.language,
    storageKey: original.storageKey,
    sizeBytes: Buffer.byteLength(original.text),
    createdBy: input.createdBy,
  });
  const embedder = await selectEmbedderRef(trx, organizationId);
  const itemId = await insertWrittenQuestion(trx, {
    organizationId,
    materialId,
    language: shelf.language,
    // The author has read it and its warnings: only a policy that has all reviewed asks for more.
    status: statusByPolicy(input.policy, { lints: [], quality: 1 }),
    content,
    conceptIds,
    difficulty,
    lints,
    embedder,
    vector: embedder.name === HASH_EMBEDDER ? embedText(embeddingTextOf(content)) : null,
    now,
  });
  if (itemId === null)
    throw new AppError(
      'conflict',
      'This very question is there already; look for it in the library.',
    );
  return { itemId, original };
}

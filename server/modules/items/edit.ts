import type { EditedContent, ItemContent } from '../../../contracts/items.ts';
import type { TenantContext, TenantTransaction } from '../../db/tenant.ts';
import { AppError, notFound } from '../../errors.ts';
import { embedText, HASH_EMBEDDER, selectEmbedderRef, vectorColumns } from '../library/index.ts';
import { answerKeyProblem } from './domain/answer-key.ts';
import { describeContent, embeddingTextOf } from './domain/describe.ts';
import { type EditSnapshot, mergeContent } from './domain/edit.ts';
import { lintContent } from './domain/lint-content.ts';
import { type LoadedItem, loadItems } from './load.ts';
import * as repo from './repo/write.ts';

/** Items that an edited one is compared with; near-duplicates stand close in the source. */
const NEIGHBOURS = 200;

export type ItemEdit = {
  revision: number;
  content: EditedContent;
  difficulty?: number | undefined;
};

/** Locks an item that may be decided on. @throws AppError `not_found`, `conflict` once it is retired. */
export async function lockItem(trx: TenantTransaction, tenant: TenantContext, id: string) {
  const [row] = await repo.lockItems(trx, tenant.organizationId, [id]);
  if (!row) throw notFound('item');
  if (row.status === 'retired') {
    throw new AppError(
      'conflict',
      'The item is retired, because its source has changed; nothing was changed.',
    );
  }
  return row;
}

async function writeItem(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
  state: { content: ItemContent; difficulty: number; lints: readonly string[] },
): Promise<void> {
  const embedder = await selectEmbedderRef(trx, key.organizationId);
  // A model cannot be waited for in a transaction; `search` makes the vector soon after.
  const vector = embedder.name === HASH_EMBEDDER ? embedText(embeddingTextOf(state.content)) : null;
  await repo.updateItem(trx, key, {
    ...describeContent(state.content),
    difficulty: state.difficulty,
    lints: state.lints,
    vector: vectorColumns(embedder, vector),
  });
}

/** The text by which the near-duplicate lint compares items of a type. */
function comparedText(
  type: ItemContent['type'],
  { title, body }: { title: string; body: string },
): string {
  if (type === 'question') return title;
  return type === 'flashcard' ? `${title} ${body}` : body;
}

async function lintEdited(
  trx: TenantTransaction,
  organizationId: string,
  { item, language, position }: LoadedItem,
  content: ItemContent,
) {
  const neighbours = await repo.listNeighbourTexts(trx, {
    organizationId,
    materialId: item.materialId,
    type: item.type,
    position,
    except: item.id,
    limit: NEIGHBOURS,
  });
  return lintContent(content, {
    language,
    quotes: item.sources.map((source) => source.quote),
    existing: neighbours.map((row) => ({ text: comparedText(item.type, row) })),
  });
}

function mergedContent(content: ItemContent, edited: EditedContent): ItemContent {
  const merged = mergeContent(content, edited);
  if (!merged) {
    throw new AppError('invalid_request', 'An edit cannot turn an item into one of another type.', [
      { path: 'content.type', message: 'Not the type of this item or question.' },
    ]);
  }
  const problem =
    merged.type === 'question' ? answerKeyProblem(merged.stem, merged.answerKey) : null;
  if (problem) throw new AppError('invalid_request', problem.message, [problem]);
  return merged;
}

/**
 * Edits an item in the caller's transaction and computes again what follows from its text: title,
 * search text, lints, vector. A question gets a new version; other kinds are overwritten.
 *
 * @returns what the edit overwrote, for `restoreItem`.
 * @throws AppError `not_found`, `conflict`, `edit_conflict`, or `invalid_request` for a content
 * of another type or an answer key that cannot be graded.
 */
export async function applyEdit(
  trx: TenantTransaction,
  tenant: TenantContext,
  id: string,
  edit: ItemEdit,
): Promise<EditSnapshot> {
  const { organizationId, userId } = tenant;
  const locked = await lockItem(trx, tenant, id);
  if (locked.revision !== edit.revision) {
    throw new AppError('edit_conflict', 'Load the item again; your change was not saved.');
  }
  const [loaded] = await loadItems(trx, organizationId, [id]);
  if (!loaded) throw notFound('item');
  const { content: before, difficulty, lints } = loaded.item;
  const content = mergedContent(before, edit.content);
  const key = { organizationId, id };
  if (content.type === 'question') await repo.insertQuestionVersion(trx, key, content, userId);
  else await repo.updateContent(trx, key, content);
  await writeItem(trx, key, {
    content,
    difficulty: edit.difficulty ?? difficulty,
    lints: await lintEdited(trx, organizationId, loaded, content),
  });
  return { content: before, difficulty, lints };
}

/** Takes an edit back in the caller's transaction; a question asks its earlier version again. */
export async function restoreItem(
  trx: TenantTransaction,
  tenant: TenantContext,
  id: string,
  snapshot: EditSnapshot,
): Promise<void> {
  const key = { organizationId: tenant.organizationId, id };
  const { content } = snapshot;
  if (content.type === 'question') await repo.updateCurrentVersion(trx, key, content);
  else await repo.updateContent(trx, key, content);
  await writeItem(trx, key, snapshot);
}

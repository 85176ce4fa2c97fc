import type { Deps, Module } from '../../deps.ts';
import { itemsRoutes } from './routes.ts';
import { createItemsService } from './service.ts';

export { answerKeyProblem, pointsOf } from './domain/answer-key.ts';
export { describeContent, embeddingTextOf } from './domain/describe.ts';
export type { DraftCitation, DraftContent, StoredDraft } from './domain/draft.ts';
export { EditSnapshot } from './domain/edit.ts';
export {
  type GradableQuestion,
  type GradeResult,
  gradeAnswer,
  guessRate,
  type QuestionResponse,
  responseSchemaFor,
} from './domain/grading/index.ts';
export { lintContent } from './domain/lint-content.ts';
export { applyEdit, type ItemEdit, lockItem, restoreItem } from './edit.ts';
export { type FollowCounts, followVersion } from './follow.ts';
export { type LoadedItem, loadItems } from './load.ts';
export type { ItemFilter } from './repo/filter.ts';
export { keepFlags, reopenFlags } from './repo/flags.ts';
export { type InsertItemsInput, insertItems } from './repo/insert.ts';
export { countItems } from './repo/read.ts';
export { listTexts, reopenStaleness, resolveStaleness } from './repo/versions.ts';
export { deleteItem, lockItems, updateStatuses } from './repo/write.ts';
export { selectItem, visibilityOf } from './service.ts';
export { type QuestionText, writeQuestion } from './written.ts';

export function itemsModule(deps: Deps): Module {
  return { name: 'items', routes: itemsRoutes(createItemsService(deps)) };
}

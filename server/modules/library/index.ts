import type { Deps, Module } from '../../deps.ts';
import { libraryRoutes } from './routes.ts';
import { createLibraryService } from './service.ts';

export { conceptKey, foldText, keyWords, singular } from './domain/concept-key.ts';
export type {
  Block,
  BlockKind,
  Chunk,
  ChunkBlock,
  ChunkKind,
  ParsedDocument,
} from './domain/document.ts';
export { BLOCK_SEPARATOR } from './domain/document.ts';
export {
  cosine,
  embedText,
  HASH_EMBEDDER,
  HASH_EMBEDDER_DIMENSIONS,
} from './domain/hash-embedder.ts';
export { searchConfigFor } from './domain/search-config.ts';
export { vectorLiteral } from './domain/vector.ts';
export {
  chunkEmbeddingText,
  type Embedder,
  type EmbedderRef,
  embedderOf,
  openEmbedder,
  selectEmbedderRef,
  type VectorSlot,
  vectorColumnNames,
  vectorColumns,
} from './embedder.ts';
export { vectorsMissing } from './events.ts';
export {
  embeddingModel,
  type ModelDeps,
  type ModelEmbedding,
  type Models,
  modelsOf,
  setModels,
  wantedEmbedder,
} from './models.ts';
export { selectOptionalEmbedder } from './repo.ts';

export function libraryModule(deps: Deps): Module {
  return { name: 'library', routes: libraryRoutes(createLibraryService(deps)) };
}

import type { Deps, Module } from '../../deps.ts';
import { libraryRoutes } from './routes.ts';
import { createLibraryService } from './service.ts';

export * from './domain/index.ts';
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

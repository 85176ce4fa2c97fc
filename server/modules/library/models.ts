import type { Deps } from '../../deps.ts';
import type { ModelEmbedding } from './embedder.ts';

/** The model that an organization has chosen to make vectors, and how to ask it. */
export type EmbeddingModel = {
  /** Name of the embedder that the settings ask for now; null where none is set. */
  wanted(organizationId: string): Promise<string | null>;
  ask(organizationId: string): ModelEmbedding;
};

const NONE: EmbeddingModel = {
  wanted: async () => null,
  ask: () => async (_embedder, texts) => texts.map(() => new Float32Array()),
};

export const embeddingModelOf = (_deps: Pick<Deps, 'database'>): EmbeddingModel => NONE;

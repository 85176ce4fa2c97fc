import { type TenantTransaction, withTenant } from '../../db/tenant.ts';
import { embedText, HASH_EMBEDDER } from './domain/hash-embedder.ts';
import { vectorLiteral } from './domain/vector.ts';
import { embeddingModel, type ModelDeps, type ModelEmbedding, modelsOf } from './models.ts';
import { selectOptionalEmbedder } from './repo.ts';

/** One of the two sets of vectors that passages, items and concepts can have. */
export type VectorSlot = 'a' | 'b';

/** What makes vectors, and the set in which they are kept. Only vectors of one name are compared. */
export type EmbedderRef = { name: string; slot: VectorSlot };

export type Embedder = EmbedderRef & {
  /** A vector for each text; null where it cannot be made now and is to be made later. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<(Float32Array | null)[]>;
};

/** Texts in one request to a model. */
const BATCH = 96;
/** Letters of a text that a model reads; what embedding models take is about 8,000 tokens. */
const LETTERS = 16_000;

/** The embedder of an organization: the one whose vectors are searched now. */
export async function selectEmbedderRef(
  trx: TenantTransaction,
  organizationId: string,
): Promise<EmbedderRef> {
  const row = await selectOptionalEmbedder(trx, organizationId);
  if (!row) return { name: HASH_EMBEDDER, slot: 'a' };
  return { name: row.name, slot: row.slot === 'b' ? 'b' : 'a' };
}

/** The vector with length 1: distances are those of directions. */
function unitVector(vector: Float32Array): Float32Array {
  let norm = 0;
  for (const value of vector) norm += value * value;
  return norm === 0 ? vector : vector.map((value) => value / Math.sqrt(norm));
}

/**
 * An embedder that works.
 *
 * @param failed hears why a model gave nothing.
 */
export function openEmbedder(
  ref: EmbedderRef,
  model: ModelEmbedding,
  failed: (error: unknown) => void = () => {},
): Embedder {
  if (ref.name === HASH_EMBEDDER)
    return { ...ref, embed: async (texts) => texts.map((text) => embedText(text)) };
  return {
    ...ref,
    async embed(texts, signal) {
      const all: (Float32Array | null)[] = [];
      for (let at = 0; at < texts.length; at += BATCH) {
        const batch = texts.slice(at, at + BATCH).map((text) => text.slice(0, LETTERS));
        try {
          const vectors = await model(ref.name, batch, signal);
          all.push(...vectors.map(unitVector));
        } catch (error) {
          if (signal.aborted) throw error;
          failed(error);
          return [...all, ...texts.slice(at).map(() => null)];
        }
      }
      return all;
    },
  };
}

/** The embedder of an organization, ready to work. */
export async function embedderOf(
  deps: ModelDeps,
  organizationId: string,
  failed?: (error: unknown) => void,
): Promise<Embedder> {
  const ref = await withTenant(
    deps.database,
    { organizationId, userId: null, role: 'system' },
    (trx) => selectEmbedderRef(trx, organizationId),
  );
  return openEmbedder(ref, embeddingModel(modelsOf(deps), organizationId), failed);
}

/** The text whose vector stands for a passage. */
export const chunkEmbeddingText = (chunk: { headingPath: readonly string[]; text: string }) =>
  `${chunk.headingPath.join('\n')}\n${chunk.text}`;

const VECTOR_COLUMNS = {
  a: { embedding: 'embedding', embedder: 'embedder' },
  b: { embedding: 'embedding_b', embedder: 'embedder_b' },
} as const;

/** Names of the columns of a set of vectors, the same in every table that has them. */
export const vectorColumnNames = (slot: VectorSlot) => VECTOR_COLUMNS[slot];

/** The columns of a row with a vector: it stands in its set, and the other set has none yet. */
export function vectorColumns({ name, slot }: EmbedderRef, vector: Float32Array | null) {
  const [embedding, embedder] = vector === null ? [null, null] : [vectorLiteral(vector), name];
  return slot === 'a'
    ? { embedding, embedder, embedding_b: null, embedder_b: null }
    : { embedding: null, embedder: null, embedding_b: embedding, embedder_b: embedder };
}

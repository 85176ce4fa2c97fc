import type { SearchHit } from '../../../contracts/search.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../db/tenant.ts';
import { embedderOf, type ModelDeps } from '../library/index.ts';
import { fuseRanks } from './domain/fuse.ts';
import { locateHeadline, readHeadline } from './domain/headline.ts';
import { createQueryVectors } from './query-vectors.ts';
import * as repo from './repo.ts';

const ITEM_KINDS = ['nugget', 'flashcard', 'question', 'summary'] as const;
/** Questions and cards would give their answers away before they are asked. */
const KINDS_FOR_LEARNERS = ['nugget', 'summary'] as const;
/** A title that was looked for stands above the passages of its material. */
const TITLE_SCORE = 0.05;

export type SearchInput = {
  q: string;
  kind?: SearchHit['kind'] | undefined;
  materialId?: string | undefined;
  subject?: string | undefined;
  language?: string | undefined;
  limit: number;
};

type Scored = Map<string, number>;

const scoresOf = (
  { words, vectors }: { words: string[]; vectors: string[] },
  limit: number,
): Scored =>
  new Map(
    fuseRanks([words, vectors])
      .slice(0, limit)
      .map(({ id, score }) => [id, score]),
  );

async function findMaterials(
  trx: TenantTransaction,
  filter: repo.Filter,
  text: string,
): Promise<SearchHit[]> {
  const rows = await repo.rankMaterials(trx, filter, text);
  return rows.map((row, index) => ({
    kind: 'material',
    id: row.id,
    materialId: row.id,
    materialTitle: row.title,
    title: row.title,
    snippet: row.description ?? '',
    highlights: [],
    chunkId: null,
    start: null,
    end: null,
    page: null,
    score: TITLE_SCORE / (index + 1),
  }));
}

async function findPassages(
  trx: TenantTransaction,
  filter: repo.Filter,
  query: repo.Query,
  limit: number,
): Promise<SearchHit[]> {
  const scores = scoresOf(await repo.rankPassages(trx, filter, query), limit);
  const rows = await repo.listPassages(trx, filter.organizationId, [...scores.keys()], query);
  return rows.map((row) => {
    const headline = readHeadline(row.headline);
    const place = locateHeadline(row.text, headline);
    return {
      kind: 'passage',
      id: row.id,
      materialId: row.material_id,
      materialTitle: row.material_title,
      title: row.heading || row.material_title,
      ...headline,
      chunkId: row.id,
      start: place?.start ?? 0,
      end: place?.end ?? Math.min(row.text.length, 200),
      page: row.page,
      score: scores.get(row.id) ?? 0,
    };
  });
}

async function findItems(
  trx: TenantTransaction,
  filter: repo.Filter,
  query: repo.Query,
  { kinds, learner, limit }: { kinds: readonly repo.ItemKind[]; learner: boolean; limit: number },
): Promise<SearchHit[]> {
  const statuses = learner ? (['approved'] as const) : (['approved', 'in_review'] as const);
  const scores = scoresOf(await repo.rankItems(trx, { ...filter, kinds, statuses }, query), limit);
  const rows = await repo.listItems(trx, filter.organizationId, [...scores.keys()], query);
  return rows.map((row) => ({
    kind: row.type,
    id: row.id,
    materialId: row.material_id,
    materialTitle: row.material_title,
    title: row.title,
    ...readHeadline(row.headline),
    chunkId: row.chunk_id,
    start: row.start_offset,
    end: row.end_offset,
    page: row.page,
    score: scores.get(row.id) ?? 0,
  }));
}

/** Finding passages, items and materials: words and vectors, fused by rank. */
export function createSearchService(deps: ModelDeps) {
  const { database } = deps;
  const vectors = createQueryVectors();
  return {
    async search(
      tenant: TenantContext,
      input: SearchInput,
    ): Promise<{ hits: SearchHit[]; elapsedMs: number }> {
      const started = performance.now();
      const { q, kind, limit, ...rest } = input;
      const filter: repo.Filter = { organizationId: tenant.organizationId, ...rest };
      const learner = tenant.role === 'learner';
      const allowed: readonly repo.ItemKind[] = learner ? KINDS_FOR_LEARNERS : ITEM_KINDS;
      const kinds =
        kind === undefined ? allowed : allowed.filter((candidate) => candidate === kind);
      const embedder = await embedderOf(deps, tenant.organizationId);
      // Before the transaction: a model that is slow must not hold a connection.
      const vector = await vectors(embedder, tenant.organizationId, q);
      return withTenant(database, tenant, async (trx) => {
        const languages = await repo.listLanguages(trx, tenant.organizationId);
        const query: repo.Query = {
          text: q,
          vector,
          embedder,
          languages,
        };
        await repo.prepareVectorSearch(trx);
        const hits: SearchHit[] = [];
        if (kind === undefined || kind === 'material')
          hits.push(...(await findMaterials(trx, filter, q)));
        if (kind === undefined || kind === 'passage')
          hits.push(...(await findPassages(trx, filter, query, limit)));
        if (kinds.length > 0)
          hits.push(...(await findItems(trx, filter, query, { kinds, learner, limit })));
        hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
        return {
          hits: hits.slice(0, limit),
          elapsedMs: Math.round((performance.now() - started) * 10) / 10,
        };
      });
    },
  };
}

export type SearchService = ReturnType<typeof createSearchService>;

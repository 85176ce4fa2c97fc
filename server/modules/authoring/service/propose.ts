import { type CourseProposal, USUAL_OPTIONS } from '../../../../contracts/authoring.ts';
import { type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { courseTitle, languageOf, levelOf } from '../domain/describe-course.ts';
import { type SomeOptions, withOptions } from '../domain/options.ts';
import type { SourceMaterial, Sources } from '../domain/source.ts';
import type { ProposePool } from '../pool.ts';
import * as proposals from '../repo/proposals.ts';
import * as repo from '../repo/sources.ts';
import { type Author, openProposal, toProposal } from './view.ts';

/** Passages of one proposal, about 4,000 pages: more than anybody edits as one course. */
const MOST_PASSAGES = 6000;

export type ProposeInput = {
  materialIds: readonly string[];
  title?: string | undefined;
  options: SomeOptions;
  leaveOut: readonly string[];
};

type Materials = Awaited<ReturnType<typeof proposals.listReadyMaterials>>;

/** The materials in the order in which they were named. @throws AppError `not_found`, `conflict`. */
async function selectMaterials(
  trx: TenantTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<Materials> {
  const rows = await proposals.listReadyMaterials(trx, organizationId, ids);
  return ids.map((id) => {
    const row = rows.find((one) => one.id === id);
    if (!row) throw notFound('material');
    if (row.status !== 'ready')
      throw new AppError(
        'conflict',
        `“${row.title}” is still being read; wait until its ingestion is done.`,
      );
    return row;
  });
}

async function readSources(
  trx: TenantTransaction,
  organizationId: string,
  materials: Materials,
): Promise<Sources> {
  const ids = materials.map(({ id }) => id);
  if ((await repo.countPassages(trx, organizationId, ids)) > MOST_PASSAGES)
    throw new AppError(
      'too_large',
      `A course is made from ${MOST_PASSAGES} passages at most, about 4,000 pages: choose fewer materials.`,
    );
  const passages = await repo.listPassages(trx, organizationId, ids);
  const items = await repo.listMaterialItems(trx, organizationId, ids);
  if (items.length === 0)
    throw new AppError(
      'conflict',
      'Nothing has been made from these materials that could be learned. Wait until their items are generated, or choose others.',
    );
  const summaries = await repo.listSummaries(trx, organizationId, ids);
  const conceptIds = [...new Set(items.flatMap((item) => item.conceptIds))];
  const of = <T extends { materialId: string }>(rows: readonly T[], id: string) =>
    rows.filter(({ materialId }) => materialId === id);
  return {
    materials: materials.map((material): SourceMaterial => {
      const own = of(passages, material.id);
      return {
        id: material.id,
        title: material.title,
        language: languageOf(material.language, own),
        passages: own,
        items: of(items, material.id),
        summaries: of(summaries, material.id),
      };
    }),
    concepts: await repo.listConcepts(trx, organizationId, conceptIds),
    needs: await repo.listNeeds(trx, organizationId, conceptIds),
  };
}

export function createPropose({ database }: Pick<Deps, 'database'>, pool: ProposePool) {
  /**
   * Reads the materials, proposes in a thread, and keeps what comes out.
   *
   * @throws AppError `not_found`, `conflict`, `too_large`.
   */
  return async (author: Author, input: ProposeInput): Promise<CourseProposal> => {
    const { organizationId, userId } = author;
    const ids = [...new Set(input.materialIds)];
    const options = withOptions(USUAL_OPTIONS, input.options);
    const { materials, sources } = await withTenant(database, author, async (trx) => {
      const rows = await selectMaterials(trx, organizationId, ids);
      return { materials: rows, sources: await readSources(trx, organizationId, rows) };
    });
    const proposed = await pool.run(sources, {
      lessonMinutes: options.lessonMinutes,
      leaveOut: input.leaveOut,
    });
    const language = languageOf(
      'und',
      sources.materials.map((material) => ({
        language: material.language,
        words: material.passages.reduce((sum, { words }) => sum + words, 0),
      })),
    );
    const id = newId();
    const titles = materials.map(({ title }) => title);
    return withTenant(database, author, async (trx) => {
      await proposals.insertProposal(trx, {
        organizationId,
        id,
        title: input.title ?? courseTitle(titles, language),
        description: proposed.description,
        level: levelOf(
          materials.map(({ level }) => level),
          sources.materials.flatMap(({ items }) => items),
        ),
        language,
        objectives: proposed.objectives,
        options,
        tree: proposed.tree,
        createdBy: userId,
        materials: materials.map((material) => ({
          id: material.id,
          unplaced: proposed.unplaced.get(material.id) ?? 0,
        })),
      });
      return toProposal(trx, author, await openProposal(trx, author, id));
    });
  };
}

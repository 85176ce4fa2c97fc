import type { z } from 'zod';
import type { MaterialLevel } from '../../../contracts/library.ts';
import { type TenantContext, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError, notFound } from '../../errors.ts';
import type { Caller } from '../ai/index.ts';
import type { SourceDocument } from './engine.ts';
import type { MaterialDescription } from './llm/describe.ts';
import * as repo from './repo.ts';

const LEVELS: [number, z.infer<typeof MaterialLevel>][] = [
  [3, 'beginner'],
  [7, 'intermediate'],
  [10, 'advanced'],
];

/** What a model would say about a material, for a person to take over or not. */
export function createDescriber(
  { database }: Pick<Deps, 'database'>,
  aids: {
    describeMaterial(
      caller: Caller,
      document: SourceDocument,
      signal: AbortSignal,
    ): Promise<MaterialDescription>;
  },
) {
  /** @throws AppError `not_found`, `conflict` before the text is there, and what the aid throws. */
  return async (tenant: TenantContext & { userId: string }, id: string, signal: AbortSignal) => {
    const { organizationId, userId } = tenant;
    const document = await withTenant(database, tenant, async (trx) => {
      const version = await repo.selectOptionalCurrentVersion(trx, { organizationId, id });
      if (version === null) throw notFound('material');
      return repo.selectDocument(trx, { organizationId, materialId: id, version });
    });
    if (document === null) throw notFound('material');
    if (document.chunks.length === 0)
      throw new AppError('conflict', 'The material is still being read. Try again in a moment.');
    const told = await aids.describeMaterial({ organizationId, userId }, document, signal);
    const level = LEVELS.find(([most]) => told.difficulty <= most)?.[1] ?? 'advanced';
    return { description: told.description, subject: told.subject, level, tags: told.topics };
  };
}

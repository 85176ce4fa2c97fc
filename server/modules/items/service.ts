import type { Item } from '../../../contracts/items.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError, notFound } from '../../errors.ts';
import { decodeCursor, encodeCursor, takePage } from '../../http/cursor.ts';
import { loadItems } from './load.ts';
import type { ItemFilter, Visibility } from './repo/filter.ts';
import * as repo from './repo/read.ts';

const CURSOR = ['materialId', 'position', 'type', 'id'] as const;
const ID = /^[0-9a-f-]{36}$/i;
const TYPES = new Set(['nugget', 'summary', 'flashcard', 'question']);

export function visibilityOf(tenant: TenantContext): Visibility {
  return { organizationId: tenant.organizationId, learner: tenant.role === 'learner' };
}

function pageKey(cursor: string | undefined): repo.PageKey | null {
  const key = decodeCursor(cursor, CURSOR);
  if (key === null) return null;
  const position = Number(key.position);
  if (
    !ID.test(key.materialId) ||
    !ID.test(key.id) ||
    !TYPES.has(key.type) ||
    !Number.isInteger(position)
  ) {
    throw new AppError(
      'invalid_request',
      'The cursor is not one that this list gave; start from the first page.',
    );
  }
  return { ...key, position };
}

/** An item as this reader sees it. @throws AppError `not_found` where they may not. */
export async function selectItem(
  trx: TenantTransaction,
  tenant: TenantContext,
  id: string,
): Promise<Item> {
  const [visible] = await repo.listVisibleIds(trx, visibilityOf(tenant), [id]);
  if (visible === undefined) throw notFound('item');
  const [loaded] = await loadItems(trx, tenant.organizationId, [visible]);
  if (!loaded) throw notFound('item');
  return loaded.item;
}

/** Reading the items of an organization. */
export function createItemsService({ database }: Pick<Deps, 'database'>) {
  return {
    list(
      tenant: TenantContext,
      query: ItemFilter & { cursor?: string | undefined; limit: number },
    ) {
      const { cursor, limit, ...filter } = query;
      const after = pageKey(cursor);
      return withTenant(database, tenant, async (trx) => {
        const keys = await repo.listItemKeys(trx, visibilityOf(tenant), {
          ...filter,
          after,
          limit: limit + 1,
        });
        const page = takePage(keys, limit, (key) => key.id, encodeCursor);
        const loaded = await loadItems(trx, tenant.organizationId, page.items);
        return { items: loaded.map(({ item }) => item), nextCursor: page.nextCursor };
      });
    },

    get: (tenant: TenantContext, id: string) =>
      withTenant(database, tenant, (trx) => selectItem(trx, tenant, id)),
  };
}

export type ItemsService = ReturnType<typeof createItemsService>;

import { z } from 'zod';
import { AnswerKey } from '../../../contracts/items.ts';
import { ItemFlag, type ItemStatistics } from '../../../contracts/statistics.ts';
import { type TenantContext, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { selectItem } from '../items/index.ts';
import * as repo from './repo.ts';

const Counts = z.array(z.object({ all: z.number(), upper: z.number(), lower: z.number() }));

type Row = Awaited<ReturnType<typeof repo.listStatistics>>[number];

function statisticsOf(row: Row): ItemStatistics {
  const key = AnswerKey.parse(row.answer_key);
  const counts = Counts.parse(row.options);
  const { learners, group_size: size } = row;
  const inGroup = (count: number) => (size === 0 ? null : count / size);
  const { lower_quartile_ms: lower, median_ms: median, upper_quartile_ms: upper } = row;
  return {
    version: row.version,
    current: row.version === row.current_version,
    answers: row.answers,
    learners,
    skips: row.skips,
    hinted: row.hinted,
    facility: row.facility,
    discrimination: row.discrimination,
    options: ('options' in key ? key.options : []).map(({ text, correct }, index) => ({
      text,
      correct,
      all: learners === 0 ? 0 : (counts[index]?.all ?? 0) / learners,
      upper: inGroup(counts[index]?.upper ?? 0),
      lower: inGroup(counts[index]?.lower ?? 0),
    })),
    time: lower === null || median === null || upper === null ? null : { lower, median, upper },
    flags: z.array(ItemFlag).parse(row.flags),
    keptFlags: z.array(ItemFlag).parse(row.kept_flags),
    calculatedAt: row.updated_at.toISOString(),
  };
}

/** Statistics of questions, for staff. */
export function createStatisticsService({ database }: Pick<Deps, 'database'>) {
  return {
    get: (tenant: TenantContext, id: string): Promise<{ versions: ItemStatistics[] }> =>
      withTenant(database, tenant, async (trx) => {
        await selectItem(trx, tenant, id);
        const rows = await repo.listStatistics(trx, {
          organizationId: tenant.organizationId,
          itemId: id,
        });
        return { versions: rows.map(statisticsOf) };
      }),
  };
}

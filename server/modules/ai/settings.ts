import { AiOptions, AiSlot, type AiTask } from '../../../contracts/ai.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { resolveSlot, SLOT_OF } from './domain/tasks.ts';
import { type ConnectionRow, listConnections } from './repo/connections.ts';
import { readChoices, readOptions } from './repo/settings.ts';

const DEFAULT_OPTIONS: AiOptions = {
  engine: 'builtin',
  fallbackToBuiltin: false,
  concurrency: 4,
  useBatches: false,
};

/** Options of an organization over the defaults; a stored value that no longer fits gives way. */
export async function aiOptionsOf(
  trx: TenantTransaction,
  organizationId: string,
): Promise<AiOptions> {
  const stored = await readOptions(trx, organizationId);
  const resolved: Record<string, unknown> = { ...DEFAULT_OPTIONS };
  for (const [name, schema] of Object.entries(AiOptions.shape)) {
    const value = schema.safeParse(stored[name]);
    if (value.success) resolved[name] = value.data;
  }
  return AiOptions.parse(resolved);
}

/** Everything that decides which model serves whom, read at once. */
export async function readModels(
  trx: TenantTransaction,
  caller: { organizationId: string; userId: string | null },
) {
  const connections = await listConnections(trx, caller.organizationId);
  const choices = await readChoices(trx, caller);
  const resolve = (slot: AiSlot) => {
    const { connection, ...rest } = resolveSlot(slot, choices, connections);
    return { ...rest, connection: connection as ConnectionRow | null };
  };
  return {
    connections,
    choices,
    resolve,
    resolved: () =>
      AiSlot.options.map((slot) => {
        const { connection, ...rest } = resolve(slot);
        return {
          slot,
          tasks: (Object.keys(SLOT_OF) as AiTask[]).filter((task) => SLOT_OF[task] === slot),
          connectionId: connection?.id ?? null,
          provider: connection?.provider ?? null,
          ...rest,
        };
      }),
  };
}

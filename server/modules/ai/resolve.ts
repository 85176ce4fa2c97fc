import type { AiTask } from '../../../contracts/ai.ts';
import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import type { ModelRef } from '../../ports/ai/index.ts';
import { unseal } from './domain/seal.ts';
import { SLOT_OF } from './domain/tasks.ts';
import type { Caller } from './gateway-types.ts';
import { type ConnectionRow, selectOptionalConnection } from './repo/connections.ts';
import { readModels } from './settings.ts';
import { systemContext } from './wire.ts';

/** A model that can be called, out of the settings of an organization. */
export function createResolver({ database, masterKey }: Pick<Deps, 'database' | 'masterKey'>) {
  /** Null where the key cannot be read. */
  function open(organizationId: string, connection: ConnectionRow, model: string): ModelRef | null {
    const place = { organizationId, connectionId: connection.id };
    const apiKey = connection.sealed ? unseal(masterKey, place, connection.sealed) : null;
    if (connection.sealed && apiKey === null) return null;
    return { provider: connection.provider, baseUrl: connection.base_url, apiKey, model };
  }

  return {
    /** The model of a task. @throws AppError `ai_not_configured` or `ai_key_unreadable`. */
    async ofTask(caller: Caller, task: AiTask) {
      const found = await withTenant(database, systemContext(caller), async (trx) =>
        (await readModels(trx, caller)).resolve(SLOT_OF[task]),
      );
      const { connection } = found;
      if (!connection) {
        throw new AppError(
          'ai_not_configured',
          'No model is connected for this task. An administrator adds a connection in the AI settings.',
        );
      }
      const ref = open(caller.organizationId, connection, found.model);
      if (ref === null) {
        throw new AppError(
          'ai_key_unreadable',
          `The key of “${connection.name}” cannot be read with the present master key. Enter the key again in the AI settings.`,
        );
      }
      return { ref, connectionId: connection.id, temperature: found.temperature };
    },

    /** A model of a connection that was chosen earlier; null where it is gone or cannot be opened. */
    async ofConnection(
      organizationId: string,
      { connectionId, model }: { connectionId: string; model: string },
    ): Promise<ModelRef | null> {
      const connection = await withTenant(database, systemContext({ organizationId }), (trx) =>
        selectOptionalConnection(trx, { organizationId, id: connectionId }),
      );
      return connection ? open(organizationId, connection, model) : null;
    },
  };
}

export type Resolver = ReturnType<typeof createResolver>;

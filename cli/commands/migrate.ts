import { openDatabase } from '../../server/db/database.ts';
import { migrateDown, migrateUp, pendingMigrations } from '../../server/db/migrate.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../errors.ts';

export const migrate: Command = {
  name: 'migrate',
  usage: '[up | down | status]',
  what: 'Bring the schema up to date, take the newest step back, or say what is missing',
  options: { yes: { value: false, what: 'really take a step back, with the data of its tables' } },
  async run({ args: [direction = 'up'], options, output, config }) {
    if (!['up', 'down', 'status'].includes(direction))
      throw new UsageError('migrate takes up, down or status.');
    if (direction === 'down' && options.yes !== true) {
      throw new UsageError(
        'migrate down deletes the data of the tables that it takes back; say --yes if that is meant.',
      );
    }
    const database = await openDatabase(config.database);
    try {
      const steps =
        direction === 'up'
          ? await migrateUp(database.kysely)
          : direction === 'down'
            ? await migrateDown(database.kysely, 'one')
            : await pendingMigrations(database.kysely);
      if (output.json) output.record({ direction, steps });
      const done = { up: 'Applied', down: 'Taken back', status: 'Missing' }[direction];
      output.line(steps.length > 0 ? `${done}: ${steps.join(', ')}` : 'The schema is up to date.');
      return 0;
    } finally {
      await database.close();
    }
  },
};

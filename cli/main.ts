import { parseArgs } from 'node:util';
import { ConfigError, parseConfig } from '../server/config.ts';
import { type Client, connect } from './client.ts';
import { type Command, type Options, surplus, text } from './command.ts';
import { demo } from './commands/demo.ts';
import { doctor } from './commands/doctor.ts';
import { ingest } from './commands/ingest.ts';
import { items } from './commands/items.ts';
import { migrate } from './commands/migrate.ts';
import { org, user } from './commands/people.ts';
import { search } from './commands/search.ts';
import { UsageError } from './errors.ts';
import { createOutput } from './output.ts';

const COMMANDS: readonly Command[] = [ingest, items, search, demo, user, org, migrate, doctor];

const GLOBAL = {
  json: { value: false, what: 'machine-readable, one JSON object a line' },
  org: { value: true, what: 'organization, by name or id, where there are several' },
  help: { value: false, what: 'this text' },
};

function help(command?: Command): string {
  if (command) {
    const options = Object.entries({ ...command.options, ...GLOBAL }).map(
      ([name, { value, what }]) => `  ${`--${name}${value ? ' …' : ''}`.padEnd(16)} ${what}`,
    );
    return `npm run lectern -- ${command.name} ${command.usage}\n${command.what}.\n\n${options.join('\n')}`;
  }
  const lines = COMMANDS.map(
    ({ name, usage, what }) => `  ${`${name} ${usage}`.padEnd(40)} ${what}`,
  );
  return `npm run lectern -- COMMAND [--json] [--org NAME]\n\n${lines.join('\n')}\n\nCOMMAND --help says more. The settings of the server (README) hold here, too.`;
}

function parse(command: Command, argv: string[]): { args: string[]; options: Options } {
  const declared = Object.entries({ ...command.options, ...GLOBAL }).map(([name, { value }]) => [
    name,
    { type: value ? ('string' as const) : ('boolean' as const) },
  ]);
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      options: Object.fromEntries(declared),
      allowPositionals: true,
    });
    return { args: positionals, options: values as Options };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function main(argv: string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === 'help') {
    const said = help(COMMANDS.find((command) => command.name === rest[0]));
    if (name === undefined) console.error(said);
    else console.log(said);
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command)
    throw new UsageError(
      `There is no command "${name}". There are: ${COMMANDS.map((known) => known.name).join(', ')}.`,
    );
  const { args, options } = parse(command, rest);
  if (options.help) {
    console.log(help(command));
    return 0;
  }
  const unknown = surplus(command.usage, args);
  if (unknown !== undefined)
    throw new UsageError(
      `${command.name} takes ${command.usage || 'no arguments'}; "${unknown}" is too much.`,
    );
  // Whatever libraries say belongs to stderr: stdout carries data.
  console.info = console.error;
  const config = parseConfig(process.env);
  const output = createOutput(options.json === true);
  let client: Promise<Client> | undefined;
  try {
    return await command.run({
      args,
      options,
      output,
      config,
      client: () => {
        client ??= connect(config, text(options, 'org'));
        return client;
      },
    });
  } finally {
    output.clearProgress();
    await (await client?.catch(() => undefined))?.close();
  }
}

// `… | head` has read enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const usage = error instanceof UsageError || error instanceof ConfigError;
  console.error(error instanceof Error ? error.message : String(error));
  if (error instanceof UsageError) console.error('npm run lectern -- --help lists the commands.');
  process.exitCode = usage && !(error instanceof ConfigError) ? 2 : 1;
}
// The platform's threads and pools are closed; nothing may keep a finished command alive.
process.exit();

import type { Config } from '../server/config.ts';
import type { Client } from './client.ts';
import type { Output } from './output.ts';

export type Options = { [name: string]: string | boolean | undefined };

export type Invocation = {
  args: string[];
  options: Options;
  output: Output;
  config: Config;
  /** Connects when first called; closed by the caller of the command. */
  client(): Promise<Client>;
};

/** One command of the command line. */
export type Command = {
  name: string;
  /** Arguments as the help shows them. */
  usage: string;
  what: string;
  /** Options besides --json, --org and --help: true takes a value. */
  options: Record<string, { value: boolean; what: string }>;
  /** Returns the exit code. */
  run(invocation: Invocation): Promise<number>;
};

export function text(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

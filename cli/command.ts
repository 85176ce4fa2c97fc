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

/**
 * The first argument that the usage has no place for: `list | add EMAIL` takes one after `list`
 * and two after `add`; one that ends in `…` takes any number.
 */
export function surplus(usage: string, args: readonly string[]): string | undefined {
  if (usage.includes('…')) return undefined;
  const forms = usage
    .replace(/[[\]]/g, '')
    .split(' | ')
    .map((form) => form.split(' ').filter(Boolean));
  const form =
    forms.find(([first]) => first === args[0]) ?? forms.toSorted((a, b) => b.length - a.length)[0];
  return args[form?.length ?? 0];
}

export function text(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

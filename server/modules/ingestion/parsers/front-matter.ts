import { cleanText } from '../domain/clean-text.ts';

export type FrontMatter = { title: string | null; language: string; body: string };

/** Splits off the head of a Markdown file; of its fields only title and language matter here. */
export function readFrontMatter(text: string): FrontMatter {
  const found = /^(---|\+\+\+)[ \t]*\r?\n([\s\S]*?)\r?\n(?:\1|\.\.\.)[ \t]*(?:\r?\n|$)/u.exec(text);
  // A thematic break can open a text as well: a head has fields.
  if (found === null || !/^[\w-]+\s*[:=]/mu.test(found[2] ?? '')) {
    return { title: null, language: '', body: text };
  }
  const head = found[2] ?? '';
  return {
    title: field(head, 'title') || null,
    language: field(head, 'lang(?:uage)?'),
    body: text.slice(found[0].length),
  };
}

function field(head: string, name: string): string {
  const value = new RegExp(`^${name}\\s*[:=]\\s*(.+)$`, 'imu').exec(head)?.[1] ?? '';
  const quoted = /^(["'])(.*)\1\s*$/u.exec(value.trim());
  return cleanText(quoted?.[2] ?? value);
}

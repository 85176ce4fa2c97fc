import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createBuiltinEngine } from '../../server/modules/generation/builtin/index.ts';
import { hash32 } from '../../server/modules/generation/domain/hash.ts';
import { type Judged, type Measured, measure } from './measure.ts';
import { readSource } from './read-source.ts';
import { sheet } from './sheet.ts';

/*
 * node bench/generation/run.ts [--sheet FILE] [--sample N] [--kind question] FOLDER_OR_FILE…
 * Runs the built-in engine over documents of any format that the platform reads, lints what it makes, prints rates, and writes
 * a sheet of sampled items for a person to judge.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sheet: { type: 'string' },
    sample: { type: 'string', default: '100' },
    kind: { type: 'string' },
  },
});

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .filter((name) => /^\.(?:md|txt|html|vtt|srt|epub|docx|pdf)$/.test(extname(name)))
    .map((name) => join(path, name));
}

const kindOf = ({ input }: Judged): string =>
  input.kind === 'question'
    ? input.questionType
    : input.kind === 'flashcard'
      ? `card ${input.style}`
      : input.kind === 'summary'
        ? `summary ${input.scope}`
        : input.kind;

const count = (keys: string[]): [string, number][] => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
};

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;

function report(measured: Measured): void {
  const { judged } = measured;
  const failed = judged.filter(({ codes }) => codes.length > 0);
  const questions = judged.filter(({ input }) => input.kind === 'question');
  const duplicates = questions.filter(({ codes }) => codes.includes('near_duplicate')).length;
  console.log(
    `\n${measured.title}: ${measured.words} words, ${measured.chunks} chunks, ${measured.seconds.toFixed(2)} s`,
  );
  console.log(
    `  concepts ${measured.concepts}, asked about ${percent(measured.conceptsAsked, measured.concepts)}; questions per chunk ${(questions.length / Math.max(1, measured.chunks)).toFixed(2)}; near-duplicate questions ${percent(duplicates, questions.length)}`,
  );
  console.log(
    `  items ${judged.length}: ${count(judged.map(kindOf))
      .map(([kind, n]) => `${kind} ${n}`)
      .join(', ')}`,
  );
  console.log(
    `  failing a lint ${percent(failed.length, judged.length)}: ${
      count(failed.flatMap((item) => item.codes.map((code) => `${kindOf(item)}/${code}`)))
        .map(([code, n]) => `${code} ${n}`)
        .join(', ') || 'none'
    }`,
  );
}

const all: Measured[] = [];
for (const file of positionals.flatMap(filesOf)) {
  const document = await readSource(file);
  const measured = await measure(document, () => createBuiltinEngine().open(document));
  report(measured);
  all.push(measured);
}
console.log(`\npeak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);

if (values.sheet !== undefined) {
  const pool = all
    .flatMap(({ judged }) => judged)
    .filter(
      ({ codes, input }) =>
        codes.length === 0 && (values.kind === undefined || input.kind === values.kind),
    );
  const key = ({ input }: Judged) =>
    hash32(JSON.stringify([input.quotes, kindOf({ input } as Judged)]));
  writeFileSync(
    values.sheet,
    sheet([...pool].sort((a, b) => key(a) - key(b)).slice(0, Number(values.sample))),
  );
  console.log(`sheet: ${values.sheet}`);
}

import { openAsBlob } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  ACCEPTED_EXTENSIONS,
  getIngestion,
  type IngestionJob,
  ingestUrl,
  MAX_UPLOAD_BYTES,
  uploadFiles,
} from '../../contracts/ingestion.ts';
import { getMaterial } from '../../contracts/library.ts';
import type { Client } from '../client.ts';
import type { Command, Invocation } from '../command.ts';
import { CommandError, UsageError } from '../errors.ts';

const POLL_MS = 300;
/** Sources on their way at once: enough to keep parsing and generation both busy. */
const AT_ONCE = 2;

const NOTHING_MADE = {
  pages: null,
  chunks: 0,
  concepts: 0,
  nuggets: 0,
  questions: 0,
  flashcards: 0,
  summaries: 0,
};

type Source = { kind: 'url' | 'file'; name: string };
type Result = { source: string; status: string } & Record<string, unknown>;

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) =>
      ACCEPTED_EXTENSIONS.some((extension) => file.toLowerCase().endsWith(extension)),
    )
    .sort();
}

/** Files, folders (walked) and addresses, in the order given. A path that is not there stays, to fail by itself. */
async function sourcesOf(args: readonly string[]): Promise<Source[]> {
  const sources: Source[] = [];
  for (const arg of args) {
    if (/^https?:\/\//i.test(arg)) {
      sources.push({ kind: 'url', name: arg });
      continue;
    }
    const found = await stat(arg).catch(() => null);
    const files = found?.isDirectory() ? await filesBelow(arg) : [arg];
    sources.push(...files.map((name): Source => ({ kind: 'file', name })));
  }
  return sources;
}

async function submit(client: Client, source: Source): Promise<IngestionJob> {
  if (source.kind === 'url') return client.call(ingestUrl, { body: { url: source.name } });
  const found = await stat(source.name).catch(() => null);
  if (!found?.isFile()) throw new CommandError('There is no such file.');
  if (found.size > MAX_UPLOAD_BYTES)
    throw new CommandError('The file is larger than 200 MB; split it.');
  const form = new FormData();
  form.append('files', await openAsBlob(source.name), path.basename(source.name));
  const { jobs } = await client.call(uploadFiles, { form });
  const [job] = jobs;
  if (!job) throw new CommandError('The server took nothing.');
  return job;
}

async function ingestOne(
  { client, output }: { client: Client; output: Invocation['output'] },
  source: Source,
): Promise<Result> {
  const started = performance.now();
  const base = { source: source.name, materialId: null, title: null, ...NOTHING_MADE };
  try {
    let job = await submit(client, source);
    while (job.status === 'queued' || job.status === 'running') {
      output.progress(`${path.basename(source.name)}: ${job.stage}`, job.progress);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      job = await client.call(getIngestion, { params: { id: job.id } });
    }
    const elapsedMs = Math.round(performance.now() - started);
    if (job.status !== 'completed') {
      return {
        ...base,
        materialId: job.materialId,
        title: job.materialTitle,
        status: job.status,
        ...job.counts,
        elapsedMs,
        error: job.error?.message ?? 'The job was stopped.',
      };
    }
    const material = await client.call(getMaterial, { params: { id: job.materialId ?? '' } });
    const { chunks, concepts, nuggets, questions, flashcards, summaries } = material.counts;
    return {
      source: source.name,
      materialId: material.id,
      title: material.title,
      status: job.status,
      ...(job.duplicate ? { duplicate: true } : {}),
      ...(material.durationSeconds === null
        ? { pages: material.pageCount }
        : { durationSeconds: material.durationSeconds }),
      chunks,
      concepts,
      nuggets,
      questions,
      flashcards,
      summaries,
      ...(material.language === 'en' || questions > 0 ? {} : { note: OTHER_LANGUAGE }),
      elapsedMs,
    };
  } catch (error) {
    const elapsedMs = Math.round(performance.now() - started);
    return {
      ...base,
      status: 'failed',
      elapsedMs,
      error: error instanceof Error ? error.message : String(error),
    };
  }
}

const OTHER_LANGUAGE =
  'The built-in engine writes questions for English texts only; a language model can do more.';

function describe(result: Result): string {
  if (result.error !== undefined) return `✗ ${result.source}: ${result.error}`;
  const known = result.duplicate ? ' (was there already)' : '';
  return (
    `✓ ${result.title}${known}: ${result.nuggets} nuggets, ${result.questions} questions, ` +
    `${result.flashcards} flashcards, ${result.concepts} concepts in ${(Number(result.elapsedMs) / 1000).toFixed(1)} s\n` +
    `  ${result.materialId}${result.note === undefined ? '' : `\n  ${result.note}`}`
  );
}

export const ingest: Command = {
  name: 'ingest',
  usage: 'PATH|URL…',
  what: 'Add files, folders and web pages, and make their items',
  options: {},
  async run({ args, output, client }) {
    if (args.length === 0) throw new UsageError('ingest takes at least one path or URL.');
    const sources = await sourcesOf(args);
    if (sources.length === 0) {
      throw new CommandError(
        `There is nothing to add: ${ACCEPTED_EXTENSIONS.join(' ')} are understood.`,
      );
    }
    const connected = await client();
    let failed = 0;
    const waiting = [...sources];
    const work = async () => {
      for (let source = waiting.shift(); source; source = waiting.shift()) {
        const result = await ingestOne({ client: connected, output }, source);
        if (result.error !== undefined) failed += 1;
        if (output.json) output.record(result);
        else output.line(describe(result));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (failed > 0)
      output.note(
        failed === sources.length
          ? 'Nothing could be added.'
          : `${failed} of ${sources.length} could not be added; the others are in.`,
      );
    return failed > 0 ? 1 : 0;
  },
};

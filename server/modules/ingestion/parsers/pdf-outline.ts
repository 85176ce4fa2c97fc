import { cleanText } from '../domain/clean-text.ts';
import type { PdfSource } from './pdf-source.ts';

/** A bookmark: `page` is 1-based, `y` counts from the page's bottom where the file says it. */
export type OutlineEntry = { title: string; level: number; page: number; y: number | null };

type Node = { title: string; dest: string | unknown[] | null; items: Node[] };

const MAX_ENTRIES = 20_000;

/** The bookmarks in reading order; empty where there are none or they point nowhere. */
export async function readOutline(pdf: PdfSource): Promise<OutlineEntry[]> {
  const roots = ((await pdf.getOutline().catch(() => null)) ?? []) as Node[];
  if (roots.length === 0) return [];
  const named = await pdf.getDestinations().catch(() => new Map<string, unknown[]>());
  const pages = new Map<string, number>();
  const find = (name: string): unknown =>
    named instanceof Map ? named.get(name) : (named as Record<string, unknown>)[name];
  const entries: OutlineEntry[] = [];
  const visit = async (nodes: readonly Node[], level: number): Promise<void> => {
    for (const node of nodes) {
      if (entries.length >= MAX_ENTRIES) return;
      const target = typeof node.dest === 'string' ? find(node.dest) : node.dest;
      const page = Array.isArray(target) ? await pageOf(pdf, target[0], pages) : null;
      const title = cleanText(node.title);
      const kind: unknown = Array.isArray(target) ? target[1] : null;
      const at: unknown = Array.isArray(target) && isXyz(kind) ? target[3] : null;
      if (page !== null && title !== '')
        entries.push({ title, level, page, y: typeof at === 'number' ? at : null });
      await visit(node.items, level + 1);
    }
  };
  await visit(roots, 1);
  return entries;
}

const isXyz = (kind: unknown) =>
  typeof kind === 'object' && kind !== null && 'name' in kind && kind.name === 'XYZ';

async function pageOf(
  pdf: PdfSource,
  target: unknown,
  known: Map<string, number>,
): Promise<number | null> {
  if (typeof target === 'number') return target + 1;
  if (typeof target !== 'object' || target === null || !('num' in target)) return null;
  const ref = target as { num: number; gen: number };
  const key = `${ref.num} ${ref.gen}`;
  const seen = known.get(key);
  if (seen !== undefined) return seen;
  const index = await pdf.getPageIndex(ref).catch(() => -1);
  if (index < 0) return null;
  known.set(key, index + 1);
  return index + 1;
}

/** Letters and digits only: titles and headings differ in spaces, dashes and quotes. */
export const foldTitle = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** A heading's own number: "Chapter 3", "2.4.1", "A.2", "IV." and the like. */
export const NUMBERING =
  /^(?:(?:chapter|part|appendix|section|kapitel|teil|anhang|abschnitt|chapitre|partie|annexe|cap[ií]tulo|parte|capitolo|hoofdstuk|глава|часть)\s+)?(?:\d+(?:\.\d+)*|[A-Z](?:\.\d+)*|[IVXLC]+)(?:[.):]|(?=\s)|$)\s*/iu;

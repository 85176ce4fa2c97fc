import { cleanText } from '../domain/clean-text.ts';
import { SourceError } from '../domain/source-error.ts';
import { resolveHref } from './epub-href.ts';
import { readPart } from './package-parts.ts';
import { childAt, childrenOf, descendants, textContent, type XmlElement } from './xml.ts';
import type { ZipArchive } from './zip.ts';

/** One file of a book's reading order. */
export type BookPart = {
  name: string;
  linear: boolean;
  isNav: boolean;
  /** What the guide of an EPUB 2 calls it; empty where it says nothing. */
  guide: string;
  /** Its title in the table of contents, with its depth there from 1. */
  title: string | null;
  level: number;
};

type Entry = { title: string; level: number };

/** The title and reading order of a book, by way of META-INF/container.xml (OCF 3.2, 3.5.2). */
export function readPackage(zip: ZipArchive): {
  title: string | null;
  language: string;
  parts: BookPart[];
} {
  const name = packageName(zip);
  const root = name === undefined ? undefined : readPart(zip, name);
  if (name === undefined || root === undefined) throw withoutParts();
  const items = childrenOf(childAt(root, 'manifest'), 'item').map(({ attributes }) => ({
    id: attributes.id ?? '',
    name: stored(zip, name, attributes.href ?? ''),
    type: attributes['media-type'] ?? '',
    isNav: /(?:^|\s)nav(?:\s|$)/u.test(attributes.properties ?? ''),
  }));
  const byId = new Map(items.map((item) => [item.id, item]));
  const guide = new Map<string, string>();
  for (const { attributes } of childrenOf(childAt(root, 'guide'), 'reference')) {
    const href = attributes.href ?? '';
    // A reference to a place inside a file says nothing about the file.
    if (!href.includes('#')) guide.set(stored(zip, name, href), attributes.type ?? '');
  }
  const spine = childAt(root, 'spine');
  const nav = items.find(({ isNav }) => isNav)?.name;
  const ncx =
    byId.get(spine?.attributes.toc ?? '')?.name ??
    items.find(({ type }) => type === 'application/x-dtbncx+xml')?.name;
  const contents = readContents(zip, nav, ncx);
  const parts = childrenOf(spine, 'itemref').flatMap(({ attributes }): BookPart[] => {
    const item = byId.get(attributes.idref ?? '');
    if (item === undefined || !/html|^$/u.test(item.type)) return [];
    return [
      {
        name: item.name,
        linear: attributes.linear !== 'no',
        isNav: item.isNav,
        guide: guide.get(item.name) ?? '',
        title: contents.get(item.name)?.title ?? null,
        level: contents.get(item.name)?.level ?? 1,
      },
    ];
  });
  if (parts.length === 0) throw withoutParts();
  const metadata = childrenOf(childAt(root, 'metadata')).flatMap((node) =>
    // EPUB 2 may wrap its fields once more.
    node.name.endsWith('-metadata') ? childrenOf(node) : [node],
  );
  const field = (name: string) =>
    cleanText(textContent(metadata.find((node) => node.name === name)));
  return { title: field('title') || null, language: field('language'), parts };
}

/** Books whose container names nothing usable still open elsewhere: by their only package. */
function packageName(zip: ZipArchive): string | undefined {
  const container = readPart(zip, 'META-INF/container.xml');
  const stated = descendants(container, 'rootfile')
    .map(({ attributes }) => attributes['full-path'] ?? '')
    .find((name) => zip.names.has(name));
  return stated ?? [...zip.names].find((name) => name.endsWith('.opf'));
}

/** Names are stored decoded or, by some programs, as they stand in the reference. */
function stored(zip: ZipArchive, base: string, href: string): string {
  const decoded = resolveHref(base, href);
  if (zip.names.has(decoded)) return decoded;
  const raw = resolveHref(base, href.replaceAll('%', '%25'));
  return zip.names.has(raw) ? raw : decoded;
}

/** Titles by file, from the navigation document or, in older books, the NCX. First one wins. */
function readContents(zip: ZipArchive, nav?: string, ncx?: string): Map<string, Entry> {
  const found = new Map<string, Entry>();
  const add = (base: string, href: string, text: string, level: number) => {
    const title = cleanText(text);
    const name = stored(zip, base, href);
    if (title !== '' && !found.has(name)) found.set(name, { title, level: Math.min(6, level) });
  };
  const root = nav === undefined ? undefined : readPart(zip, nav);
  if (nav !== undefined && root !== undefined) {
    const lists = descendants(root, 'nav');
    const toc = lists.find(({ attributes }) => attributes['epub:type'] === 'toc') ?? lists[0];
    const walk = (list: XmlElement | undefined, level: number): void => {
      for (const item of childrenOf(list, 'li')) {
        const link = childAt(item, 'a');
        if (link !== undefined) add(nav, link.attributes.href ?? '', textContent(link), level);
        walk(childAt(item, 'ol'), level + 1);
      }
    };
    walk(childAt(toc, 'ol'), 1);
  }
  const map = ncx === undefined ? undefined : childAt(readPart(zip, ncx), 'navMap');
  if (ncx !== undefined && found.size === 0) {
    const walk = (parent: XmlElement | undefined, level: number): void => {
      for (const point of childrenOf(parent, 'navPoint')) {
        const source = childAt(point, 'content')?.attributes.src ?? '';
        add(ncx, source, textContent(childAt(point, 'navLabel')), level);
        walk(point, level + 1);
      }
    };
    walk(map, 1);
  }
  return found;
}

function withoutParts(): SourceError {
  return new SourceError(
    'damaged',
    'This book has no table of its parts. Export it again as EPUB.',
  );
}

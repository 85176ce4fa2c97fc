import type { Block, ParsedDocument } from '../../library/index.ts';
import { SourceError } from '../domain/source-error.ts';
import { coreTitle, type Relation, readPart, relationsOf } from './package-parts.ts';
import { bulletsOf } from './pptx-bullets.ts';
import { type Slide, shapesOf, slideBlocks } from './pptx-slide.ts';
import { attribute, childAt, childrenOf } from './xml.ts';
import { openZip, type ZipArchive } from './zip.ts';

/**
 * Slides in the order of the presentation, each under its title as heading, with the speaker's
 * notes after it as quotes: what is said about the slide, not what it shows. Hidden slides are
 * left out but counted, so that page numbers are those PowerPoint shows. Where the deck opens
 * with a title slide, its title is the heading above all others.
 */
export function parsePptx(
  bytes: Uint8Array,
  onProgress?: (done: number, total: number) => void,
): Omit<ParsedDocument, 'language'> {
  const zip = openZip(bytes);
  const names = slideNames(zip);
  const slides: Slide[] = [];
  for (const [index, name] of names.entries()) {
    const slide = readSlide(zip, name, index + 1);
    if (slide !== undefined) slides.push(slide);
    onProgress?.(index + 1, names.length);
  }
  const blocks = withLevels(slides);
  const title = coreTitle(zip) ?? blocks.find(({ kind }) => kind === 'heading')?.text ?? null;
  return { title, blocks, pageCount: names.length, durationSeconds: null };
}

/** File names say nothing about order: the presentation lists its slides by relation. */
function slideNames(zip: ZipArchive): string[] {
  const main =
    relationsOf(zip, '').find(({ type }) => type === 'officeDocument')?.target ??
    'ppt/presentation.xml';
  const presentation = readPart(zip, main);
  if (presentation === undefined) {
    throw new SourceError(
      'damaged',
      'This presentation does not list its slides. Open it in its own program, save it again and upload the new copy.',
    );
  }
  const targets = new Map(relationsOf(zip, main).map(({ id, target }) => [id, target]));
  return childrenOf(childAt(presentation, 'sldIdLst'), 'sldId')
    .map((slide) => targets.get(attribute(slide, 'id', true) ?? '') ?? '')
    .filter((name) => zip.names.has(name));
}

function readSlide(zip: ZipArchive, name: string, page: number): Slide | undefined {
  const slide = readPart(zip, name);
  if (slide === undefined || /^(?:0|false)$/u.test(slide.attributes.show ?? '')) return undefined;
  const relations = relationsOf(zip, name);
  const layoutName = target(relations, 'slideLayout');
  const layout = layoutName === undefined ? undefined : readPart(zip, layoutName);
  const masterName =
    layoutName === undefined ? undefined : target(relationsOf(zip, layoutName), 'slideMaster');
  const master = masterName === undefined ? undefined : readPart(zip, masterName);
  const diagrams = new Map(
    relations
      .filter(({ type }) => type === 'diagramData')
      .map(({ id, target: part }) => [id, readPart(zip, part)]),
  );
  const notesName = target(relations, 'notesSlide');
  const notes = notesName === undefined ? undefined : readPart(zip, notesName);
  const spoken = shapesOf(notes).filter(({ role }) => role === 'body');
  return {
    page,
    opens: layout?.attributes.type === 'title' || layout?.attributes.type === 'secHead',
    blocks: slideBlocks(shapesOf(slide), { bullets: bulletsOf(layout, master), diagrams }),
    notes: slideBlocks(spoken, { bullets: () => false, diagrams: new Map() }),
  };
}

const target = (relations: Relation[], wanted: string) =>
  relations.find(({ type }) => type === wanted)?.target;

/** Title slide 1, section slides below it, all other slides below those. */
function withLevels(slides: readonly Slide[]): Block[] {
  const deckTitle = slides[0]?.opens === true;
  const sections = slides.some(({ opens }, index) => opens && index > 0);
  const base = deckTitle ? 2 : 1;
  return slides.flatMap(({ opens, blocks, notes, page }, index) => {
    const level = index === 0 && deckTitle ? 1 : opens || !sections ? base : base + 1;
    const quoted = notes.map(({ text }): Block => ({ kind: 'quote', text }));
    return [...blocks, ...quoted].map((block) => ({
      ...block,
      ...(block.kind === 'heading' ? { level } : {}),
      pageStart: page,
      pageEnd: page,
    }));
  });
}

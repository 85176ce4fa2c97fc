import type { Block } from '../../library/index.ts';
import { cleanText } from '../domain/clean-text.ts';
import { mathText } from './math-text.ts';
import {
  attribute,
  childAt,
  childrenOf,
  descendants,
  textContent,
  type XmlElement,
} from './xml.ts';

/** A shape, table or diagram of a slide. */
export type Shape = {
  element: XmlElement;
  /** Type of its placeholder (`body` where the file leaves it out), null for free text boxes. */
  role: string | null;
  index: string | undefined;
};

/** Whether a paragraph of a shape, at a depth from 0, is shown with a bullet or number. */
export type HasBullet = (shape: Shape, paragraph: XmlElement, depth: number) => boolean;

export type Slide = {
  page: number;
  /** A title slide or the slide that opens a section. */
  opens: boolean;
  blocks: Block[];
  notes: Block[];
};

/** Numbers, dates and names that stand on every slide. */
const RUNNING = /^(?:sldNum|dt|ftr|hdr|sldImg)$/u;
const TITLE = /^(?:title|ctrTitle)$/u;

/** The shapes of a slide in the order of the file (that in which screen readers read it). */
export function shapesOf(slide: XmlElement | undefined): Shape[] {
  const tree = childAt(slide, 'cSld', 'spTree');
  return tree === undefined ? [] : collect(tree);
}

function collect(group: XmlElement): Shape[] {
  return childrenOf(group).flatMap((element): Shape[] => {
    switch (element.name) {
      case 'grpSp':
        return isHidden(element) ? [] : collect(element);
      case 'AlternateContent': {
        // The same content twice: for new programs and for old ones.
        const chosen = childAt(element, 'Choice') ?? childAt(element, 'Fallback');
        const shapes = chosen === undefined ? [] : collect(chosen);
        const fallback = childAt(element, 'Fallback');
        return shapes.length === 0 && fallback !== undefined ? collect(fallback) : shapes;
      }
      case 'sp':
      case 'graphicFrame': {
        if (isHidden(element)) return [];
        const placeholder = descendants(childAt(element, 'nvSpPr', 'nvPr'), 'ph')[0];
        const role = placeholder === undefined ? null : (placeholder.attributes.type ?? 'body');
        return [{ element, role, index: placeholder?.attributes.idx }];
      }
      default:
        return [];
    }
  });
}

function isHidden(element: XmlElement): boolean {
  const properties = childrenOf(element)[0];
  return /^(?:1|true)$/u.test(childAt(properties, 'cNvPr')?.attributes.hidden ?? '');
}

type Sources = { bullets: HasBullet; diagrams: ReadonlyMap<string, XmlElement | undefined> };

/** The blocks of one slide, its title first wherever the file has it. */
export function slideBlocks(shapes: readonly Shape[], sources: Sources): Block[] {
  const shown = shapes.filter(({ role }) => role === null || !RUNNING.test(role));
  const isTitle = ({ role }: Shape) => role !== null && TITLE.test(role);
  const titles = shown.filter(isTitle).map(({ element }): Block => {
    const lines = paragraphsOf(element).map(paragraphText);
    return { kind: 'heading', text: lines.filter((line) => line !== '').join(' ') };
  });
  const bodies = shown.filter((shape) => !isTitle(shape));
  const blocks = bodies.flatMap((shape) => shapeBlocks(shape, sources));
  return [...titles, ...blocks].filter(({ text }) => text !== '');
}

function shapeBlocks(shape: Shape, { bullets, diagrams }: Sources): Block[] {
  const table = descendants(shape.element, 'tbl')[0];
  if (table !== undefined) return [{ kind: 'table', text: tableRows(table) }];
  const diagram = descendants(shape.element, 'relIds')[0];
  if (diagram !== undefined) {
    const data = diagrams.get(attribute(diagram, 'dm', true) ?? '');
    return descendants(data, 'p').map((node) => item(paragraphText(node), 0));
  }
  const blocks = paragraphsOf(shape.element).map((paragraph): Block => {
    if (isCode(paragraph)) {
      return { kind: 'code', text: cleanText(runs(paragraph, '\n'), { preformatted: true }) };
    }
    const depth = Math.min(8, Number(childAt(paragraph, 'pPr')?.attributes.lvl ?? 0) || 0);
    const text = paragraphText(paragraph);
    return bullets(shape, paragraph, depth) ? item(text, depth) : { kind: 'paragraph', text };
  });
  return joinCode(blocks);
}

const item = (text: string, depth: number): Block => ({
  kind: 'list_item',
  text,
  level: depth + 1,
});

const paragraphsOf = (element: XmlElement) => childrenOf(childAt(element, 'txBody'), 'p');

/** Lines of code that stand in paragraphs of their own are one piece of code. */
function joinCode(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (block.kind === 'code' && last?.kind === 'code') {
      joined[joined.length - 1] = { ...last, text: `${last.text}\n${block.text}` };
    } else joined.push(block);
  }
  return joined;
}

function paragraphText(paragraph: XmlElement): string {
  return cleanText(runs(paragraph));
}

function runs(element: XmlElement, lineEnd = ' '): string {
  return childrenOf(element)
    .map((child): string => {
      if (child.name === 'br') return lineEnd;
      if (child.name === 't') return child.children.join('');
      if (child.name === 'oMath') return mathText(child);
      if (child.name === 'fld' && /^(?:slidenum|datetime)/u.test(child.attributes.type ?? '')) {
        return '';
      }
      if (child.name === 'AlternateContent')
        return runs(childAt(child, 'Choice') ?? child, lineEnd);
      return runs(child, lineEnd);
    })
    .join('');
}

/** Set in a typewriter face throughout, and too long for a single word of code. */
function isCode(paragraph: XmlElement): boolean {
  const texts = childrenOf(paragraph, 'r').filter((run) => textContent(run).trim() !== '');
  return (
    texts.length > 0 &&
    /\s/u.test(texts.map(textContent).join('').trim()) &&
    texts.every((run) =>
      /courier|consolas|mono|menlo|monaco/iu.test(
        childAt(run, 'rPr', 'latin')?.attributes.typeface ?? '',
      ),
    )
  );
}

/** One line per row, cells divided by ` | `; cells merged into others are left out. */
function tableRows(table: XmlElement): string {
  return childrenOf(table, 'tr')
    .map((row) =>
      childrenOf(row, 'tc')
        .filter(({ attributes }) => attributes.hMerge !== '1' && attributes.vMerge !== '1')
        .map((cell) => paragraphsOf(cell).map(paragraphText).join(' ').trim())
        .map((cell) => cell.replaceAll(' | ', ' / ')),
    )
    .filter((cells) => cells.some((cell) => cell !== ''))
    .map((cells) => cells.join(' | ').trim())
    .join('\n');
}

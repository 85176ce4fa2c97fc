import { XMLParser } from 'fast-xml-parser';
import { SourceError } from '../domain/source-error.ts';
import { decodeHtml } from './decode.ts';

/** An element. Names are without their prefix: producers choose prefixes freely. */
export type XmlElement = {
  name: string;
  /** Attributes by their full name, prefix included: `id` and `r:id` stand side by side. */
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
};

const ATTRIBUTES = ':@';

// Entities are decoded below: the library counts even `&amp;` against its limit of expansions.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: 500,
});

/**
 * Parses an XML part of an office file or a book. Declared entities are not expanded, and nothing
 * is loaded from outside.
 * @throws SourceError where it is not well formed
 */
export function parseXml(bytes: Uint8Array): XmlElement {
  let parsed: unknown;
  try {
    parsed = parser.parse(decodeHtml(bytes).replace(/^\uFEFF/u, ''));
  } catch (error) {
    throw damaged(error);
  }
  const root = convert(parsed).find((child) => typeof child !== 'string');
  if (root === undefined) throw damaged(new Error('The XML has no element.'));
  return root as XmlElement;
}

function convert(nodes: unknown): (XmlElement | string)[] {
  if (!Array.isArray(nodes)) return [];
  const converted: (XmlElement | string)[] = [];
  for (const node of nodes as Record<string, unknown>[]) {
    const key = Object.keys(node).find((name) => name !== ATTRIBUTES);
    if (key === undefined || key.startsWith('?') || key.startsWith('!')) continue;
    if (key === '#text') {
      converted.push(decodeEntities(String(node[key])));
      continue;
    }
    const attributes: Record<string, string> = {};
    for (const [name, value] of Object.entries((node[ATTRIBUTES] ?? {}) as object)) {
      attributes[name] = decodeEntities(String(value));
    }
    converted.push({ name: localName(key), attributes, children: convert(node[key]) });
  }
  return converted;
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/giu, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? (name === 'nbsp' ? '\u00A0' : whole);
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
  });
}

/** The child elements, only those of a name where one is given. */
export function childrenOf(element: XmlElement | undefined, name?: string): XmlElement[] {
  return (element?.children ?? []).filter(
    (child): child is XmlElement =>
      typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** The first descendant along a path of child names. */
export function childAt(element: XmlElement | undefined, ...path: string[]) {
  let current = element;
  for (const name of path) current = childrenOf(current, name)[0];
  return current;
}

/** All descendants of a name, in document order, the element itself included. */
export function descendants(element: XmlElement | undefined, name: string): XmlElement[] {
  if (element === undefined) return [];
  const own = element.name === name ? [element] : [];
  return [...own, ...childrenOf(element).flatMap((child) => descendants(child, name))];
}

/** The text of an element and all below it. */
export function textContent(element: XmlElement | undefined): string {
  return (element?.children ?? [])
    .map((child) => (typeof child === 'string' ? child : textContent(child)))
    .join('');
}

/** An attribute by its local name, with a prefix (`prefixed`) or with none. */
export function attribute(element: XmlElement, name: string, prefixed = false): string | undefined {
  if (!prefixed) return element.attributes[name];
  const found = Object.keys(element.attributes).find((key) => key.endsWith(`:${name}`));
  return found === undefined ? undefined : element.attributes[found];
}

function damaged(cause: unknown): SourceError {
  return new SourceError(
    'damaged',
    'A part of this file cannot be read. Open it in its own program, save it again and upload the new copy.',
    { cause },
  );
}

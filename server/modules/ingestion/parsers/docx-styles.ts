import { attribute, childAt, childrenOf, type XmlElement } from './xml.ts';

const NAMES: [pattern: RegExp, target: string][] = [
  // A printed table of contents repeats the headings with page numbers.
  [
    /^(?:toc|index) ?\d|^(?:toc|contents|table of contents|table of (?:figures|authorities)|index) heading$|^table of figures$/iu,
    '!',
  ],
  [/caption/iu, 'p.caption:fresh'],
  [
    /^(?:html )?(?:code|source|preformatted|verbatim|listing|macro|console|terminal|program)/iu,
    "pre:separator('\\n')",
  ],
  [/(?:source ?code|code ?block|preformatted)/iu, "pre:separator('\\n')"],
  [/quote|^block text$|quotation/iu, 'blockquote > p:fresh'],
  [/^title$/iu, 'h1:fresh'],
];

/**
 * mammoth's style map for a document's paragraph styles: by name where the name says it, else by
 * the outline level, both inherited from the style that one is based on. So a house style such
 * as `Chapter`, based on `heading 1`, is a heading too.
 */
export function styleMapOf(styles: XmlElement | undefined): string[] {
  const all = new Map(
    childrenOf(styles, 'style')
      .filter((style) => attribute(style, 'type', true) === 'paragraph')
      .map((style) => [attribute(style, 'styleId', true) ?? '', style]),
  );
  return [...all].flatMap(([id, style]) => {
    const name = stated(style, 'name');
    const target = targetOf(id, all);
    if (target === undefined || name === undefined) return [];
    return [`p[style-name='${name.replace(/['\\]/gu, '\\$&')}'] => ${target}`];
  });
}

function targetOf(id: string, all: ReadonlyMap<string, XmlElement>): string | undefined {
  const seen = new Set<string>();
  for (let at: string | undefined = id; at !== undefined && !seen.has(at); ) {
    seen.add(at);
    const style = all.get(at);
    if (style === undefined) return undefined;
    const name = stated(style, 'name') ?? '';
    const named = NAMES.find(([pattern]) => pattern.test(name));
    if (named !== undefined) return named[1];
    const heading = /^heading (\d)$/iu.exec(name)?.[1];
    const outline = stated(childAt(style, 'pPr'), 'outlineLvl') ?? '9';
    const level = heading === undefined ? Number(outline) + 1 : Number(heading);
    if (level >= 1 && level <= 9) return `h${Math.min(6, level)}:fresh`;
    at = stated(style, 'basedOn');
  }
  return undefined;
}

function stated(element: XmlElement | undefined, name: string): string | undefined {
  const child = childAt(element, name);
  return child === undefined ? undefined : attribute(child, 'val', true);
}

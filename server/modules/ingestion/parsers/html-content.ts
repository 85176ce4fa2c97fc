/** Parts of a page that lead elsewhere, repeat on every page or lie over it. */
const BESIDE = [
  'nav,[hidden],[aria-hidden=true],dialog,[aria-modal=true]',
  '[role=navigation],[role=banner],[role=contentinfo],[role=search],[role=dialog]',
  '#banner,.navheader,.navfooter,.docnav,.ebook,.prevnext,.toc,.sphinxsidebar,.breadcrumbs,.skip-link',
  '[id*=cookie i],[class*=cookie-banner i],[class*=cookie-consent i],[class*=cookie-notice i]',
  '[id*=consent i],[class*=gdpr i],#onetrust-consent-sdk',
].join(',');

/** These belong to a page's frame only where they stand outside its main content. */
const FRAME = 'header,footer,aside';

/** Boxes beside the text; other asides are notes, footnotes and topics of the text itself. */
const PROMOTION =
  /\b(?:related|share|sharing|social|promo|newsletter|sidebar|advert|ads?|comments?)\b/iu;

/** A page may call a small part of itself its article; it must hold this share to be the content. */
const MAIN_SHARE = 0.5;

/** Takes away, in place, whatever is not content by its own markup. */
export function removeBeside(document: Document): void {
  // A page that is wrapped in such an element as a whole would be lost.
  const length = lengthOf(document.body);
  for (const node of document.body.querySelectorAll(BESIDE)) {
    if (lengthOf(node) < length * 0.8) node.remove();
  }
  for (const node of document.body.querySelectorAll(FRAME)) {
    const inside = node.parentElement?.closest('main,[role=main],article,section') ?? null;
    const names = `${node.className} ${node.id}`;
    if (inside === null || (node.tagName === 'ASIDE' && PROMOTION.test(names))) node.remove();
  }
}

/** The element that the page marks as its main content; null where it marks none. */
export function markedContent(document: Document): Element | null {
  const { body } = document;
  const enough = lengthOf(body) * MAIN_SHARE;
  const candidates = [
    ...document.querySelectorAll('main,[role=main],[itemprop=articleBody]'),
    ...document.querySelectorAll('article'),
  ];
  return candidates.find((element) => lengthOf(element) >= enough) ?? null;
}

const TEXT_TAGS = ['p', 'pre', 'h1', 'h2', 'h3', 'dl'];

/** Takes away lists of nothing but links, which frame a page that marks no main content. */
export function removeLinkLists(root: Element): void {
  for (const list of root.querySelectorAll('ul,ol,table,div')) {
    // Selectors are slow in this DOM; looking tags up is not.
    if (TEXT_TAGS.some((tag) => list.getElementsByTagName(tag).length > 0)) continue;
    if (isLinkList(list)) list.remove();
  }
}

/** Whether an element holds several links and hardly anything else. */
export function isLinkList(element: Element): boolean {
  const links = [...element.getElementsByTagName('a')].filter((link) => link.hasAttribute('href'));
  if (links.length < 4) return false;
  const linked = links.reduce((sum, link) => sum + lengthOf(link), 0);
  return linked > lengthOf(element) * 0.8;
}

export function lengthOf(element: Element): number {
  return (element.textContent ?? '').replace(/\s+/gu, ' ').length;
}

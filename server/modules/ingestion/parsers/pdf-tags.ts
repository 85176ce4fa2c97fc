import type { PdfPage } from './pdf-source.ts';

/**
 * What a tagged PDF (as browsers and word processors write it) says of a stretch of text. Only
 * headings and list items are taken over: these are tagged well, and a bullet may be a drawing.
 */
export type Tag = {
  /** The same for all text of one element on a page. */
  key: string;
  heading: number | null;
  /** Nesting depth of a list item. */
  item: number | null;
};

type Node = { role?: string; children?: Node[]; type?: string; id?: string };

/** Tags by the id of marked content; empty for a page without structure. */
export async function readTags(page: PdfPage): Promise<Map<string, Tag>> {
  const tags = new Map<string, Tag>();
  const root = (await page.getStructTree().catch(() => null)) as Node | null;
  let keys = 0;
  const visit = (node: Node, around: Tag | null, depth: number): void => {
    if (node.type === 'content' && node.id !== undefined && around !== null)
      tags.set(node.id, around);
    const role = node.role ?? '';
    const lists = role === 'L' ? depth + 1 : depth;
    let tag = around;
    const heading = /^H([1-6])$/u.exec(role)?.[1];
    keys += 1;
    const key = `${page.pageNumber} ${keys}`;
    if (heading !== undefined) tag = { key, heading: Number(heading), item: null };
    else if (role === 'LI') tag = { key, heading: null, item: Math.max(1, lists) };
    else if (role === 'Table') tag = null;
    for (const child of node.children ?? []) visit(child, tag, lists);
  };
  if (root !== null) visit(root, null, 0);
  return tags;
}

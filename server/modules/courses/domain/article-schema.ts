import type { z } from 'zod';
import {
  type ArticleDocument,
  type ArticleMark,
  type ArticleNode,
  MAX_ARTICLE_BYTES,
  MAX_ARTICLE_DEPTH,
} from '../../../../contracts/articles.ts';
import { INLINE, MARK_ATTRS, NODE_RULES, type NodeRule } from './article-rules.ts';

export type ArticleFault = { path: string; message: string };

/** Faults that one answer lists; a document of another program would else name thousands. */
const MAX_FAULTS = 20;

const NODE_KEYS = new Set(['type', 'attrs', 'content', 'marks', 'text']);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** PostgreSQL keeps neither NUL nor half of a surrogate pair in JSON. */
const isStorable = (text: string) => !text.includes('\u0000') && text.isWellFormed();

/** Depth of nested nodes; without recursion, since it guards the recursion below. */
function depthOf(document: unknown): number {
  let deepest = 0;
  const open: [unknown, number][] = [[document, 1]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, depth] = next;
    deepest = Math.max(deepest, depth);
    if (deepest > MAX_ARTICLE_DEPTH) return deepest;
    if (isObject(value) && Array.isArray(value.content))
      for (const child of value.content) open.push([child, depth + 1]);
  }
  return deepest;
}

class Reader {
  readonly faults: ArticleFault[] = [];

  fault(path: string, message: string): void {
    if (this.faults.length < MAX_FAULTS) this.faults.push({ path, message });
  }

  attrs(
    schema: z.ZodType<Record<string, unknown>> | undefined | null,
    value: unknown,
    path: string,
  ): Record<string, unknown> | undefined {
    if (!schema) {
      if (value !== undefined && value !== null && Object.keys(value).length > 0)
        this.fault(`${path}.attrs`, 'This has no attributes.');
      return undefined;
    }
    const parsed = schema.safeParse(value ?? {});
    if (!parsed.success) {
      for (const issue of parsed.error.issues)
        this.fault([path, 'attrs', ...issue.path.map(String)].join('.'), issue.message);
      return undefined;
    }
    for (const [name, one] of Object.entries(parsed.data))
      if (typeof one === 'string' && !isStorable(one))
        this.fault(`${path}.attrs.${name}`, 'This has characters that cannot be kept.');
    return parsed.data;
  }

  marks(value: unknown, path: string): ArticleMark[] | undefined {
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) {
      this.fault(`${path}.marks`, 'Marks are a list.');
      return undefined;
    }
    const seen = new Set<string>();
    const marks = value.flatMap((mark, index): ArticleMark[] => {
      const at = `${path}.marks.${index}`;
      const type = isObject(mark) ? mark.type : undefined;
      if (!isObject(mark) || typeof type !== 'string' || !Object.hasOwn(MARK_ATTRS, type)) {
        this.fault(at, `An article has no mark "${String(type)}".`);
        return [];
      }
      if (seen.has(type)) this.fault(at, `The mark "${type}" is there twice.`);
      seen.add(type);
      const attrs = this.attrs(MARK_ATTRS[type], mark.attrs, at);
      return [{ type, ...(attrs ? { attrs } : {}) }];
    });
    return marks.length > 0 ? marks : undefined;
  }

  node(value: unknown, path: string, allowed: readonly string[], plain: boolean): ArticleNode {
    const type = isObject(value) ? value.type : undefined;
    const rule = typeof type === 'string' && Object.hasOwn(NODE_RULES, type) && NODE_RULES[type];
    if (!isObject(value) || typeof type !== 'string' || !rule) {
      this.fault(path, `An article has no node "${String(type)}".`);
      return { type: String(type) };
    }
    if (!allowed.includes(type)) this.fault(path, `"${type}" may not stand here.`);
    for (const key of Object.keys(value))
      if (!NODE_KEYS.has(key)) this.fault(`${path}.${key}`, `A node has no "${key}".`);
    if (type === 'text') return this.text(value, path, plain);
    if (value.text !== undefined) this.fault(`${path}.text`, `"${type}" has no text of its own.`);
    const attrs = this.attrs(rule.attrs, value.attrs, path);
    const content = this.content(value.content, path, rule);
    const marks = INLINE.includes(type) ? this.marks(value.marks, path) : undefined;
    if (!INLINE.includes(type) && value.marks !== undefined)
      this.fault(`${path}.marks`, `"${type}" has no marks.`);
    return {
      type,
      ...(attrs && Object.keys(attrs).length > 0 ? { attrs } : {}),
      ...(content ? { content } : {}),
      ...(marks ? { marks } : {}),
    };
  }

  text(value: Record<string, unknown>, path: string, plain: boolean): ArticleNode {
    const { text } = value;
    if (typeof text !== 'string' || text === '') {
      this.fault(`${path}.text`, 'A text has at least one character.');
      return { type: 'text', text: '' };
    }
    if (!isStorable(text))
      this.fault(`${path}.text`, 'The text has characters that cannot be kept.');
    if (value.attrs !== undefined || value.content !== undefined)
      this.fault(path, 'A text has nothing but its characters and marks.');
    const marks = this.marks(value.marks, path);
    if (plain && marks) this.fault(`${path}.marks`, 'Code has no marks.');
    return { type: 'text', text, ...(marks ? { marks } : {}) };
  }

  content(value: unknown, path: string, rule: NodeRule): ArticleNode[] | undefined {
    if (value !== undefined && !Array.isArray(value)) {
      this.fault(`${path}.content`, 'Content is a list.');
      return undefined;
    }
    const nodes: unknown[] = value ?? [];
    if (rule.filled && nodes.length === 0) this.fault(path, 'This is empty: take it out.');
    const content = nodes.map((child, index) =>
      this.node(child, `${path}.content.${index}`, rule.children, rule.plain ?? false),
    );
    if (rule.first && content[0] && content[0].type !== rule.first)
      this.fault(`${path}.content.0`, `This begins with "${rule.first}".`);
    return content.length > 0 ? content : undefined;
  }
}

/**
 * The document, if it consists of the known nodes and marks alone, each where it may stand, and is
 * neither too long nor too deep; else what is wrong with it. Nothing is dropped but attributes of
 * links that say nothing. Reading a document that was read before changes nothing.
 */
export function readArticle(
  value: unknown,
): { document: ArticleDocument } | { faults: ArticleFault[] } {
  const depth = depthOf(value);
  if (depth > MAX_ARTICLE_DEPTH) {
    const message = `The article is nested more than ${MAX_ARTICLE_DEPTH} deep.`;
    return { faults: [{ path: 'document', message }] };
  }
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '');
  if (bytes > MAX_ARTICLE_BYTES) {
    const message = `The article has ${bytes} bytes; ${MAX_ARTICLE_BYTES} at most. Divide it into lessons.`;
    return { faults: [{ path: 'document', message }] };
  }
  const reader = new Reader();
  const node = reader.node(value, 'document', ['doc'], false);
  if (reader.faults.length > 0) return { faults: reader.faults };
  return { document: { type: 'doc', content: [...(node.content ?? [])] } };
}

/** An article in which nothing is written yet. */
export const EMPTY_ARTICLE: ArticleDocument = { type: 'doc', content: [{ type: 'paragraph' }] };

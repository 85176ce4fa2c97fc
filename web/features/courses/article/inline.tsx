import { createElement, Fragment, type ReactNode } from 'react';
import { type ArticleMark, type ArticleNode, textAttr } from './article-node.ts';
import { Formula } from './formula.tsx';
import { isAllowedHref, leavesThisSite } from './links.ts';

const TAGS: Record<string, string> = {
  bold: 'strong',
  italic: 'em',
  code: 'code',
  strike: 's',
  subscript: 'sub',
  superscript: 'sup',
};

function marked(mark: ArticleMark, inner: ReactNode): ReactNode {
  if (mark.type === 'link') {
    const href = textAttr(mark, 'href');
    if (!isAllowedHref(href)) return inner;
    return (
      <a
        href={href}
        className="text-link"
        {...(leavesThisSite(href) ? { target: '_blank', rel: 'noopener noreferrer' } : {})}
      >
        {inner}
      </a>
    );
  }
  const tag = TAGS[mark.type];
  return tag ? createElement(tag, null, inner) : inner;
}

function inlineNode(node: ArticleNode): ReactNode {
  switch (node.type) {
    case 'text':
      return (node.marks ?? []).reduceRight<ReactNode>(
        (inner, mark) => marked(mark, inner),
        node.text,
      );
    case 'hardBreak':
      return <br />;
    case 'inlineMath':
      return <Formula latex={textAttr(node, 'latex')} display={false} />;
    default:
      return null;
  }
}

/** Text with its marks. Given as arguments, the parts need no keys: a document never changes in place. */
export function inlineContent(nodes: readonly ArticleNode[] | undefined): ReactNode {
  return createElement(Fragment, null, ...(nodes ?? []).map(inlineNode));
}

import { createElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ScrollBox } from '../../../ui/scroll-box.tsx';
import { type ArticleNode, numberAttr, textAttr } from './article-node.ts';
import { plainTextOf } from './plain-text.ts';

/** Draws what stands in a cell. */
type ContentOf = (cell: ArticleNode) => ReactNode[];

const ALIGNMENTS = ['left', 'center', 'right'];

/**
 * A header cell names its column where it stands in the first row, else its row; an empty one, as in
 * the corner of a table with both, names nothing.
 */
function cell(node: ArticleNode, row: number, contentOf: ContentOf) {
  const isHeader = node.type === 'tableHeader' && plainTextOf(node).trim() !== '';
  const align = textAttr(node, 'align');
  const span = (name: string) => {
    const value = numberAttr(node, name);
    return value !== undefined && value > 1 ? value : undefined;
  };
  return createElement(
    isHeader ? 'th' : 'td',
    {
      dir: 'auto',
      style: ALIGNMENTS.includes(align) ? { textAlign: align } : undefined,
      colSpan: span('colspan'),
      rowSpan: span('rowspan'),
      ...(isHeader ? { scope: row === 0 ? 'col' : 'row' } : {}),
    },
    ...contentOf(node),
  );
}

/** A table that scrolls in its own box where the page is narrow. */
export function TableBlock({ table, contentOf }: { table: ArticleNode; contentOf: ContentOf }) {
  const { t } = useTranslation('article');
  const rows = (table.content ?? []).map((row, index) =>
    createElement('tr', null, ...(row.content ?? []).map((one) => cell(one, index, contentOf))),
  );
  return (
    <ScrollBox label={t('table')}>
      <table>{createElement('tbody', null, ...rows)}</table>
    </ScrollBox>
  );
}

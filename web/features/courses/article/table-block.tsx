import { createElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ScrollBox } from '../../../ui/scroll-box.tsx';
import { type ArticleNode, numberAttr } from './article-node.ts';
import { type ArticleContext, blockContent } from './blocks.tsx';

/** A header cell names its column where it stands in the first row, else its row. */
function cell(node: ArticleNode, row: number, context: ArticleContext) {
  const isHeader = node.type === 'tableHeader';
  const span = (name: string) => {
    const value = numberAttr(node, name);
    return value !== undefined && value > 1 ? value : undefined;
  };
  return createElement(
    isHeader ? 'th' : 'td',
    {
      dir: 'auto',
      colSpan: span('colspan'),
      rowSpan: span('rowspan'),
      ...(isHeader ? { scope: row === 0 ? 'col' : 'row' } : {}),
    },
    ...blockContent(node.content, context),
  );
}

/** A table that scrolls in its own box where the page is narrow. */
export function TableBlock({ table, context }: { table: ArticleNode; context: ArticleContext }) {
  const { t } = useTranslation('article');
  const rows = (table.content ?? []).map((row, index) =>
    createElement('tr', null, ...(row.content ?? []).map((one) => cell(one, index, context))),
  );
  return (
    <ScrollBox label={t('table')}>
      <table>{createElement('tbody', null, ...rows)}</table>
    </ScrollBox>
  );
}

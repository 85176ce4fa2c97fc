import { useTranslation } from 'react-i18next';
import type { ConceptMastery } from '../../../contracts/learning.ts';
import { formatRelative } from '../../ui/format.ts';
import { Meter } from '../../ui/meter.tsx';
import { Table } from '../../ui/table.tsx';

/** The weakest practised concepts first, those never practised last. */
export function ConceptTable({ concepts }: { concepts: readonly ConceptMastery[] }) {
  const { t } = useTranslation('learning');
  const rows = concepts.toSorted(
    (a, b) => (a.level ?? 101) - (b.level ?? 101) || a.name.localeCompare(b.name),
  );
  return (
    <Table
      caption={t('progress.concepts')}
      rows={rows}
      rowKey={(row) => row.conceptId}
      columns={[
        {
          key: 'name',
          header: t('progress.concept'),
          primary: true,
          cell: (row) => <span dir="auto">{row.name}</span>,
        },
        {
          key: 'level',
          header: t('progress.level'),
          cell: (row) =>
            row.level === null ? (
              t('progress.untouched')
            ) : (
              <Meter value={Math.round(row.level)} className="w-36" />
            ),
        },
        {
          key: 'last',
          header: t('progress.last'),
          cell: (row) =>
            row.lastPracticedAt === null
              ? t('progress.never')
              : formatRelative(row.lastPracticedAt),
        },
      ]}
    />
  );
}

import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Material } from '../../../contracts/library.ts';
import { formatDate, formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { DeleteMaterial } from './delete-material.tsx';
import { MaterialBadges } from './material-badges.tsx';

/** The materials as a list: for those who have many. */
export function MaterialTable({
  materials,
  staff,
  rowProps,
}: {
  materials: readonly Material[];
  staff: boolean;
  rowProps: (index: number) => Record<string, unknown>;
}) {
  const { t } = useTranslation('library');
  const count = (key: 'nuggets' | 'questions' | 'flashcards', header: string) => ({
    key,
    header,
    align: 'end' as const,
    cell: (row: Material) => formatNumber(row.counts[key]),
  });
  return (
    <Table
      caption={t('title')}
      rows={materials}
      rowKey={(row) => row.id}
      rowProps={(_, index) => rowProps(index)}
      columns={[
        {
          key: 'title',
          header: t('column.title'),
          primary: true,
          cell: (row) => (
            <span className="flex flex-wrap items-center gap-2">
              <Link
                to="/materials/$materialId"
                params={{ materialId: row.id }}
                dir="auto"
                className="text-link font-medium"
              >
                {row.title}
              </Link>
              <MaterialBadges material={row} staff={staff} />
            </span>
          ),
        },
        {
          key: 'subject',
          header: t('filter.subject'),
          cell: (row) => <span dir="auto">{row.subject ?? '–'}</span>,
        },
        count('nuggets', t('type.nugget')),
        count('questions', t('type.question')),
        count('flashcards', t('type.flashcard')),
        { key: 'added', header: t('column.added'), cell: (row) => formatDate(row.createdAt) },
        ...(staff
          ? [
              {
                key: 'delete',
                header: t('column.delete'),
                align: 'end' as const,
                cell: (row: Material) => <DeleteMaterial material={row} />,
              },
            ]
          : []),
      ]}
    />
  );
}

import { useTranslation } from 'react-i18next';
import type { ConceptMastery } from '../../../contracts/learning.ts';
import { formatNumber, formatRelative } from '../../ui/format.ts';
import { Meter } from '../../ui/meter.tsx';
import { Table } from '../../ui/table.tsx';

/** The practised concepts, the weakest first; those never practised by name alone, folded away. */
export function ConceptTable({ concepts }: { concepts: readonly ConceptMastery[] }) {
  const begun = concepts.flatMap((concept) =>
    concept.level === null ? [] : [{ ...concept, level: concept.level }],
  );
  const untouched = concepts.filter((concept) => concept.level === null);
  return (
    <>
      <Practised
        rows={begun.toSorted((a, b) => a.level - b.level || a.name.localeCompare(b.name))}
      />
      {untouched.length > 0 ? <Untouched concepts={untouched} /> : null}
    </>
  );
}

function Untouched({ concepts }: { concepts: readonly ConceptMastery[] }) {
  const { t } = useTranslation('learning');
  return (
    <details>
      <summary className="cursor-pointer py-1 text-link text-ui">
        {t('progress.untouchedList', { n: formatNumber(concepts.length) })}
      </summary>
      <ul className="mt-2 columns-2 gap-8 text-ink-soft text-ui md:columns-4">
        {concepts
          .toSorted((a, b) => a.name.localeCompare(b.name))
          .map((concept) => (
            <li key={concept.conceptId} dir="auto" className="py-0.5">
              {concept.name}
            </li>
          ))}
      </ul>
    </details>
  );
}

function Practised({ rows }: { rows: readonly (ConceptMastery & { level: number })[] }) {
  const { t } = useTranslation('learning');
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
          cell: (row) => <Meter value={Math.round(row.level)} className="w-36" />,
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

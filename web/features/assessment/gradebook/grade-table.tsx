import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gradebook, GradeCell, GradedAssessment } from '../../../../contracts/gradebook.ts';
import { cx } from '../../../ui/cx.ts';
import { formatPercent } from '../../../ui/format.ts';
import { ScrollBox } from '../../../ui/scroll-box.tsx';
import { GradeDialog } from './grade-dialog.tsx';

type Row = Gradebook['items'][number];
type Chosen = { row: Row; assessment: GradedAssessment; cell: GradeCell };

const HEAD = 'sticky top-0 z-10 bg-canvas px-3 py-2 text-start font-medium text-ink-soft text-sm';

/** Learners by assessments. The names stay in view; each cell opens by click or Enter. */
export function GradeTable({
  courseId,
  assessments,
  rows,
}: {
  courseId: string;
  assessments: readonly GradedAssessment[];
  rows: readonly Row[];
}) {
  const { t } = useTranslation('assessing');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  return (
    <ScrollBox
      label={t('gradebook.title')}
      className="max-h-[70dvh] rounded-panel border border-line"
    >
      <table className="w-full border-collapse text-ui">
        <caption className="sr-only">{t('gradebook.title')}</caption>
        <thead>
          <tr>
            <th scope="col" className={cx(HEAD, 'start-0 z-20 min-w-40')}>
              {t('gradebook.learner')}
            </th>
            <th scope="col" className={HEAD}>
              {t('gradebook.course')}
            </th>
            {assessments.map((one) => (
              <th key={one.id} scope="col" dir="auto" className={cx(HEAD, 'min-w-32 max-w-48')}>
                <span className="line-clamp-2">{one.title}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.userId} className="border-line border-t">
              <th
                scope="row"
                className="sticky start-0 z-10 bg-canvas px-3 py-2 text-start font-normal"
              >
                <bdi className="font-medium">{row.userName}</bdi>
                <span className="block max-w-48 truncate text-ink-faint text-sm">{row.email}</span>
              </th>
              <td className="px-3 py-2 font-medium tabular-nums">
                {row.coursePercent === null ? '–' : formatPercent(row.coursePercent / 100)}
              </td>
              {assessments.map((assessment, index) => {
                const cell = row.cells[index];
                if (!cell) return <td key={assessment.id} />;
                return (
                  <td key={assessment.id} className="p-1">
                    <button
                      type="button"
                      aria-label={`${row.userName}, ${assessment.title}: ${cellText(cell, t)}`}
                      onClick={() => setChosen({ row, assessment, cell })}
                      className={cx(
                        'min-h-10 w-full rounded-control px-2 text-start tabular-nums hover:bg-hover focus-visible:-outline-offset-2',
                        cell.percent === null && 'text-ink-faint text-sm',
                        cell.passed === false && cell.percent !== null && 'text-negative',
                      )}
                    >
                      {cellText(cell, t)}
                      {cell.overridden ? <span aria-hidden> *</span> : null}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {chosen ? (
        <GradeDialog courseId={courseId} {...chosen} onClose={() => setChosen(null)} />
      ) : null}
    </ScrollBox>
  );
}

function cellText(cell: GradeCell, t: ReturnType<typeof useTranslation<'assessing'>>['t']): string {
  if (cell.exempt) return t('gradebook.exempt');
  if (cell.percent !== null) return formatPercent(cell.percent / 100);
  return t(`gradebook.state.${cell.state}`);
}

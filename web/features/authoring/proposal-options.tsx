import { useTranslation } from 'react-i18next';
import type { ProposalOptions } from '../../../contracts/authoring.ts';
import { QuizPlacement } from '../../../contracts/authoring.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';

type Options = Pick<ProposalOptions, 'quizzes' | 'finalExam'>;

/** Where a course asks questions. */
export function QuizOptions({
  options,
  onChange,
}: {
  options: Options;
  onChange: (change: Partial<Options>) => void;
}) {
  const { t } = useTranslation('authoring');
  return (
    <div className="grid gap-4">
      <SegmentedControl
        legend={t('options.quizzes')}
        showLegend
        segments={QuizPlacement.options.map((value) => ({
          value,
          label: t(`options.quiz.${value}`),
        }))}
        value={options.quizzes}
        onChange={(quizzes) => onChange({ quizzes })}
      />
      <Checkbox
        label={t('options.finalExam')}
        checked={options.finalExam}
        onChange={(event) => onChange({ finalExam: event.target.checked })}
      />
    </div>
  );
}

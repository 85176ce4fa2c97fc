import { useTranslation } from 'react-i18next';
import type { StepResult } from '../../../../contracts/learning.ts';
import { RadioGroup } from '../../../ui/radio-group.tsx';
import { MatchPairs } from './match-pairs.tsx';
import { OrderSteps } from './order-steps.tsx';
import { TickOptions } from './tick-options.tsx';
import type { GivenProps } from './use-given.ts';
import { Essay, Gaps, ShortText } from './written.tsx';

type Result = Pick<StepResult, 'correctOptionIds' | 'chosenOptionIds'>;

/**
 * Where a question is answered, whatever its type. With a result, options show how they turned out
 * and typed answers give way to it.
 */
export function AnswerFields({ result, ...props }: GivenProps & { result: Result | null }) {
  const { t } = useTranslation('learning');
  const { item, given, change, open } = props;
  switch (item.questionType) {
    case 'multiple_choice':
    case 'true_false':
      return (
        <RadioGroup
          legend={t('study.choose')}
          hideLegend
          numbered
          disabled={!open}
          value={result?.chosenOptionIds[0] ?? given.optionIds[0] ?? null}
          onChange={(id) => change({ optionIds: [id] })}
          options={item.options.map((option) => {
            const verdict = verdictOf(result, option.id);
            return {
              value: option.id,
              label: <span dir="auto">{option.text}</span>,
              ...(verdict ? { verdict } : {}),
            };
          })}
        />
      );
    case 'multiple_response':
      return <TickOptions {...props} result={result} />;
    case 'essay':
      return <Essay {...props} />;
    case 'fill_blank':
      return open ? <Gaps {...props} /> : null;
    case 'short_answer':
    case 'numeric':
      return open ? <ShortText {...props} /> : null;
    case 'matching':
      return open ? <MatchPairs {...props} /> : null;
    case 'ordering':
      return open ? <OrderSteps {...props} /> : null;
  }
}

function verdictOf(result: Result | null, id: string): 'right' | 'wrong' | undefined {
  if (result?.correctOptionIds.includes(id)) return 'right';
  return result?.chosenOptionIds.includes(id) ? 'wrong' : undefined;
}

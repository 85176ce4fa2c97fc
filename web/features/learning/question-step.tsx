import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confidence } from '../../../contracts/learning.ts';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { MatchPairs } from './answers/match-pairs.tsx';
import { OrderSteps } from './answers/order-steps.tsx';
import { TickOptions } from './answers/tick-options.tsx';
import { type GivenProps, useGiven } from './answers/use-given.ts';
import { Essay, Gaps, ShortText } from './answers/written.tsx';
import type { StepProps } from './step-props.ts';

type Sureness = (typeof Confidence.options)[number];

/** Any question: the stem, the answer by its type, how sure, and the hints. */
export function QuestionStep({ step, study, send }: StepProps) {
  const { t } = useTranslation('learning');
  const { item, result } = step;
  const { given, change, answer } = useGiven(item);
  const [confidence, setConfidence] = useState<Sureness | null>(null);
  const open = result === null;
  const one =
    item.type === 'question' &&
    (item.questionType === 'multiple_choice' || item.questionType === 'true_false');
  const options = one ? item.options : [];
  const ready = answer(confidence) !== null;
  const check = () => {
    const whole = answer(confidence);
    if (whole && open) send(whole);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    check();
  };
  useHotkeys([
    ...options.map((option, index) => ({
      keys: String(index + 1),
      description: t('study.choose'),
      run: () => change({ optionIds: [option.id] }),
      disabled: !open,
    })),
    {
      keys: 'h',
      description: t('study.hint'),
      run: () => study.reveal.mutate('hint'),
      disabled: !open,
    },
    { keys: 'Enter', description: t('study.check'), run: check, disabled: !open || !ready },
  ]);
  if (item.type !== 'question') return null;
  const verdictOf = (id: string) =>
    result?.correctOptionIds.includes(id)
      ? ('right' as const)
      : result?.chosenOptionIds.includes(id)
        ? ('wrong' as const)
        : undefined;
  const parts = item.stem.split(/_{3,}/);
  return (
    <form className="grid gap-6" onSubmit={submit}>
      <h2 dir="auto" className="font-semibold text-xl leading-snug">
        {item.questionType === 'fill_blank' ? parts.join(' ____ ') : item.stem}
      </h2>
      {one ? (
        <RadioGroup
          legend={t('study.choose')}
          hideLegend
          numbered
          disabled={!open}
          value={result?.chosenOptionIds[0] ?? given.optionIds[0] ?? null}
          onChange={(id) => change({ optionIds: [id] })}
          options={options.map((option) => {
            const verdict = verdictOf(option.id);
            return {
              value: option.id,
              label: <span dir="auto">{option.text}</span>,
              ...(verdict ? { verdict } : {}),
            };
          })}
        />
      ) : null}
      {item.questionType === 'multiple_response' ? (
        <TickOptions {...{ item, given, change, open, result }} />
      ) : null}
      {item.questionType === 'essay' ? <Essay {...{ item, given, change, open }} /> : null}
      {open ? <OpenAnswer {...{ item, given, change, open }} /> : null}
      {item.hints.map((hint) => (
        <Callout key={hint} tone="accent" live>
          <span dir="auto">{hint}</span>
        </Callout>
      ))}
      {open ? (
        <div className="grid gap-4">
          <SegmentedControl
            wide
            showLegend
            size="large"
            legend={t('study.confidence')}
            segments={Confidence.options.map((value) => ({ value, label: t(`study.${value}`) }))}
            value={confidence}
            onChange={setConfidence}
          />
          <div className="grid grid-cols-[1fr_auto] gap-3">
            <Button
              type="submit"
              variant="primary"
              size="large"
              disabled={!ready}
              loading={study.answer.isPending}
            >
              {t(item.questionType === 'essay' ? 'study.handIn' : 'study.check')}
            </Button>
            {item.hints.length < item.hintCount ? (
              <Button
                size="large"
                loading={study.reveal.isPending}
                onClick={() => study.reveal.mutate('hint')}
              >
                {t('study.hint')}
              </Button>
            ) : null}
          </div>
        </div>
      ) : null}
    </form>
  );
}

/** Answers whose fields give way to the result. */
function OpenAnswer(props: GivenProps) {
  switch (props.item.questionType) {
    case 'fill_blank':
      return <Gaps {...props} />;
    case 'short_answer':
    case 'numeric':
      return <ShortText {...props} />;
    case 'matching':
      return <MatchPairs {...props} />;
    case 'ordering':
      return <OrderSteps {...props} />;
    default:
      return null;
  }
}

import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confidence, type StepAnswer } from '../../../contracts/learning.ts';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import type { StepProps } from './step-props.ts';

type Sureness = (typeof Confidence.options)[number];

/** Any question: the stem, the answer by its type, how sure, and the hints. */
export function QuestionStep({ step, study, send }: StepProps) {
  const { t } = useTranslation('learning');
  const { item, result } = step;
  const [optionId, setOptionId] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [gaps, setGaps] = useState<string[]>([]);
  const [confidence, setConfidence] = useState<Sureness | null>(null);
  const open = result === null;
  const options = item.type === 'question' ? item.options : [];

  const answer = (): StepAnswer | null => {
    if (item.type !== 'question') return null;
    if (options.length > 0)
      return optionId === null ? null : { kind: 'option', optionId, confidence };
    if (item.questionType === 'fill_blank') {
      const filled = Array.from({ length: item.gapCount }, (_, index) => gaps[index]?.trim() ?? '');
      return filled.some((gap) => gap === '') ? null : { kind: 'gaps', gaps: filled, confidence };
    }
    return text.trim() === '' ? null : { kind: 'text', text: text.trim(), confidence };
  };
  const ready = answer() !== null;
  const check = () => {
    const given = answer();
    if (given && open) send(given);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    check();
  };
  useHotkeys([
    ...options.map((option, index) => ({
      keys: String(index + 1),
      description: t('study.choose'),
      run: () => setOptionId(option.id),
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
    result?.correctOptionId === id
      ? ('right' as const)
      : result?.chosenOptionId === id
        ? ('wrong' as const)
        : undefined;
  const parts = item.stem.split(/_{3,}/);
  return (
    <form className="grid gap-6" onSubmit={submit}>
      <h2 dir="auto" className="font-semibold text-xl leading-snug">
        {item.questionType === 'fill_blank' ? parts.join(' ____ ') : item.stem}
      </h2>
      {options.length > 0 ? (
        <RadioGroup
          legend={t('study.choose')}
          hideLegend
          numbered
          disabled={!open}
          value={result?.chosenOptionId ?? optionId}
          onChange={setOptionId}
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
      {open && options.length === 0 && item.questionType === 'fill_blank' ? (
        <div className="grid gap-4">
          {Array.from({ length: item.gapCount }, (_, index) => index).map((index) => (
            <Field key={index} label={t('study.gapLabel', { n: index + 1 })}>
              <TextInput
                autoComplete="off"
                value={gaps[index] ?? ''}
                onChange={(event) => {
                  const next = [...gaps];
                  next[index] = event.target.value;
                  setGaps(next);
                }}
              />
            </Field>
          ))}
        </div>
      ) : null}
      {open && options.length === 0 && item.questionType === 'short_answer' ? (
        <Field label={t('study.answerLabel')}>
          <TextInput
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
      ) : null}
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
              {t('study.check')}
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

import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  Confidence,
  type ShownQuestion,
  type StepAnswer,
  type StepResult,
} from '../../../../contracts/learning.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { SegmentedControl } from '../../../ui/segmented-control.tsx';
import { useHotkeys } from '../../../ui/use-hotkeys.ts';
import { AnswerFields } from './answer-fields.tsx';
import { useGiven } from './use-given.ts';

type Sureness = (typeof Confidence.options)[number];

export type QuestionFormProps = {
  item: ShownQuestion;
  result: StepResult | null;
  /** The answer is on its way. */
  busy: boolean;
  onAnswer: (answer: StepAnswer) => void;
  /** Opens one more hint; absent where there are none to be had. */
  hint?: { run: () => void; busy: boolean } | undefined;
  /** Gives the page the number keys, `h` and Enter: for a question that stands alone. */
  keys?: boolean;
  /** Asks how sure the learner is. */
  asksConfidence?: boolean;
  headingLevel?: 2 | 3 | 4;
};

/** A question to be answered and checked at once: the stem, the answer, how sure, and the hints. */
export function QuestionForm({
  item,
  result,
  busy,
  onAnswer,
  hint,
  keys = false,
  asksConfidence = true,
  headingLevel = 2,
}: QuestionFormProps) {
  const { t } = useTranslation('learning');
  const { given, change, answer } = useGiven(item);
  const [confidence, setConfidence] = useState<Sureness | null>(null);
  const open = result === null;
  const one = item.questionType === 'multiple_choice' || item.questionType === 'true_false';
  const ready = answer(confidence) !== null;
  const check = () => {
    const whole = answer(confidence);
    if (whole && open && !busy) onAnswer(whole);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    check();
  };
  useHotkeys(
    keys
      ? [
          ...(one ? item.options : []).map((option, index) => ({
            keys: String(index + 1),
            description: t('study.choose'),
            run: () => change({ optionIds: [option.id] }),
            disabled: !open,
          })),
          {
            keys: 'h',
            description: t('study.hint'),
            run: () => hint?.run(),
            disabled: !open || hint === undefined,
          },
          { keys: 'Enter', description: t('study.check'), run: check, disabled: !open || !ready },
        ]
      : [],
  );
  const Heading = `h${headingLevel}` as const;
  return (
    <form className="grid gap-6" onSubmit={submit}>
      <Heading dir="auto" className="font-semibold text-xl leading-snug">
        {stemOf(item)}
      </Heading>
      <AnswerFields {...{ item, given, change, open, result }} />
      {item.hints.map((text) => (
        <Callout key={text} tone="accent" live>
          <span dir="auto">{text}</span>
        </Callout>
      ))}
      {open ? (
        <div className="grid gap-4">
          {asksConfidence ? (
            <SegmentedControl
              wide
              showLegend
              size="large"
              legend={t('study.confidence')}
              segments={Confidence.options.map((value) => ({ value, label: t(`study.${value}`) }))}
              value={confidence}
              onChange={setConfidence}
            />
          ) : null}
          <div className="grid grid-cols-[1fr_auto] gap-3">
            <Button type="submit" variant="primary" size="large" disabled={!ready} loading={busy}>
              {t(item.questionType === 'essay' ? 'study.handIn' : 'study.check')}
            </Button>
            {hint && item.hints.length < item.hintCount ? (
              <Button size="large" loading={hint.busy} onClick={hint.run}>
                {t('study.hint')}
              </Button>
            ) : null}
          </div>
        </div>
      ) : null}
    </form>
  );
}

/** The words of the question, with its gaps as lines of one length. */
export function stemOf(item: ShownQuestion): string {
  return item.questionType === 'fill_blank' ? item.stem.split(/_{3,}/).join(' ____ ') : item.stem;
}

import { useTranslation } from 'react-i18next';
import { CardRating } from '../../../contracts/learning.ts';
import { Button } from '../../ui/button.tsx';
import { formatDuration } from '../../ui/format.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import type { StepProps } from './step-props.ts';

const DAY_SECONDS = 86_400;

/** The front, then by Space the back and how well it was remembered. */
export function FlashcardStep({ step, study, send }: StepProps) {
  const { t } = useTranslation('learning');
  const { item, result } = step;
  const turned = item.type === 'flashcard' && item.back !== null;
  const turn = () => study.reveal.mutate('back');
  useHotkeys([
    { keys: ' ', description: t('study.turn'), run: turn, disabled: turned },
    ...CardRating.options.map((rating, index) => ({
      keys: String(index + 1),
      description: t(`study.${rating}`),
      run: () => send({ kind: 'rating' as const, rating }),
      disabled: !turned || result !== null,
    })),
  ]);
  if (item.type !== 'flashcard') return null;
  return (
    <>
      <div className="grid min-h-48 content-center gap-5 rounded-panel border border-line bg-surface p-6 text-center">
        <h2 dir="auto" className="font-semibold text-xl">
          {item.front}
        </h2>
        {item.back === null ? null : (
          <p dir="auto" className="border-line border-t pt-5 text-lg" aria-live="polite">
            {item.back}
          </p>
        )}
      </div>
      {turned ? null : (
        <Button variant="primary" size="large" loading={study.reveal.isPending} onClick={turn}>
          {t('study.turn')}
        </Button>
      )}
      {turned && result === null ? (
        <fieldset className="grid gap-2">
          <legend className="pb-2 text-ink-soft text-ui">{t('study.rate')}</legend>
          <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
            {CardRating.options.map((rating) => (
              <Button
                key={rating}
                size="large"
                disabled={study.answer.isPending}
                onClick={() => send({ kind: 'rating', rating })}
                className="flex-col gap-0"
              >
                <span>{t(`study.${rating}`)}</span>
                <span className="text-ink-faint text-xs">
                  {formatDuration((item.intervals[rating] ?? 0) * DAY_SECONDS)}
                </span>
              </Button>
            ))}
          </div>
        </fieldset>
      ) : null}
    </>
  );
}

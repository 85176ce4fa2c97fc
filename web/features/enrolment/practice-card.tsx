import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CardRating } from '../../../contracts/learning.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatRelative } from '../../ui/format.ts';
import { usePractice } from './use-practice.ts';

type Props = {
  courseId: string;
  lessonId: string;
  itemId: string;
  card: { front: string; back: string };
  onDone?: () => void;
};

/** A card in a lesson: turned, rated, and from then on scheduled as all cards are. */
export function PracticeCard({ courseId, lessonId, itemId, card, onDone }: Props) {
  const { t } = useTranslation('learning');
  const [turned, setTurned] = useState(false);
  const { answer } = usePractice(courseId, lessonId, itemId);
  return (
    <div className="grid gap-4">
      <p dir="auto" className="font-semibold text-lg">
        {card.front}
      </p>
      {turned ? (
        <p dir="auto" role="status" className="border-line border-t pt-3 text-lg">
          {card.back}
        </p>
      ) : (
        <Button className="justify-self-start" onClick={() => setTurned(true)}>
          {t('study.turn')}
        </Button>
      )}
      {answer.error ? <ErrorState compact error={answer.error} /> : null}
      {turned && !answer.data ? (
        <fieldset className="grid gap-2">
          <legend className="pb-2 text-ink-soft text-ui">{t('study.rate')}</legend>
          <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
            {CardRating.options.map((rating) => (
              <Button
                key={rating}
                disabled={answer.isPending}
                onClick={() =>
                  answer.mutate({ kind: 'rating', rating }, { onSuccess: () => onDone?.() })
                }
              >
                {t(`study.${rating}`)}
              </Button>
            ))}
          </div>
        </fieldset>
      ) : null}
      {answer.data?.result.nextDueAt ? (
        <p role="status" className="text-ink-soft text-sm">
          {t('study.nextDue', { when: formatRelative(answer.data.result.nextDueAt) })}
        </p>
      ) : null}
    </div>
  );
}

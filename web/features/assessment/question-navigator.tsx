import { useTranslation } from 'react-i18next';
import { cx } from '../../ui/cx.ts';
import { formatNumber } from '../../ui/format.ts';

/** The way to each question, with what is answered and what is to be looked at again. */
export function QuestionNavigator({
  count,
  current,
  answered,
  flagged,
  onOpen,
}: {
  count: number;
  /** From 0; null where all stand on one page. */
  current: number | null;
  /** By position, from 1. */
  answered: (position: number) => boolean;
  flagged: ReadonlySet<number>;
  /** From 0. */
  onOpen: (index: number) => void;
}) {
  const { t } = useTranslation('assessment');
  return (
    <nav aria-label={t('attempt.questions')}>
      <ol className="flex flex-wrap gap-1.5">
        {Array.from({ length: count }, (_, index) => index).map((index) => {
          const position = index + 1;
          const state = [
            t(answered(position) ? 'attempt.answered' : 'attempt.unanswered'),
            ...(flagged.has(position) ? [t('attempt.flagged')] : []),
          ].join(', ');
          return (
            <li key={position}>
              <button
                type="button"
                aria-label={`${t('attempt.question', { n: formatNumber(position), count })}, ${state}`}
                aria-current={current === index ? 'step' : undefined}
                onClick={() => onOpen(index)}
                className={cx(
                  'relative grid size-10 place-items-center rounded-control border text-ui tabular-nums',
                  answered(position)
                    ? 'border-accent bg-accent-tint text-accent'
                    : 'border-line-strong/60 bg-surface text-ink-soft',
                  current === index && 'outline-2 outline-accent outline-offset-1',
                )}
              >
                {formatNumber(position)}
                {flagged.has(position) ? (
                  <span
                    aria-hidden
                    className="absolute -end-1 -top-1 size-3 rounded-full bg-caution"
                  />
                ) : null}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

import { useTranslation } from 'react-i18next';
import { StatusDot } from '../../../ui/badge.tsx';
import { explainError } from '../../../ui/error-state.tsx';
import { formatDuration } from '../../../ui/format.ts';
import type { SaveState } from './article-saver.ts';

/** Where the text stands: saved or not, and why; how long it is. */
export function SaveLine({
  state,
  words,
  minutes,
}: {
  state: SaveState;
  words: number;
  minutes: number;
}) {
  const { t } = useTranslation('editor');
  const { t: common } = useTranslation('common');
  const trouble = state.status === 'retrying' || state.status === 'refused';
  const text =
    state.status === 'refused'
      ? t('save.refused', { reason: explainError(state.problem, common) })
      : state.status === 'conflict'
        ? t('save.waiting')
        : t(`save.${state.status}`);
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-line border-t px-4 py-2 text-ink-soft text-sm">
      <div role={trouble ? 'alert' : undefined}>
        <StatusDot
          tone={trouble ? 'negative' : state.status === 'saved' ? 'positive' : 'caution'}
          busy={state.status === 'saving'}
        >
          <span data-save-state={state.status}>{text}</span>
        </StatusDot>
      </div>
      <p>
        {t('text.words', { count: words })}
        {minutes > 0 ? ` · ${t('text.minutes', { duration: formatDuration(minutes * 60) })}` : ''}
      </p>
    </div>
  );
}

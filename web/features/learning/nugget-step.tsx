import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import type { StepProps } from './step-props.ts';

export function NuggetStep({ step, study, send }: StepProps) {
  const { t } = useTranslation('learning');
  const { item, result } = step;
  const read = () => send({ kind: 'read' });
  useHotkeys([
    { keys: 'Enter', description: t('study.continue'), run: read, disabled: result !== null },
  ]);
  if (item.type !== 'nugget') return null;
  return (
    <>
      <article className="grid gap-4">
        <h2 dir="auto" className="font-semibold text-2xl">
          {item.title}
        </h2>
        <p className="text-ink-faint text-sm">
          {t('study.minutes', { n: formatNumber(Math.max(1, Math.round(item.estimatedMinutes))) })}
        </p>
        {item.text.split('\n\n').map((paragraph) => (
          <p
            key={paragraph}
            dir="auto"
            className="prose-measure whitespace-pre-line text-lg leading-relaxed"
          >
            {paragraph}
          </p>
        ))}
      </article>
      {result === null ? (
        <Button variant="primary" size="large" loading={study.answer.isPending} onClick={read}>
          {t('study.continue')}
        </Button>
      ) : null}
    </>
  );
}

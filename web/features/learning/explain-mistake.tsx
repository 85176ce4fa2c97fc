import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { StepResult } from '../../../contracts/learning.ts';
import { aidsQuery } from '../../api/aids.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import type { Study } from './use-study.ts';

/** A wrong answer explained by a model from the cited source, where one is connected. */
export function ExplainMistake({ result, study }: { result: StepResult; study: Study }) {
  const { t } = useTranslation('learning');
  const aids = useQuery({ ...aidsQuery, enabled: result.correct === false });
  const { explained } = result;
  if (explained)
    return (
      <section className="grid gap-2 rounded-panel bg-sunken p-4">
        <h3 className="font-semibold text-ui">{t('study.explained')}</h3>
        <p dir="auto" className="prose-measure">
          {explained.text}
        </p>
        {explained.misconception ? (
          <p dir="auto" className="prose-measure text-ink-soft text-ui">
            {t('study.misconception', { text: explained.misconception })}
          </p>
        ) : null}
        <p className="text-ink-faint text-sm">{t('study.byModel')}</p>
      </section>
    );
  if (result.correct !== false || aids.data?.explains !== true) return null;
  return (
    <div className="grid gap-3 justify-self-start">
      {study.explain.error ? <ErrorState compact error={study.explain.error} /> : null}
      <Button
        className="justify-self-start"
        loading={study.explain.isPending}
        onClick={() => study.explain.mutate()}
      >
        {t('study.explain')}
      </Button>
    </div>
  );
}
